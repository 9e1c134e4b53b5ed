"""The audit of points: of rows, of levels, of the form."""

from __future__ import annotations

from extractor.report import Report
from tests.support.reports import first_pointers, form, found, fund, report, row


def _form(*points: float, **more: object) -> Report:
    return report(form(*(row(f"指标{at}", "1", "1", max_score=one) for at, one in enumerate(points)), **more))


def test_rows_that_do_not_come_to_the_points_of_their_level() -> None:
    rows = [row(name, "1", "1", max_score=10, level1_max_score=50) for name in "甲乙丙丁"]
    wrong = found(report(form(*rows)), "points_of_level")
    assert [(one.pointers[0], one.expected, one.found) for one in wrong] == [
        ("/forms/0/indicators/0/max_score", "50", "40")
    ]
    whole = [row(name, "1", "1", max_score=10, level1_max_score=50) for name in "甲乙丙丁戊"]
    assert not found(report(form(*whole)), "points_of_level")


def test_levels_that_do_not_come_to_a_hundred() -> None:
    def levels(last: float) -> Report:
        heads = (("产出指标", 50), ("效益指标", 30), ("满意度指标", last))
        return report(
            form(*(row("甲", "1", "1", level1=name, level1_max_score=points) for name, points in heads))
        )

    assert found(levels(5), "points_of_levels")
    assert not found(levels(20), "points_of_levels")
    assert not found(levels(10), "points_of_levels")


def test_rows_that_do_not_come_to_the_total() -> None:
    assert first_pointers(_form(60, 50, total_max_score=100), "points_total") == ["/forms/0/total_max_score"]
    assert not found(_form(60, 40, total_max_score=100), "points_total")


def test_ten_points_of_execution_are_in_the_funds_or_printed_nowhere() -> None:
    spent = [fund("年度资金总额", 10, 10, max_score=10, score=10)]
    assert not found(_form(60, 30, total_max_score=100, funds=spent), "points_total")
    assert found(_form(60, 40, total_max_score=100, funds=spent), "points_total")
    assert not found(_form(60, 30, total_max_score=100), "points_total")


def test_weights_may_be_shares_of_one() -> None:
    rows = [row(name, "1", "1", max_score=0.5, item_score=90, score=45) for name in "甲乙"]
    shares = report(form(*rows, total_score=90))
    assert not found(shares, "points_total")
    assert not found(shares, "weighted_score")
    assert not found(shares, "score_above_points")
    assert not found(shares, "score_total")
