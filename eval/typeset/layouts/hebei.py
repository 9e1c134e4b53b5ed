"""Hebei forms (templates 15, 16, 21)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout, LevelPlan, Total

_ROWS = (
    FundRow("", "total", "总额"),
    FundRow("其中：财政资金", "fiscal", "财政资金"),
    FundRow("其他", "other", "其他"),
)
_GOALS = (Column("年度预期目标", "expected", weight=2), Column("具体完成情况", "actual", weight=2))
_EXECUTION = LevelPlan("预算执行率", 10, (("预算执行率", "execution"),))

SIGNED = Layout(
    number=15,
    title="项目绩效自评表",
    year_line="（{year}年度）",
    above=("填报单位：{unit}　　　　　　　　金额单位：万元",),
    head=(("一、基本情况", "项目名称", "{project}", "项目级次", "", "实施（主管）单位", "{unit}"),),
    funds=FundBlock(
        "二、预算执行情况",
        (
            Column("预算安排情况\n（调整后）", "annual_budget", "预算数"),
            Column("资金到位情况", "received", "到位数"),
            Column("资金执行情况", "executed", "执行数"),
            Column("预算执行进度", "execution_rate"),
        ),
        _ROWS,
        shape="paired",
    ),
    goals=GoalBlock("三、目标完成情况", (*_GOALS, Column("总体\n完成率", "completion_rate"))),
    indicators=IndicatorBlock(
        "四、年度绩效指标完成情况",
        (
            *c.LEVELS,
            Column("指标分值", "max_score", weight=0.8),
            Column("符号", "sign", "预期指标值", 0.6),
            Column("值", "value", "预期指标值", 0.8),
            Column("单位\n（文字描述）", "unit", "预期指标值", 0.9),
            c.ACTUAL,
            Column("单项指标\n完成情况", "completion"),
            Column("自评得分", "score", weight=0.8),
        ),
        (*c.STANDARD, _EXECUTION),
        points="\n（{}）",
        filler_rows=2,
        wrapped=True,
        total=Total("自评总分", (("", "{total_score}"),), inside=True),
    ),
    closing=(("五、存在问题、原因及下一步整改措施", "{problems}"),),
    remarks=("五、存在问题、原因及下一步整改措施",),
    after=("填报人：{filled_by}                                   联系方式：{phone}",),
)

WEIGHED = Layout(
    number=16,
    kind="department",
    title="{year}年度部门整体绩效自评表",
    head=(("一、基本情况", "实施（主管）单位", "{unit}", "金额单位", "万元"),),
    funds=FundBlock(
        "二、预算执行情况",
        (
            Column("预算安排情况（调整后）", "annual_budget", "预算数"),
            Column("资金到位情况", "received", "到位数"),
            Column("资金执行情况", "executed", "执行数"),
        ),
        _ROWS,
        shape="paired",
    ),
    goals=GoalBlock("三、目标完成情况", _GOALS),
    indicators=IndicatorBlock(
        "四、年度绩效指标完成情况",
        (
            *c.LEVELS,
            Column("指标说明", "description", weight=1.6),
            Column("符号", "sign", "预期指标值", 0.8),
            Column("值", "value", "预期指标值", 0.8),
            Column("单位（文字描述）", "unit", weight=0.8),
            Column("单项指标实际完成值", "actual", weight=1.3),
            Column("单项指标完成情况", "completion", weight=0.8),
            Column("单项指标得分", "item_score", weight=0.8),
            Column("权重占比(%)", "max_score", weight=0.8),
            Column("折算得分", "score", weight=0.8),
        ),
        c.STANDARD,
        qualitative="文字描述",
        total=Total("自评得分", (("", "{total_score}"),), inside=True),
    ),
    after=("填报人：{filled_by}　联系电话：{phone}",),
)

TARGETS = Layout(
    number=21,
    title="{year}年度项目绩效指标表",
    above=("填报单位：{unit}",),
    head=(("项目名称", "{project}"),),
    amount_unit=None,
    indicators=IndicatorBlock(
        "",
        (
            Column("评价指标", "level1"),
            Column("评价内容", "level2", weight=1.2),
            Column("指标名称", "level3", weight=2.2),
            Column("指标说明", "description", weight=1.8),
            Column("目标值", "target"),
            Column("分值", "max_score", weight=0.8),
            Column("备注", ""),
        ),
        c.STANDARD,
    ),
)

LAYOUTS = (SIGNED, WEIGHED, TARGETS)
