"""The national project form and its relatives (templates 1-5, 26)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout, LevelPlan, Total

PROJECT = Layout(
    number=1,
    title="项目支出绩效自评表",
    year_line="（{year}年度）",
    head=c.PROJECT_HEAD,
    funds=FundBlock(
        "项目资金\n（万元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("全年预算数", "annual_budget"),
            Column("全年执行数", "executed"),
            Column("分值", "max_score", weight=0.8),
            Column("执行率", "execution_rate", weight=0.8),
            Column("得分", "score", weight=0.8),
        ),
        (
            c.TOTAL_ROW,
            FundRow("其中：当年财政拨款", "fiscal", "当年财政拨款"),
            FundRow("上年结转资金", "carried", "上年结转资金"),
            c.OTHER_ROW,
        ),
    ),
    goals=GoalBlock("年度总体目标", c.GOALS),
    indicators=IndicatorBlock(
        "绩效指标", (*c.LEVELS, c.TARGET, c.ACTUAL, c.POINTS, c.SCORE, c.REASON), c.STANDARD, total=c.TOTAL
    ),
)

POVERTY = Layout(
    number=2,
    title="绩效目标自评表",
    year_line="（{year}年度）",
    head=(("项目名称", "{project}", "项目负责人及电话", "{leader}"), c.PROJECT_HEAD[1]),
    funds=FundBlock(
        "资金情况（万元）",
        (
            Column("全年预算数（A）", "annual_budget"),
            Column("全年执行数（B）", "executed"),
            Column("分值", "max_score"),
            Column("执行率（B/A）", "execution_rate"),
            Column("得分", "score"),
        ),
        (
            FundRow("年度资金总额：", "total", "年度资金总额"),
            FundRow("其中：本年财政拨款", "fiscal", "本年财政拨款"),
            c.OTHER_ROW,
        ),
        sub_score="-",
    ),
    goals=GoalBlock(
        "年度总体目标",
        (Column("年初设定目标", "expected"), Column("年度总体目标完成情况综述", "actual")),
    ),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            *c.LEVELS,
            c.POINTS,
            c.TARGET,
            Column("全年实际值", "actual", weight=1.3),
            c.SCORE,
            Column("未完成原因及拟采取的改进措施", "deviation_reason", weight=1.8),
        ),
        c.STANDARD,
        points="（{}分）",
        dots=True,
        total=c.TOTAL,
    ),
)

TRANSFER = Layout(
    number=3,
    title="转移支付项目绩效自评表",
    year_line="（{year}年度）",
    head=(("转移支付（项目）名称", "{project}"), ("主管部门", "{department}", "资金使用单位", "{unit}")),
    funds=FundBlock(
        "资金情况\n（万元）",
        (
            Column("全年预算数（A）", "annual_budget"),
            Column("全年执行数（B）", "executed"),
            Column("执行率（B/A×100%）", "execution_rate"),
        ),
        (
            FundRow("年度资金总额：", "total", "年度资金总额"),
            FundRow("其中：中央补助", "central", "中央补助"),
            FundRow("省级补助", "province", "省级补助"),
            c.OTHER_ROW,
        ),
    ),
    goals=GoalBlock(
        "年度总体目标", (Column("年初设定目标", "expected"), Column("全年实际完成情况", "actual"))
    ),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            *c.LEVELS,
            c.TARGET,
            Column("全年完成值", "actual", weight=1.3),
            Column("未完成原因和改进措施", "deviation_reason", weight=1.8),
        ),
        c.STANDARD,
        wrapped=True,
    ),
)

REGION = Layout(
    number=4,
    title="中央对地方专项转移支付区域绩效自评表（{year}年度）",
    head=(
        ("填报类型", "☑整体 □区域 □项目"),
        ("专项名称", "{project}"),
        ("主管部门", "{department}", "实施单位", "{unit}"),
    ),
    funds=FundBlock(
        "资金投入情况（万元）",
        (
            Column("转移支付预算数（A）", "annual_budget"),
            Column("转移支付执行数（B）", "executed"),
            Column("预算执行率（B/A）", "execution_rate"),
        ),
        (FundRow("年度资金总额：", "total", "年度资金总额"),),
    ),
    goals=GoalBlock(
        "总体目标完成情况", (Column("总体目标", "expected"), Column("全年实际完成情况", "actual"))
    ),
    indicators=IndicatorBlock(
        "绩效指标",
        (*c.LEVELS, Column("指标值", "target", weight=1.3), Column("完成值", "actual", weight=1.3)),
        c.STANDARD,
    ),
    extra_columns=1,
)

REGION_SCORED = Layout(
    number=5,
    title="{year}年中央转移支付区域（项目）绩效目标自评表",
    head=(("转移支付名称", "{project}"), ("主管部门", "{department}", "实施单位", "{unit}")),
    funds=FundBlock(
        "资金投入情况（万元）",
        (
            Column("预算数", "annual_budget"),
            Column("执行数", "executed"),
            Column("得分（20）", "score"),
        ),
        (
            FundRow("年度资金总额", "total", "年度资金总额"),
            FundRow("其中：中央补助", "central", "中央补助"),
            FundRow("地方资金", "local", "地方资金"),
            c.OTHER_ROW,
        ),
        sub_score="",
    ),
    goals=GoalBlock("总体目标", (Column("年初设定目标", "expected"), Column("全年完成情况", "actual"))),
    indicators=IndicatorBlock(
        "绩效指标",
        (*c.LEVELS, c.TARGET, Column("实际完成指标值", "actual", weight=1.3), Column("得分（80）", "score")),
        (
            LevelPlan("产出指标", 50, c.OUTPUTS),
            LevelPlan("效益指标", 20, c.BENEFITS),
            LevelPlan("满意度指标", 10, c.CONTENT),
        ),
        total=Total("总分", (("score", "{total_score}"),)),
    ),
)

AUDITED = Layout(
    number=26,
    title="{year}年度财政支出项目绩效自评表",
    head=(("项目名称", "{project}", "项目编码", "{code}"), c.PROJECT_HEAD[1]),
    funds=FundBlock(
        "项目资金（万元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("全年预算数(A)", "annual_budget"),
            Column("全年执行数(B)", "executed"),
            Column("分值", "max_score"),
            Column("得分", "score"),
            Column("执行率(B/A)", "execution_rate"),
            Column("偏差原因", ""),
        ),
        (
            c.TOTAL_ROW,
            FundRow("中央补助", "central", "中央补助"),
            FundRow("市级资金", "city", "市级资金"),
            c.OTHER_ROW,
        ),
        sub_score="/",
    ),
    goals=GoalBlock("年度绩效目标", (Column("预期目标", "expected"), Column("目标实际完成情况", "actual"))),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            *c.LEVELS,
            Column("年度指标值(A)", "target", weight=1.3),
            Column("实际完成值(B)", "actual", weight=1.3),
            c.POINTS,
            c.SCORE,
            Column("偏差原因", "deviation_reason", weight=1.5),
        ),
        c.STANDARD,
        points="({}分)",
        total=c.TOTAL,
    ),
)

LAYOUTS = (PROJECT, POVERTY, TRANSFER, REGION, REGION_SCORED, AUDITED)
