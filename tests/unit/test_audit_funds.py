"""The audit of funds."""

from __future__ import annotations

import pytest

from extractor.report import FundItem, FundLine, Report
from tests.support.reports import first_pointers, form, found, fund, report


def _funds(*lines: FundLine, **more: object) -> Report:
    return report(form(funds=list(lines), **more))


def test_parts_that_come_to_more_than_the_whole() -> None:
    said = _funds(fund("年度资金总额", 100, 90), fund("当年财政拨款", 80, 70), fund("其他资金", 30, 20))
    wrong = found(said, "funds_parts")
    assert [(one.pointers[0], one.expected, one.found, one.severity) for one in wrong] == [
        ("/forms/0/funds/0/annual_budget", "110", "100", "error")
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [fund("当年财政拨款", 80, 70), fund("其他资金", 20, 20)],
        [fund("当年财政拨款", 100, 90)],
        [fund("财政拨款小计", 100, 90), fund("一般公共预算", 60, 50), fund("政府性基金", 40, 40)],
        [fund("财政拨款", 60, 50), fund("中央资金", 60, 50), fund("其他资金", 40, 40)],
        [fund("基本支出", 70, 70), fund("项目支出", 30, 20), fund("财政资金", 100, 90)],
    ],
)
def test_parts_that_make_the_whole_in_any_nesting(parts: list[FundLine]) -> None:
    assert not found(_funds(fund("年度资金总额", 100, 90), *parts), "funds_parts")


def test_what_is_under_public_money_comes_to_it() -> None:
    said = _funds(fund("总额", 100, 90), fund("财政拨款小计", 100, 90), fund("一般公共预算", 120, 90))
    assert first_pointers(said, "funds_parts") == ["/forms/0/funds/1/annual_budget"]


def test_a_single_source_below_the_whole_is_a_doubt() -> None:
    said = _funds(fund("总额", 100, 90), fund("财政资金", 80, 90))
    assert [one.severity for one in found(said, "funds_parts")] == ["warning"]


def test_one_wrong_amount_in_two_columns_is_one_finding() -> None:
    said = _funds(
        FundLine(source="总额", initial_budget=100, annual_budget=100),
        FundLine(source="财政资金", initial_budget=80, annual_budget=80),
        FundLine(source="其他资金", initial_budget=30, annual_budget=30),
    )
    (wrong,) = found(said, "funds_parts")
    assert len(wrong.consequences) == 1


def test_loose_amounts_that_come_to_no_total() -> None:
    def said(basic: float) -> Report:
        items = [
            FundItem(label="一般公共预算", amount=535.67),
            FundItem(label="政府性基金拨款", amount=0),
            FundItem(label="基本支出", amount=basic),
            FundItem(label="项目支出", amount=351.03),
        ]
        return _funds(
            FundLine(source="年度资金总额", initial_budget=339.66, annual_budget=535.67, executed=535.67),
            fund_breakdown=items,
        )

    assert first_pointers(said(200.64), "breakdown_total") == ["/forms/0/fund_breakdown/2/amount"]
    assert not found(said(184.64), "breakdown_total")


def test_money_of_one_government_beside_that_of_another_is_no_part_of_it() -> None:
    said = _funds(
        fund("年度资金总额", 745.5, 690.28), fund("市级财政资金", 745.5, 690.28), fund("上级补助资金", 0, 0)
    )
    assert not found(said, "funds_parts")


def test_public_money_may_be_divided_again_by_lines_of_any_name() -> None:
    def said(carried: float) -> Report:
        return _funds(
            fund("年度资金总额", 130, 130),
            fund("财政拨款", 100, 100),
            fund("当年安排", 80, 80),
            fund("上年结转", carried, carried),
            fund("其他资金", 30, 30),
        )

    assert not found(said(20), "funds_parts")
    assert found(said(25), "funds_parts")


def test_public_money_that_is_all_may_have_some_of_its_parts_below_it() -> None:
    assert not found(
        _funds(fund("总额", 100, 90), fund("财政拨款", 100, 90), fund("上年结转", 20, 20)), "funds_parts"
    )
    assert found(
        _funds(fund("总额", 100, 90), fund("财政拨款", 100, 90), fund("其他资金", 20, 20)), "funds_parts"
    )
