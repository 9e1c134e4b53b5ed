"""The audit of targets and actual values."""

from __future__ import annotations

import pytest

from extractor.report import Goal, Report
from tests.support.reports import first_pointers, form, found, report, row

SCORE = "/forms/0/indicators/0/score"
ACTUAL = "/forms/0/indicators/0/actual"


def _one(
    name: str, target: str, actual: str, points: float | None = None, score: float | None = None
) -> Report:
    return report(form(row(name, target, actual, max_score=points, score=score)))


@pytest.mark.parametrize(
    ("name", "target", "actual", "severity"),
    [
        ("及时率", "≥95%", "90%", "error"),
        ("投诉次数", "≤3次", "5次", "error"),
        ("完好率", "＞80%", "80%", "warning"),
        ("满意度", "100%", "98%", "warning"),
        ("投诉次数", "0次", "2次", "warning"),
        ("培训", "3次", "未完成", "warning"),
        ("满意度", "≥95%", "94.97%", "info"),
        ("巡查", "≥2万次", "1.5万次", "error"),
        ("巡查", "≥2万次", "15000次", "error"),
    ],
)
def test_all_points_though_the_target_was_missed(name: str, target: str, actual: str, severity: str) -> None:
    wrong = found(_one(name, target, actual, 10, 10), "full_score_missed")
    assert [(one.pointers[0], one.severity) for one in wrong] == [(SCORE, severity)]


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("及时率", "≥95%", "95%"),
        ("投诉次数", "3次", "1次"),
        ("成本控制率", "≤100%", "50%"),
        ("减少投诉次数", "5次", "3次"),
        ("完成时间", "12月", "11月"),
        ("巡查", "≥2万次", "21000次"),
        ("巡查", "≥2万件次", "2.1"),
        ("作用", "明显", "较明显"),
        ("工作数量", "优良中差", "优"),
        ("数量", "3-5次", "2次"),
    ],
)
def test_all_points_where_the_target_was_reached_or_nobody_can_tell(
    name: str, target: str, actual: str
) -> None:
    timely = row(
        name, target, actual, max_score=10, score=10, level2="时效指标" if "时间" in name else "数量指标"
    )
    assert not found(report(form(timely)), "full_score_missed")


def test_less_spent_than_a_cost_target_is_no_miss() -> None:
    spent = row("总成本", "＝10万元", "9.5万元", level2="成本指标", max_score=10, score=10)
    assert not found(report(form(spent)), "full_score_missed")
    over = row("总成本", "10万元", "10.5万元", level2="成本指标", max_score=10, score=10)
    assert first_pointers(report(form(over)), "full_score_missed") == [SCORE]


def test_points_lost_though_the_target_was_reached() -> None:
    wrong = found(_one("满意度", "90%", "90%", 10, 8), "points_lost")
    assert [(one.pointers[0], one.expected, one.found, one.severity) for one in wrong] == [
        (SCORE, "10", "8", "warning")
    ]
    assert [one.severity for one in found(_one("满意度", "≥80%", "90%", 10, 9), "points_lost")] == ["info"]
    assert found(_one("成本控制率", "≤100%", "50%", 10, 5), "points_lost")[0].severity == "warning"
    assert not found(_one("满意度", "≥90%", "85%", 10, 8), "points_lost")


def test_a_target_missed_where_nothing_is_scored() -> None:
    assert first_pointers(_one("完好率", "＞80%", "80%"), "target_missed") == [ACTUAL]
    assert not found(_one("完好率", "≥80%", "80%"), "target_missed")
    said = row("救助资金", "≤10万元", "12万元", level2="成本指标", deviation_reason="增加救助")
    assert [one.severity for one in found(report(form(said)), "target_missed")] == ["warning"]


def test_points_lost_without_the_reason_that_other_rows_give() -> None:
    rows = [
        row("甲率", "100%", "98%", max_score=10, score=8),
        row("乙率", "100%", "90%", max_score=10, score=8, deviation_reason="天气"),
    ]
    assert first_pointers(report(form(*rows)), "missed_without_reason") == [
        "/forms/0/indicators/0/deviation_reason"
    ]
    assert not found(report(form(rows[0])), "missed_without_reason")


