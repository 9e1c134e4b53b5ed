"""A result on a terminal. Document text is never read as markup nor sent as a control sequence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.output.columns import Cell, Value
from extractor.output.counts import summary_of
from extractor.output.how_read import how_pages, is_plain
from extractor.output.safe import visible
from extractor.output.sections import Section, sections
from extractor.output.sheets import Sheet
from extractor.output.spans import spans
from extractor.output.view import View
from extractor.output.words import say
from extractor.result import Lang, Result, Severity

_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "dim"}
_MARKS: dict[Severity, str] = {"error": " ✗", "warning": " !", "info": ""}
_SHORT, _FACT, _MOST_BESIDE = 30, 46, 3  # columns: a short value, one with its title; how many on a line
_SHOWN = ("severity", "item", "message", "expected", "found", "cause", "place")


def show(result: Result, console: Console, lang: Lang) -> None:
    """Print forms, lists, conclusions, what to check, and one line that sums up."""
    view = View(result, lang)
    for section in sections(view):
        _show_section(view, section, console)
    if view.checks.all:
        console.print(Rule(Text(view.findings.title), style="yellow", align="left"))
        console.print(Padding(findings(view), (0, 0, 1, 1)))
    else:
        console.print(Text(say("nothing_to_check", lang), style="green"))
    if not is_plain(result.source):
        console.print(Text(f"{say('pages_read', lang)}  {how_pages(result.source, lang)}", style="dim"))
    console.print(Text(visible(summary_of(view)), style="bold"))


def _show_section(view: View, section: Section, console: Console) -> None:
    console.print(Rule(Text(visible(section.heading), style="bold"), style="cyan", align="left"))
    for grid in _facts(view, section, console.width):
        console.print(Padding(grid, (0, 0, 0, 1)))
    for number, sheet in enumerate(section.tables):
        if number or section.facts:
            console.print()
        if section.heading != sheet.title:
            console.print(Text(f" {sheet.title}", style="cyan"))
        console.print(Padding(_table(view, sheet), (0, 0, 0, 1)))
    console.print()


def _facts(view: View, section: Section, width: int) -> Iterator[Table]:
    """Short facts side by side, as many as the width allows; a long one on a line of its own."""
    facts = [(column.title, _shown(view, (cell,))) for column, cell in section.facts]
    for short, run in groupby(facts, lambda fact: fact[1].cell_len <= _SHORT):
        found = list(run)
        beside = max(1, min(width // _FACT, _MOST_BESIDE)) if short else 1
        grid = Table.grid(padding=(0, 2))
        for start in range(0, len(found), beside):
            grid.add_row(*_fact_cells(found[start : start + beside]))
        yield grid


def _fact_cells(facts: Sequence[tuple[str, Text]]) -> Iterator[Text]:
    for at, (title, value) in enumerate(facts):
        yield Text(f"  {title}" if at else title, style="dim")
        yield value


def _table(view: View, sheet: Sheet) -> Table:
    """A table whose merged cells are shown on their first row only."""
    table = _empty(sheet)
    merged = spans(sheet)
    left = [0] * len(sheet.columns)
    for index, row in enumerate(sheet.rows):
        texts = []
        for at in range(len(row.cells)):
            if left[at]:
                left[at] -= 1
                texts.append(Text())
                continue
            high = merged.get((index, at), 1)
            left[at] = high - 1
            texts.append(_shown(view, [below.cells[at] for below in sheet.rows[index : index + high]]))
        table.add_row(*texts)
    return table


def findings(view: View, shown: Collection[str] = _SHOWN) -> Table:
    """What is to be checked, in the columns of these names as far as they say anything."""
    sheet = view.findings.only(
        lambda column, cells: column.name in shown and not all(cell.blank for cell in cells)
    )
    table = _empty(sheet)
    for check, row in zip(view.checks.all, sheet.rows, strict=True):
        table.add_row(*(Text(_plain(cell.value)) for cell in row.cells), style=_STYLES[check.severity])
    return table


def _empty(sheet: Sheet) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for index, column in enumerate(sheet.columns):
        numeric = all(not isinstance(cell.value, str) for cell in sheet.column(index))
        table.add_column(Text(column.title), justify="right" if numeric else "left", overflow="fold")
    return table


def _shown(view: View, cells: Sequence[Cell]) -> Text:
    checks = view.checks.of(cells)
    text = _plain(cells[0].value)
    if not checks:
        return Text(text)
    worst = checks[0].severity
    return Text((text or say("blank", view.lang)) + _MARKS[worst], style=_STYLES[worst])


def _plain(value: Value) -> str:
    return "" if value is None else visible(str(value))
