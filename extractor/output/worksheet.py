"""One sheet of a workbook: header, rows, merged cells rebuilt, widths a reader can live with."""

from __future__ import annotations

from typing import Any

from extractor.output.columns import Column
from extractor.output.safe import visible
from extractor.output.sheets import Sheet
from extractor.output.spans import spans
from extractor.output.workbook_cells import Pen

_NARROWEST, _WIDEST = 6, 44
_MEASURED_ROWS = 2_000
_HEADER_HEIGHT = 34


def write_sheet(pen: Pen, paper: Any, name: str, sheet: Sheet) -> None:
    """Write a table. It gets filter buttons unless merged cells stand in their way."""
    write_header(pen, paper, sheet.columns)
    merged = spans(sheet)
    covered = {(row + below, column) for (row, column), high in merged.items() for below in range(1, high)}
    for index, row in enumerate(sheet.rows):
        _remember(pen, name, sheet, index)
        for column in range(len(row.cells)):
            if (index, column) not in covered:
                high = merged.get((index, column), 1)
                cells = [sheet.rows[index + below].cells[column] for below in range(high)]
                pen.write(paper, (index + 1, column), cells, high)
    set_widths(paper, sheet, hidden=[at for at in range(len(sheet.columns)) if _idle(pen, sheet, at)])
    if not merged:
        paper.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def write_header(pen: Pen, paper: Any, columns: tuple[Column, ...]) -> None:
    """Write the titles, with room for two lines."""
    paper.set_row(0, _HEADER_HEIGHT)
    for at, column in enumerate(columns):
        paper.write_string(0, at, column.title, pen.format("header"))


def set_widths(paper: Any, sheet: Sheet, hidden: list[int]) -> None:
    """Make each column as wide as its longest line, within reason; hide those that say nothing.

    The parts of quantities form groups that a reader can fold away.
    """
    for at, column in enumerate(sheet.columns):
        title = (_width(column.title) + 1) // 2
        widest = max((_width(cell.value) for cell in sheet.column(at)[:_MEASURED_ROWS]), default=0)
        width = min(max(_NARROWEST, title, widest) + 2, _WIDEST)
        level = 1 if column.role == "part" else 0
        paper.set_column(at, at, width, None, {"hidden": at in hidden, "level": level})


def _width(value: object) -> int:
    """Columns that the longest line takes: a Chinese character takes two."""
    from rich.cells import cell_len

    return max(map(cell_len, visible(str(value)).split("\n"))) if value is not None else 0


def _idle(pen: Pen, sheet: Sheet, at: int) -> bool:
    """Whether a column is blank throughout and no doubt concerns it."""
    return all(cell.blank and not pen.view.checks.of((cell,)) for cell in sheet.column(at))


def _remember(pen: Pen, name: str, sheet: Sheet, index: int) -> None:
    """Keep where each pointer of a row stands, and the row itself by its first own cell."""
    row = sheet.rows[index]
    fields = [at for at, column in enumerate(sheet.columns) if column.role == "field"]
    found: list[tuple[str, int]] = [(row.pointer, fields[0])]
    found += [(row.cells[at].pointer, at) for at in fields]
    for pointer, at in found:
        pen.cells.setdefault(pointer, (name, index + 1, at))