def test_blank_cells_among_rows_that_have_them() -> None:
    rows = [row("甲", "1次", "1次"), row("乙", "1次", "1次"), row("丙", "1次"), row("丁", None, "3次")]
    said = report(form(*rows))
    assert first_pointers(said, "actual_missing") == ["/forms/0/indicators/2/actual"]
    assert first_pointers(said, "target_missing") == ["/forms/0/indicators/3/target"]
    assert not found(report(form(row("甲", "1次"), row("乙", "2次"))), "actual_missing")


def test_an_inequality_where_a_measured_value_belongs() -> None:
    assert found(_one("满意度", "≥95%", "≥95%"), "actual_repeats_inequality")[0].severity == "warning"
    assert found(_one("宣传", "20余场", "20余场"), "actual_repeats_inequality")[0].severity == "info"
    assert not found(_one("满意度", "≥95%", "＝95%"), "actual_repeats_inequality")
    assert not found(_one("满意度", "≥95%", "95%"), "actual_repeats_inequality")


def test_values_that_differ_by_a_decimal_point() -> None:
    assert found(_one("摄像机", "1282个", "12820个"), "actual_far_off")[0].severity == "warning"
    assert found(_one("宣传", "≥1次", "10次"), "actual_far_off")[0].severity == "info"
    assert not found(_one("摄像机", "1282个", "1282个"), "actual_far_off")
    assert not found(_one("摄像机", "1282个", "1307个"), "actual_far_off")


def test_more_than_was_to_be_equalled() -> None:
    assert first_pointers(_one("及时率", "=80%", "85%"), "equality_exceeded") == [ACTUAL]
    assert not found(_one("及时率", "≥80%", "85%"), "equality_exceeded")


def test_a_completion_unlike_the_value_it_repeats_elsewhere() -> None:
    rows = [row(f"第{at}项", f"{at}个", f"{at}个", completion=f"{at}个") for at in range(1, 4)]
    odd = row("平台", "7个", "7个", completion="5个")
    assert first_pointers(report(form(*rows, odd)), "completion_differs") == [
        "/forms/0/indicators/3/completion"
    ]
    graded = [row("甲", "1个", "1个", completion="优"), row("乙", "1个", "1个", completion="良")]
    assert not found(report(form(*graded)), "completion_differs")


def test_a_goal_complete_over_a_target_that_was_missed() -> None:
    goals = [Goal(expected="甲", actual="甲", completion_rate=100)]
    short = form(row("种类", "≥2类", "1类"), goals=goals)
    assert first_pointers(report(short), "goal_complete_though_missed") == [
        "/forms/0/goals/0/completion_rate"
    ]
    assert not found(report(form(row("种类", "≥2类", "2类"), goals=goals)), "goal_complete_though_missed")


def test_scores_that_are_judged_and_values_nobody_took_are_only_mentioned() -> None:
    assert found(_one("村庄环境", "明显改善", "明显改善", 30, 29), "points_lost")[0].severity == "info"
    assert found(_one("满意度", "≥90%", "98.2%", 10, 9.7), "points_lost")[0].severity == "info"
    assert found(_one("设计使用年限", "≥15年", "≥15年"), "actual_repeats_inequality")[0].severity == "info"
    rows = [row("甲", "1次", "1次"), row("乙", "1次", "1次"), row("丙", "1次", deviation_reason="未开展调查")]
    assert found(report(form(*rows)), "actual_missing")[0].severity == "info"


def test_far_short_of_the_target_with_few_points_lost() -> None:
    wrong = found(_one("演出", "≥10场", "5场", 10, 9), "score_generous")
    assert [(one.pointers[0], one.severity, one.expected) for one in wrong] == [(SCORE, "info", "5")]
    assert not found(_one("演出", "≥10场", "5场", 10, 5), "score_generous")
