"""Summary tables of projects in both wordings that are in use, with the list and totals expected."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from typeset.content import Setting
from typeset.expected import number
from typeset.grid import Block, GridBuilder, GridCell, Line

_LINE_FIELDS = (
    "sequence", "unit", "project_name", "initial_budget", "budget_adjustment", "annual_budget",
    "executed", "fund_type", "score", "grade", "goal",
)  # fmt: skip
_TOTAL_FIELDS = (
    "project_count",
    "initial_budget",
    "annual_budget",
    "executed",
    "average_score",
    "evaluation_rate",
)


@dataclass(frozen=True)
class ListSheet:
    """A summary table as blocks, and what is expected of it."""

    title: str
    blocks: tuple[Block, ...]
    lines: list[dict[str, Any]]
    totals: dict[str, Any]


def county_list(setting: Setting, names: list[str], rng: Random) -> ListSheet:
    """The wording with initial, added and summed budget, and total rows of labels and values."""
    title = "部门预算项目绩效自评情况汇总表"
    builder = GridBuilder(8)
    titles = ("序号", "预算单位", "项目名称", "", "", "", "全年执行数", "项目资金绩效自评得分")
    builder.cells += [GridCell(0, at, text, 2) for at, text in enumerate(titles) if text]
    builder.cells.append(GridCell(0, 3, "全年预算数", 1, 3))
    builder.cells += [
        GridCell(1, 3 + at, text) for at, text in enumerate(("年初预算数", "年中追加数/追减数", "小计"))
    ]
    builder.height = 2
    lines = []
    for at, name in enumerate(names, 1):
        initial, added = round(rng.uniform(5, 400), 2), rng.choice(("", "", f"{rng.randint(1, 40)}"))
        annual = round(initial + float(added or 0), 2)
        executed, score = round(annual * rng.choice((1, 1, 0.93)), 2), rng.choice(("10", "9.5", "-"))
        row = (str(at), setting.unit, name, f"{initial:g}", added, f"{annual:g}", f"{executed:g}", score)
        builder.row(row)
        lines.append(_line(("sequence", "unit", "project_name", *_LINE_FIELDS[3:7], "score"), row))
    total, share = f"{rng.randint(100, 4000)}", rng.choice(("87%", "100%"))
    builder.place(
        ("开展绩效自评项目合计", str(len(names)), "", "", "自评价平均分", "9.8"), (3, 1, 1, 1, 1, 1)
    )
    builder.place(
        (f"{setting.year}年部门预算项目支出总额", total, "", "", "部门预算项目总个数", str(len(names) + 1)),
        (3, 1, 1, 1, 1, 1),
    )
    builder.place(("开展绩效自评项目支出总额占本部门预算项目支出总额的比例", share), (7, 1))
    totals = _totals(
        project_count=str(len(names)), executed=total, average_score="9.8", evaluation_rate=share
    )
    heading = (Line(title), Line(f"主管部门：{setting.unit}　　　　　　单位：万元"))
    return ListSheet(title, (*heading, builder.build()), lines, totals)


def graded_list(setting: Setting, names: list[str], rng: Random) -> ListSheet:
    """The wording with fund type, grade and rate, and one total row."""
    title = f"{setting.year}年度部门预算项目绩效自评情况汇总表"
    builder = GridBuilder(8)
    builder.row(
        (
            "序号",
            "项目名称",
            "全年预算数",
            "全年执行数",
            "资金类型",
            "自评得分",
            "自评等级",
            "自评率\n（应评项目数/已自评项目数）",
        )
    )
    lines, annual_sum, executed_sum = [], 0.0, 0.0
    for at, name in enumerate(names, 1):
        annual = round(rng.uniform(5, 400), 2)
        executed = round(annual * rng.choice((1, 1, 0.9, 0)), 2)
        score = rng.choice((100, 98.5, 92, 84))
        grade, kind = "优" if score >= 90 else "良", rng.choice(("县级专项项目", "上级专项资金"))
        row = (str(at), name, f"{annual:g}", f"{executed:g}", kind, f"{score:g}", grade, "")
        builder.row(row)
        fields = ("sequence", "project_name", "annual_budget", "executed", "fund_type", "score", "grade")
        lines.append(_line(fields, row[:7]))
        annual_sum, executed_sum = annual_sum + annual, executed_sum + executed
    sums = (f"{round(annual_sum, 2):.10g}", f"{round(executed_sum, 2):.10g}")
    builder.row(("合计", "", *sums, "", "", "", "100%"))
    totals = _totals(annual_budget=sums[0], executed=sums[1], evaluation_rate="100%")
    heading = (Line(title), Line(f"预算部门（盖章）：{setting.unit}　　　　　　单位：万元"))
    return ListSheet(title, (*heading, builder.build()), lines, totals)


def _line(fields: tuple[str, ...], row: tuple[str, ...]) -> dict[str, Any]:
    texts = ("unit", "project_name", "fund_type", "grade")
    printed = dict(zip(fields, row, strict=True))
    values = {name: text if name in texts else number(text) for name, text in printed.items()}
    return dict.fromkeys(_LINE_FIELDS) | values


def _totals(**printed: str) -> dict[str, Any]:
    return dict.fromkeys(_TOTAL_FIELDS) | {name: number(text) for name, text in printed.items()}
