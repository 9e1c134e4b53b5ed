"""Rows that take a line for each cell, its bar in front: so web pages are dumped whose cells hold paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.layout.lines import Line, one_line

# A bar behind the indentation, a cell, and bars of empty cells.
_CELL = re.compile(r"\s+\|[^|]*(?:\|\s*)*")
_FEWEST_CELLS = 2


def rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each such row as one."""
    at = 0
    while at < len(lines):
        end = _end_of_row(lines, at)
        yield one_line(lines[at:end]) if end > at else lines[at]
        at = max(end, at + 1)


def _end_of_row(lines: Sequence[Line], start: int) -> int:
    """The line after the row that begins at ``start``, or ``start`` where none does."""
    if lines[start].blank or "|" in lines[start].text:
        return start
    end, cells = start + 1, 0
    while end < len(lines) and not lines[end].blank:
        is_cell = _CELL.fullmatch(lines[end].text) is not None
        if not is_cell and (_ends_row(lines[end - 1]) or not lines[end].text[0].isspace()):
            break
        cells += is_cell
        end += 1
    return end if cells >= _FEWEST_CELLS and _ends_row(lines[end - 1]) else start


def _ends_row(line: Line) -> bool:
    return line.text.rstrip().endswith("|")
