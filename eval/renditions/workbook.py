"""A rendition as .xlsx: merged cells, figures as numbers, forms on sheets of their own or all on one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from typeset.grid import Block, Grid, GridCell, Line
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from renditions.style import Style, column_widths

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_PERCENT = re.compile(r"(0|[1-9]\d*)(\.\d+)?%")
_SHEET_WIDTH = 100.0


@dataclass
class _Sheet:
    sheet: Worksheet
    width: int
    formats: dict[str, Format]
    style: Style
    row: int = 0


def write_xlsx(blocks: tuple[Block, ...], style: Style, path: Path) -> None:
    """Write the blocks; a title begins a sheet unless the style keeps all on one."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        formats = _formats(book, style)
        for number, part in enumerate(_parts(blocks, style), 1):
            grids = [block for block in part if isinstance(block, Grid)]
            width = max((grid.width for grid in grids), default=1)
            sheet = _Sheet(book.add_worksheet(f"Sheet{number}"), width, formats, style)
            _columns(sheet, grids)
            for block in part:
                if isinstance(block, Line):
                    _line(sheet, block)
                else:
                    _grid(sheet, block)


def _parts(blocks: tuple[Block, ...], style: Style) -> list[list[Block]]:
    if style.one_sheet:
        return [list(blocks)]
    parts: list[list[Block]] = [[]]
    for block in blocks:
        begins = isinstance(block, Line) and block.role == "title"
        if begins and any(isinstance(one, Grid) for one in parts[-1]):
            parts.append([])
        parts[-1].append(block)
    return parts


def _formats(book: xlsxwriter.Workbook, style: Style) -> dict[str, Format]:
    common: dict[str, Any] = {"font_name": style.font, "font_size": style.size, "text_wrap": True}
    boxed = common | {"border": 1, "align": "center", "valign": "vcenter"}
    return {
        "cell": book.add_format(boxed),
        "long": book.add_format(boxed | {"align": "left"}),
        "body": book.add_format(common | {"valign": "top"}),
        "heading": book.add_format(common | {"bold": True}),
        "title": book.add_format(common | {"bold": True, "font_size": 16, "align": "center"}),
        **{
            f"{kind}{places}": book.add_format(
                boxed
                | {
                    "num_format": ("0" + ("." + "0" * places if places else ""))
                    + ("%" if kind == "%" else "")
                }
            )
            for kind in "n%"
            for places in range(5)
        },
    }


def _columns(sheet: _Sheet, grids: list[Grid]) -> None:
    if not grids:
        sheet.sheet.set_column(0, 0, _SHEET_WIDTH)
        return
    widest = max(grids, key=lambda grid: grid.width)
    for column, width in enumerate(
        column_widths(widest, _SHEET_WIDTH * (1.4 if sheet.style.landscape else 1))
    ):
        sheet.sheet.set_column(column, column, width)


def _line(sheet: _Sheet, line: Line) -> None:
    form = sheet.formats[line.role]
    if sheet.width > 1:
        sheet.sheet.merge_range(sheet.row, 0, sheet.row, sheet.width - 1, line.text, form)
    else:
        sheet.sheet.write_string(sheet.row, 0, line.text, form)
    sheet.sheet.set_row(sheet.row, 15.0 * (1 + len(line.text) // 55))
    sheet.row += 1


def _grid(sheet: _Sheet, grid: Grid) -> None:
    for cell in grid.cells:
        _cell(sheet, cell)
    for row, places in enumerate(grid.places()):
        lines = max(
            (len(cell.text) / (8.0 * cell.column_span) for cell in places if cell.row_span == 1), default=0
        )
        sheet.sheet.set_row(sheet.row + row, 15.0 * max(1.0, min(12.0, 1 + lines)))
    sheet.row += grid.height + 1


def _cell(sheet: _Sheet, cell: GridCell) -> None:
    top, left = sheet.row + cell.row, cell.column
    form = sheet.formats["long" if len(cell.text) > 25 else "cell"]
    if cell.row_span > 1 or cell.column_span > 1:
        bottom, right = top + cell.row_span - 1, left + cell.column_span - 1
        sheet.sheet.merge_range(top, left, bottom, right, "", form)
    value, form = _value(cell.text, sheet, form)
    if isinstance(value, float):
        sheet.sheet.write_number(top, left, value, form)
    elif value:
        sheet.sheet.write_string(top, left, value, form)
    else:
        sheet.sheet.write_blank(top, left, None, form)


def _value(text: str, sheet: _Sheet, form: Format) -> tuple[str | float, Format]:
    """The value a clerk's workbook holds: a number where the text is one, with the format that prints it so."""
    if _NUMBER.fullmatch(text) and len(text) < 14:
        places = len(text.partition(".")[2])
        return float(text), sheet.formats[f"n{places}"] if places < 5 else form
    if sheet.style.percent_numbers and _PERCENT.fullmatch(text):
        places = len(text[:-1].partition(".")[2])
        return round(float(text[:-1]) / 100, 8), sheet.formats[f"%{places}"]
    return text, form
