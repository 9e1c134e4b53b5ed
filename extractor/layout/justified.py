r"""Rows in columns set flush right with blanks, every empty cell printed as a word, as pandas prints a table.

Its columns end where they end in every line, counted in characters. Line breaks are printed as ``\n``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Clip
from extractor.layout.lines import Line, replaced

_EMPTY = re.compile(r"(?:^|\s)(?:NaN|None|<NA>|NaT)(?=\s|$)")
_INDEX = re.compile(r"(\d+) +\S")
_NUMBERS = re.compile(r"[\d\s]+")
_BREAK = re.compile(r"\\n")
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_SHORTEST = 16


def justified_rows(lines: Sequence[Line], start: int) -> tuple[int, list[list[Clip]]] | None:
    """The line after the rows that begin at ``lines[start]``, and the rows; None where there are none."""
    if start and len(lines[start - 1].text) == len(lines[start].text):
        return None
    end = _end_of(lines, start)
    # Numbers of columns stand a blank further left than what is below them.
    region = lines[start + bool(_NUMBERS.fullmatch(lines[start].text)) : end]
    if len(region) < _FEWEST_ROWS or not any(_EMPTY.search(line.text) for line in region):
        return None
    index = _index_width(region)
    ends = [
        at for at in range(index + 1, len(region[0].text) + 1) if all(_ends_at(line, at) for line in region)
    ]
    if len(ends) < _FEWEST_COLUMNS:
        return None
    starts = [index, *ends[:-1]]
    rows = [
        [_broken(line.clip[low:high].strip()) for low, high in zip(starts, ends, strict=True)]
        for line in region
    ]
    return end, rows


def _end_of(lines: Sequence[Line], start: int) -> int:
    """The line after those as long as the first, which is not as short as a word or two."""
    length, end = len(lines[start].text), start
    while (
        length >= _SHORTEST and end < len(lines) and len(lines[end].text) == length and not lines[end].blank
    ):
        end += 1
    return end


def _ends_at(line: Line, at: int) -> bool:
    text = line.text
    return not text[at - 1].isspace() and (at == len(text) or text[at].isspace())


def _index_width(lines: Sequence[Line]) -> int:
    """How wide the numbers of the rows are, set flush left below the titles; 0 where there are none."""
    for first in (0, 1):
        numbers = [_INDEX.match(line.text) for line in lines[first:]]
        told = [int(number[1]) for number in numbers if number]
        if len(told) == len(numbers) and told == list(range(len(told))):
            return max(len(str(number)) for number in told)
    return 0


def _broken(cell: Clip) -> Clip:
    """The cell with the breaks that are printed as signs."""
    return replaced(cell, _BREAK, lambda _: "\n") if "\\n" in cell.text else cell
