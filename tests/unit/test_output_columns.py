"""Columns and sheets out of the contract's models."""

from __future__ import annotations

from extractor.output.columns import cells_of, columns_of, leaves, spoken
from extractor.output.safe import shortened, visible
from extractor.output.sheets import sheets
from extractor.output.spans import spans
from extractor.report import Conclusion, Form, FundLine, Indicator, ProjectTotals, Quantity, Report


def indicator(level1: str | None, level2: str | None, points: int | None = None) -> Indicator:
    return Indicator(level1=level1, level2=level2, level3="名称", level1_max_score=points)


def test_titles_come_from_the_contract_and_a_quantity_takes_four_columns():
    assert [column.title for column in columns_of(Indicator, "zh")][4:9] == [
        "指标说明", "年度指标值", "年度指标值（符号）", "年度指标值（数值）", "年度指标值（单位）",
    ]  # fmt: skip
    assert [column.title for column in columns_of(FundLine, "en")][:2] == ["Source", "Initial budget"]
    roles = {column.name: column.role for column in columns_of(Indicator, "zh")}
    assert (roles["target"], roles["target.unit"]) == ("field", "part")


def test_cells_fit_their_columns_and_know_their_leaf():
    row = Indicator(target=Quantity(text="≥98%", operator=">=", value=98, unit="%"))
    cells = cells_of(row, "/forms/0/indicators/3", "zh")
    names = [column.name for column in columns_of(Indicator, "zh")]
    at = names.index("target")
    assert len(cells) == len(names)
    assert [cell.value for cell in cells[at : at + 4]] == ["≥98%", ">=", 98, "%"]
    assert {cell.pointer for cell in cells[at : at + 4]} == {"/forms/0/indicators/3/target"}
    assert [cell.value for cell in cells[at + 4 : at + 8]] == [None] * 4


def test_lists_of_parts_are_no_columns():
    names = [column.name for column in columns_of(Form, "zh")]
    assert "indicators" not in names
    assert names[:2] == ["kind", "title"]


def test_leaves_reach_everything_and_count_a_quantity_once():
    report = Report(
        title="甲",
        project_list_totals=ProjectTotals(executed=3),
        forms=[Form(kind="project", indicators=[Indicator(actual=Quantity(text="3次", value=3))])],
        conclusions=[Conclusion(quote="乙")],
    )
    found = {pointer: value for pointer, value in leaves(report) if value is not None}
    assert found == {
        "/title": "甲",
        "/project_list_totals/executed": 3,
        "/forms/0/kind": "project",
        "/forms/0/indicators/0/actual": "3次",
        "/conclusions/0/quote": "乙",
    }


def test_pointers_in_words():
    assert spoken("/forms/0/indicators/3/target", "zh") == "自评表 1 · 绩效指标 4 · 年度指标值"
    assert spoken("/forms/0/indicators/3/target", "en") == "Form 1 · Indicator 4 · Target"
    assert spoken("/narrative_projects/1/executed", "en") == "Project in prose 2 · Executed"
    assert spoken("/forms/0/indicators", "en") == "Form 1 · Indicators"
    assert spoken("/project_list_totals/executed", "en") == "Project list totals · Executed"
    assert spoken("", "zh") == ""
    assert spoken("/unknown/0/x", "zh") == "unknown 1 · x"


def test_sheets_name_every_kind_once_even_when_empty():
    found = sheets(Report(), "zh")
    assert [sheet.kind for sheet in found] == [
        "indicators", "forms", "funds", "fund_items", "goals", "projects", "project_totals",
        "narrative_projects", "narrative_indicators", "data", "conclusions", "report",
    ]  # fmt: skip
    assert [len(sheet.rows) for sheet in found] == [0] * 11 + [1]
    assert all(sheet.title and sheet.columns for sheet in found)


def test_a_row_says_which_form_it_is_of():
    forms = [
        Form(kind="department", fiscal_year=2023, funds=[FundLine(source="甲")]),
        Form(kind="project", project_name="乙", funds=[FundLine(executed=1)]),
    ]
    funds = next(sheet for sheet in sheets(Report(forms=forms), "zh") if sheet.kind == "funds")
    assert [[cell.value for cell in row.cells[:4]] for row in funds.rows] == [
        [1, "部门整体", None, 2023],
        [2, "项目", "乙", None],
    ]
    assert [row.pointer for row in funds.rows] == ["/forms/0/funds/0", "/forms/1/funds/0"]
    assert funds.rows[1].cells[2].pointer == ""


def test_levels_span_their_rows_and_end_with_the_level_above():
    rows = [
        indicator("产出", "数量", 50),
        indicator("产出", "数量", 50),
        indicator("效益", "数量"),
        indicator(None, "数量"),
        indicator(None, "数量"),
    ]
    forms = [Form(kind="project", indicators=rows), Form(kind="project", indicators=rows[:1])]
    table = sheets(Report(forms=forms), "zh")[0]
    names = [column.name for column in table.columns]
    found = {(row, names[column]): high for (row, column), high in spans(table).items()}
    assert found == {
        (0, "form_number"): 5,
        (0, "form.kind"): 5,
        (0, "form.project_name"): 5,  # blank, and yet one cell
        (0, "form.fiscal_year"): 5,
        (0, "level1"): 2,
        (0, "level1_max_score"): 2,
        (0, "level2"): 2,
        (3, "level2"): 2,
    }


def test_visible_text():
    assert visible("a\r\nb\rc\td") == "a\nb\nc\td"
    assert visible("\x00\x1b\x7f") == "␀␛␡"
    assert visible("\x9b\ud800\uffff") == "\ufffd" * 3
    assert visible("指标𠮷≥") == "指标𠮷≥"
    assert shortened("一二三四", 3) == "一二…"
    assert shortened("一二三", 3) == "一二三"
