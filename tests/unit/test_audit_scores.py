"""The audit of scores: sums, bounds, weights."""

from __future__ import annotations

from extractor.audit import Subject, audit
from extractor.audit.catalogue import chosen
from extractor.report import Report
from tests.support.reports import first_pointers, form, found, fund, report, row


def _scored(*pairs: tuple[float, float | None], total: float | None, **more: object) -> Report:
    rows = [row(f"指标{at}", "1", "1", max_score=p, score=s) for at, (p, s) in enumerate(pairs)]
    return report(form(*rows, total_score=total, project_name="巡逻经费", **more))


def test_scores_that_do_not_come_to_the_total_are_told_at_the_total() -> None:
    wrong = found(_scored((50, 45), (50, 45), total=100), "score_total")
    assert [(one.pointers[0], one.expected, one.found) for one in wrong] == [
        ("/forms/0/total_score", "90", "100")
    ]
    assert not found(_scored((50, 45), (50, 45), total=90), "score_total")


def test_the_score_of_execution_in_the_funds_belongs_to_the_total() -> None:
    spent = [fund("年度资金总额", 10, 10, max_score=10, score=10), fund("财政拨款", 10, 10, score=10)]
    assert not found(_scored((50, 50), (40, 36), total=96, funds=spent), "score_total")
    assert first_pointers(_scored((50, 50), (40, 36), total=86.5, funds=spent), "score_total")


def test_execution_told_in_a_row_and_in_the_funds_is_counted_once() -> None:
    spent = [fund("年度资金总额", 10, 5, max_score=10, score=5)]
    rows = [
        row("数量", "1", "1", max_score=90, score=90),
        row("预算执行率", "100%", "50%", max_score=10, score=5),
    ]
    assert not found(report(form(*rows, funds=spent, total_score=95)), "score_total")


def test_a_blank_score_and_an_unprinted_execution_may_make_up_the_rest() -> None:
    assert not found(_scored((80, 80), (10, None), total=95.6), "score_total")
    assert found(_scored((80, 80), (10, None), total=100.5), "score_total")
    assert found(_scored((90, 80), (10, 10), total=95), "score_total")


def test_a_score_above_its_points() -> None:
    assert first_pointers(_scored((10, 15), (90, 80), total=95), "score_above_points") == [
        "/forms/0/indicators/0/score"
    ]
    assert first_pointers(_scored((10, 10), (90, 90), total=105), "score_above_points") == [
        "/forms/0/total_score"
    ]
    bonus = form(row("加分项", "1", "1", max_score=0, score=5), total_score=103)
    assert not found(report(bonus), "score_above_points")


def test_a_score_below_nothing() -> None:
    assert first_pointers(_scored((10, -5), (90, 90), total=85), "score_negative")
    assert not found(report(form(row("违规扣分", "0", "1", score=-5))), "score_negative")


def test_a_weighted_score_that_is_not_the_product() -> None:
    rows = [
        row("宣传", "1", "1", max_score=10, item_score=80, score=10),
        row("培训", "1", "1", max_score=15, item_score=95, score=14.3),
    ]
    wrong = found(report(form(*rows)), "weighted_score")
    assert [(one.pointers[0], one.expected) for one in wrong] == [("/forms/0/indicators/0/score", "8")]


def test_a_row_without_a_score_among_rows_that_have_one() -> None:
    assert first_pointers(_scored((50, 50), (40, 40), (10, None), total=100), "score_missing") == [
        "/forms/0/indicators/2/score"
    ]
    assert not found(_scored((50, None), (50, None), total=None), "score_missing")


def test_points_mistyped_are_one_finding_at_the_row() -> None:
    said = _scored((60, 50), (50, 50), total=100, total_max_score=100)
    (wrong,) = audit(Subject(said), chosen("points,scores,targets"))
    assert wrong.pointers[0] == "/forms/0/indicators/0/max_score"
    assert "points_lost" in {wrong.rule, *(one.rule for one in wrong.consequences)}
