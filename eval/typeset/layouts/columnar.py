"""Forms whose indicators stand in columns of their own order (templates 12, 20, 25)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout

UNIT_BEFORE_SIGN = Layout(
    number=12,
    title="{year}年度项目支出绩效自评表",
    head=(
        ("项目名称", "{project}", "项目编码", "{code}", "自评总分（分）", "{total_score}"),
        ("主管部门", "{department}", "实施单位", "{unit}"),
        ("填表人", "{filled_by}", "联系电话", "{phone}"),
    ),
    funds=FundBlock(
        "项目资金（万元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("全年（调整）预算数", "annual_budget"),
            Column("全年执行数", "executed"),
            Column("执行率", "execution_rate"),
            Column("执行率权重", "max_score"),
            Column("执行率得分", "score"),
        ),
        (
            FundRow("年度总金额", "total", "年度总金额"),
            FundRow("其中：财政拨款", "fiscal", "财政拨款"),
        ),
        sub_score="",
    ),
    goals=GoalBlock(
        "当年绩效目标",
        (
            Column("年初绩效目标", "expected"),
            Column("全年（调整）绩效目标", ""),
            Column("全年目标实际完成情况", "actual"),
        ),
    ),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            Column("指标名称", "level3", weight=2.4),
            Column("计量单位", "unit", weight=0.8),
            Column("指标性质", "sign", weight=0.8),
            Column("指标值", "value"),
            Column("指标权重（分）", "max_score"),
            Column("全年完成值", "actual"),
            Column("指标得分（分）", "score"),
            Column("说明", ""),
        ),
        c.STANDARD,
    ),
)

REPEATED_LEVELS = Layout(
    number=20,
    kind="department",
    title="{year}年度整体支出绩效自评表",
    head=(("预算部门（单位）名称", "{unit}"),),
    amount_unit=None,
    indicators=IndicatorBlock(
        "",
        (
            *c.LEVELS[:2],
            Column("指标名称", "level3", weight=2.4),
            Column("目标值", "target", weight=1.3),
            c.ACTUAL,
        ),
        c.STANDARD,
        merge_levels=False,
    ),
)

VENDOR = Layout(
    number=25,
    title="项目支出绩效自评表（{year}年度）",
    head=(
        ("项目名称", "{project}", "主管部门", "{department}"),
        ("实施单位", "{unit}", "项目负责人", "{leader}"),
    ),
    funds=FundBlock(
        "预算执行情况（万元）",
        (
            Column("年初预算", "initial_budget"),
            Column("年度预算调整", ""),
            Column("全年预算数", "annual_budget"),
            Column("全年执行数", "executed"),
            Column("执行率", "execution_rate"),
            Column("自评得分", "score"),
        ),
        (
            c.TOTAL_ROW,
            FundRow("当年财政资金", "fiscal", "当年财政资金"),
            FundRow("上年结转资金", "carried", "上年结转资金"),
            c.OTHER_ROW,
            FundRow("专户资金", "special", "专户资金"),
        ),
        sub_score="",
    ),
    goals=GoalBlock("年度绩效目标", (Column("预期目标", "expected"), Column("完成情况", "actual"))),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            *c.LEVELS[:2],
            Column("指标名称", "level3", weight=2.4),
            Column("计算符号", "sign", weight=0.8),
            Column("指标值", "value"),
            c.ACTUAL,
            Column("计量单位", "unit", weight=0.8),
            c.POINTS,
            c.SCORE,
            Column("偏差原因", "deviation_reason", weight=1.6),
        ),
        c.STANDARD,
        total=c.TOTAL,
    ),
    after=("填报人：{filled_by}　　联系电话：{phone}　　填报日期：{filled_on}",),
)

LAYOUTS = (UNIT_BEFORE_SIGN, REPEATED_LEVELS, VENDOR)
