"""Layouts nobody printed yet: a known one with other wordings, column orders and habits.

Real templates differ from each other in just these ways, so an engine that reads the known ones by
their labels should read these as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from typeset.model import Column, FundBlock, FundRow, GoalBlock, IndicatorBlock, Layout

TITLES: dict[str, tuple[str, ...]] = {
    "target": (
        "年度指标值",
        "年度指标",
        "指标值(A)",
        "年初目标值（A）",
        "年初指标值",
        "预期指标值",
        "目标值",
    ),
    "actual": (
        "实际完成值（B）",
        "全年完成值",
        "全年实际值（B）",
        "完成值",
        "年终完成值",
        "实际完成指标值",
        "实际完成值",
    ),
    "max_score": ("分值", "权重", "考核分值", "指标分值", "指标权重（分）", "权重占比(%)"),
    "score": ("得分", "自评得分", "自评分", "折算得分", "指标得分（分）"),
    "sign": ("符号", "指标性质", "计算符号"),
    "unit": ("度量单位", "计量单位", "单位（文字描述）", "单位"),
    "deviation_reason": (
        "偏差原因分析及改进措施",
        "未完成原因分析",
        "未完成原因及拟采取的改进措施",
        "未完成原因和改进措施",
        "偏差原因",
    ),
}
FUND_TITLES: dict[str, tuple[str, ...]] = {
    "initial_budget": ("年初预算数", "年初预算"),
    "annual_budget": ("全年预算数", "调整后预算数", "全年预算数（A）", "预算数（A）", "全年（调整）预算数"),
    "executed": ("全年执行数", "执行数（B）", "预算执行数", "全年执行数（B）"),
    "execution_rate": ("执行率", "预算执行率", "执行率（B/A）", "执行率(%)"),
    "max_score": ("分值", "权重"),
    "score": ("得分", "自评得分"),
}
_EXPECTED = ("预期目标", "年初设定目标", "年度目标", "年度预期目标")
_REACHED = ("实际完成情况", "全年实际完成情况", "目标实际完成情况", "具体完成情况")
_SIDES = ("绩效指标", "年度绩效指标", "绩效指标完成情况", "绩\n效\n指\n标")
_FISCAL = (
    ("其中：", "财政拨款"),
    ("其中：", "当年财政拨款"),
    ("其中：", "本年财政拨款"),
    ("  其中:", "财政资金"),
)
_POINTS = ("（{}分）", "({}分)", "（{}）", "\n（{}分）", "{}分")
_YEARS = ("（{year}年度）", "({year}年度)", "（{year}年）", "{year}年度")


def vary(layout: Layout, rng: Random) -> Layout:
    """A variant of a layout: the same facts and fields, otherwise worded and ordered."""
    in_table = layout.title_in_table or (not layout.above and rng.random() < 0.4)
    plain = "{year}" not in layout.title
    return replace(
        layout,
        year_line=rng.choice(_YEARS) if plain else layout.year_line,
        title_in_table=in_table,
        extra_columns=rng.choice((0, 0, 1, 2)),
        funds=_funds(layout.funds, rng) if layout.funds else None,
        goals=_goals(layout.goals, rng) if layout.goals else None,
        indicators=_indicators(layout.indicators, rng),
    )


def _indicators(block: IndicatorBlock, rng: Random) -> IndicatorBlock:
    columns = [_retitled(column, TITLES, rng) for column in block.columns]
    fields = [column.field for column in columns]
    if "max_score" in fields and "target" in fields and rng.random() < 0.4:
        _move(columns, "max_score", "target")
    if not block.total and rng.random() < 0.3 and len(columns) > 6:
        columns = [column for column in columns if column.field != "deviation_reason"]
    if "score" in fields and "" not in fields and rng.random() < 0.25:
        at = next(at for at, column in enumerate(columns) if column.field == "score")
        columns.insert(at + 1, Column("复核分", "", weight=0.8))
    return replace(
        block,
        label=rng.choice(_SIDES) if block.label else "",
        columns=tuple(columns),
        points=rng.choice(_POINTS) if block.points or rng.random() < 0.3 else "",
        numbering=rng.choice(("", "", "指标{}：", "指标{}:")),
        filler_rows=rng.choice((0, 0, 1)),
        dots=rng.random() < 0.3,
        wrapped=rng.random() < 0.4,
    )


def _funds(block: FundBlock, rng: Random) -> FundBlock:
    if block.shape != "table":
        return block
    columns = [_retitled(column, FUND_TITLES, rng) for column in block.columns]
    if rng.random() < 0.3 and {"score", "execution_rate"} <= {column.field for column in columns}:
        _move(columns, "execution_rate", "score", after=True)
    rows = tuple(_fund_row(row, rng) for row in block.rows)
    return replace(block, columns=tuple(columns), rows=rows, sub_score=rng.choice(("—", "-", "/", "", "——")))


def _fund_row(row: FundRow, rng: Random) -> FundRow:
    if row.label.startswith("其中：") and row.part == "fiscal":
        lead, source = rng.choice(_FISCAL)
        return replace(row, label=lead + source, source=source)
    return replace(row, label=row.label.rstrip("：") + rng.choice(("", "", "：", ":"))) if row.label else row


def _goals(block: GoalBlock, rng: Random) -> GoalBlock:
    titles = {"expected": _EXPECTED, "actual": _REACHED}
    columns = tuple(_retitled(column, titles, rng) if column.title else column for column in block.columns)
    return replace(block, columns=columns)


def _retitled(column: Column, titles: Mapping[str, tuple[str, ...]], rng: Random) -> Column:
    choices: Sequence[str] = titles.get(column.field, ())
    if not choices or rng.random() < 0.3:
        return column
    title = rng.choice(choices)
    wrapped = f"{title[:2]}\n{title[2:]}" if len(title) > 4 and rng.random() < 0.25 else title
    return replace(column, title=wrapped)


def _move(columns: list[Column], field: str, beside: str, after: bool = False) -> None:
    """Set the column of ``field`` right before (or after) the one of ``beside``."""
    moved = next(column for column in columns if column.field == field)
    columns.remove(moved)
    at = next(at for at, column in enumerate(columns) if column.field == beside)
    columns.insert(at + after, moved)
