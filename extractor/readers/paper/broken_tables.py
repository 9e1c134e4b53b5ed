"""Tables that go on over a page break: one grid, rows that are whole again, no header twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.document import Box, Cell, Document, Place, Table
from extractor.layout.headers import fields, is_title_row
from extractor.layout.spans import rows_of
from extractor.lexicon import lexicon
from extractor.readers.paper.broken_rows import join_cut_row
from extractor.text import fold

_SAME_EDGE = 3.0
_SAME_SIDE = 6.0
_AGREEING = 0.6
_MOST_HEADER_ROWS = 4
_PADDING = 6.0


def joined(above: Table, below: Table, document: Document) -> Table | None:
    """Both tables as one; None where their columns do not agree or a place is not known."""
    if not above.exact or not below.exact or _begins_anew(below):
        return None
    before, after = _edges(above), _edges(below)
    shift = _agree(before, after)
    if shift is None:
        return None
    after = [edge + shift for edge in after]
    edges = _merged(before, after)
    upper = _regridded(_cells(above), edges, 0.0, 0)
    rest = _regridded(_without_repeated_header(above, below), edges, shift, _height(above))
    return _table(join_cut_row(upper, rest, lambda cell: _is_full(cell, document)))


def _begins_anew(table: Table) -> bool:
    """Whether the table's first row is a title or names the project of a form."""
    rows = rows_of(table)
    return bool(rows) and (is_title_row(rows[0]) or "project_name" in fields(rows[0][:3], lexicon().head))


def _is_full(cell: Cell, document: Document) -> bool:
    """Whether the last line of a cell's text reaches its right side."""
    if not cell.clip or cell.box is None:
        return False
    run = cell.clip.runs[-1]
    boxes = [word.box for word in document.words_at(Place(run.page, run.start, run.end))]
    return any(box.x1 > cell.box.x1 - _PADDING - box.height for box in boxes)


def _cells(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row]


def _height(table: Table) -> int:
    return max(cell.row + cell.row_span for cell in _cells(table))


def _boxes(cells: Sequence[Cell]) -> list[Box]:
    return [cell.box for cell in cells if cell.box]


def _edges(table: Table) -> list[float]:
    """Where the columns begin and end, in points; empty where a cell has no outline."""
    cells = _cells(table)
    boxes = _boxes(cells)
    return _merged([x for box in boxes for x in (box.x0, box.x1)], []) if len(boxes) == len(cells) else []


def _merged(one: Sequence[float], other: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for edge in sorted((*one, *other)):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _agree(before: Sequence[float], after: Sequence[float]) -> float | None:
    """How far the second table is to be shifted for its columns to be the first one's; None where they are not.

    Inner pages of a bound report are set a little aside.
    """
    if len(before) < 3 or len(after) < 2:
        return None
    width = before[-1] - before[0]
    shift = before[0] - after[0]
    if abs(width - (after[-1] - after[0])) > _SAME_SIDE or abs(shift) > 0.15 * width:
        return None
    inner = [edge + shift for edge in after[1:-1]]
    hits = sum(any(abs(edge - known) <= _SAME_EDGE for known in before) for edge in inner)
    fewest = _AGREEING * min(len(inner), len(before) - 2)
    return shift if hits >= fewest else None


def _regridded(cells: Sequence[Cell], edges: Sequence[float], shift: float, down: int) -> list[Cell]:
    """The cells in the columns between ``edges``, ``down`` rows further down."""
    if not cells:
        return []
    rows = {row: at for at, row in enumerate(sorted({cell.row for cell in cells}))}
    placed = []
    for cell in cells:
        box = cell.box
        if box is None:
            continue
        start, end = _nearest(edges, box.x0 + shift), _nearest(edges, box.x1 + shift)
        span = sum(cell.row <= row < cell.row + cell.row_span for row in rows)
        placed.append(
            replace(
                cell, row=rows[cell.row] + down, column=start, column_span=max(end - start, 1), row_span=span
            )
        )
    return placed


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _without_repeated_header(above: Table, below: Table) -> list[Cell]:
    """The cells of the second table without the first rows of the first one printed again over it."""
    repeated = 0
    upper, lower = [*_said(above)], [*_said(below)]
    for one, other in zip(upper[:_MOST_HEADER_ROWS], lower, strict=False):
        if one != other or not any(one):
            break
        repeated += 1
    # One cell over all columns is a title: a form of its own may print the same one.
    if not any(len(row) > 1 for row in upper[:repeated]):
        return _cells(below)
    return [cell for cell in _cells(below) if cell.row >= below.rows[repeated - 1][0].row + 1]


def _said(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        yield tuple(fold(cell.text) for cell in row)


def _table(cells: Sequence[Cell]) -> Table:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return Table(tuple(tuple(row) for _, row in groupby(ordered, key=lambda cell: cell.row)), exact=True)
