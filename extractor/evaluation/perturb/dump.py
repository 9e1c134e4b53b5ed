r"""Where rows and cells stand in a text dump, found by its separators alone.

Three ways to write a row are known: cells led by a tab, each on lines of its own (Apache Tika),
a line of cells with tabs between them, a line with ``|`` between them. The program's own reading of
tables is deliberately not asked: what is struck must not depend on what is being measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SEPARATOR = re.compile(r"[\t|]")
_LEAST_SEPARATORS = 2
_LONGEST_GAP = 2  # blank lines within a table
_LONGEST_LINE_OF_A_CELL = 40  # that goes on after a blank line


@dataclass(frozen=True)
class Slot:
    """A cell: characters ``start`` to ``end`` of the text, its separator in front included.

    ``said`` is where its content begins.
    """

    start: int
    said: int
    end: int

    def text(self, whole: str) -> str:
        """What the cell says, without padding."""
        return whole[self.said : self.end].strip()


Row = tuple[Slot, ...]


@dataclass(frozen=True)
class Line:
    """A line of the text, its line break not included."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Whether it says nothing, not even that a cell is empty (U+3000 alone does, in a converter's manner)."""
        return not self.text.strip(" \r")

    @property
    def is_row(self) -> bool:
        """Whether it holds a whole row."""
        return len(_SEPARATOR.findall(self.text)) >= _LEAST_SEPARATORS

    @property
    def leads_cell(self) -> bool:
        """Whether a cell begins with it."""
        return self.text.startswith("\t") and not self.is_row


def lines_of(text: str) -> list[Line]:
    """The lines of a text in order."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, line))
        at += len(line) + 1
    return lines


def tables_of(text: str) -> list[list[Row]]:
    """The tables: rows of two cells or more, in order, cut where prose or much space stands between them."""
    tables: list[list[Row]] = []
    last = -1
    for first, end, row in _rows(lines_of(text)):
        if last < 0 or first - last > _LONGEST_GAP:
            tables.append([])
        tables[-1].append(row)
        last = end
    return [table for table in ([row for row in rows if len(row) > 1] for rows in tables) if table]


def paragraphs_of(text: str) -> list[Line]:
    """The lines that say something and stand in no table."""
    taken = {at for first, end, _ in _rows(lines_of(text)) for at in range(first, end)}
    return [line for at, line in enumerate(lines_of(text)) if at not in taken and line.text.strip()]


def _rows(lines: Sequence[Line]) -> Iterator[tuple[int, int, Row]]:
    """Each row with the number of its first line and of the line behind it."""
    at = 0
    while at < len(lines):
        if lines[at].is_row:
            yield at, at + 1, tuple(_cells_of(lines[at]))
            at += 1
        elif lines[at].leads_cell:
            starts, end = _stacked(lines, at)
            yield at, end, tuple(_cells_on_lines(lines, starts, end))
            at = end
        else:
            at += 1


def _stacked(lines: Sequence[Line], first: int) -> tuple[list[int], int]:
    """The lines that begin the cells of a row, and the line behind the row's last."""
    starts, at = [first], first + 1
    while at < len(lines) and not lines[at].is_row:
        if lines[at].leads_cell:
            starts.append(at)
        elif lines[at].blank and not _goes_on(lines, at):
            break
        at += 1
    return starts, at


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the cell goes on after a blank line: a short line follows, no cell and no second blank."""
    if at + 1 >= len(lines):
        return False
    follows = lines[at + 1]
    short = len(follows.text) <= _LONGEST_LINE_OF_A_CELL
    return not follows.blank and not follows.leads_cell and not follows.is_row and short


def _cells_of(line: Line) -> Iterator[Slot]:
    edges = [match.start() for match in _SEPARATOR.finditer(line.text)]
    bounds = [*edges, len(line.text)]
    if edges[0] > 0:
        yield Slot(line.start, line.start, line.start + edges[0])
    for edge, end in zip(edges, bounds[1:], strict=True):
        yield Slot(line.start + edge, line.start + edge + 1, line.start + end)


def _cells_on_lines(lines: Sequence[Line], starts: Sequence[int], end: int) -> Iterator[Slot]:
    """The cells of a row in Tika's manner; the line break before a cell is its separator, but for the first."""
    last = end - 1
    while lines[last].blank:
        last -= 1
    behind = [*starts[1:], last + 1]
    for number, (first, stop) in enumerate(zip(starts, behind, strict=True)):
        start = lines[first].start
        yield Slot(start - (number > 0), start + 1, lines[stop - 1].end)
