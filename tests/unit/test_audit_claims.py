"""Sweeping claims of running text against the tables and against each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, form, funds, line, pointers, report, row

_TEXT = "2023年度清河县水务局部门整体支出绩效自评报告\n一、预算绩效管理情况\n{}\n"


@pytest.mark.parametrize(
    "claim", ["部门预算项目资金无结余。", "全年资金没有任何结余，执行良好。", "项目资金已全部使用完毕。"]
)
def test_money_told_as_spent_to_the_end_is_found_where_some_is_left(tmp_path: Path, claim: str) -> None:
    said = report(
        form("道路养护", funds=funds(annual_budget=10, executed=10)),
        form("图书室", funds=funds(annual_budget=10, executed=5)),
    )
    found = findings("nothing_left_told", said, _TEXT.format(claim), tmp_path)
    assert pointers(found) == ["/forms/1/funds/0/executed"]
    spent = report(form("道路养护", funds=funds(annual_budget=10, executed=9.99)))
    assert not findings("claims", spent, _TEXT.format(claim), tmp_path)


def test_money_told_as_spent_is_found_where_the_form_has_neither_project_nor_title(tmp_path: Path) -> None:
    nameless = form(None, funds=funds(annual_budget=10, executed=5))
    found = findings("nothing_left_told", report(nameless), _TEXT.format("资金无结余。"), tmp_path)
    assert "#1" in found[0].message


def test_deviation_denied_and_told_is_found(tmp_path: Path) -> None:
    text = "年初预算数与决算数无偏差。\n二、存在问题\n与股室沟通不够，{}。"
    found = findings(
        "claims", report(), _TEXT.format(text.format("造成预算与实际支出费用存在偏差")), tmp_path
    )
    assert [(one.rule, one.severity, len(one.places)) for one in found] == [("deviation_denied", "info", 2)]
    assert not findings("claims", report(), _TEXT.format(text.format("预算编制不够精细")), tmp_path)


def test_mean_score_that_the_list_does_not_make_is_found(tmp_path: Path) -> None:
    said = report(project_list=[line("道路养护", 5, 5, score=96), line("图书室", 5, 5, score=93)])
    text = "{}个项目平均得分{}分，评价等级为优。"
    found = findings("average_told", said, _TEXT.format(text.format(2, 96)), tmp_path)
    assert [(one.expected, one.found) for one in found] == [("94.5", "96")]
    assert not findings("average_told", said, _TEXT.format(text.format(2, 94.5)), tmp_path)


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("确保全省法治建设任务完成。", True),
        ("确保全县供水任务完成。", False),
        ("各项工作完成情况位居全省前列。", False),
    ],
)
def test_goal_of_the_whole_province_is_told_of_a_county(tmp_path: Path, goal: str, told: bool) -> None:
    text = _TEXT.format(f"全年工作正常。\n二、绩效目标\n{goal}")
    assert (
        bool(findings("goals_of_the_province", report(organization="清河县水务局"), text, tmp_path)) is told
    )
    assert not findings("goals_of_the_province", report(organization="省水利厅"), text, tmp_path)


_OF_PROJECT = """清河县水务局
道路养护项目支出绩效自评报告
一、项目基本情况
道路养护项目实际支出10万元。
二、问题及建议
（一）评价结论：自评得分为{score}分。
（二）存在的问题：{problems}
"""


@pytest.mark.parametrize(
    ("score", "problems", "actual", "told"),
    [
        (98, "无", "5次", True),
        (100, "无", "3次", True),
        (100, "无", "5次", False),
        (98, "养护人员不足。", "5次", False),
    ],
)
def test_problems_denied_are_told_where_points_or_targets_were_missed(
    tmp_path: Path, score: int, problems: str, actual: str, told: bool
) -> None:
    said = report(form("道路养护", row("巡查次数", "≥5次", actual)))
    text = _OF_PROJECT.format(score=score, problems=problems)
    found = findings("problems_denied", said, text, tmp_path)
    assert [one.severity for one in found] == (["info"] if told else [])


def test_a_secret_project_with_a_form_is_told(tmp_path: Path) -> None:
    said = report(
        form("水源地专项巡查", row("巡查次数", "5次", "5次")), form("图书室", row("册数", "5", "5"))
    )
    text = "（1）水源地专项巡查项目\n项目支出5万元，因此项目为涉密项目，不作公开评价。\n（2）图书室项目\n支出5万元。"
    found = findings("secret_told", said, _TEXT.format(text), tmp_path)
    assert pointers(found) == ["/forms/0/project_name"]
    open_ = text.replace("涉密项目，不作公开评价", "公开项目")
    assert not findings("secret_told", said, _TEXT.format(open_), tmp_path)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("所有项目均设计了合理、明晰、可考核的产出指标。", True),
        ("绩效指标细化量化准确。", True),
        ("绩效指标设置不够细化、量化。", False),
        ("部分指标未做到可考核。", False),
    ],
)
def test_indicators_told_as_measurable_are_found_where_they_are_not(
    tmp_path: Path, claim: str, told: bool
) -> None:
    vague = form(
        "甲", row("宣传", "文字描述", "已宣传"), row("维护社会稳定", "90%", "90%"), row("次数", "3次", "3次")
    )
    found = findings("measurable_told", report(vague), _TEXT.format(claim), tmp_path)
    assert [one.pointers for one in found] == (
        [["/forms/0/indicators/0/target", "/forms/0/indicators/1/target"]] if told else []
    )
    clear = form("甲", row("宣传", "文字描述", "已宣传"), row("次数", "3次", "3次"))
    assert not findings("measurable_told", report(clear), _TEXT.format(claim), tmp_path)
