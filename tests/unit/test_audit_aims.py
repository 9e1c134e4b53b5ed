"""Targets that cannot be measured: percentages of aims, limits above nothing, satisfaction in words."""

from __future__ import annotations

import pytest

from tests.support.audited import findings, form, pointers, report, row

_TARGET = ["/forms/0/indicators/0/target"]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("加强和创新社会治理、保障和改善民生", "90%"),
        ("保障社会公平正义，促进社会和谐稳定。", "≥90%"),
        ("不断提升公共服务质量", "=100%"),
        ("环保、科学", "100%"),
        ("个人办事能力", "100%"),
    ],
)
def test_a_percentage_of_an_aim_is_told(name: str, target: str) -> None:
    said = report(form("培训", row(name, target, "95%", level1="效益指标", level2="社会效益指标")))
    assert pointers(findings("percent_of_an_aim", said)) == _TARGET


@pytest.mark.parametrize(
    ("name", "target", "level2", "described"),
    [
        ("提升群众安全感满意度", "≥90%", "社会效益指标", None),
        ("加强宣传覆盖面", "≥90%", "社会效益指标", None),
        ("保障供水管网完好率", "≥90%", "质量指标", None),
        ("维护社会稳定", "有效维护", "社会效益指标", None),
        ("维护社会稳定", "≤3件", "社会效益指标", None),
        ("维护社会稳定", "≥90%", "社会效益指标", "矛盾纠纷化解率"),
        ("推进预算执行", "100%", "预算执行率", None),
        ("确保专款专用", "100%", "成本指标", None),
        ("系统正常运行", "≥98%", "质量指标", None),
        ("维护社会稳定", None, "社会效益指标", None),
        ("", "100%", "社会效益指标", None),
    ],
)
def test_rates_words_and_described_aims_are_fine(
    name: str, target: str | None, level2: str, described: str | None
) -> None:
    said = report(form("培训", row(name, target, "95%", level2=level2, description=described)))
    assert not findings("percent_of_an_aim", said)


@pytest.mark.parametrize(
    ("name", "target", "told"),
    [
        ("坚决守住“六个不发生”维稳底线", "≤1件", True),
        ("杜绝重大安全事故", "≤2起", True),
        ("无重大安全责任事故", "≤1次", True),
        ("杜绝重大安全事故", "0起", False),
        ("杜绝重大安全事故", "＜1起", False),
        ("杜绝重大安全事故", "≤0起", False),
        ("安全事故发生次数", "≤1起", False),
        ("无事故天数", "≤365天", False),
    ],
)
def test_a_limit_above_nothing_is_told(name: str, target: str, told: bool) -> None:
    found = findings("limit_above_nothing", report(form("巡查", row(name, target, "0"))))
    assert pointers(found) == (_TARGET if told else [])


@pytest.mark.parametrize(
    ("name", "target", "told"),
    [
        ("综合满意度", "满意", True),
        ("服务对象满意率（%）", "较高", True),
        ("群众满意度", "有所提升", True),
        ("群众满意度", "≥95%", False),
        ("群众满意度", "优良中差", False),
        ("提高群众满意", "满意", False),
        ("群众满意度", None, False),
    ],
)
def test_satisfaction_in_words_is_told(name: str, target: str | None, told: bool) -> None:
    found = findings("satisfaction_in_words", report(form("培训", row(name, target, "满意"))))
    assert pointers(found) == (_TARGET if told else [])
