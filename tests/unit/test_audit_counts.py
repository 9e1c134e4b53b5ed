"""Counts, grades and scores told in running text against list and forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.report import Conclusion, Report
from tests.support.audited import findings, form, line, pointers, report

_TEXT = "一、综合评价结论\n{}\n"


def _listed() -> Report:
    lines = [line("甲", 5, 5, grade="优"), line("乙", 5, 5, grade="优"), line("丙", 5, 0, grade="差")]
    return report(project_list=lines)


def test_more_projects_carried_out_than_have_spending_are_found(tmp_path: Path) -> None:
    text = "本单位2023年上报预算项目3项，项目实际执行{}项。"
    found = findings("counts", _listed(), _TEXT.format(text.format(3)), tmp_path)
    assert [(one.rule, *one.pointers) for one in found] == [
        ("executed_count_told", "/project_list/2/executed")
    ]
    assert not findings("counts", _listed(), _TEXT.format(text.format(2)), tmp_path)


def test_projects_told_as_done_in_several_places_are_one_finding(tmp_path: Path) -> None:
    text = "本单位2023年项目实际执行3项。已完成上报预算项目的3项，占总项目数的100%。已完成绩效自评3项。"
    found = findings("executed_count_told", _listed(), _TEXT.format(text), tmp_path)
    assert [len(one.places) for one in found] == [2]


def test_number_of_projects_that_is_not_that_of_the_list_is_found(tmp_path: Path) -> None:
    found = findings("counts", _listed(), _TEXT.format("2023年本单位共计4个项目，资金15万元。"), tmp_path)
    assert [(one.rule, one.expected, one.found) for one in found] == [("project_count_told", "4", "3")]


@pytest.mark.parametrize(
    "text",
    [
        "2023年本单位共计3个项目，资金15万元。",
        "全年追加项目2个，未完工项目1个。",
        "整合30余个项目资源，设立4个综合调解室，对11个绩效目标进行分析。",
        "3个项目绩效自评为2个优，1个差。",
        "质量指标评为优2个，良3个。",
        "自评率100%，2个项目评价等级为优，1个项目评价等级为差。",
    ],
)
def test_counts_that_agree_or_are_of_something_else_are_fine(tmp_path: Path, text: str) -> None:
    assert not findings("counts", _listed(), _TEXT.format(text), tmp_path)


def test_grades_told_otherwise_than_listed_are_found_at_the_cells(tmp_path: Path) -> None:
    found = findings("grades_told", _listed(), _TEXT.format("3个项目绩效自评为3个优。"), tmp_path)
    assert [(one.severity, *one.pointers) for one in found] == [
        ("error", "/project_list/0/grade", "/project_list/1/grade")
    ]


def test_grades_that_are_not_all_projects_are_found(tmp_path: Path) -> None:
    found = findings(
        "grades_of_all", report(), _TEXT.format("本单位11个项目绩效自评为9个优，1个中。"), tmp_path
    )
    assert [(one.expected, one.found) for one in found] == [("11", "10")]


def test_score_of_a_conclusion_that_is_not_its_forms_is_found() -> None:
    told = [
        Conclusion(scope="部门整体支出", score=98, quote="自评得分为98分。"),
        Conclusion(scope="道路养护项目", score=97, quote="自评得分为97分。"),
    ]
    said = report(form(None, total_score=96), form("道路养护经费", total_score=97), conclusions=told)
    assert pointers(findings("score_told", said)) == ["/conclusions/0/score"]


def test_projects_told_without_a_form_are_told(tmp_path: Path) -> None:
    told = [line("道路养护", 63), line("图书室", 10), line("农房保险", 90)]
    said = report(form("道路养护"), form("图书室"), narrative_projects=told)
    text = _TEXT.format("2023年度项目支出涉及项目3个，涉及资金163万元。")
    assert [(one.severity, one.found) for one in findings("forms_fewer_than_told", said, text, tmp_path)] == [
        ("info", "2")
    ]


def test_projects_evaluated_without_any_form_are_told(tmp_path: Path) -> None:
    text = _TEXT.format("本次绩效评价项目12个，占部门项目总数的100%。")
    assert [
        one.expected for one in findings("forms_fewer_than_told", report(form(None)), text, tmp_path)
    ] == ["12"]
    planned = _TEXT.format("预算编制阶段对15个项目编制了绩效目标。")
    assert not findings("forms_fewer_than_told", report(form(None)), planned, tmp_path)


def test_a_score_that_no_form_supports_is_told() -> None:
    told = [Conclusion(scope="部门整体支出", score=98, quote="自评得分为98分。")]
    assert pointers(findings("score_unsupported", report(form(None), conclusions=told))) == [
        "/conclusions/0/score"
    ]
    assert not findings("score_unsupported", report(form(None, total_score=98), conclusions=told))


def test_rate_of_all_the_money_that_the_list_does_not_make_is_found(tmp_path: Path) -> None:
    said = report(
        project_list=[line("甲项目", 60, 50), line("乙项目", 40, 37)],
        project_list_totals={"executed": 87, "annual_budget": 100},
    )
    text = "执行率达到{}%（全年执行数/全年预算数），综合评价为优。"
    found = findings("rate_told", said, _TEXT.format(text.format(97)), tmp_path)
    assert [(one.expected, one.found) for one in found] == [("87", "97")]
    for fine in (text.format(87), "（一）甲项目\n该项目执行率83.33%。", "总体上，项目预算执行率为87%。"):
        assert not findings("rate_told", said, _TEXT.format(fine), tmp_path)
