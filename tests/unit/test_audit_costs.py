"""The audit of costs told in rows against the funds."""

from __future__ import annotations

import pytest

from extractor.report import Report
from tests.support.reports import first_pointers, form, found, fund, report, row


def _costs(
    *costs: tuple[str, str, str], budget: float = 560, executed: float = 560, unit: str = "万元"
) -> Report:
    rows = [row(name, target, actual, level2="成本指标") for name, target, actual in costs]
    return report(form(*rows, funds=[fund("总额", budget, executed)], amount_unit=unit))


def test_costs_that_do_not_come_to_what_was_spent() -> None:
    said = _costs(
        ("建设费", "343万元", "343万元"), ("运维费", "≤60万元", "60万元"), ("占用费", "47万元", "47万元")
    )
    wrong = found(said, "costs_total")
    assert [(one.pointers[0], one.severity, one.expected, one.found) for one in wrong] == [
        ("/forms/0/indicators/0/actual", "warning", "560", "450")
    ]


@pytest.mark.parametrize(
    "costs",
    [
        [("建设费", "400万元", "400万元"), ("运维费", "≤160万元", "160万元")],
        [("总成本", "560万元", "560万元"), ("建设费", "400万元", "400万元"), ("运维费", "90万元", "90万元")],
        [("每户补助", "500元", "500元"), ("人均成本", "3万元", "3万元"), ("设备单价", "600万元", "600万元")],
        [
            ("网络费", "29元/月/台", "29元/月/台"),
            ("建设费", "4000000元", "4000000元"),
            ("运维费", "160万元", "160万元"),
        ],
    ],
)
def test_costs_that_come_to_it_or_are_for_each_of_something(costs: list[tuple[str, str, str]]) -> None:
    assert not found(_costs(*costs), "costs_total")


def test_two_costs_need_not_be_all() -> None:
    said = _costs(("建设费", "40万元", "40万元"), ("运维费", "60万元", "60万元"))
    assert [one.severity for one in found(said, "costs_total")] == ["info"]


def test_a_cost_above_all_the_money() -> None:
    assert first_pointers(_costs(("建设费", "≤700万元", "620万元")), "cost_over_funds")
    assert first_pointers(_costs(("项目总成本", "≤560万元", "430万元")), "cost_over_funds")
    assert not found(_costs(("建设费", "≤560万元", "430万元")), "cost_over_funds")
    assert not found(_costs(("建设费", "≤700元", "620元")), "cost_over_funds")


def test_a_cost_that_may_be_more_than_the_budget() -> None:
    assert first_pointers(_costs(("建设费", "≤600万元", "560万元")), "cost_target_over_budget") == [
        "/forms/0/indicators/0/target"
    ]
    assert not found(_costs(("建设费", "≤560万元", "560万元")), "cost_target_over_budget")


def test_a_cost_one_digit_off_the_budget() -> None:
    def said(target: str) -> Report:
        return _costs(("维护价格", target, "343.57万元"), budget=344.83, executed=343.57)

    wrong = found(said("≤343.83万元"), "cost_slip")
    assert [(one.pointers[0], one.expected) for one in wrong] == [("/forms/0/indicators/0/target", "344.83")]
    assert not found(said("≤348.43万元"), "cost_slip")
    assert found(said("≤344.38万元"), "cost_slip")
    assert not found(said("≤344.83万元"), "cost_slip")
    assert not found(said("≤300万元"), "cost_slip")


def test_a_cost_for_each_times_their_number() -> None:
    def said(each: str, spent: float) -> Report:
        rows = [row("投保", "≥525人", "529人"), row("每人保费", "≤100元", each, level2="成本指标")]
        return report(form(*rows, funds=[fund("总额", 5.25, spent)], amount_unit="万元"))

    wrong = found(said("94元", 5.18), "unit_cost_times_count")
    assert [(one.severity, one.found, one.expected) for one in wrong] == [("info", "4.9726", "5.18")]
    assert not found(said("98元", 5.18), "unit_cost_times_count")
    assert not found(said("94元/月", 5.18), "unit_cost_times_count")
