"""Money told in running text against forms, list and itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.report import Report
from tests.support.audited import findings, form, funds, line, pointers, report

_TEXT = "一、部门基本情况\n{}\n"


def _department() -> Report:
    return report(form(None, funds=funds(initial_budget=339.66, annual_budget=535.67, executed=535.67)))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("2023年初财政批复预算收入393.66万元，全部到位。", "initial_budget"),
        ("本部门2023年度申请预算资金553.67万元，实际支出535.67万元。", "annual_budget"),
        ("2023年支出550.28万元，其中基本支出184.64万元，项目支出365.64万元。", "executed"),
    ],
)
def test_money_of_the_department_told_otherwise_is_found_at_the_form(
    tmp_path: Path, text: str, cell: str
) -> None:
    found = findings("department_told", _department(), _TEXT.format(text), tmp_path)
    assert [(one.severity, *one.pointers) for one in found] == [("warning", f"/forms/0/funds/0/{cell}")]


@pytest.mark.parametrize(
    "text",
    [
        "2023年预算收入535.67万元，其中年初预算339.66万元，调整追加196.01万元。",
        "2023年整体支出535.67万元，其中：基本支出184.64万元，项目支出351.03万元。",
        "2022年支出480.11万元，比2021年增加12.3万元。",
        "2023年政府采购支出总额12万元，“三公”经费支出1.2万元。",
        "年中执行0万元，实际支出163万元，结余结转0万元。",
        "2023年支出约536万元。",
        "2023年下达中央资金300万元、省级资金200万元，共计500万元，实际支出500万元。",
        "2023年支出总计556.70万元，其中：本年支出535.67万元，年末结转和结余21.03万元。",
        "2023年部门预算收入339.66万元。",
    ],
)
def test_money_told_alike_or_of_something_else_is_fine(tmp_path: Path, text: str) -> None:
    assert not findings("told", _department(), _TEXT.format(text), tmp_path)


def test_spending_on_projects_told_in_two_ways_is_found(tmp_path: Path) -> None:
    text = "2023年支出550万元，其中基本支出185万元，项目支出365万元。\n二、结论\n2023年整体支出{a}万元，其中：基本支出185万元，项目支出{b}万元。"
    found = findings("told_apart", report(), _TEXT.format(text.format(a=536, b=351)), tmp_path)
    assert sorted((one.expected, one.found) for one in found) == [("365", "351"), ("550", "536")]
    assert not findings("told_apart", report(), _TEXT.format(text.format(a=550, b=365)), tmp_path)


def test_amount_of_a_project_told_otherwise_is_found_at_its_form() -> None:
    said = report(
        form("通村道路养护", funds=funds(annual_budget=55, executed=50)),
        form("村级图书室", funds=funds(annual_budget=300000, executed=300000), amount_unit="元"),
        narrative_projects=[line("通村道路养护项目", 50, 50), line("村级图书室经费", 30, 30)],
    )
    found = findings("project_told", said)
    assert [(one.severity, *one.pointers) for one in found] == [
        ("error", "/forms/0/funds/0/annual_budget", "/narrative_projects/0/annual_budget")
    ]


def test_forms_that_spent_more_than_all_projects_told_are_found(tmp_path: Path) -> None:
    said = report(
        form("通村道路养护", funds=funds(annual_budget=560, executed=560)),
        form("村级图书室", funds=funds(annual_budget=162, executed=162)),
    )
    text = "2023年本年支出合计1193万元，其中：基本支出{}万元；项目支出{}万元。"
    found = findings("projects_exceed_told", said, _TEXT.format(text.format(613, 580)), tmp_path)
    assert pointers(found) == ["/forms/0/funds/0/executed"]
    assert not findings("projects_exceed_told", said, _TEXT.format(text.format(443, 750)), tmp_path)


def test_money_of_a_number_of_projects_that_they_do_not_come_to_is_found(tmp_path: Path) -> None:
    told = report(narrative_projects=[line("甲项目", 63, 63), line("乙项目", 10, 10), line("甲项目", 63)])
    text = "2023年度项目支出涉及项目2个，涉及资金{}万元，占总额的100%。"
    found = findings("projects_sum_told", told, _TEXT.format(text.format(351.03)), tmp_path)
    assert [(one.expected, one.found) for one in found] == [("351.03", "73")]
    assert not findings("projects_sum_told", told, _TEXT.format(text.format(73)), tmp_path)


def test_one_wrong_amount_in_the_list_breaks_both_sums_told_once(tmp_path: Path) -> None:
    lines = [line("甲项目", 42.7, 42.7), line("乙项目", 30, 20), line("丙项目", 27, 27)]
    text = "本单位2023年上报预算项目3项，全年预算共计99.97万元，项目实际执行3项，全年实际执行89.97万元。"
    found = findings("projects_sum_told", report(project_list=lines), _TEXT.format(text), tmp_path)
    assert [(one.pointers[:2], len(one.consequences)) for one in found] == [
        (["/project_list/0/annual_budget", "/project_list/0/executed"], 1)
    ]


@pytest.mark.parametrize(("running", "found"), [("555.67", ["555.67"]), ("361.65", []), ("300", [])])
def test_running_costs_above_what_they_are_a_part_of_are_told(
    tmp_path: Path, running: str, found: list[str]
) -> None:
    text = (
        "2023年度部门决算说明\n一、支出情况\n"
        "2023年基本支出613.39万元，其中：人员经费251.74万元，公用经费361.65万元。\n"
        f"二、机关运行经费情况\n2023年机关运行经费支出{running}万元，比2022年增加68.39万元。\n"
    )
    assert [one.found for one in findings("running_costs_told", report(), text, tmp_path)] == found
