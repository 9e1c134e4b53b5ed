"""Years that do not go with the year evaluated; the year before, where it is compared with, is fine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, form, line, pointers, report, row

_CHAPTER = "第二部分 2023年度单位决算情况说明\n一、支出决算情况说明\n{text}\n"


def test_a_title_of_another_year_is_found() -> None:
    assert pointers(findings("title_year", report(title="2024年部门整体支出绩效自评报告"))) == ["/title"]
    for title in (
        "2023年度部门整体支出绩效自评报告",
        "部门绩效自评报告",
        "2021—2023年专项绩效自评报告",
        None,
    ):
        assert not findings("title_year", report(title=title))


def test_a_form_of_another_year_is_found() -> None:
    said = report(
        form("甲", fiscal_year=2023), form("乙", fiscal_year=2022, title="2022年度项目支出绩效自评表")
    )
    assert pointers(findings("form_year", said)) == ["/forms/1/title"]
    assert pointers(findings("form_year", report(form("乙", fiscal_year=2022)))) == ["/forms/0/fiscal_year"]


def test_a_report_within_the_document_of_another_year_is_found(tmp_path: Path) -> None:
    text = "2023年度部门整体支出绩效自评报告\n一、概况\n本单位共有编制15名。\n关于2022年道路养护项目支出绩效自评报告\n一、概况\n项目已完成。\n"
    found = findings("section_year", report(title="2023年度部门整体支出绩效自评报告"), text, tmp_path)
    assert [one.found for one in found] == ["2022"]


def test_a_year_compared_with_itself_is_an_error(tmp_path: Path) -> None:
    text = _CHAPTER.format(text="2022年，机关运行经费支出555.67万元，比2022年增加68.39万元，增加14.04%。")
    found = findings("years", report(), text, tmp_path)
    assert [(one.rule, one.severity, one.found) for one in found] == [
        ("compared_with_itself", "error", "2022")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，机关运行经费支出555.67万元，比2022年增加68.39万元，增加14.04%。",
        "2022年度支出决算为500万元，2023年支出决算为555万元，比2022年增加55万元。",
        "与2022年相比，财政拨款支出增加68.39万元。",
        "截至2023年12月31日，共有车辆2辆。",
        "2021年，我县启动雪亮工程建设，累计投入资金900万元。",
    ],
)
def test_years_that_are_compared_or_told_as_history_are_fine(tmp_path: Path, text: str) -> None:
    assert not findings("years", report(), _CHAPTER.format(text=text), tmp_path)


@pytest.mark.parametrize(
    "text",
    ["2022年政府性基金预算财政拨款支出0万元。", "截至2022年12月31日，共有车辆2辆，单价50万元以上设备0台。"],
)
def test_accounts_of_the_year_before_are_found(tmp_path: Path, text: str) -> None:
    found = findings("account_year", report(), _CHAPTER.format(text=text), tmp_path)
    assert [(one.severity, one.expected, one.found) for one in found] == [("warning", "2023", "2022")]


def test_a_goal_and_a_row_of_an_earlier_year_are_found() -> None:
    said = report(
        form("甲", row("完成时间", "2022年12月底前", "2023年12月"), goal=("2022年完成道路养护任务", "已完成"))
    )
    assert pointers(findings("goal_year", said)) == ["/forms/0/goals/0/expected"]
    assert pointers(findings("row_year", said)) == ["/forms/0/indicators/0/target"]


@pytest.mark.parametrize(
    "goal",
    [
        "2023年完成养护任务",
        "2022年至2024年分三期完成",
        "自2022年起逐步推广",
        "贯彻2022年全省会议精神，养护道路12公里",
        "延续2022年结转资金项目，完成尾款支付",
    ],
)
def test_goals_that_reach_back_are_fine(goal: str) -> None:
    assert not findings("goal_year", report(form("甲", goal=(goal, "已完成"))))


def test_a_project_named_by_another_year_is_told() -> None:
    said = report(form("2023年道路养护"), project_list=[line("2023年道路养护", 5), line("2021年道路养护", 5)])
    assert pointers(findings("project_year", said)) == ["/project_list/1/project_name"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("截至11月底，共有患者1944人，均已投保。", ["截至11月底"]),
        ("上半年组织培训100余人次。", ["上半年"]),
        ("1-9月走访群众3000户。", ["1-9月"]),
        ("截至2023年6月30日，完成投资300万元。", ["截至2023年6月30日"]),
        ("截至2023年12月31日，完成投资300万元。", []),
        ("截至2024年3月底，完成投资300万元。", []),
        ("上半年培训100人次，下半年培训200人次。", []),
        ("对1-7月绩效监控中的3个问题作了整改。", []),
        ("上半年开展了动员部署。", []),
    ],
)
def test_results_of_a_part_of_the_year_are_told(tmp_path: Path, told: str, found: list[str]) -> None:
    text = f"2023年度部门整体支出绩效自评报告\n一、基本情况\n{told}\n"
    assert [one.found for one in findings("part_of_year", report(), text, tmp_path)] == found
