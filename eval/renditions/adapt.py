"""A form of gold as the content that `typeset` sets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from typeset.content import BLANK, Entry, First, FormContent, Money, Second, Setting
from typeset.measures import Measure
from typeset.model import FundBlock, FundRow, IndicatorBlock, Layout

from renditions.layouts import layout_for

Json = dict[str, Any]
_SIGNED = re.compile(r"([≥≤＝=＞＜><]*)(\d[\d.,]*余?)(.*)")
_TOTAL_LINES = ("总额", "年度资金总额", "合计")


@dataclass(frozen=True)
class Stated(Measure):
    """A quantity of gold, as printed in one cell or in the columns sign, value and unit."""

    read: Json | None = None

    def quantity(self) -> Json | None:
        """Gold's reading of it."""
        return self.read


@dataclass(frozen=True)
class FormSheet:
    """A form ready to be set: its layout and what is filled in."""

    layout: Layout
    content: FormContent
    setting: Setting


def form_sheet(name: str, form: Json) -> FormSheet:
    """Fit a form of gold into the layout of this name."""
    layout = layout_for(name, form)
    firsts = _firsts(form["indicators"], layout.indicators)
    with_points = all(row["level1_max_score"] is not None for row in form["indicators"])
    points = (layout.indicators.points or "（{}分）") if with_points else ""
    layout = replace(layout, indicators=replace(layout.indicators, points=points))
    money: dict[str, Money] = {}
    if layout.funds:
        block, money = _funds(layout.funds, form["funds"], layout)
        layout = replace(layout, funds=_with_breakdown(block, form["fund_breakdown"]))
    goal = form["goals"][0] if form["goals"] else dict.fromkeys(("expected", "actual", "completion_rate"))
    content = FormContent(
        facts=_facts(form),
        money=money,
        loose=_loose(layout, form["fund_breakdown"]),
        goal=(goal["expected"] or "", goal["actual"] or "", printed(goal["completion_rate"])),
        firsts=firsts,
    )
    return FormSheet(layout, content, Setting(form["fiscal_year"], "", "", "", "", "", ""))


def printed(number: float | None) -> str:
    """A number as a cell prints it; "" for None."""
    return "" if number is None else f"{number:.10g}"


def _facts(form: Json) -> dict[str, str]:
    unit = form["implementing_unit"] or form["supervising_department"] or ""
    return {
        "title": form["title"],
        "year": str(form["fiscal_year"]),
        "project": form["project_name"] or "",
        "department": form["supervising_department"] or "",
        "unit": unit,
        "leader": "",
        "filled_by": form["filled_by"] or "",
        "phone": form["phone"] or "",
        "filled_on": form["filled_on"] or "",
        "code": "",
        "total_max": printed(form["total_max_score"]),
        "total_score": printed(form["total_score"]),
        "grade": "",
        "problems": form["remarks"] or "",
        "measures": "",
        "verdict": "",
    }


def _firsts(rows: list[Json], block: IndicatorBlock) -> tuple[First, ...]:
    firsts = []
    for (level1, points), below in groupby(rows, key=lambda row: (row["level1"], row["level1_max_score"])):
        seconds = [
            Second(
                level2 or "",
                (*(_entry(row, block) for row in entries), *[Entry()] * min(block.filler_rows, 1)),
            )
            for level2, entries in groupby(below, key=lambda row: row["level2"])
        ]
        firsts.append(First(level1 or "", points or 0, tuple(seconds)))
    return tuple(firsts)


def _entry(row: Json, block: IndicatorBlock) -> Entry:
    return Entry(
        name=row["level3"] or "",
        target=_measure(row["target"], block),
        actual=_measure(row["actual"], block),
        points=row["max_score"],
        score=printed(row["score"]),
        reason=row["deviation_reason"] or "",
        description=row["description"] or "",
        completion=row["completion"] or "",
        item=printed(row["item_score"]),
    )


def _measure(quantity: Json | None, block: IndicatorBlock) -> Measure:
    """Split a text so that sign, value and unit joined are the text again; words go to the unit column."""
    if quantity is None:
        return BLANK
    text = quantity["text"]
    if text == block.qualitative:
        return Stated(sign=text, read=quantity)
    split = _SIGNED.fullmatch(text)
    if not split:
        return Stated(unit=text, read=quantity, in_words=True)
    sign, value, unit = split.groups()
    return Stated(sign=sign, value=value, unit=unit, read=quantity)


def _funds(block: FundBlock, lines: list[Json], layout: Layout) -> tuple[FundBlock, dict[str, Money]]:
    """The block with a row for each line of gold, after the layout's own total row, and blank rows below."""
    money: dict[str, Money] = {"total": Money(points="")}
    total = next((row for row in block.rows if row.part == "total"), block.rows[0])
    has_total = bool(lines) and lines[0]["source"] in _TOTAL_LINES
    if has_total:
        money["total"] = _money(lines[0], layout)
    rows = [replace(total, part="total")]
    for at, line in enumerate(lines[has_total:]):
        rows.append(_fund_row(block, line["source"], at))
        money[line["source"]] = _money(line, layout)
    used = {row.source for row in rows}
    blank = [
        replace(row, part="blank") for row in block.rows if row.part != "total" and row.source not in used
    ]
    money["blank"] = Money()
    return replace(block, rows=(*rows, *blank[-1:])), money


def _fund_row(block: FundBlock, source: str, at: int) -> FundRow:
    known = next((row for row in block.rows if row.source == source), None)
    label = known.label if known else ("其中：" if at == 0 else "") + source
    return FundRow(label, source, source)


def _money(line: Json, layout: Layout) -> Money:
    amounts = {
        name: _amount(line[name], layout)
        for name in ("initial_budget", "annual_budget", "received", "executed")
    }
    rate = line["execution_rate"]
    return Money(
        initial=amounts["initial_budget"],
        annual=amounts["annual_budget"],
        received=amounts["received"],
        executed=amounts["executed"],
        rate="" if rate is None else f"{printed(rate)}%",
        score=printed(line["score"]),
        points=printed(line["max_score"]),
    )


def _amount(value: float | None, layout: Layout) -> str:
    if value is None or layout.money == "wan":
        return printed(value)
    return f"{value * 10000:.2f}"


def _with_breakdown(block: FundBlock, items: list[Json]) -> FundBlock:
    """The block with the loose items of gold two to a row; a paired block has no room for them."""
    if not items or block.shape == "paired":
        return replace(block, breakdown=())
    labels = [f"{item['label']}：" for item in items]
    labels += [""] * (len(labels) % 2)
    pairs = tuple(zip(labels[::2], labels[1::2], strict=True))
    return replace(block, breakdown=(("按收入性质分：", "按支出性质分："), *pairs))


def _loose(layout: Layout, items: list[Json]) -> dict[str, str]:
    if not layout.funds or not layout.funds.breakdown:
        return {}
    return {f"{item['label']}：": _amount(item["amount"], layout) for item in items}
