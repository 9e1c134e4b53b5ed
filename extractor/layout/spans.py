"""Tables whose spans are known, as the rows of cells that everything here reads."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Cell, Clip, Table
from extractor.layout.headers import Row, indicator_columns, is_project_header


def rows_of(table: Table) -> list[Row]:
    """The table's rows, each with the cells that begin in it, in the order of their columns.

    A cell that spans columns counts once. One that spans rows leaves an empty cell in each
    further row, as text dumps of merged cells do. Under a header, a column in which nothing
    is printed, not even a title, does not count.
    """
    if not table.exact:
        return [tuple(cell.clip for cell in row) for row in table.rows]
    rows = _rows(table, frozenset())
    void = _void_columns(table)
    # The part of a table that goes on over a page has no titles: any of its columns may be empty.
    return _rows(table, void) if void and _has_header(rows) else rows


def _rows(table: Table, void: frozenset[int]) -> list[Row]:
    starts = {row[0].row: row for row in table.rows if row}
    continued: list[Cell] = []
    rows: list[Row] = []
    for at in range(_height(table)):
        begun = [cell for cell in starts.get(at, ()) if cell.clip or not void.issuperset(_columns(cell))]
        placed = [(cell.column, cell.clip) for cell in begun]
        placed += [(cell.column, Clip()) for cell in continued]
        rows.append(tuple(clip for _, clip in sorted(placed, key=lambda one: one[0])))
        continued = [cell for cell in (*continued, *begun) if cell.row + cell.row_span > at + 1]
    return rows


def _void_columns(table: Table) -> frozenset[int]:
    """Columns in which no cell with text begins; a cell reaching over them from the left is none of theirs."""
    cells = [cell for row in table.rows for cell in row]
    titled = {cell.column for cell in cells if cell.clip}
    return frozenset(at for cell in cells if not cell.clip for at in _columns(cell)) - titled


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _has_header(rows: Sequence[Row]) -> bool:
    return any(indicator_columns(rows, at) or is_project_header(rows[at]) for at in range(len(rows)))


def _height(table: Table) -> int:
    return max((cell.row + cell.row_span for row in table.rows for cell in row), default=0)
