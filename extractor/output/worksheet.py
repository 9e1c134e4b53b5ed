"""One sheet of a workbook: header, rows, merged cells rebuilt, widths a reader can live with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from extractor.output.columns import Column
from extractor.output.sheets import Sheet
from extractor.output.sizes import HEADER_HEIGHT, heights, widths
from extractor.output.spans import spans
from extractor.output.workbook_cells import Pen


def write_sheet(pen: Pen, paper: Any, name: str, sheet: Sheet) -> None:
    """Write a table. It gets filter buttons unless merged cells stand in their way."""
    write_header(pen, paper, sheet.columns)
    merged = spans(sheet)
    covered = {(row + below, column) for (row, column), high in merged.items() for below in range(1, high)}
    firsts = _firsts(sheet)
    for index, row in enumerate(sheet.rows):
        _remember(pen, name, sheet, index)
        for column in range(len(row.cells)):
            if (index, column) not in covered:
                high = merged.get((index, column), 1)
                cells = [sheet.rows[index + below].cells[column] for below in range(high)]
                pen.write(paper, (index + 1, column), cells, index in firsts)
    set_sizes(paper, sheet, {at for at in range(len(sheet.columns)) if _idle(pen, sheet, at)}, merged)
    if not merged:
        paper.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _firsts(sheet: Sheet) -> set[int]:
    """The rows at which another form begins, where forms have several rows."""
    at = next((at for at, column in enumerate(sheet.columns) if column.name == "form_number"), None)
    if at is None:
        return set()
    forms = [cell.value for cell in sheet.column(at)]
    found = {index for index in range(1, len(forms)) if forms[index] != forms[index - 1]}
    return found if len(found) + 1 < len(forms) else set()


def write_header(pen: Pen, paper: Any, columns: tuple[Column, ...]) -> None:
    """Write the titles, with room for two lines."""
    paper.set_row(0, HEADER_HEIGHT)
    for at, column in enumerate(columns):
        paper.write_string(0, at, column.title, pen.format("header"))


def set_sizes(
    paper: Any,
    sheet: Sheet,
    hidden: Collection[int],
    merged: Mapping[tuple[int, int], int] = MappingProxyType({}),
) -> None:
    """Make room for the text of every cell; hide the columns named.

    The parts of quantities are folded away; the button to unfold them stands over the whole.
    """
    paper.outline_settings(symbols_right=False)
    wide = widths(sheet)
    for at, column in enumerate(sheet.columns):
        part = column.role == "part"
        folds = not part and at + 1 < len(sheet.columns) and sheet.columns[at + 1].role == "part"
        options = {"hidden": part or at in hidden, "level": int(part), "collapsed": folds}
        paper.set_column(at, at, wide[at], None, options)
    shown = {at: width for at, width in enumerate(wide) if at not in hidden}
    for index, high in heights(sheet, shown, merged).items():
        paper.set_row(index + 1, high)


def _idle(pen: Pen, sheet: Sheet, at: int) -> bool:
    """Whether a column is blank throughout and nothing names a cell of it by itself."""
    return all(cell.blank and not pen.view.checks.names(cell.pointer) for cell in sheet.column(at))


def _remember(pen: Pen, name: str, sheet: Sheet, index: int) -> None:
    """Keep where each pointer of a row stands, and the row itself by its first own cell."""
    row = sheet.rows[index]
    fields = [at for at, column in enumerate(sheet.columns) if column.role == "field"]
    found: list[tuple[str, int]] = [(row.pointer, fields[0])]
    found += [(row.cells[at].pointer, at) for at in fields]
    for pointer, at in found:
        pen.cells.setdefault(pointer, (name, index + 1, at))
