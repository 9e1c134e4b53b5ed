"""Forms that a Word file cuts into several tables one after another. All content is invented."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from extractor import Report, extract

LEVELS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
Table = list[list[str]]


def tables_of(
    name: str, unit: str, budget: str, goal: str, row: list[str]
) -> tuple[Table, Table, Table, Table]:
    """Head, funds, goals and indicators of a form."""
    return (
        [["项目名称", name], ["主管部门", "湄亭县水利局"], ["实施单位", unit]],
        [
            ["资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率"],
            ["年度资金总额", budget, budget, budget, "100%"],
        ],
        [["预期目标", "实际完成情况"], [goal, "已完成"]],
        [LEVELS, row, ["总分", "", "", "", "", "100", "99"]],
    )


DAM = tables_of(
    "水库除险",
    "水库管理所",
    "320",
    "加固水库2座",
    ["产出指标", "数量指标", "加固水库", "2座", "2座", "90", "89"],
)
WELL = tables_of(
    "农村水井",
    "供水服务站",
    "88",
    "打井15眼",
    ["产出指标", "数量指标", "新打水井", "15眼", "14眼", "90", "84"],
)
CAPTIONS = (
    "一、项目基本情况",
    "二、项目资金情况（万元）",
    "三、年度绩效目标完成情况",
    "四、绩效指标完成情况",
)


def report_of(path: Path, *blocks: str | Table) -> Report:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for at, row in enumerate(block):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
    document.save(str(path))
    return extract(path).report


@pytest.fixture
def word(tmp_path: Path) -> Path:
    return tmp_path / "form.docx"


def assert_dam_and_well(report: Report) -> None:
    said = [
        (
            form.project_name,
            form.supervising_department,
            form.implementing_unit,
            [(line.source, line.annual_budget) for line in form.funds],
            [(goal.expected, goal.actual) for goal in form.goals],
            [row.level3 for row in form.indicators],
            form.total_score,
        )
        for form in report.forms
    ]
    assert said == [
        (
            "水库除险",
            "湄亭县水利局",
            "水库管理所",
            [("年度资金总额", 320)],
            [("加固水库2座", "已完成")],
            ["加固水库"],
            99,
        ),
        (
            "农村水井",
            "湄亭县水利局",
            "供水服务站",
            [("年度资金总额", 88)],
            [("打井15眼", "已完成")],
            ["新打水井"],
            99,
        ),
    ]


def with_captions(tables: tuple[Table, ...]) -> list[str | Table]:
    return [block for pair in zip(CAPTIONS, tables, strict=True) for block in pair]


def test_captions_between_the_tables(word: Path) -> None:
    title = "2023年度项目支出绩效自评表"
    report = report_of(word, title, *with_captions(DAM), title, *with_captions(WELL))
    assert_dam_and_well(report)
    assert [(form.title, form.amount_unit) for form in report.forms] == [(title, "万元")] * 2


def test_empty_lines_between_the_tables(word: Path) -> None:
    blocks = [block for table in (*DAM, *WELL) for block in ("", table)]
    assert_dam_and_well(report_of(word, "项目支出绩效自评表", *blocks))


def test_a_heading_names_each_project(word: Path) -> None:
    report = report_of(
        word,
        "（一）水库除险项目绩效自评表",
        *with_captions(DAM),
        "（二）农村水井项目绩效自评表",
        *with_captions(WELL),
    )
    assert_dam_and_well(report)


def test_captions_that_read_like_titles(word: Path) -> None:
    captions = ("表1 项目基本信息", "表2 项目资金执行情况表", "表3 绩效目标完成情况表", "表4 绩效指标自评表")
    blocks = [block for pair in zip(captions, DAM, strict=True) for block in pair]
    report = report_of(word, "项目支出绩效自评表", *blocks)
    (form,) = report.forms
    assert (form.project_name, len(form.funds), len(form.goals), len(form.indicators)) == (
        "水库除险",
        1,
        1,
        1,
    )
    assert form.title == "项目支出绩效自评表"


def test_tables_apart_in_a_report_are_not_drawn_into_a_form(word: Path) -> None:
    head, funds, goals, indicators = DAM
    report = report_of(
        word,
        "2023年度项目支出绩效自评报告",
        "本项目资金到位及时，按进度拨付，各来源执行情况见下表，资金使用符合有关规定，没有截留挪用的情况。",
        funds,
        "根据自评情况，项目按期完成了全部任务，各项绩效指标完成情况良好，自评结果将作为下年度安排预算的依据。",
        "项目支出绩效自评表",
        head,
        goals,
        indicators,
    )
    (form,) = report.forms
    assert form.funds == []


def test_facts_and_goals_in_lines_between_the_tables(word: Path) -> None:
    head, funds, _, indicators = DAM
    lines = [f"{label}：{value}" for label, value in head]
    goals = ["绩效目标：加固水库2座，保障下游安全。", "完成情况：加固水库2座。"]
    report = report_of(word, "2023年度项目绩效自评表", *lines, "联系人：黎某", funds, *goals, indicators)
    (form,) = report.forms
    assert (form.title, form.project_name, form.supervising_department, form.implementing_unit) == (
        "2023年度项目绩效自评表",
        "水库除险",
        "湄亭县水利局",
        "水库管理所",
    )
    assert [(goal.expected, goal.actual) for goal in form.goals] == [
        ("加固水库2座，保障下游安全。", "加固水库2座。")
    ]
    assert (len(form.funds), len(form.indicators)) == (1, 1)


def test_lines_that_name_another_project_begin_its_form(word: Path) -> None:
    blocks: list[str | Table] = []
    for head, funds, _, indicators in (DAM, WELL):
        blocks += ["项目绩效自评表", *(f"{label}：{value}" for label, value in head), funds, indicators]
    dam, well = report_of(word, *blocks).forms
    assert (dam.project_name, well.project_name) == ("水库除险", "农村水井")
    assert [line.annual_budget for form in (dam, well) for line in form.funds] == [320, 88]
    assert [row.level3 for form in (dam, well) for row in form.indicators] == ["加固水库", "新打水井"]
