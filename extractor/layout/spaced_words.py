"""Tables in words: what flattens a page to text may leave but a space or a break between one cell and the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractor.layout.lines import Line
from extractor.layout.lost_grid import headers_in

_NAMES_ROWS = re.compile(r"\s(?:三级指标|指标名称|项目名称)\s")
_CELL = re.compile(r"\S+")
# A header and one row of it are no more than what stands in a line of their own.
_FEWEST_BEHIND = 16


def unrolled(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, and for each that holds a table in words with spaces between them: a line for each word."""
    for line in lines:
        yield from words_of(line) if _holds_table(line) else (line,)


def _holds_table(line: Line) -> bool:
    if "|" in line.text or "\t" in line.text or not _NAMES_ROWS.search(line.text):
        return False
    words = [word.clip for word in words_of(line)]
    return any(len(words) - first >= _FEWEST_BEHIND + titles for first, titles in headers_in(words))


def words_of(line: Line) -> Iterator[Line]:
    """A line for each word of a line."""
    for match in _CELL.finditer(line.text):
        clip = line.clip[match.start() : match.end()]
        yield Line(clip, match[0], line.page, clip.runs[-1].end)
