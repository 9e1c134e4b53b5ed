"""The sheet of findings: what is to be checked, each with a link to the cell concerned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from extractor.output.columns import Cell, Column
from extractor.output.sheets import Sheet
from extractor.output.words import say
from extractor.output.workbook_cells import Pen, fitted
from extractor.output.worksheet import set_sizes, write_header

T = TypeVar("T")
_LINK_AT = 2
_MOST_LINKS = 65_530  # per sheet: an Excel limit
_MOST_OTHERS = 20
_FOR_PROGRAMS = ("pointers", "rule")


def write_findings(pen: Pen, paper: Any, sheet: Sheet, start: int) -> None:
    """Write the findings of `view.View.findings`, of which ``start`` stand on earlier sheets."""
    checks = pen.view.checks.all[start:]
    rows = []
    for row, check in zip(sheet.rows, checks, strict=False):
        first, *others = [_name(pen, pointer) for pointer in check.pointers] or [None]
        more = "  ".join(dict.fromkeys(name for name in others[:_MOST_OTHERS] if name and name != first))
        rows.append(replace(row, cells=_widened(row.cells, Cell(first), Cell(more or None))))
    where, other = (Column(name, say(name, pen.view.lang), "context") for name in ("where", "others"))
    wide = replace(sheet, columns=_widened(sheet.columns, where, other), rows=tuple(rows))
    write_header(pen, paper, wide.columns)
    for index, (row, check) in enumerate(zip(wide.rows, checks, strict=False), 1):
        for at, cell in enumerate(row.cells):
            severity = check.severity if at < _LINK_AT else "info"
            pen.write_value(paper, (index, at), fitted(cell.value), severity)
        if row.cells[_LINK_AT].value and index <= _MOST_LINKS:
            _link(pen, paper, (index, _LINK_AT), row.pointer)
    set_sizes(paper, wide, {at for at, column in enumerate(wide.columns) if _idle(wide, at, column.name)})
    paper.autofilter(0, 0, len(rows), len(wide.columns) - 1)


def _idle(sheet: Sheet, at: int, name: str) -> bool:
    """Whether a column says nothing, or nothing to a reader who does not program."""
    return name in _FOR_PROGRAMS or all(cell.blank for cell in sheet.column(at))


def _widened(items: tuple[T, ...], where: T, others: T) -> tuple[T, ...]:
    return (*items[:_LINK_AT], where, *items[_LINK_AT:], others)


def _name(pen: Pen, pointer: str) -> str | None:
    """The cell of a pointer as a spreadsheet writes it, ``绩效指标!K5``; None where no cell shows it."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    place = _cell(pen, pointer)
    return f"{place[0]}!{xl_rowcol_to_cell(place[1], place[2])}" if place else None


def _cell(pen: Pen, pointer: str) -> tuple[str, int, int] | None:
    """Where a pointer stands, or what is nearest above it."""
    while pointer and pointer not in pen.cells:
        pointer = pointer.rpartition("/")[0]
    return pen.cells.get(pointer)


def _link(pen: Pen, paper: Any, at: tuple[int, int], pointer: str) -> None:
    name = _name(pen, pointer)
    if name:
        sheet, _, cell = name.rpartition("!")
        paper.write_url(*at, f"internal:'{sheet}'!{cell}", pen.format("link"), name)
