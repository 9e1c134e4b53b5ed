"""What a sheet shows: the text of its cells, which of them are merged, which rows are ruled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extractor.readers.files import File
from extractor.readers.limits import too_many_cells
from extractor.readers.sheet.number_format import shown

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_COLUMNS = 16_384


class Area(NamedTuple):
    """A rectangle of a sheet: 1-based first row and column, and the last ones."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class SheetCells:
    """The cells of a sheet that show text, by the area that they take, from top to bottom.

    Rows and columns are those of the file; hidden ones hold nothing, and ``left_out`` says that
    something stands in them. ``blanks`` are merged cells without text, ``ruled`` the rows in
    which a cell has a border.
    """

    texts: dict[Area, str]
    blanks: frozenset[Area]
    ruled: frozenset[int]
    left_out: bool

    def counts(self) -> Counter[int]:
        """How many texts begin in each row."""
        return Counter(area.row for area in self.texts)


def cells_of(sheet: Worksheet, file: File, limit: int) -> SheetCells:
    """The cells of a sheet.

    Raises:
        InputTooLarge: more than ``limit`` of them hold something.
    """
    hidden = _Hidden(sheet)
    merged = {(area.row, area.column): area for area in _merged(sheet)}
    # iter_rows() would make a cell of every place up to the last one, which may be in row 1,048,576.
    cells = sheet._cells
    said = {place: text for place, cell in cells.items() if (text := _text(cell, sheet)).strip()}
    if len(said) > limit:
        raise too_many_cells(file)
    areas = {place: hidden.seen(merged.get(place, Area(*place, *place))) for place in said}
    texts = {area: said[place] for place, area in areas.items() if area is not None}
    blanks = {area for one in merged.values() if (area := hidden.seen(one))} - set(texts)
    ruled = frozenset(row for (row, _), cell in cells.items() if cell.has_style and _is_ruled(cell))
    return SheetCells(dict(sorted(texts.items())), frozenset(blanks), ruled, None in areas.values())


class _Hidden:
    """The rows and columns of a sheet that are not shown."""

    def __init__(self, sheet: Worksheet) -> None:
        self.rows = {row for row, look in sheet.row_dimensions.items() if look.hidden}
        self.columns = set(_hidden_columns(sheet))

    def seen(self, area: Area) -> Area | None:
        """The part of an area from its first row and column that are shown; None where there is none."""
        row = _first(range(area.row, area.last_row + 1), self.rows)
        column = _first(range(area.column, area.last_column + 1), self.columns)
        return Area(row, column, area.last_row, area.last_column) if row and column else None


def _first(places: Iterable[int], hidden: set[int]) -> int | None:
    return next((place for place in places if place not in hidden), None)


def _text(cell: Cell | MergedCell, sheet: Worksheet) -> str:
    value = cell.value
    if value is None or (value == 0 and sheet.sheet_view.showZeros is False and not isinstance(value, bool)):
        return ""
    if isinstance(value, str) and _PICTURE.match(value):
        return ""
    text = shown(value, cell.number_format or "General")  # type: ignore[arg-type] # no formulas: data_only
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def _is_ruled(cell: Cell | MergedCell) -> bool:
    border = cell.border
    return any(
        side is not None and side.style for side in (border.left, border.right, border.top, border.bottom)
    )


def _merged(sheet: Worksheet) -> Iterator[Area]:
    for merged in sheet.merged_cells.ranges:
        yield Area(merged.min_row, merged.min_col, merged.max_row, merged.max_col)


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for look in sheet.column_dimensions.values():
        if look.hidden:
            look.reindex()
            yield from range(look.min or 1, min(look.max or look.min or 1, _COLUMNS) + 1)
