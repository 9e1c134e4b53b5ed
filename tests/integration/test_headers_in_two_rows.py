"""Headers that name columns in two rows, as spreadsheets and Word files merge them. All content is invented."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extractor import extract
from extractor.report import Form

Merged = tuple[str, int, int]


def form_of(path: Path, *rows: list[str | Merged]) -> Form:
    """The one form of a sheet; a cell is its text, or text, rows and columns that it spans."""
    book = openpyxl.Workbook()
    sheet = book.active
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows, start=1):
        column = 1
        for cell in row:
            while (at, column) in taken:
                column += 1
            text, down, right = cell if isinstance(cell, tuple) else (cell, 1, 1)
            sheet.cell(at, column, text or None)
            if down > 1 or right > 1:
                sheet.merge_cells(
                    start_row=at, start_column=column, end_row=at + down - 1, end_column=column + right - 1
                )
            taken |= {(at + below, column + beside) for below in range(down) for beside in range(right)}
    book.save(path)
    (form,) = extract(path).report.forms
    return form


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "form.xlsx"


def test_two_titles_side_by_side_are_both_divided(sheet: Path) -> None:
    levels: list[str | Merged] = [("一级指标", 2, 1), ("二级指标", 2, 1), ("三级指标", 2, 1)]
    form = form_of(
        sheet,
        [("专项债券项目绩效自评表", 1, 10)],
        [*levels, ("指标完成情况", 1, 3), ("评分情况", 1, 4)],
        ["年度目标值", "实际完成值", "指标完成率", "评分标准", "指标权重", "自评得分", "扣分原因"],
        [
            "产出指标",
            "数量指标",
            "管网改造长度",
            "46公里",
            "43.8公里",
            "95.22%",
            "按比例",
            "20",
            "19.04",
            "未获批",
        ],
        ["效益指标", "社会效益指标", "内涝点消除数", "9处", "9处", "100%", "按比例", "15", "15", ""],
        [("合计", 1, 7), "35", "34.04", ""],
    )
    length, points = form.indicators
    assert (length.level1, length.level3, length.max_score, length.score) == (
        "产出指标",
        "管网改造长度",
        20,
        19.04,
    )
    assert length.target is not None and length.target.text == "46公里"
    assert length.actual is not None and length.actual.text == "43.8公里"
    assert length.deviation_reason == "未获批"
    assert (points.description, points.score) == ("按比例", 15)
    assert (form.total_max_score, form.total_score) == (35, 34.04)


def test_words_nobody_knows_under_a_title_leave_the_others_in_place(sheet: Path) -> None:
    single = [("三级指标", 2, 1), ("预期指标值", 1, 3), ("实际完成值", 2, 1), ("分值", 2, 1), ("得分", 2, 1)]
    form = form_of(
        sheet,
        [("项目支出绩效自评表", 1, 13)],
        [("一级指标", 2, 1), ("二级指标", 2, 1), *single, ("偏差原因分析", 1, 4)],
        ["运算符号", "内容", "度量单位", "经费保障", "人员保障", "其他", "原因说明"],
        ["产出指标", "数量指标", "发放人数", ">=", "300", "人", "312", "20", "20", "", "", "", ""],
        [
            "产出指标",
            "质量指标",
            "认定准确率",
            "=",
            "100",
            "%",
            "99.4",
            "10",
            "9.9",
            "√",
            "",
            "",
            "核查不及时",
        ],
    )
    people, share = form.indicators
    assert people.target is not None and people.target.text == ">=300人"
    assert people.actual is not None and people.actual.value == 312
    assert (people.max_score, people.score, people.deviation_reason) == (20, 20, None)
    assert (share.score, share.deviation_reason) == (9.9, "核查不及时")


def test_a_divided_budget_column_does_not_hide_those_beside_it(sheet: Path) -> None:
    single = [("实际到位", 2, 1), ("实际支出", 2, 1), ("支出进度", 2, 1)]
    form = form_of(
        sheet,
        [("项目支出绩效自评表", 1, 7)],
        [("项目资金", 4, 1), ("资金来源", 2, 1), ("预算安排", 1, 2), *single],
        ["年初预算数", "调整后预算数"],
        ["资金总额", "15000", "16200", "15600", "14880.5", "91.86%"],
        ["专项债券资金", "12000", "12000", "12000", "11894.2", "99.12%"],
        ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
        ["产出指标", "数量指标", "管网改造长度", "46公里", "43.8公里", "20", "19.04"],
    )
    total, bonds = form.funds
    assert (total.initial_budget, total.annual_budget, total.received, total.executed) == (
        15000,
        16200,
        15600,
        14880.5,
    )
    assert (bonds.source, bonds.executed, bonds.execution_rate) == ("专项债券资金", 11894.2, 99.12)
