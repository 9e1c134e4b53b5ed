"""Rows whose cells are not those of their header: a rule that was not seen, or seen where none is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.layout.headers import Row, indicator_columns
from extractor.layout.spans import rows_of
from extractor.result import Evidence, Finding

_TOLD = frozenset({"cell_count", "row_slipped"})


def rows_cut(scan: Scan) -> Iterator[Finding]:
    """An indicator row with more or fewer cells than its header, of which the engine said nothing."""
    told = {at for one in scan.findings if one.rule in _TOLD for at in one.pointers}
    for number, table in enumerate(scan.exact_tables()):
        rows = rows_of(table)
        for at, expected in _expected(rows):
            item = scan.cells.item(number, at)
            if item is None or item in told or "/indicators/" not in item or len(rows[at]) == expected:
                continue
            places = _places(scan, rows[at])
            if any(place.confidence is not None for place in places):
                yield finding("row_cut", [item], places, expected=expected, found=len(rows[at]))


def _expected(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Each row below a header, and how many columns that names."""
    columns = 0
    for at in range(len(rows)):
        if (header := indicator_columns(rows, at)) is not None:
            columns = len(header[0])
        elif columns:
            yield at, columns


def _places(scan: Scan, row: Row) -> list[Evidence]:
    return [
        Evidence.at(place, scan.document, "exact") for clip in row if clip for place in clip.strip().places()
    ]
