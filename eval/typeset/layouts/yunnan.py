"""Forms of the south-west and north-west with their own columns (templates 8, 11)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout, LevelPlan, Total

PUBLISHED = Layout(
    number=8,
    title="{year}年度项目支出绩效自评表",
    above=("部门：{unit}　　　　　　　　公开14表",),
    head=c.PROJECT_HEAD,
    funds=FundBlock(
        "项目资金\n（元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("全年预算数", "annual_budget"),
            Column("全年执行数", "executed"),
            Column("分值", "max_score"),
            Column("执行率", "execution_rate"),
            Column("得分", "score"),
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
        "",
        (
            Column("一级指标", "level1", "绩效指标"),
            Column("二级指标", "level2", "绩效指标", 1.3),
            Column("三级指标", "level3", "绩效指标", 2.2),
            Column("指标性质", "sign", "年度指标值", 0.8),
            Column("指标值", "value", "年度指标值"),
            Column("度量单位", "unit", "年度指标值", 0.8),
            c.ACTUAL,
            c.POINTS,
            c.SCORE,
            Column("偏差原因分析及改进措施", "deviation_reason", weight=1.6),
        ),
        c.STANDARD,
        total=Total(
            "总分",
            (("max_score", "{total_max}"), ("score", "{total_score}"), ("deviation_reason", "{grade}")),
        ),
    ),
    closing=(("其他需要说明事项", "{problems}"),),
    remarks=("其他需要说明事项",),
    amount_unit="元",
    money="yuan",
)

ASSESSED = Layout(
    number=11,
    title="项目支出绩效自评表",
    year_line="（{year}年度）",
    head=(
        ("项目名称", "{project}", "主管部门", "{department}"),
        ("实施单位", "{unit}", "自评得分", "{total_score}", "财政审核评分", ""),
    ),
    funds=FundBlock(
        "项目资金（万元）",
        (
            Column("年初预算数", "initial_budget"),
            Column("调整预算数（A）", "annual_budget"),
            Column("全年执行数（B）", "executed"),
            Column("执行率（B/A）", "execution_rate"),
        ),
        (c.TOTAL_ROW, FundRow("其中：财政拨款", "fiscal", "财政拨款"), c.OTHER_ROW),
    ),
    goals=GoalBlock("年度总体目标", c.GOALS),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            *c.LEVELS,
            Column("考核分值", "max_score", weight=0.8),
            Column("指标值（A）", "target", weight=1.3),
            Column("全年实际值（B）", "actual", weight=1.3),
            c.SCORE,
            Column("未完成原因分析及改进措施", "deviation_reason", weight=1.8),
        ),
        (
            LevelPlan("项目决策", 15, (("决策依据", "decision"), ("资金分配", "management"))),
            LevelPlan("项目管理", 15, (("资金管理", "management"), ("组织实施", "decision"))),
            LevelPlan("项目产出", 40, (*c.OUTPUTS,)),
            LevelPlan("项目效益", 30, (("社会效益", "social"), ("服务对象满意度", "content"))),
        ),
    ),
)

LAYOUTS = (PUBLISHED, ASSESSED)
