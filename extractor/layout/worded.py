"""Tables whose lines are rows with a single space between cells, as character recognition gives them.

Only a region that prints the titles of an indicator table or of a list of projects in one line is
taken for one: in prose such a line does not occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractor.document import Clip, Table
from extractor.layout.furniture import is_furniture
from extractor.layout.headers import fields, is_fund_header, is_indicator_header, is_project_header
from extractor.layout.labels import is_title
from extractor.layout.lines import Line
from extractor.layout.shape import shape_of
from extractor.layout.tika import make_table
from extractor.lexicon import lexicon

_WORD = re.compile(r"[^ \u00a0\u3000]+")
_WIDE = re.compile(r"[ \u00a0\u3000]{2,}|\t")
_HUNDREDS = re.compile(r"\d{3}(?:\.\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[ ]?\d{3})*")
_FIGURES = ("number", "percent", "blank")
_FEWEST_TITLES = 5
_FEWEST_ROWS = 3


def find_worded(lines: Sequence[Line], start: int) -> tuple[int, Table] | None:
    """The table that begins at ``lines[start]``, and the line after it."""
    if not _is_row(lines[start]) or (start and _is_row(lines[start - 1])):
        return None
    end = _end_of(lines, start)
    rows = [tuple(_words(line)) for line in lines[start:end] if _is_row(line)]
    header = next((row for row in rows if _is_header(row)), None)
    if header is None or len(rows) < _FEWEST_ROWS:
        return None
    has_units = "unit" in fields(header, lexicon().indicator)
    return end, make_table(list(_settled(rows, has_units=has_units)), rebuilt=True)


def _end_of(lines: Sequence[Line], start: int) -> int:
    end = start
    for at in range(start, len(lines)):
        if _is_row(lines[at]):
            end = at + 1
        elif not is_furniture(lines[at].text):
            break
    return end


def _is_row(line: Line) -> bool:
    text = line.text.strip()
    return " " in text and not _WIDE.search(text) and not is_title(text) and not is_furniture(text)


def _words(line: Line) -> Iterator[Clip]:
    return (line.clip[match.start() : match.end()] for match in _WORD.finditer(line.text))


def _is_header(row: Sequence[Clip]) -> bool:
    words = lexicon()
    if is_project_header(tuple(row)):
        return all(clip.text in words.project for clip in row)
    known = [clip for clip in row if clip.text in words.indicator or clip.text in words.section]
    return len(row) == len(known) >= _FEWEST_TITLES and is_indicator_header(tuple(row))


def _settled(rows: Sequence[tuple[Clip, ...]], *, has_units: bool) -> Iterator[list[Clip]]:
    """The rows with figures joined that a space cuts: ``1 200.5`` under too few titles, ``286 公里``."""
    width = 0
    for row in rows:
        if is_fund_header(row) or is_indicator_header(row) or is_project_header(row):
            width = len(row)
        cells = list(row)
        if sum(shape_of(clip.text) in _FIGURES for clip in cells) > width > 0:
            cells = _join(cells, _is_thousands)
        yield cells if has_units else _join(cells, _is_measure)


def _join(cells: Sequence[Clip], belongs: Callable[[str, str], bool]) -> list[Clip]:
    joined: list[Clip] = []
    for clip in cells:
        if joined and belongs(joined[-1].text, clip.text):
            joined[-1] = Clip.join((joined[-1], clip))
        else:
            joined.append(clip)
    return joined


def _is_thousands(before: str, text: str) -> bool:
    return bool(_THOUSANDS.fullmatch(before) and _HUNDREDS.fullmatch(text))


def _is_measure(before: str, text: str) -> bool:
    return shape_of(text) == "unit" and shape_of(before) in ("number", "quantity")
