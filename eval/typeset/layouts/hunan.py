"""Hunan forms, and the Jiangxi county form (templates 13, 14, 17)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout, LevelPlan

DEPARTMENT = Layout(
    number=13,
    kind="department",
    title="{year}年度部门整体支出绩效自评表",
    head=(("预算部门名称", "{unit}"),),
    funds=FundBlock(
        "年度预\n\n算申请\n（万元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("全年预算数", "annual_budget"),
            Column("全年执行数", "executed"),
            Column("分值", "max_score"),
            Column("执行率", "execution_rate"),
            Column("得分", "score"),
        ),
        (c.TOTAL_ROW,),
        breakdown=(
            ("按收入性质分：", "按支出性质分："),
            ("  其中：  一般公共预算：", "其中：基本支出："),
            ("政府性基金拨款：", "项目支出："),
            ("纳入专户管理的非税收入拨款：", ""),
            ("其他资金：", ""),
        ),
    ),
    goals=GoalBlock("年度总体目标", c.GOALS),
    indicators=IndicatorBlock(
        "绩\n\n效\n\n指\n\n标",
        (
            *c.LEVELS,
            Column("年度\n\n指标值", "target", weight=1.3),
            Column("实际\n\n完成值", "actual", weight=1.3),
            c.POINTS,
            c.SCORE,
            c.REASON,
        ),
        c.STANDARD,
        points="\n（{}分）",
        dots=True,
        wrapped=True,
        total=c.TOTAL,
    ),
    after=("填表人：{filled_by}  填报日期：{filled_on}  联系电话：{phone}  单位负责人签字：",),
)

PLANNED = Layout(
    number=14,
    title="{year}年财政支出项目绩效自评表",
    above=("填报单位：{unit}　　填报人：{filled_by}　　联系电话：{phone}",),
    head=(("项目名称", "{project}"), ("主管部门", "{department}", "项目负责人", "{leader}")),
    funds=FundBlock(
        "项目资金使用情况（万元）",
        (
            Column("计划安排", "annual_budget"),
            Column("实际到位", "received"),
            Column("实际支出", "executed"),
            Column("结余", ""),
        ),
        (
            FundRow("合计", "total", "合计"),
            FundRow("中央财政", "central", "中央财政"),
            FundRow("省财政", "province", "省财政"),
            FundRow("区财政", "fiscal", "区财政"),
            FundRow("其它", "other", "其它"),
        ),
    ),
    goals=GoalBlock("项目绩效目标", (Column("年度绩效目标", "expected"), Column("目标完成情况", "actual"))),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            *c.LEVELS[:2],
            Column("指标内容", "level3", weight=2.4),
            Column("指标（目标）值", "target", weight=1.3),
            c.ACTUAL,
        ),
        c.STANDARD,
        wrapped=True,
    ),
    extra_columns=1,
)

COUNTY = Layout(
    number=17,
    title="项目支出绩效自评表",
    year_line="({year}年度)",
    title_in_table=True,
    head=(("项目名称", "{project}"), ("主管部门", "{unit}", "", "")),
    funds=FundBlock(
        "项目资金（万元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("全年预算数", "annual_budget"),
            Column("全年执行数", "executed"),
            Column("分值", "max_score"),
            Column("执行率(%)", "execution_rate"),
            Column("得分", "score"),
        ),
        (c.TOTAL_ROW, FundRow("其中：财政拨款", "fiscal", "财政拨款"), c.OTHER_ROW),
        sub_score="-",
    ),
    middle=(("偏差原因及整改措施", "{problems}"),),
    remarks=("偏差原因及整改措施",),
    goals=GoalBlock("年度总体目标", c.GOALS),
    indicators=IndicatorBlock(
        "绩效目标",
        (
            *c.LEVELS,
            Column("年度指标", "target", weight=1.3),
            c.ACTUAL,
            c.POINTS,
            c.SCORE,
            Column("执行率偏差原因分析及改进措施", "deviation_reason", weight=1.8),
        ),
        (
            LevelPlan(
                "产出指标", 50, (("数量", "count"), ("质量", "quality"), ("时效", "time"), ("成本", "cost"))
            ),
            LevelPlan(
                "效益指标",
                30,
                (
                    ("经济效益", "economic"),
                    ("社会效益", "social"),
                    ("生态效益", "ecological"),
                    ("可持续影响", "lasting"),
                ),
            ),
            LevelPlan("满意度", 10, (("满意度", "content"),)),
        ),
        total=c.TOTAL,
    ),
)

LAYOUTS = (DEPARTMENT, PLANNED, COUNTY)
