"""Target forms, which have no actual values (templates 22, 23)."""

from __future__ import annotations

from typeset.layouts import common as c
from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout, LevelPlan

_GOAL = (Column("年度绩效目标", "expected"),)

SHANGHAI = Layout(
    number=22,
    title="财政项目支出绩效目标表",
    year_line="（{year}年度）",
    head=c.PROJECT_HEAD,
    funds=FundBlock(
        "项目资金（元）",
        (Column("", "annual_budget"),),
        (
            FundRow("年度资金申请总额", "total", "年度资金申请总额"),
            FundRow("其中：当年财政拨款", "fiscal", "当年财政拨款"),
            FundRow("上年结转资金", "carried", "上年结转资金"),
            c.OTHER_ROW,
        ),
        shape="amounts",
    ),
    goals=GoalBlock("总体目标", _GOAL),
    indicators=IndicatorBlock(
        "绩效指标",
        (*c.LEVELS, Column("年度指标值", "target", weight=1.5)),
        (
            LevelPlan("成本指标", 10, (("经济成本指标", "cost"),)),
            LevelPlan("产出指标", 50, c.OUTPUTS[:3]),
            LevelPlan("效益指标", 30, c.BENEFITS[1:]),
            LevelPlan("满意度指标", 10, c.CONTENT),
        ),
    ),
    amount_unit="元",
    money="grouped",
)

JIANGXI = Layout(
    number=23,
    title="项目支出绩效目标表（{year}年度）",
    head=(("项目名称", "{project}"), ("主管部门", "{department}", "实施单位", "{unit}")),
    funds=FundBlock(
        "项目资金（万元）",
        (Column("", "annual_budget"),),
        (
            c.TOTAL_ROW,
            FundRow("其中：财政拨款", "fiscal", "财政拨款"),
            c.OTHER_ROW,
        ),
        shape="amounts",
    ),
    goals=GoalBlock("年度绩效目标", (Column("", "expected"),)),
    indicators=IndicatorBlock(
        "",
        (
            *c.LEVELS,
            Column("计算符号", "sign", weight=0.8),
            Column("目标值", "value"),
            Column("度量单位", "unit", weight=0.8),
            Column("指标值说明", "description", weight=1.6),
        ),
        c.STANDARD,
    ),
)

LAYOUTS = (SHANGHAI, JIANGXI)
