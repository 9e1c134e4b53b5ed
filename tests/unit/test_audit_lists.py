"""The audit of the list of projects, by itself and against forms and running text."""

from __future__ import annotations

from extractor.audit import Subject, audit
from extractor.audit.catalogue import chosen
from extractor.report import ProjectLine, ProjectTotals, Report
from tests.support.reports import first_pointers, form, found, fund, line, report


def _list(*lines: ProjectLine, **totals: float) -> Report:
    return report(project_list=list(lines), project_list_totals=ProjectTotals(**totals))


def test_columns_that_do_not_come_to_their_totals() -> None:
    said = _list(line("甲", 31.5, 31.5), line("乙", 42.7, 42.7), annual_budget=74.2, executed=74.47)
    wrong = found(said, "list_total")
    assert [(one.pointers, one.expected, one.found) for one in wrong] == [
        (["/project_list_totals/executed", "/project_list/1/executed"], "74.2", "74.47")
    ]


def test_a_blank_cell_may_make_up_for_the_rest_of_a_total() -> None:
    assert not found(_list(line("甲", 10), line("乙"), annual_budget=15), "list_total")
    assert found(_list(line("甲", 10), line("乙"), annual_budget=8), "list_total")


def test_a_wrong_amount_that_breaks_total_text_and_form_is_one_finding() -> None:
    said = report(
        form(project_name="网格经费", funds=[fund("年度资金总额", 42.97, 42.97)]),
        project_list=[line("甲", 31.5, 31.5), line("网格经费", 42.7, 42.7)],
        project_list_totals=ProjectTotals(annual_budget=74.47, executed=74.47),
        narrative_projects=[line("2022年网格项目经费", 42.97)],
    )
    (wrong,) = [one for one in audit(Subject(said)) if one.severity == "error"]
    assert wrong.pointers[:2] == ["/project_list/1/annual_budget", "/project_list/1/executed"]
    assert "42.97" in wrong.message
    assert sorted(one.rule for one in wrong.consequences) == [
        "list_against_form",
        "list_against_form",
        "list_against_text",
        "list_total",
    ]


def test_a_mean_that_is_not_that_of_the_scores() -> None:
    said = _list(line("甲", score=90), line("乙", score=80), average_score=90)
    assert [(one.pointers[0], one.expected) for one in found(said, "list_average")] == [
        ("/project_list_totals/average_score", "85")
    ]
    assert not found(_list(line("甲", score=90), line("乙", score=80), average_score=85), "list_average")
    weighted = _list(line("甲", 300, score=90), line("乙", 100, score=80), average_score=87.5)
    assert not found(weighted, "list_average")


def test_a_number_of_projects_that_is_not_that_of_the_lines() -> None:
    lines = [line("甲", sequence=1), line("乙", sequence=2)]
    assert found(_list(*lines, project_count=3), "list_count")[0].severity == "error"
    assert not found(_list(*lines, project_count=2), "list_count")


def test_a_rate_of_evaluation_that_is_the_rate_of_execution() -> None:
    lines = [line("甲", 100, 80, score=10), line("乙", 100, 94, score=10)]
    wrong = found(_list(*lines, project_count=2, evaluation_rate=87), "evaluation_rate")
    assert [(one.severity, one.expected) for one in wrong] == [("warning", "100")]
    assert not found(_list(*lines, project_count=2, evaluation_rate=100), "evaluation_rate")
    assert not found(_list(*lines, project_count=3, evaluation_rate=66.7), "evaluation_rate")


def test_budgets_that_are_not_the_initial_one_adjusted() -> None:
    said = _list(line("甲", 110, 110, initial_budget=100, budget_adjustment=20))
    assert [one.expected for one in found(said, "list_adjustment")] == ["120"]
    fine = _list(line("甲", 80, 80, initial_budget=100, budget_adjustment=-20))
    assert not found(fine, "list_adjustment")


def test_projects_that_spent_more_or_nothing() -> None:
    said = _list(line("甲", 31.5, 35.1), line("乙", 10, 0), line("丙", 0, 0))
    assert first_pointers(said, "list_overspent") == ["/project_list/0/executed"]
    assert first_pointers(said, "list_unspent") == ["/project_list/1/executed"]


def test_numbers_that_skip_and_projects_listed_twice() -> None:
    names = ["甲项目经费", "乙项目经费", "丙项目经费", "甲项目经费"]
    said = _list(*(line(name, 10, sequence=at) for name, at in zip(names, (1, 2, 4, 5), strict=True)))
    assert first_pointers(said, "list_sequence") == ["/project_list/2/sequence"]
    assert first_pointers(said, "list_double") == ["/project_list/3/project_name"]
    again = _list(*(line(name, 10, sequence=at) for name, at in zip(names, (1, 2, 1, 2), strict=True)))
    assert not found(again, "list_sequence")


