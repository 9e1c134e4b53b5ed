"""Indicators under a level that is not theirs; templates that merely differ are left alone."""

from __future__ import annotations

import pytest

from extractor.report import Indicator
from tests.support.audited import findings, form, funds, pointers, report, row


def _full() -> list[Indicator]:
    return [
        row("培训次数", "3次", "3次"),
        row("项目成本", "≤9万元", "9万元", level2="成本指标"),
        row("群众安全感", "提升", "提升", level1="效益指标", level2="社会效益指标"),
        row("群众满意度", "≥90%", "95%", level1="满意度指标", level2="服务对象满意度指标"),
        row("预算执行率", "100%", "100%", level1="预算执行率", level2=None),
    ]


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("效益指标", "成本指标"),
        ("产出指标", "社会效益"),
        ("满意度", "数量"),
        ("产出指标", "服务对象满意度"),
        ("效益指标", "质量指标"),
    ],
)
def test_a_level_under_another_than_its_own_is_found(level1: str, level2: str) -> None:
    said = report(form("培训", *_full(), row("单次培训费用", "5元", "5元", level1=level1, level2=level2)))
    found = findings("level_of_another", said)
    assert [(one.severity, one.pointers[0]) for one in found] == [("warning", "/forms/0/indicators/5/level2")]


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("成本指标", "经济成本指标"),
        ("产出指标", "经济成本指标"),
        ("成本指标", "成本指标"),
        ("产出指标（50分）", "时效"),
        ("项目管理", "质量"),
        (None, "数量指标"),
    ],
)
def test_levels_of_other_templates_are_fine(level1: str | None, level2: str) -> None:
    assert not findings(
        "level_of_another",
        report(form("培训", *_full(), row("费用", "5元", "5元", level1=level1, level2=level2))),
    )


def test_satisfaction_among_effects_is_the_old_template() -> None:
    rows = [*_full()[:3], row("群众满意度", "≥90%", "95%", level1="效益指标", level2="满意度指标")]
    assert [one.severity for one in findings("level_of_another", report(form("培训", *rows)))] == ["info"]


def test_satisfaction_under_an_effect_is_found_where_there_is_a_level_for_it() -> None:
    odd = row("受助人员满意度", "90%", "95%", level1="效益指标", level2="社会效益指标")
    assert pointers(findings("satisfaction_elsewhere", report(form("培训", *_full(), odd)))) == [
        "/forms/0/indicators/5/level3"
    ]
    assert not findings("satisfaction_elsewhere", report(form("培训", *_full())))


def test_rows_that_do_not_measure_what_their_level_says_are_told() -> None:
    rows = [
        *_full(),
        row("改善民生", "90%", "90%", level1="满意度指标", level2="服务对象满意度指标"),
        row("增强法治观念", "增强", "增强", level2="成本指标"),
        row("专款专用", "100%", "100%", level2="成本指标"),
        row("资金专款专用", "100%", "100%", level2="成本指标"),
    ]
    assert pointers(findings("no_satisfaction", report(form("培训", *rows)))) == [
        "/forms/0/indicators/5/level3"
    ]
    assert pointers(findings("not_of_its_level", report(form("培训", *rows)))) == [
        "/forms/0/indicators/6/level3",
        "/forms/0/indicators/7/level3",
    ]


@pytest.mark.parametrize(
    ("level2", "name", "told"),
    [
        ("生态效益指标", "引导大众认知", True),
        ("经济效益指标", "提高工作水平", True),
        ("时效指标", "成立工作小组", True),
        ("生态效益指标", "减少纸张使用", False),
        ("经济效益指标", "带动群众增收", False),
        ("时效指标", "发放及时性", False),
    ],
)
def test_rows_have_to_do_with_their_level(level2: str, name: str, told: bool) -> None:
    said = report(form("培训", row(name, "1个", "1个", level1="效益指标", level2=level2)))
    assert bool(findings("not_of_its_level", said)) is told


def test_the_budget_as_a_benefit_is_found() -> None:
    rows = [*_full(), row("总费用", "9万元", "9万元", level1="效益指标", level2="经济效益指标")]
    assert pointers(
        findings("cost_as_benefit", report(form("培训", *rows, funds=funds(annual_budget=9))))
    ) == ["/forms/0/indicators/5/target"]
    assert not findings("cost_as_benefit", report(form("培训", *rows, funds=funds(annual_budget=8))))


def test_a_level_left_blank_is_told() -> None:
    rows = [*_full(), row("参训人数", "9人", "9人", level2=None)]
    assert pointers(findings("level_unnamed", report(form("培训", *rows)))) == [
        "/forms/0/indicators/5/level2"
    ]
    assert not findings("level_unnamed", report(form("培训", *_full())))


def test_a_form_without_satisfaction_is_told() -> None:
    rows = [*_full()[:3], row("参训人数", "9人", "9人")]
    assert [one.expected for one in findings("level_absent", report(form("培训", *rows)))] == ["满意度指标"]
    assert not findings("level_absent", report(form("培训", *_full())))
