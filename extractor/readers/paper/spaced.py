"""Tables without rules: lines whose cells only stand apart, set in columns of blanks.

`layout.blocks` reads tables in columns of blanks from print dumps; here a page's lines are
set that way from where their words stand, so that it reads these too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from extractor.document import Box
from extractor.printed import Line, PrintedBlock, PrintedColumns, PrintedWord
from extractor.readers.paper.wrapping import paragraphs_of

_APART = 1.4
_FEWEST_LINES = 3
_MOST_BETWEEN = 3
_BETWEEN_CELLS = 2


def with_spaced_tables(lines: Sequence[Line], margins: tuple[float, float]) -> Iterator[PrintedBlock]:
    """The lines as paragraphs, and stretches of lines with gaps in them set in columns of blanks."""
    at = 0
    for start, end in _stretches(lines):
        yield from paragraphs_of(lines[at:start], margins)
        yield _set_in_columns(lines[start:end])
        at = end
    yield from paragraphs_of(lines[at:], margins)


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where lines of several cells follow each other, few others between them."""
    start, last, count = 0, -1, 0
    for at, line in enumerate([*lines, ()]):
        several = len(_cells(line)) > 1
        if several and (not count or at - last <= _MOST_BETWEEN + 1):
            start, last, count = (start if count else at), at, count + 1
        elif (several or at == len(lines) or at - last > _MOST_BETWEEN) and count:
            if count >= _FEWEST_LINES:
                yield start, last + 1
            start, last, count = at, at, int(several)


def _cells(line: Line) -> list[list[PrintedWord]]:
    """The words of a line, parted where they stand further apart than words do."""
    cells: list[list[PrintedWord]] = []
    end: float | None = None
    for word in line:
        if word.box is None:
            continue
        if end is None or word.box.x0 - end > _APART * word.box.height:
            cells.append([])
        elif cells[-1] and word.box.x0 - end > 0.5 * word.box.height:
            cells[-1].append(PrintedWord(" "))
        cells[-1].append(word)
        end = word.box.x1
    return cells


def _set_in_columns(lines: Sequence[Line]) -> PrintedColumns:
    boxes = [word.box for line in lines for word in line if word.box]
    left = min(box.x0 for box in boxes)
    place = median(box.height for box in boxes) / 2
    return PrintedColumns(tuple(tuple(_set(line, left, place)) for line in lines))


def _set(line: Line, left: float, place: float) -> Iterator[PrintedWord]:
    at = 0
    for number, cell in enumerate(_cells(line)):
        box = Box.around(word.box for word in cell if word.box)
        wanted = round((box.x0 - left) / place) if box else at
        blanks = max(wanted - at, _BETWEEN_CELLS if number else 0)
        if blanks:
            yield PrintedWord(" " * blanks)
        yield from cell
        at += blanks + sum(_places(word.text) for word in cell)


def _places(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
