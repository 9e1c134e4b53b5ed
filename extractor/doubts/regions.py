"""Regions of a scan that look like a table and of which nothing was read: told once, as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.document import Clip, Place, Table
from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.layout.shape import shape_of
from extractor.result import Evidence, Finding

_FEWEST_ROWS, _FEWEST_FIGURES, _FEWEST_TEXTS = 2, 2, 3
# Lines between two rows that are none: the rest of a cell, a title in several lines.
_BETWEEN = 3
_FIGURES = ("number", "percent", "quantity")
_LONGEST_NAMED = 40
_BLANK = re.compile(r"\s+")

Taken = Mapping[int, Sequence[tuple[int, int]]]
Line = tuple[str | None, Clip]
"""What stands in a line, and the form that the table before it belongs to."""


def tables_unread(scan: Scan) -> Iterator[Finding]:
    """Rows of figures, or a whole table, that no value was taken from; one finding for each region of a page."""
    for region in _regions(_lines(scan)):
        places = [Evidence.at(place, scan.document, "exact") for place in _around(region)]
        if any(place.confidence is not None for place in places):
            said = _BLANK.sub(" ", region[0][1].text.strip())[:_LONGEST_NAMED]
            pages = "、".join(str(place.page) for place in places)
            yield finding("table_unread", [region[0][0] or ""], places, page=pages, text=said)


def _lines(scan: Scan) -> Iterator[Line | None]:
    """Each line of running text and row of a table; None for what values were taken from, and at new tables."""
    taken, form, number = scan.taken, None, -1
    for block in scan.document.blocks:
        if not isinstance(block, Table):
            yield None if _is_taken([block.clip], taken) else (form, block.clip)
            continue
        number += block.exact
        form = (scan.cells.form(number) if block.exact else None) or form
        rows = [[cell.clip for cell in row if cell.clip] for row in block.rows]
        if block.exact and not any(_is_taken(row, taken) for row in rows):
            yield from ((form, _joined(row)) for row in rows if row)
        else:
            yield None


def _regions(lines: Iterator[Line | None]) -> Iterator[list[Line]]:
    """Lines in a row, on one page, of which enough are rows of figures; from the first of these to the last."""
    region: list[Line] = []
    away = 0
    for line in [*lines, None]:
        ends = line is None or away > _BETWEEN or (region and _page(region[-1]) != _page(line))
        if ends:
            yield from _told(region)
            region, away = [], 0
        if line is not None:
            is_row = _is_row(line[1].text)
            away = 0 if is_row else away + 1
            if is_row or region:
                region.append(line)


def _told(region: list[Line]) -> Iterator[list[Line]]:
    rows = [at for at, line in enumerate(region) if _is_row(line[1].text)]
    if len(rows) >= _FEWEST_ROWS:
        yield region[: rows[-1] + 1 + _BETWEEN]


def _is_row(text: str) -> bool:
    """Whether texts stand apart in a line, and some of them are figures."""
    parts = text.split()
    figures = sum(shape_of(part) in _FIGURES for part in parts)
    return len(parts) >= _FEWEST_TEXTS and figures >= _FEWEST_FIGURES


def _joined(row: Sequence[Clip]) -> Clip:
    """The cells of a row as one line, blanks between them."""
    blank = Clip.of(" ", row[0].places()[0].page, row[0].places()[0].start)
    return Clip.join(part for cell in row for part in (cell.strip(), blank))


def _page(line: Line) -> int:
    return min((place.page for place in line[1].places()), default=0)


def _around(region: Sequence[Line]) -> tuple[Place, ...]:
    return Clip.join(clip for _, clip in region).places()


def _is_taken(clips: Sequence[Clip], taken: Taken) -> bool:
    return any(
        start < place.end and place.start < end
        for clip in clips
        for place in clip.places()
        for start, end in taken.get(place.page, ())
    )
