"""The Report that the contract asks for, derived from what was invented, never from the printed text."""

from __future__ import annotations

import re
from typing import Any

from typeset.content import Entry, First, FormContent, Money, Second, Setting
from typeset.model import IndicatorBlock, Layout

_SUPERVISING = {"主管部门", "项目主管单位", "预算部门名称", "预算部门（单位）名称", "实施（主管）单位"}
_IMPLEMENTING = {"实施单位", "实施单位（盖章）", "项目实施单位", "资金使用单位", "实施（主管）单位"}
_MONEY = {
    "initial_budget": "initial",
    "annual_budget": "annual",
    "received": "received",
    "executed": "executed",
    "execution_rate": "rate",
}
_FUND_FIELDS = (*_MONEY, "max_score", "score")
_TEXTS = ("level3", "description", "completion", "deviation_reason")
Json = dict[str, Any]


def number(printed: str) -> int | float | None:
    """The number a cell prints; None for a blank, a dash or a slash."""
    digits = printed.replace(",", "").rstrip("%")
    if not re.fullmatch(r"-?\d+(\.\d+)?", digits):
        return None
    return float(digits) if "." in digits else int(digits)


def form(layout: Layout, content: FormContent, setting: Setting) -> Json:
    """One Form."""
    facts = content.facts
    shown = {fact: facts[fact] if layout.prints(fact) else None for fact in facts}
    total = layout.indicators.total
    return {
        "kind": layout.kind,
        "title": layout.title.format(**facts),
        "fiscal_year": setting.year,
        "project_name": _project(layout, facts),
        "supervising_department": _beside(layout, facts, _SUPERVISING),
        "implementing_unit": _beside(layout, facts, _IMPLEMENTING),
        "amount_unit": layout.amount_unit,
        "funds": _funds(layout, content),
        "fund_breakdown": _breakdown(content),
        "goals": _goals(layout, content),
        "indicators": _indicators(layout.indicators, content.firsts),
        "total_max_score": number(facts["total_max"]) if total and layout.prints("total_max") else None,
        "total_score": number(facts["total_score"]) if layout.prints("total_score") else None,
        "remarks": _remarks(layout, facts),
        "filled_by": shown["filled_by"],
        "phone": shown["phone"],
        "filled_on": shown["filled_on"],
    }


def _project(layout: Layout, facts: dict[str, str]) -> str | None:
    return next((cell.format(**facts) for row in layout.head for cell in row if "{project}" in cell), None)


def _beside(layout: Layout, facts: dict[str, str], labels: set[str]) -> str | None:
    for row in layout.head:
        for label, value in zip(row, row[1:], strict=False):
            if label in labels:
                return value.format(**facts)
    return None


def _remarks(layout: Layout, facts: dict[str, str]) -> str | None:
    rows = [row for row in (*layout.middle, *layout.closing) if row[0] in layout.remarks]
    texts = [(row[0], row[1].format(**facts)) for row in rows]
    if len(texts) == 1:
        return texts[0][1] or None
    return " ".join(f"{label} {text}" for label, text in texts if text) or None


def _goals(layout: Layout, content: FormContent) -> list[Json]:
    if not layout.goals:
        return []
    fields = {column.field for column in layout.goals.columns}
    expected, actual, rate = content.goal
    return [
        {
            "expected": expected if "expected" in fields else None,
            "actual": actual if "actual" in fields else None,
            "completion_rate": number(rate) if "completion_rate" in fields else None,
        }
    ]


def _funds(layout: Layout, content: FormContent) -> list[Json]:
    if not layout.funds:
        return []
    fields = {column.field for column in layout.funds.columns}
    lines = []
    for index, row in enumerate(layout.funds.rows):
        line = _fund_line(row.source, content.money[row.part], fields, layout, index == 0)
        if any(value is not None for name, value in line.items() if name != "source"):
            lines.append(line)
    return lines


def _fund_line(source: str, money: Money, fields: set[str], layout: Layout, first: bool) -> Json:
    line: Json = {"source": source} | dict.fromkeys(_FUND_FIELDS)
    for name, attribute in _MONEY.items():
        if name in fields:
            line[name] = number(getattr(money, attribute))
    if first and "max_score" in fields:
        line["max_score"] = 10
    if first and "score" in fields:
        line["score"] = number(money.score)
    if money.points is not None:
        line["max_score"] = number(money.points) if "max_score" in fields else None
        line["score"] = number(money.score) if "score" in fields else None
    if layout.funds and layout.funds.shape == "paired" and not first:
        line["execution_rate"] = None
    return line


def _breakdown(content: FormContent) -> list[Json]:
    return [
        {"label": re.sub(r"^其中：", "", label.strip()).strip().rstrip("："), "amount": number(amount)}
        for label, amount in content.loose.items()
        if amount
    ]


def _indicators(block: IndicatorBlock, firsts: tuple[First, ...]) -> list[Json]:
    return [
        _indicator(block, first, second, entry)
        for first in firsts
        for second in first.seconds
        for entry in second.entries
        if not entry.empty
    ]


def _indicator(block: IndicatorBlock, first: First, second: Second, entry: Entry) -> Json:
    texts = {
        "level3": entry.name,
        "description": entry.description,
        "completion": entry.completion,
        "deviation_reason": entry.reason,
    }
    shown = {name: (texts[name] or None) if block.has(name) else None for name in _TEXTS}
    return {
        "level1": first.name if block.has("level1") else None,
        "level1_max_score": first.points if block.has("level1") and block.points else None,
        "level2": second_name(block, second) if block.has("level2") else None,
        "level3": shown["level3"],
        "description": shown["description"],
        "target": entry.target.quantity() if block.has("target", "sign") else None,
        "actual": entry.actual.quantity() if block.has("actual") else None,
        "max_score": entry.points if block.has("max_score") else None,
        "completion": shown["completion"],
        "item_score": number(item_score(entry)) if block.has("item_score") else None,
        "score": number(entry.score) if block.has("score") else None,
        "deviation_reason": shown["deviation_reason"],
    }


def second_name(block: IndicatorBlock, second: Second) -> str:
    """The second level's name as printed on one line, with its points where the template glues them on."""
    name = second.name.replace("\n", "")
    points = sum(entry.points or 0 for entry in second.entries)
    return name + block.second_points.format(points) if block.second_points and points else name


def item_score(entry: Entry) -> str:
    """The score on a scale of 100 where the template prints it beside the weighted one."""
    if entry.item is not None:
        return entry.item
    if entry.points is None or not entry.score:
        return ""
    return f"{round(float(entry.score) / entry.points * 100, 2):g}"
