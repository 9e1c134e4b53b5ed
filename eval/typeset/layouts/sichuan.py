"""Sichuan forms (templates 9, 10, 19)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout, LevelPlan, Total

SYSTEM = Layout(
    number=9,
    title="部门预算项目支出绩效自评表（{year}年度）",
    before=("报表编号：510000_0013zp",),
    head=(
        ("项目名称", "{code}-{project}"),
        ("主管部门", "{department}", "实施单位（盖章）", "{unit}"),
    ),
    funds=FundBlock(
        "预算执行情况（10分）",
        (
            Column("年初预算", "initial_budget"),
            Column("调整后预算数", "annual_budget"),
            Column("预算执行数", "executed"),
            Column("预算执行率", "execution_rate"),
            Column("权重", "max_score"),
            Column("得分", "score"),
            Column("原因", ""),
        ),
        (
            FundRow("总额", "total", "总额"),
            FundRow("其中：财政资金", "fiscal", "财政资金"),
            FundRow("财政专户管理资金", "special", "财政专户管理资金"),
            FundRow("单位资金", "own", "单位资金"),
            c.OTHER_ROW,
        ),
        sub_score="/",
    ),
    above=("金额单位：万元",),
    goals=GoalBlock(
        "1.项目年度目标完成情况",
        (Column("项目年度目标", "expected"), Column("年度目标完成情况", "actual")),
    ),
    indicators=IndicatorBlock(
        "绩效指标（90分）",
        (
            *c.LEVELS,
            Column("指标性质", "sign", weight=0.8),
            Column("指标值", "value"),
            Column("度量单位", "unit", weight=0.8),
            Column("完成值", "actual"),
            Column("权重", "max_score", weight=0.8),
            c.SCORE,
            Column("未完成原因分析", "deviation_reason", weight=1.6),
        ),
        c.STANDARD,
        qualitative="定性",
        total=Total("合计", (("max_score", "{total_max}"), ("score", "{total_score}")), inside=True),
    ),
    closing=(("评价结论", "{verdict}"), ("存在问题", "{problems}"), ("改进措施", "{measures}")),
    remarks=("存在问题", "改进措施"),
    after=("项目负责人：{leader}　　　　财务负责人：",),
)

DEPARTMENT = Layout(
    number=10,
    kind="department",
    title="部门整体支出绩效目标自评表",
    year_line="（{year}年度）",
    title_in_table=True,
    head=(("主管部门", "{unit}", "实施单位", "{unit}"),),
    funds=FundBlock(
        "项目（政策）资金（万元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("全年预算数", "annual_budget"),
            Column("全年执行数", "executed"),
            Column("执行率(%)", "execution_rate"),
        ),
        (
            c.TOTAL_ROW,
            FundRow("（一）财政拨款小计", "fiscal", "财政拨款小计"),
            FundRow("   1.一般公共预算", "general", "一般公共预算"),
            FundRow("   2.政府性基金", "gov_fund", "政府性基金"),
            FundRow("   3.国有资本经营预算", "capital", "国有资本经营预算"),
            FundRow("   4.社保基金", "social", "社保基金"),
            FundRow("（二）其他资金", "other", "其他资金"),
        ),
    ),
    goals=GoalBlock("整体\n目标", (Column("年度目标", "expected"), Column("完成情况", "actual"))),
    indicators=IndicatorBlock(
        "部门整体绩效指标",
        (*c.LEVELS, c.TARGET, c.ACTUAL, c.REASON),
        c.STANDARD,
        numbering="指标{}：",
        wrapped=True,
    ),
)

GLUED_WEIGHTS = Layout(
    number=19,
    title="{year}年项目支出绩效评价自评打分表",
    above=("填报单位：{unit}",),
    head=(("项目名称", "{project}"),),
    amount_unit=None,
    indicators=IndicatorBlock(
        "",
        (*c.LEVELS, c.POINTS, c.SCORE),
        (
            LevelPlan("项目决策", 20, (("目标设定", "decision"), ("决策过程", "decision"))),
            LevelPlan("项目管理", 30, (("资金管理", "management"), ("财务管理", "management"))),
            LevelPlan("项目绩效", 50, (("项目产出", "count"), ("项目效益", "social"))),
        ),
        points="（{}分）",
        second_points="（{}分）",
        total=c.TOTAL,
    ),
)

LAYOUTS = (SYSTEM, DEPARTMENT, GLUED_WEIGHTS)
