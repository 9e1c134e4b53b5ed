"""Dates that cannot be, or that do not go with the year evaluated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, form, pointers, report

_WHERE = "/forms/0/filled_on"


@pytest.mark.parametrize("date", ["2024年6月31日", "2024.2.30", "2024-13-01"])
def test_a_date_that_no_calendar_has_is_an_error(date: str) -> None:
    found = findings("date_impossible", report(form("项目甲", filled_on=date)))
    assert [(one.severity, *one.pointers) for one in found] == [("error", _WHERE)]


@pytest.mark.parametrize("date", ["2024年6月30日", "2024.2.29", "2024-03-01", "2024年3月", "3月15日", None])
def test_dates_in_the_year_after_are_fine(date: str | None) -> None:
    assert not findings("dates", report(form("项目甲", filled_on=date)))


def test_a_form_filled_in_during_its_year_is_found() -> None:
    found = findings("filled_too_early", report(form("项目甲", filled_on="2023年6月15日")))
    assert [(one.severity, *one.pointers) for one in found] == [("warning", _WHERE)]


def test_december_of_the_year_is_early_but_usual() -> None:
    found = findings("filled_too_early", report(form("项目甲", filled_on="2023.12.28")))
    assert [one.severity for one in found] == ["info"]


def test_a_form_filled_in_three_years_later_is_told() -> None:
    assert pointers(findings("filled_too_late", report(form("项目甲", filled_on="2026年1月5日")))) == [_WHERE]
    assert not findings("filled_too_late", report(form("项目甲", filled_on="2025年12月5日")))


def test_one_form_of_another_year_than_the_others_is_told() -> None:
    forms = [form(f"项目{at}", filled_on=f"{year}.3.1") for at, year in enumerate((2024, 2024, 2025))]
    assert pointers(findings("filled_years_apart", report(*forms))) == ["/forms/2/filled_on"]
    assert not findings("filled_years_apart", report(*forms[:2]))


def test_an_impossible_date_in_running_text_is_found(tmp_path: Path) -> None:
    text = "一、项目完成情况\n截至2023年11月31日，项目已全部完成，资金支付到位。\n"
    found = findings("date_impossible", report(), text, tmp_path)
    assert [place.text for one in found for place in one.places] == ["2023年11月31日"]
    assert not findings("date_impossible", report(), text.replace("31日", "30日"), tmp_path)
