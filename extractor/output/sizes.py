"""How wide and how high the cells of a workbook are, so that no program cuts their text off.

Excel grows a row to its wrapped text when it opens the file; WPS and LibreOffice do so
not always, and none does for merged cells. So the height is written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from extractor.output.columns import Value
from extractor.output.safe import visible
from extractor.output.sheets import Sheet

HEADER_HEIGHT = 34.0
_LINE = 14.5
_HIGHEST = 409.0  # points: an Excel limit
_NARROWEST, _WIDEST, _WIDEST_CONTEXT = 6, 44, 36
_ONE_LINE = 12  # a title up to here stands on one line, a longer one on two
_INDENT = 2
_AIR = 3  # the indent, and what bold type takes more
_MEASURED_ROWS = 2_000


def widths(sheet: Sheet) -> list[int]:
    """The width of each column: its longest line or its title, within reason."""
    return [_width(sheet, at) for at in range(len(sheet.columns))]


def heights(sheet: Sheet, wide: Mapping[int, int], merged: Mapping[tuple[int, int], int]) -> dict[int, float]:
    """The height of each row that needs more than one line, in points.

    ``wide`` gives the widths of the columns that count: hidden ones need no room. ``merged``
    says how many rows a cell stands for; what it needs beyond them is given to the last.
    """
    lines = [1] * len(sheet.rows)
    joined = {(row + below, at) for (row, at), high in merged.items() for below in range(high)}
    for index, row in enumerate(sheet.rows):
        single = (at for at in wide if (index, at) not in joined)
        lines[index] = max((_lines(row.cells[at].value, wide[at]) for at in single), default=1)
    for (top, at), high in ((cell, high) for cell, high in merged.items() if cell[1] in wide):
        missing = _lines(sheet.rows[top].cells[at].value, wide[at]) - sum(lines[top : top + high])
        lines[top + high - 1] += max(0, missing)
    return {index: _height(high) for index, high in enumerate(lines) if high > 1}


def height_of(value: Value, width: int) -> float | None:
    """The height of a row for one wrapped text, in points; None where it needs no more than one line."""
    lines = _lines(value, width)
    return _height(lines) if lines > 1 else None


def _height(lines: int) -> float:
    return min(_LINE * lines + 2, _HIGHEST)


def _width(sheet: Sheet, at: int) -> int:
    column = sheet.columns[at]
    title = _cells(column.title)
    title = title if title <= _ONE_LINE else max(_ONE_LINE, (title + 1) // 2)
    longest = max((_longest(cell.value) for cell in sheet.column(at)[:_MEASURED_ROWS]), default=0)
    most = _WIDEST_CONTEXT if column.name == "form.project_name" else _WIDEST
    return min(max(_NARROWEST, title, longest) + _AIR, most)


def _lines(value: Value, width: int) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(_cells(line) / (width - _INDENT))) for line in visible(value).split("\n"))


def _longest(value: Value) -> int:
    """Columns that the longest line takes: a Chinese character takes two."""
    return max(map(_cells, visible(str(value)).split("\n"))) if value is not None else 0


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
