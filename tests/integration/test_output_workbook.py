"""The workbook as a clerk finds it: opened again, cell by cell."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

import pytest
from openpyxl import load_workbook

from extractor import Result, extract
from extractor.output import write
from extractor.output.columns import Cell, Row
from extractor.output.sheets import Sheet
from extractor.output.workbook import named
from extractor.report import FundItem
from extractor.result import Evidence, Finding
from tests.support.copied import changeable

SAMPLES = Path(__file__).parents[2] / "eval" / "samples"
YELLOW, RED = "FFFFEB9C", "FFFFC7CE"
HOSTILE = [
    "=80%", "=3类", "+1", "-x", "@a", "=cmd|'/C calc'!A0", "=HYPERLINK(\"http://a.b\")", "http://a.b/c",
    "{=SUM(A1)}", "<r>&</r>", "<r><t>x</t></r>", "</t></si>", "_x0041_", "0123", "1e5", " 两端 ", "a\nb", "'quoted",
]  # fmt: skip


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
    def open_again(lang="zh"):
        (path,) = write(result, tmp_path / "x.xlsx", lang)
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels", ".vml")):
                    expat.ParserCreate().Parse(parts.read(name), True)
        return load_workbook(path)

    return open_again


def finding(severity, *pointers, **more) -> Finding:
    return Finding(
        rule="rule",
        severity=severity,
        pointers=pointers,
        message="请核对此处",
        message_en="look here",
        **more,
    )


def cell_of(sheet, row: int, title: str):
    titles = [cell.value for cell in sheet[1]]
    return sheet.cell(row, titles.index(title) + 1)


def colour(cell) -> str | None:
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def test_a_sheet_for_each_kind_that_holds_something(result, opened):
    result.findings = [finding("warning", "/forms/0")]
    result.report.conclusions = []
    names = opened().sheetnames
    assert names == [
        "绩效指标", "待核对", "自评表", "资金情况", "总体目标", "项目汇总", "项目汇总合计", "报告",
    ]  # fmt: skip
    result.findings = []
    assert "待核对" not in opened().sheetnames


def test_headers_are_frozen_and_in_the_language_asked_for(opened):
    sheet = opened()["绩效指标"]
    assert [cell.value for cell in sheet[1]][:8] == [
        "表号", "表类", "项目名称", "年度", "一级指标", "一级指标分值", "二级指标", "三级指标",
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    english = opened("en")["Indicators"]
    assert [cell.value for cell in english[1]][9:12] == ["Target", "Target (Operator)", "Target (Value)"]


def test_merged_cells_of_form_and_levels_are_rebuilt(opened):
    sheet = opened()["绩效指标"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A2:A8", "C2:C8", "E2:E5", "F2:F5"} <= merged
    assert sheet["E2"].value == "产出指标"
    assert sheet["E3"].value is None
    assert sheet["F2"].value == 50
    assert all(sheet[area.split(":")[0]].value is not None for area in merged)


def test_filter_buttons_only_where_nothing_is_merged(opened):
    book = opened()
    assert book["绩效指标"].auto_filter.ref is None
    assert book["资金情况"].auto_filter.ref == book["资金情况"].dimensions
    assert not book["资金情况"].merged_cells.ranges


def test_numbers_are_numbers_and_text_is_text(result, opened):
    result.report.forms[0].phone = "0316"
    result.report.forms[0].funds[0].executed = -12.5
    result.report.forms[0].funds[0].annual_budget = 12345678901234567890
    book = opened()
    assert cell_of(book["自评表"], 2, "联系电话").value == "0316"
    assert cell_of(book["资金情况"], 2, "全年执行数").value == -12.5
    assert cell_of(book["资金情况"], 2, "全年预算数").value == "12345678901234567890"
    assert cell_of(book["绩效指标"], 2, "年度指标值（数值）").value == 3
    assert cell_of(book["绩效指标"], 2, "年度指标值（符号）").value == "<="


def test_a_doubtful_row_is_coloured_and_says_why_and_where(result, opened):
    result.findings = [finding("warning", "/forms/0/indicators/2", expected="1", found="2")]
    sheet = opened()["绩效指标"]
    cell = cell_of(sheet, 4, "三级指标")
    assert (cell.value, colour(cell)) == ("宣传及时性", YELLOW)
    assert "【存疑】请核对此处" in cell.comment.text
    assert "应为 1，实为 2" in cell.comment.text
    line = (
        result.document.pages[0].text[: result.evidence["/forms/0/indicators/2/level3"][0].start].count("\n")
    )
    assert f"原文（第{line + 1}行）：宣传及时性" in cell.comment.text
    assert colour(cell_of(sheet, 4, "偏差原因分析及改进措施")) == YELLOW  # blank, and in the row
    assert colour(cell_of(sheet, 2, "一级指标")) is None  # merged over the row and others
    for row in (3, 5):
        assert colour(cell_of(sheet, row, "三级指标")) is None
        assert cell_of(sheet, row, "三级指标").comment is None


def test_an_error_is_coloured_otherwise_and_a_note_not_at_all(result, opened):
    result.findings = [
        finding("error", "/forms/0/indicators/0/target/value"),
        finding("info", "/forms/0/indicators/1/level3"),
        finding("warning", "/forms/0/indicators/0/level1"),
    ]
    sheet = opened()["绩效指标"]
    assert colour(cell_of(sheet, 2, "年度指标值")) == RED
    assert colour(cell_of(sheet, 2, "年度指标值（数值）")) == RED
    assert colour(cell_of(sheet, 2, "一级指标")) == YELLOW
    assert colour(cell_of(sheet, 3, "三级指标")) is None


def test_what_the_evidence_does_not_bear_out_is_doubtful(result, opened):
    del result.evidence["/forms/0/funds/0/executed"]
    place = result.evidence["/forms/0/funds/0/annual_budget"][0]
    result.evidence["/forms/0/funds/0/annual_budget"] = [place.model_copy(update={"match": "fuzzy"})]
    sheet = opened()["资金情况"]
    missing, fuzzy = cell_of(sheet, 2, "全年执行数"), cell_of(sheet, 2, "全年预算数")
    assert (colour(missing), colour(fuzzy)) == (RED, YELLOW)
    assert "“16.94”在原文中没有找到" in missing.comment.text
    assert "不完全一致" in fuzzy.comment.text
    assert colour(cell_of(sheet, 2, "到位数")) is None


def test_a_doubt_about_a_form_does_not_colour_what_it_leaves_blank(result, opened):
    result.findings = [finding("warning", "/forms/0")]
    book = opened()
    assert colour(cell_of(book["绩效指标"], 2, "三级指标")) == YELLOW
    assert colour(cell_of(book["绩效指标"], 2, "偏差原因分析及改进措施")) is None
    assert colour(cell_of(book["绩效指标"], 9, "三级指标")) is None


def test_findings_link_to_the_cell_concerned(result, opened):
    place = Evidence(page=1, start=0, end=13, text="=县直部门", match="exact")
    result.findings = [
        finding("warning", "/forms/1/indicators/0"),
        finding("error", "/forms/1/funds/0/executed", "/project_list/1/executed", expected="=1", found="2"),
        finding("info", places=[place]),
    ]
    book = opened()
    sheet = book["待核对"]
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == ["错误", "存疑", "提示"]
    target = sheet["C2"].hyperlink.location
    assert target == sheet["C2"].value.replace("资金情况", "'资金情况'")
    name, cell = target.replace("'", "").split("!")
    assert book[name][cell].value == result.report.forms[1].funds[0].executed
    assert colour(book[name][cell]) == RED
    assert cell_of(sheet, 2, "其他单元格").value.startswith("项目汇总!")
    assert cell_of(sheet, 2, "应为").value == "=1"
    name, cell = sheet["C3"].hyperlink.location.replace("'", "").split("!")
    assert book[name][cell].row == 9
    assert sheet["C4"].hyperlink is None
    assert (cell_of(sheet, 4, "原文位置").value, cell_of(sheet, 4, "原文").value) == ("第1行", "=县直部门")
    assert cell_of(sheet, 2, "数据项").value.startswith("自评表 2 · 资金情况 1 · 全年执行数")


def test_hostile_text_is_never_a_formula_nor_breaks_the_file(result, opened):
    rows = result.report.forms[0].indicators
    rows.extend(rows[-1].model_copy(update={"level3": text, "level2": text}) for text in HOSTILE)
    result.report.forms[0].project_name = "=form"
    result.findings = [finding("warning", f"/forms/0/indicators/{at}") for at in range(len(rows))]
    book = opened()
    values = [cell_of(book["绩效指标"], 9 + at, "三级指标").value for at in range(len(HOSTILE))]
    assert values == HOSTILE
    assert cell_of(book["绩效指标"], 2, "项目名称").value == "=form"
    for sheet in book:
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
        links = [cell.hyperlink for line in sheet.iter_rows() for cell in line if cell.hyperlink]
        assert all(link.target is None for link in links)


def test_characters_that_xml_cannot_hold_are_shown(result, opened):
    result.report.forms[0].indicators[0].level3 = "\x00\x1b[31m\x7f\x85\ufffe\ud800完"
    result.findings = [
        Finding(rule="r", severity="error", pointers=["/title"], message="\x01\udfff", message_en="\x01")
    ]
    book = opened()
    assert cell_of(book["绩效指标"], 2, "三级指标").value == "␀␛[31m␡\ufffd\ufffd\ufffd完"
    assert "␁" in cell_of(book["报告"], 2, "标题").comment.text


def test_text_longer_than_a_cell_is_cut_and_the_cell_says_so(result, opened):
    result.report.forms[0].goals[0].expected = "𠮷" * 20_000
    cell = cell_of(opened()["总体目标"], 2, "预期目标")
    assert cell.value == "𠮷" * 16_383 + "…"
    assert colour(cell) is not None
    assert "全文共20000字" in cell.comment.text


def test_a_column_that_says_nothing_is_hidden_not_missing(result, opened):
    result.report.forms[0].fund_breakdown = [FundItem(label="基本支出")]
    result.evidence["/forms/0/fund_breakdown/0/label"] = result.evidence["/forms/0/kind"]
    sheet = opened()["资金分项"]
    assert [cell.value for cell in sheet[1]][4:6] == ["名称", "金额"]
    assert sheet.column_dimensions["F"].hidden
    assert not sheet.column_dimensions["E"].hidden


def test_more_rows_than_a_sheet_holds_go_to_further_sheets():
    rows = tuple(Row(f"/{number}", (Cell(number),)) for number in range(5))
    sheet = Sheet("data", "基础/数据" * 10, (), rows)
    parts = list(named(sheet, most=2))
    assert [[row.cells[0].value for row in part.rows] for _, part in parts] == [[0, 1], [2, 3], [4]]
    assert len({name for name, _ in parts}) == 3
    assert all(len(name) <= 31 and "/" not in name for name, _ in parts)
    assert parts[2][0].endswith(" 3")
