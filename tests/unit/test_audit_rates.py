"""The audit of rates."""

from __future__ import annotations

import pytest

from extractor.audit import Subject, audit
from extractor.report import Goal, ProjectTotals, Report
from tests.support.reports import first_pointers, form, found, fund, report, row


def _spent(budget: float, executed: float, rate: float | None, **more: float) -> Report:
    return report(form(funds=[fund("年度资金总额", budget, executed, execution_rate=rate, **more)]))


def test_a_rate_of_execution_that_is_not_the_quotient() -> None:
    wrong = found(_spent(17, 16.94, 96.6), "fund_rate")
    assert [(one.pointers[0], one.expected, one.found) for one in wrong] == [
        ("/forms/0/funds/0/execution_rate", "99.65", "96.6")
    ]


@pytest.mark.parametrize(
    ("budget", "executed", "rate"),
    [(17, 16.94, 99.6), (17, 16.94, 99.65), (459.11, 453.64, 98.8), (3, 2, 67), (10, 0, 0), (4, 3, 0.75)],
)
def test_a_rate_may_be_rounded_or_printed_as_a_fraction(budget: float, executed: float, rate: float) -> None:
    assert not found(_spent(budget, executed, rate), "fund_rate")


def test_a_rate_may_be_that_of_the_money_received() -> None:
    assert not found(_spent(20, 10, 100, received=10), "fund_rate")


def test_a_row_of_execution_that_the_funds_contradict() -> None:
    funds = [fund("总额", 5.46, 5.42, execution_rate=99.3)]
    said = report(form(row("预算执行进度", "≥95%", "＝100%", level1="预算执行率"), funds=funds))
    wrong = found(said, "execution_row")
    assert [(one.pointers[0], one.expected, one.found) for one in wrong] == [
        ("/forms/0/indicators/0/actual", "99.3", "100")
    ]
    for actual in ("99.3%", "99.27%", "99%", "≥95%", "按进度执行"):
        fine = report(form(row("预算执行进度", "≥95%", actual), funds=funds))
        assert not found(fine, "execution_row")
    early = report(form(row("6月底预算执行率", "≥50%", "61%"), funds=funds))
    assert not found(early, "execution_row")


def test_points_of_execution_that_do_not_follow_the_rate() -> None:
    assert [one.severity for one in found(_spent(10, 5, 50, max_score=10, score=10), "execution_score")] == [
        "warning"
    ]
    assert [one.expected for one in found(_spent(10, 10, 100, max_score=10, score=8), "execution_score")] == [
        "10"
    ]
    assert found(_spent(10, 8.5, 85, max_score=10, score=10), "execution_score")[0].severity == "info"
    assert not found(_spent(10, 9.6, 96, max_score=10, score=10), "execution_score")
    assert not found(_spent(10, 5, 50, max_score=10, score=5), "execution_score")


def test_rates_that_cannot_be_above_a_hundred() -> None:
    said = report(
        form(
            row("群众满意度", "≥90%", "957.7%"),
            row("产值增长率", "≥90%", "120%"),
            row("合格率", "100%", "100%"),
        ),
        project_list_totals=ProjectTotals(evaluation_rate=109),
    )
    assert first_pointers(said, "rate_over_100") == [
        "/forms/0/indicators/0/actual",
        "/project_list_totals/evaluation_rate",
    ]
    done = report(form(goals=[Goal(expected="甲", completion_rate=110)]))
    assert found(done, "rate_over_100")[0].severity == "info"


def test_a_wrong_amount_is_one_finding_with_its_rate_and_points_behind_it() -> None:
    funds = [
        fund("年度资金总额", 100, 30, execution_rate=90, max_score=10, score=9),
        fund("财政拨款", 100, 90, execution_rate=90),
    ]
    wrong = [one for one in audit(Subject(report(form(funds=funds)))) if one.severity == "error"]
    assert [one.pointers[0] for one in wrong] == ["/forms/0/funds/0/executed"]
    assert "90" in wrong[0].message


def test_a_rate_by_the_initial_budget_is_a_doubt() -> None:
    said = report(form(funds=[fund("总额", 485.78, 385.78, initial_budget=385.78, execution_rate=100)]))
    assert [one.severity for one in found(said, "fund_rate")] == ["warning"]


def test_points_above_sixty_percent_are_a_way_of_scoring() -> None:
    assert not found(_spent(10, 8, 80, max_score=10, score=5), "execution_score")
    assert found(_spent(10, 9.15, 91.5, max_score=10, score=7.15), "execution_score")[0].severity == "warning"


def test_nothing_of_nothing_is_any_rate() -> None:
    assert not found(_spent(0, 0, 100), "fund_rate")
    assert not found(_spent(0, 0, 0), "fund_rate")
