"""How findings are worded: amounts with their unit, what is missing on which side, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.report import Report
from tests.support.audited import findings, form, funds, line, report, row


def _spent(unit: str | None) -> Report:
    return report(form("培训", funds=funds(annual_budget=10, executed=12), amount_unit=unit))


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        (
            "万元",
            "“培训”的“年度资金总额”执行数12万元，超过全年预算数10万元",
            "“培训”, 年度资金总额: 12万元 spent of 10万元 (annual budget)",
        ),
        (
            "元",
            "“培训”的“年度资金总额”执行数12元，超过全年预算数10元",
            "“培训”, 年度资金总额: 12元 spent of 10元 (annual budget)",
        ),
        (
            None,
            "“培训”的“年度资金总额”执行数12，超过全年预算数10",
            "“培训”, 年度资金总额: 12 spent of 10 (annual budget)",
        ),
    ],
)
def test_amounts_are_told_in_the_unit_of_their_form(unit: str | None, zh: str, en: str) -> None:
    found = findings("executed_over_budget", _spent(unit))
    assert [(one.message, one.message_en) for one in found] == [(zh, en)]


@pytest.mark.parametrize(
    ("units", "head", "told"),
    [
        (("万元", "万元"), "单位：万元", "执行数12万元，超过预算数10万元"),
        (("万元", "元"), "单位：万元", "执行数12，超过预算数10"),
        (("万元", "万元"), "单位：元", "执行数12，超过预算数10"),
        (("元", "元"), "单位：元", "执行数12元，超过预算数10元"),
    ],
)
def test_amounts_of_the_list_have_a_unit_where_all_tables_have_one(
    tmp_path: Path, units: tuple[str, str], head: str, told: str
) -> None:
    forms = [form(name, amount_unit=unit) for name, unit in zip(("培训", "养护"), units, strict=True)]
    said = report(*forms, project_list=[line("培训", 10, 12)])
    text = f"2023年度部门整体支出绩效自评报告\n一、基本情况\n内设三个股室。\n{head}\n"
    found = findings("list_overspent", said, text, tmp_path)
    assert [one.message for one in found] == [f"“培训”{told}"]


def test_which_side_lacks_its_unit_is_said() -> None:
    rows = [row("购置摄像机", "≥12个", "13"), row("会议系统", "17", "18套"), row("培训次数", "≥3次", "3次")]
    found = findings("unit_lost", report(form("雪亮工程", *rows)))
    assert [(one.message, one.message_en) for one in found] == [
        (
            "“购置摄像机”完成值13缺计量单位“个”（指标值≥12个）",
            "“购置摄像机”: the actual value 13 lacks its unit 个 (the target is ≥12个)",
        ),
        (
            "“会议系统”指标值17缺计量单位“套”（完成值18套）",
            "“会议系统”: the target 17 lacks its unit 套 (the actual value is 18套)",
        ),
    ]


@pytest.mark.parametrize(
    ("result", "how"),
    [
        ("保障全县道路安全畅通，提高养护水平。", "照抄"),
        ("保障了全县道路安全畅通，提高养护水平。", "几乎照抄"),
    ],
)
def test_a_result_is_called_copied_only_where_it_is(result: str, how: str) -> None:
    said = report(form("养护", goal=("保障全县道路安全畅通，提高养护水平。", result)))
    assert [one.message for one in findings("goal_word_for_word", said)] == [
        f"“养护”的实际完成情况{how}预期目标"
    ]
