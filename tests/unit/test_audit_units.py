"""The audit of units."""

from __future__ import annotations

import pytest

from extractor.report import Report
from tests.support.reports import first_pointers, form, found, report, row

ACTUAL = "/forms/0/indicators/0/actual"


def _one(name: str, target: str, actual: str, **more: str) -> Report:
    return report(form(row(name, target, actual, **more), row("设备", "2台", "2台")))


@pytest.mark.parametrize(
    ("target", "actual", "right"),
    [("≥2万件次", "2.1", "2.1万件次"), ("≤560万元", "560元", "560万元"), ("≥2万人", "2.4人", "2.4万人")],
)
def test_a_magnitude_lost_is_told_with_the_value_meant(target: str, actual: str, right: str) -> None:
    wrong = found(_one("走访", target, actual), "magnitude_lost")
    assert [(one.pointers[0], one.expected) for one in wrong] == [(ACTUAL, right)]


def test_magnitudes_that_are_told_differently_on_purpose() -> None:
    assert not found(_one("走访", "≥2万件次", "21000件次"), "magnitude_lost")
    assert not found(_one("走访", "≥2万件次", "2.1万件次"), "magnitude_lost")


def test_a_figure_without_its_unit_in_a_form_that_prints_units() -> None:
    assert first_pointers(_one("摄像机", "≥1282个", "1307"), "unit_lost") == [ACTUAL]
    assert not found(_one("摄像机", "≥1282个", "1307个"), "unit_lost")
    assert not found(report(form(row("摄像机", "≥1282个", "1307"))), "unit_lost")


def test_units_that_do_not_measure_the_same() -> None:
    assert found(_one("活动", "≥5场", "6万元"), "unit_differs")[0].severity == "warning"
    assert found(_one("活动", "≥5人", "6人次"), "unit_differs")[0].severity == "info"
    assert not found(_one("活动", "≥5场", "6场"), "unit_differs")


def test_people_counted_in_copies() -> None:
    said = _one("宣传", "≥30万", "30万份", description="受教人数")
    assert first_pointers(said, "unit_against_name") == [ACTUAL]
    assert not found(_one("受教人数", "≥30万人", "30万人"), "unit_against_name")
    assert not found(_one("受教人数", "≥30万人次", "31万人次"), "unit_against_name")


def test_a_percentage_for_something_that_is_no_rate() -> None:
    assert found(_one("有无影响", "否", "100%"), "percent_for_count")[0].severity == "warning"
    assert found(_one("培训", "3次以上", "100%"), "percent_for_count")[0].severity == "info"
    assert not found(_one("完成率", "100", "100%"), "percent_for_count")
    assert not found(_one("预算执行率", "全部执行", "100%"), "percent_for_count")


def test_words_answered_with_a_figure() -> None:
    assert first_pointers(_one("效果", "显著", "0"), "text_for_number") == [ACTUAL]
    assert first_pointers(_one("培训", "3次", "全部完成"), "text_for_number") == [ACTUAL]
    assert not found(_one("效果", "显著", "显著"), "text_for_number")
    assert not found(_one("时间", "2023年12月底前", "12月"), "text_for_number")


def test_dates_and_changes_are_no_units() -> None:
    assert not found(_one("支付时间", "11月底前", "10月"), "unit_differs")
    assert not found(_one("农药使用量", "下降", "下降2.1%"), "percent_for_count")


def test_a_rate_told_in_money_is_told_at_the_value_in_money() -> None:
    said = _one("办公运行成本率", "10万元", "100%")
    assert [one.pointers[0] for one in found(said, "unit_against_name")] == ["/forms/0/indicators/0/target"]
    assert not found(said, "percent_for_count")
    assert not found(_one("办公运行成本率", "≤100%", "98%"), "unit_against_name")
    assert not found(_one("办公运行成本", "10万元", "10万元"), "unit_against_name")