def test_amounts_of_the_list_against_the_form_of_the_project() -> None:
    def said(executed: float, unit: str = "万元", budget: float = 344.83) -> Report:
        spent = form(
            project_name="2023年视频维护费", amount_unit=unit, funds=[fund("总额", budget, executed)]
        )
        return report(spent, project_list=[line("视频维护费", 344.83, 343.57)])

    wrong = found(said(334.57), "list_against_form")
    assert [(one.pointers, one.expected, one.found) for one in wrong] == [
        (["/project_list/0/executed", "/forms/0/funds/0/executed"], "334.57", "343.57")
    ]
    assert not found(said(343.57), "list_against_form")
    assert not found(said(3435700, "元", 3448300), "list_against_form")


def test_projects_of_two_phases_are_not_one() -> None:
    spent = form(project_name="农村道路建设二期", funds=[fund("总额", 50, 50)])
    assert not found(report(spent, project_list=[line("农村道路建设一期", 60, 60)]), "list_against_form")


def test_scores_of_the_list_against_the_form_of_the_project() -> None:
    def said(score: float, total: float) -> Report:
        return report(
            form(project_name="奖励基金", total_score=total), project_list=[line("奖励基金", score=score)]
        )

    assert first_pointers(said(65, 70), "list_score_against_form") == ["/project_list/0/score"]
    assert not found(said(70, 70), "list_score_against_form")
    assert not found(said(10, 100), "list_score_against_form")


def test_amounts_that_running_text_tells_in_two_ways() -> None:
    said = report(narrative_projects=[line("甲经费", 63), line("乙经费", 10), line("甲经费", 36)])
    assert first_pointers(said, "text_against_text") == ["/narrative_projects/2/annual_budget"]


def test_projects_and_forms_that_lack_each_other() -> None:
    forms = [form(project_name=name) for name in ("道路养护", "河道清理", "路灯维护")]
    lines = [line("道路养护"), line("河道清理"), line("校车补贴")]
    said = report(*forms, project_list=lines)
    assert first_pointers(said, "form_without_line") == ["/forms/2/project_name"]
    assert first_pointers(said, "line_without_form") == ["/project_list/2/project_name"]
    one_of_many = report(forms[0], project_list=lines)
    assert not found(one_of_many, "line_without_form")


def test_a_first_number_that_is_wrong() -> None:
    said = _list(line("甲", sequence=6), line("乙", sequence=2), line("丙", sequence=3))
    (wrong,) = found(said, "list_sequence")
    assert (wrong.pointers[0], wrong.expected) == ("/project_list/0/sequence", "1")


def test_a_wrong_score_that_breaks_form_mean_and_grade_is_one_finding() -> None:
    forms = [
        form(project_name=name, total_score=total) for name, total in (("道路养护", 92), ("河道清理", 96))
    ]
    lines = [line("道路养护", score=52, grade="优"), line("河道清理", score=96, grade="优")]
    said = report(*forms, project_list=lines, project_list_totals=ProjectTotals(average_score=94))
    (wrong,) = audit(Subject(said), chosen("scores,grades,lists,across"))
    assert wrong.pointers[0] == "/project_list/0/score"
    assert len(wrong.consequences) == 2


def test_names_that_occur_twice_are_matched_to_none() -> None:
    spent = form(project_name="道路养护", funds=[fund("总额", 50, 50)])
    said = report(spent, project_list=[line("道路养护", 60, 60), line("2023年道路养护经费", 70, 70)])
    assert not found(said, "list_against_form")


def test_a_total_may_be_that_of_the_last_of_several_lists() -> None:
    lines = [line(name, 10, sequence=at) for name, at in (("甲", 1), ("乙", 2), ("丙", 1), ("丁", 2))]
    assert not found(_list(*lines, annual_budget=20), "list_total")
    assert found(_list(*lines, annual_budget=30), "list_total")


def test_a_mean_that_leaves_out_a_project_is_told() -> None:
    lines = [line("道路养护", 5, 5, score=96), line("图书室", 5, 5, score=94), line("巡查", 5, 0)]
    totals = ProjectTotals(project_count=3, average_score=95)
    said = report(project_list=lines, project_list_totals=totals)
    assert first_pointers(said, "average_leaves_out") == ["/project_list_totals/average_score"]
    of_two = totals.model_copy(update={"project_count": 2})
    assert not found(report(project_list=lines, project_list_totals=of_two), "average_leaves_out")
    assert not found(report(project_list=lines[:2], project_list_totals=of_two), "average_leaves_out")
