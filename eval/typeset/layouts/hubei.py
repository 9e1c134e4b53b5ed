"""Hubei forms, which weigh in the level labels (templates 6, 7)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout, LevelPlan, Total

UNWEIGHTED = Layout(
    number=6,
    title="{year}年度项目绩效自评表",
    above=("单位名称：{unit}　　　　　填报日期：{filled_on}",),
    head=(
        ("项目名称", "{project}"),
        ("主管部门", "{department}", "项目实施单位", "{unit}"),
        ("项目类别", "1、部门预算项目☑　2、本级专项□　3、对下转移支付项目□"),
        ("项目属性", "1、持续性项目☑　2、新增性项目□"),
        ("项目类型", "1、常年性项目☑　2、延续性项目□　3、一次性项目□"),
    ),
    funds=FundBlock(
        "预算执行情况（万元）（20分）",
        (
            Column("预算数（A）", "annual_budget"),
            Column("执行数（B）", "executed"),
            Column("执行率（B/A）", "execution_rate"),
            Column("得分（20分*执行率）", "score"),
        ),
        (FundRow("年度财政资金总额", "total", "年度财政资金总额"),),
    ),
    indicators=IndicatorBlock(
        "年度绩效目标（80分）",
        (
            *c.LEVELS,
            Column("年初目标值（A）", "target", weight=1.3),
            Column("实际完成值（B）", "actual", weight=1.3),
            c.SCORE,
        ),
        (
            LevelPlan("产出指标", 40, c.OUTPUTS),
            LevelPlan("效益指标", 30, (*c.BENEFITS[1:],)),
            LevelPlan("满意度指标", 10, c.CONTENT),
        ),
        points="（{}分）",
        total=Total("总分", (("score", "{total_score}"),)),
    ),
    closing=(("偏差大或目标未完成原因分析", "{problems}"), ("改进措施及结果应用方案", "{measures}")),
    remarks=("偏差大或目标未完成原因分析", "改进措施及结果应用方案"),
)

TWO_SCORES = Layout(
    number=7,
    title="财政预算支出项目绩效目标自评表",
    year_line="（{year}年度）",
    above=("填报单位：{unit}　　填报日期：{filled_on}",),
    head=(
        ("项目名称", "{project}", "自评总分", "{total_score}"),
        ("项目主管单位", "{department}", "项目实施单位", "{unit}"),
    ),
    funds=FundBlock(
        "项目资金来源（万元）",
        (
            Column("中央", ""),
            Column("省、地", ""),
            Column("本级", ""),
            Column("其他", ""),
            Column("合计", "annual_budget"),
            Column("执行数", "executed"),
            Column("执行率", "execution_rate"),
        ),
        (FundRow("", "total", "总额"),),
    ),
    goals=GoalBlock("项目年度目标", (Column("", "expected"),)),
    indicators=IndicatorBlock(
        "",
        (
            Column("一级指标", "level1"),
            Column("二级指标", "level2", weight=1.2),
            Column("指标名称（三级指标）", "level3", weight=2.2),
            Column("年初指标值", "target"),
            Column("年终完成值", "actual"),
            Column("自评分", "score", weight=0.8),
            Column("复核分", "", weight=0.8),
            Column("评价标准", "description", weight=1.6),
        ),
        (
            LevelPlan("产出指标", 60, c.OUTPUTS),
            LevelPlan("效益指标", 40, (("社会效益", "social"), ("满意度", "content"))),
        ),
        points="{}分",
        second_points="{}分",
    ),
    amount_unit="万元",
)

LAYOUTS = (UNWEIGHTED, TWO_SCORES)
