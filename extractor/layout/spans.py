"""Tables whose spans are known, as the rows of cells that everything here reads."""

from __future__ import annotations

from extractor.document import Cell, Clip, Table
from extractor.layout.headers import Row


def rows_of(table: Table) -> list[Row]:
    """The table's rows, each with the cells that begin in it, in the order of their columns.

    A cell that spans columns counts once. One that spans rows leaves an empty cell in each
    further row, as text dumps of merged cells do.
    """
    if not table.exact:
        return [tuple(cell.clip for cell in row) for row in table.rows]
    starts = {row[0].row: row for row in table.rows if row}
    continued: list[Cell] = []
    rows: list[Row] = []
    for at in range(_height(table)):
        begun = starts.get(at, ())
        placed = [(cell.column, cell.clip) for cell in begun]
        placed += [(cell.column, Clip()) for cell in continued]
        rows.append(tuple(clip for _, clip in sorted(placed, key=lambda one: one[0])))
        continued = [cell for cell in (*continued, *begun) if cell.row + cell.row_span > at + 1]
    return rows


def _height(table: Table) -> int:
    return max((cell.row + cell.row_span for row in table.rows for cell in row), default=0)
