"""Rows that a page break cuts in two: what stands behind it may be the rest of the row before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.document import Cell
from extractor.doubts.scan import Scan
from extractor.doubts.unplaced import is_printed_label
from extractor.findings import finding
from extractor.layout.headers import is_indicator_header
from extractor.layout.shape import shape_of
from extractor.result import Finding

_FIGURES = ("number", "percent", "quantity")
_BEGINS_A_ROW = re.compile(r"\s*指\s*标\s*\d")

_LONGEST_NAMED = 40

Cells = Sequence[Cell]


def rows_broken(scan: Scan) -> Iterator[Finding]:
    """A page's first row of texts alone, where the last one of the page before has figures: both are in doubt."""
    for (table, last), (table_below, first) in pairwise(_rows(scan)):
        above = scan.cells.item(table, last[0].row)
        if above is None or "/indicators/" not in above or not _breaks(last, first):
            continue
        below = scan.cells.item(table_below, first[0].row)
        items = tuple(f"{item}/" for item in (above, below) if item)
        pointers = [at for at in scan.evidence if at.startswith(items)]
        if scan.is_read(*pointers):
            yield finding("row_broken", pointers, text="、".join(map(_said, first))[:_LONGEST_NAMED])


def _rows(scan: Scan) -> Iterator[tuple[int, Cells]]:
    """The filled cells of all rows but blank ones and headers, which a page repeats; with the table's number."""
    for number, table in enumerate(scan.exact_tables()):
        for row in table.rows:
            filled = [cell for cell in row if cell.text.strip()]
            if filled and not is_indicator_header(tuple(cell.clip for cell in row)):
                yield number, filled


def _breaks(last: Cells, first: Cells) -> bool:
    """Whether a row of figures is followed by texts alone on a later page."""
    if _page(first) <= _page(last) or is_printed_label(first[0].text):
        return False
    if any(_BEGINS_A_ROW.match(cell.text) for cell in first):
        return False
    return _has_figures(last) and not _has_figures(first)


def _page(cells: Cells) -> int:
    return min((place.page for cell in cells for place in cell.clip.places()), default=0)


def _has_figures(cells: Cells) -> bool:
    return any(shape_of(cell.text) in _FIGURES for cell in cells)


def _said(cell: Cell) -> str:
    return "".join(cell.text.split())
