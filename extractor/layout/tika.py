"""Tables in text dumps that write a tab before each cell (the grammar of Apache Tika).

``cell := TAB (paragraph NL)+``, ``row := cell+ NL``, ``table := row+ NL``: one blank line
ends a row, two end a table, but empty paragraphs inside a cell print blank lines too. A
horizontally merged cell is simply absent; a vertically merged one is a lone tab in each
row it goes on over. Which blank lines end a row is for `division` to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.document import Cell, Clip, Table
from extractor.layout.division import Piece, cheapest_division
from extractor.layout.lines import Line, join_lines

_PROSE_LINE = 60
_PROSE_LINES = 6
_TABLE_GAP = 4


def find_table(lines: Sequence[Line], start: int) -> int | None:
    """The line after the table region that begins at ``lines[start]``, or None if none does.

    A tab-indented paragraph of prose is not a table: it has no second cell, or runs on
    over long lines.
    """
    if not lines[start].is_cell or _is_row_of_tabs(lines[start]):
        return None
    if not _second_cell_follows(lines, start):
        return None
    at, end, gap = start, start, 0
    while at < len(lines):
        line = lines[at]
        if line.blank and not line.is_cell:
            gap += 1
        elif (
            (gap >= 2 and not line.is_cell)
            or gap >= _TABLE_GAP
            or _is_row_of_tabs(line)
            or line.is_cell
            and gap
            and not _second_cell_follows(lines, at)
            and _is_prose_start(lines, at)
        ):
            break
        else:
            end, gap = at + 1, 0
        at += 1
    return end


def _is_row_of_tabs(line: Line) -> bool:
    return "\t" in line.text[1:].strip(" ")


def _second_cell_follows(lines: Sequence[Line], start: int) -> bool:
    paragraphs = gap = 0
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.is_cell:
            return not _is_row_of_tabs(line)
        if line.blank:
            gap += 1
            continue
        paragraphs += 1
        if gap >= 2 or paragraphs > _PROSE_LINES or len(line.text) > _PROSE_LINE:
            return False
        gap = 0
    return False


def _is_prose_start(lines: Sequence[Line], start: int) -> bool:
    return start + 1 < len(lines) and len(lines[start + 1].text) > _PROSE_LINE


def read_tables(pieces: Sequence[Piece], usual: frozenset[int] = frozenset()) -> list[Table]:
    """The tables of one region, in order; ``usual`` are row sizes met often in the whole document."""
    if not pieces:
        return []
    tables: list[list[tuple[Clip, ...]]] = [[]]
    for first, last in cheapest_division(pieces, usual):
        if pieces[first].gap >= 2 and tables[-1]:
            tables.append([])
        tables[-1].append(tuple(cell for piece in pieces[first:last] for cell in piece.cells))
    return [make_table(rows) for rows in tables]


def usual_sizes(regions: Iterable[Sequence[Piece]]) -> frozenset[int]:
    """How many cells stand together more than once, over all regions of a document."""
    sizes = Counter(len(piece.cells) for pieces in regions for piece in pieces)
    return frozenset(size for size, times in sizes.items() if size >= 3 and times >= 2)


def make_table(rows: Sequence[Sequence[Clip]], *, rebuilt: bool = False) -> Table:
    """A table of ragged rows: a cell's column only counts the cells before it."""
    return Table(
        tuple(
            tuple(Cell(row, column, clip) for column, clip in enumerate(cells))
            for row, cells in enumerate(filter(None, rows))
        ),
        rebuilt,
    )


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of one region: what stands together, cut at blank lines before a cell."""
    pieces: list[tuple[list[list[Line]], int]] = []
    gap, fresh = 0, True
    for line in lines:
        if line.blank and not line.is_cell:
            gap, fresh = gap + 1, True
            continue
        if line.is_cell and fresh:
            pieces.append(([], gap))
        if line.is_cell:
            pieces[-1][0].append([line])
        elif pieces:
            pieces[-1][0][-1].append(line)
        gap, fresh = 0, False
    return [Piece(tuple(join_lines(part)[1:] for part in cells), gap) for cells, gap in pieces]
