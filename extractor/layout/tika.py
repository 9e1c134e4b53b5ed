"""Tables in text dumps that write a tab before each cell (the grammar of Apache Tika).

``cell := TAB (paragraph NL)+``, ``row := cell+ NL``, ``table := row+ NL``: one blank line
ends a row, two end a table, but empty paragraphs inside a cell print blank lines too. A
horizontally merged cell is simply absent; a vertically merged one is a lone tab in each
row it goes on over. Which blank lines end a row is decided by the cheapest division of
the lines into rows, judged by how many cells the rows of the table usually have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Cell, Clip, Table
from extractor.layout.headers import names_source
from extractor.layout.labels import is_title
from extractor.layout.lines import Line, join_lines
from extractor.lexicon import Vocabulary, lexicon

_LONGEST_ROW_OF_PIECES = 12
_PROSE_LINE = 60
_PROSE_LINES = 6
_TABLE_GAP = 4
_COMPLETING = 0.5


@dataclass(frozen=True)
class Piece:
    """Cells whose lines stand together; ``gap`` counts the blank lines before them."""

    cells: tuple[Clip, ...]
    gap: int

    @property
    def first(self) -> str:
        """The text of the first cell."""
        return self.cells[0].text.strip()


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
    for first, last in _cheapest_division(pieces, usual):
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


class _Costs:
    """What a division into rows costs; learnt by hand from dumps whose grids are known."""

    def __init__(self, pieces: Sequence[Piece], usual: frozenset[int]) -> None:
        sizes = Counter(len(piece.cells) for piece in pieces)
        own = {size for size, times in sizes.items() if times >= 2}
        self.usual = own | usual
        self.width = max((size for size in own if size >= 3), default=max(sizes))

    def join(self, piece: Piece) -> float:
        cost = {1: 1.5, 2: 1.2}.get(piece.gap, 4.0 if piece.gap else 0.0)
        if len(piece.cells) > 1:
            cost += 1
        if len(piece.first) <= 8:
            cost += 1.5
        if piece.first in lexicon().section:
            cost += 4
        if is_title(piece.first):
            cost += 4
        return cost

    def completes(self, pieces: Sequence[Piece]) -> bool:
        """Whether the pieces make up exactly one full row, none of them beginning like a row of its own."""
        if len(pieces) > 1 and _is_header(pieces):
            return True
        if len(pieces) < 2 or sum(len(piece.cells) for piece in pieces) != self.width:
            return False
        return all(self._goes_on(piece, pieces[0]) for piece in pieces[1:])

    def _goes_on(self, piece: Piece, leading: Piece) -> bool:
        if (
            piece.gap > 2
            or is_title(piece.first)
            or any(piece.first in vocabulary for vocabulary in _row_labels())
        ):
            return False
        if names_source(piece.first) and names_source(leading.first):
            return False
        if piece.first:
            return True
        return not leading.first and len(piece.cells) <= 3 and len(leading.cells) * 2 > self.width

    def boundary(self, piece: Piece) -> float:
        return 2.5 if piece.gap >= 2 else 0.0

    def row(self, pieces: Sequence[Piece], leading: bool) -> float:
        size = sum(len(piece.cells) for piece in pieces)
        if size > self.width:
            return 6 + size - self.width
        if size == 1:
            return 0.3 if leading or pieces[0].first.endswith(("表", ")", "）")) else 3.5
        cost = 0.0 if size in self.usual else 1.0
        if size < self.width and len(pieces[0].first) > 20:
            cost += 2
        if len(pieces) > 1 and size == self.width:
            cost -= 0.5
        return cost


def _is_header(pieces: Sequence[Piece]) -> bool:
    """Whether every filled cell of the pieces is a column title of one kind of table."""
    if any(piece.gap > 2 for piece in pieces[1:]):
        return False
    texts = [clip.text for piece in pieces for clip in piece.cells if clip]
    words = lexicon()
    titles = texts[1:] if texts and texts[0] in words.section else texts
    return len(titles) > 3 and any(
        all(text in vocabulary for text in titles) and len(set(map(vocabulary.field, titles))) == len(titles)
        for vocabulary in (words.indicator, words.fund, words.project)
    )


def _row_labels() -> tuple[Vocabulary, ...]:
    """Labels that stand at the beginning of a row."""
    words = lexicon()
    return (words.section, words.head, words.goal, words.total, words.remark, words.sign_off)


def _cheapest_division(pieces: Sequence[Piece], usual: frozenset[int]) -> list[tuple[int, int]]:
    costs = _Costs(pieces, usual)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        options = []
        joined = 0.0
        for start in range(end - 1, max(end - 1 - _LONGEST_ROW_OF_PIECES, -1), -1):
            row = costs.row(pieces[start:end], leading=start == 0)
            edge = costs.boundary(pieces[start]) if start else 0.0
            join = min(joined, _COMPLETING) if costs.completes(pieces[start:end]) else joined
            options.append((best[start][0] + join + row + edge, start))
            joined += costs.join(pieces[start])
        best.append(min(options))
    rows, end = [], len(pieces)
    while end:
        start = best[end][1]
        rows.append((start, end))
        end = start
    return rows[::-1]
