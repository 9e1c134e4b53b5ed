"""Merged cells rebuilt: which cells of an indicator table print one value for several rows."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.output.sheets import Sheet

_NESTED = (
    ("form_number", "form.kind", "form.project_name", "form.fiscal_year"),
    ("level1", "level1_max_score"),
    ("level2",),
)
_KIND = "indicators"


def spans(sheet: Sheet) -> dict[tuple[int, int], int]:
    """How many rows a cell stands for, by row and column of its first; cells of one row are left out.

    Only the levels of indicators, and what is said of their form, are merged in print.
    A level ends where the one above it ends.
    """
    found: dict[tuple[int, int], int] = {}
    ranges = [(0, len(sheet.rows))] if sheet.kind == _KIND else []
    for names in _NESTED:
        columns = [index for index, column in enumerate(sheet.columns) if column.name in names]
        if not columns:
            continue
        ranges = [part for low, high in ranges for part in _runs(sheet, columns, low, high)]
        for low, high in ranges:
            found |= {
                (low, index): high - low for index in columns if high - low > 1 and _prints(sheet, low, index)
            }
    return found


def _prints(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a merged cell is drawn: a level that is blank stays one blank for each row."""
    return sheet.columns[column].role == "context" or not sheet.rows[row].cells[column].blank


def _runs(sheet: Sheet, columns: list[int], low: int, high: int) -> Iterator[tuple[int, int]]:
    """The ranges of rows within one that say the same in all the columns."""
    start = low
    for row in range(low + 1, high + 1):
        if row == high or _said(sheet, row, columns) != _said(sheet, start, columns):
            yield start, row
            start = row


def _said(sheet: Sheet, row: int, columns: list[int]) -> list[object]:
    return [sheet.rows[row].cells[index].value for index in columns]
