"""The workbook's layout: widths, heights, what is hidden, folded, merged and set apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from extractor import Result, extract
from extractor.output import write
from extractor.result import Finding
from tests.support.copied import changeable

SAMPLES = Path(__file__).parents[2] / "eval" / "samples"


@pytest.fixture(scope="module")
def extracted() -> Result:
    return extract(SAMPLES / "dachang-2023.txt")


@pytest.fixture
def result(extracted) -> Result:
    copy = changeable(extracted)
    copy.findings = []
    return copy


@pytest.fixture
def opened(result, tmp_path):
    return lambda: load_workbook(*write(result, tmp_path / "x.xlsx"))


def finding(*pointers) -> Finding:
    return Finding(rule="a_rule", severity="warning", pointers=pointers, message="请核对", message_en="check")


def hides(sheet, letter: str) -> bool:
    at = column_index_from_string(letter)
    return any(column.hidden for column in sheet.column_dimensions.values() if column.min <= at <= column.max)


def test_widths_are_sensible_and_long_text_wraps(opened):
    for sheet in opened():
        widths = [dimension.width for dimension in sheet.column_dimensions.values()]
        assert all(6 <= width <= 47 for width in widths)
        assert sheet["A2"].alignment.wrap_text or isinstance(sheet["A2"].value, int)


def test_parts_of_quantities_are_folded_away_under_the_whole(opened):
    sheet = opened()["绩效指标"]
    columns = sheet.column_dimensions.values()
    folding = [range(column.min, column.max + 1) for column in columns if column.outlineLevel == 1]
    assert sorted(at for part in folding for at in part) == [11, 12, 13, 15, 16, 17]
    assert all(column.hidden for column in columns if column.outlineLevel)
    assert [sheet[f"{column.index}1"].value for column in columns if column.collapsed] == [
        "年度指标值",
        "实际完成值",
    ]
    assert sheet.sheet_properties.outlinePr.summaryRight is False


def test_a_doubt_about_a_row_does_not_bring_back_columns_that_say_nothing(result, opened):
    result.findings = [finding("/forms/0/indicators/2")]
    sheet = opened()["绩效指标"]
    assert sheet["V1"].value == "偏差原因分析及改进措施"
    assert hides(sheet, "V")
    result.findings = [finding("/forms/0/indicators/2/deviation_reason")]
    assert not hides(opened()["绩效指标"], "V")


def test_a_line_parts_one_form_from_the_next(opened):
    sheet = opened()["绩效指标"]
    dark = [row for row in range(2, 20) if sheet.cell(row, 8).border.top.color.rgb == "FF5B7285"]
    assert dark == [9, 17]


def test_rows_are_high_enough_for_wrapped_text_and_merged_cells(result, opened):
    rows = result.report.forms[0].indicators
    rows[1].level3 = "甲" * 60
    rows[4].level2 = "乙" * 60
    rows[5].level1, rows[6].level1 = "丙" * 100, "丙" * 100
    result.report.forms[0].remarks = "一\n二\n三"
    book = opened()
    heights = book["绩效指标"].row_dimensions
    assert heights[2].height is None
    assert 40 < heights[3].height < 50  # three lines of 21 characters
    assert 40 < heights[6].height < 50
    assert heights[7].height is None
    assert 55 < heights[8].height < 80  # five lines over two rows
    assert 40 < book["自评表"].row_dimensions[2].height < 50


def test_the_findings_hide_what_only_programs_read(result, opened):
    result.findings = [finding("/forms/0/indicators/2")]
    sheet = opened()["待核对"]
    hidden = {sheet[f"{name}1"].value for name in "ABCDEFGHIJKLM" if hides(sheet, name)}
    assert hidden == {"应为", "实为", "数据路径", "规则", "其他单元格"}
    assert sheet["L2"].value == "a_rule"


def test_a_form_without_a_project_name_has_one_blank_cell(result, opened):
    result.report.forms[0].project_name = None
    assert "C2:C8" in {str(area) for area in opened()["绩效指标"].merged_cells.ranges}


def test_short_titles_stand_on_one_line(opened):
    sheet = opened()["绩效指标"]
    assert sheet["F1"].value == "一级指标分值"
    assert sheet.column_dimensions["F"].width >= 15
