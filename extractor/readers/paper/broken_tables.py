"""Tables that go on over a page break: one grid, rows that are whole again, no header twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractor.document import Cell, Document, Place, Table
from extractor.layout.headers import fields, is_title_row
from extractor.layout.spans import rows_of
from extractor.lexicon import lexicon
from extractor.readers.paper.broken_rows import join_cut_row
from extractor.readers.paper.leaning import Placed, upright
from extractor.text import fold

_SAME_EDGE = 3.0
_SAME_SIDE = 6.0
_AGREEING = 0.6
_MOST_HEADER_ROWS = 4
_PADDING = 6.0
_ROOM = 0.8


def joined(above: Table, below: Table, document: Document) -> Table | None:
    """Both tables as one; None where their columns do not agree or a place is not known."""
    if not above.exact or not below.exact or _begins_anew(below):
        return None
    upper, lower = upright(_cells(above)), upright(_cells(below))
    before, after = _edges(upper), _edges(lower)
    shift = _agree(before, after)
    if shift is None:
        return None
    edges = _merged(before, [edge + shift for edge in after if not _is_known(edge + shift, before)])
    first = _repeated_header(above, below)
    begun = [(cell, box) for cell, box in lower if cell.row >= first]
    head, rest = _regridded(upper, edges, 0.0, 0), _regridded(begun, edges, shift, _height(above))
    return _table(join_cut_row(head, rest, lambda cell: _is_full(cell, document)))


def _begins_anew(table: Table) -> bool:
    """Whether the table's first row is a title or names the project of a form."""
    rows = rows_of(table)
    return bool(rows) and (is_title_row(rows[0]) or "project_name" in fields(rows[0][:3], lexicon().head))


def _is_full(cell: Cell, document: Document) -> bool:
    """Whether the last line of a cell's text leaves no room for another character."""
    if not cell.clip or cell.box is None:
        return False
    run = cell.clip.runs[-1]
    boxes = [word.box for word in document.words_at(Place(run.page, run.start, run.end))]
    if not boxes:
        return False
    last = boxes[-1]
    line = [box for box in boxes if box.y0 < (last.y0 + last.y1) / 2 < box.y1]
    taken = max(box.x1 for box in line) - min(box.x0 for box in line)
    return cell.box.width - 2 * _PADDING - taken < _ROOM * last.height


def _cells(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row]


def _height(table: Table) -> int:
    return max(cell.row + cell.row_span for cell in _cells(table))


def _edges(placed: Sequence[Placed]) -> list[float]:
    """Where the columns begin and end, in points."""
    return _merged([x for _, box in placed for x in (box.x0, box.x1)], [])


def _merged(one: Sequence[float], other: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for edge in sorted((*one, *other)):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _is_known(edge: float, edges: Sequence[float]) -> bool:
    """Whether one page's edge is one of another's: where no rule is drawn, an edge is put between texts."""
    return any(abs(edge - known) <= _SAME_SIDE for known in edges)


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
    hits = sum(_is_known(edge, before) for edge in inner)
    fewest = _AGREEING * min(len(inner), len(before) - 2)
    return shift if hits >= fewest else None


def _regridded(placed: Sequence[Placed], edges: Sequence[float], shift: float, down: int) -> list[Cell]:
    """The cells in the columns between ``edges``, ``down`` rows further down."""
    rows = {row: at for at, row in enumerate(sorted({cell.row for cell, _ in placed}))}
    found = []
    for cell, box in placed:
        start, end = _nearest(edges, box.x0 + shift), _nearest(edges, box.x1 + shift)
        span = sum(cell.row <= row < cell.row + cell.row_span for row in rows)
        found.append(
            replace(
                cell, row=rows[cell.row] + down, column=start, column_span=max(end - start, 1), row_span=span
            )
        )
    return found


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _repeated_header(above: Table, below: Table) -> int:
    """The row of the second table behind the first rows of the first one, where they are printed again over it."""
    repeated = 0
    upper, lower = [*_said(above)], [*_said(below)]
    for one, other in zip(upper[:_MOST_HEADER_ROWS], lower, strict=False):
        if one != other or not any(one):
            break
        repeated += 1
    # One cell over all columns is a title: a form of its own may print the same one.
    if not any(len(row) > 1 for row in upper[:repeated]):
        return 0
    return below.rows[repeated - 1][0].row + 1


def _said(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        yield tuple(fold(cell.text) for cell in row)


def _table(cells: Sequence[Cell]) -> Table:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return Table(tuple(tuple(row) for _, row in groupby(ordered, key=lambda cell: cell.row)), exact=True)
