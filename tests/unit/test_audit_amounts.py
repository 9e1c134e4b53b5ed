"""The audit of amounts that cannot be."""

from __future__ import annotations

from extractor.report import FundLine, Report
from tests.support.reports import first_pointers, form, found, fund, line, report


def _funds(*lines: FundLine, **more: object) -> Report:
    return report(form(funds=list(lines), **more))


def test_more_spent_than_budgeted_or_received() -> None:
    assert first_pointers(_funds(fund("总额", 10, 12)), "executed_over_budget") == [
        "/forms/0/funds/0/executed"
    ]
    assert found(_funds(fund("总额", 20, 12, received=10)), "executed_over_budget")[0].expected == "10"
    assert not found(_funds(fund("总额", 12, 12, received=12)), "executed_over_budget")
    assert found(_funds(fund("总额", 10, 10, received=12)), "received_over_budget")[0].severity == "info"


def test_money_below_nothing() -> None:
    said = report(form(funds=[fund("总额", 10, -5)]), project_list=[line("甲", -3, 0, budget_adjustment=-3)])
    assert first_pointers(said, "amount_negative") == [
        "/forms/0/funds/0/executed",
        "/project_list/0/annual_budget",
    ]


def test_yuan_and_myriads_in_one_line() -> None:
    assert [one.severity for one in found(_funds(fund("总额", 560, 5600000)), "amount_magnitude")] == [
        "error"
    ]
    assert [one.severity for one in found(_funds(fund("总额", 5600000, 560)), "amount_magnitude")] == [
        "warning"
    ]
    odd = _funds(fund("总额", 34483000, 34483000), amount_unit="万元")
    assert [one.severity for one in found(odd, "amount_magnitude")] == ["warning"]
    assert not found(_funds(fund("总额", 5000, 3), amount_unit="万元"), "amount_magnitude")


def test_a_budget_far_from_the_initial_one_is_mentioned() -> None:
    said = _funds(fund("总额", 535.67, 535.67, initial_budget=339.66))
    assert [(one.severity, one.pointers[0]) for one in found(said, "budget_far_from_initial")] == [
        ("info", "/forms/0/funds/0/annual_budget")
    ]
    assert not found(_funds(fund("总额", 110, 110, initial_budget=100)), "budget_far_from_initial")
