"""Spreadsheets (.xlsx, .xlsm) as a document of one page for each sheet that shows anything.

Cells are read as they show their values: by number format, formulas by the result that was
saved with them. Hidden sheets, rows and columns are no part of the report. Macros are never
looked at, links never followed.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.exceptions import InvalidFileException

from extractor.document import Document, Remark
from extractor.errors import EmptyInput
from extractor.printed import PrintedPage
from extractor.readers import zips
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.limits import check_pages
from extractor.readers.office.libreoffice import VIA, converted, is_installed
from extractor.readers.packages import broken_part, check_package, is_strict, repacked
from extractor.readers.reader import Progress
from extractor.readers.sheet.blocks import sheet_blocks
from extractor.readers.sheet.cells import cells_of
from extractor.readers.sheet.watch import SheetWatch
from extractor.settings import Settings

if TYPE_CHECKING:
    from openpyxl import Workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_YEAR_MONTH_DAY, _YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
# Formats known by number only are the reader's own: openpyxl has those of English Excel, files here come from Chinese.
_CHINESE_FORMATS = {
    5: '"¥"#,##0;"¥"\\-#,##0', 6: '"¥"#,##0;"¥"\\-#,##0', 7: '"¥"#,##0.00;"¥"\\-#,##0.00', 8: '"¥"#,##0.00;"¥"\\-#,##0.00',
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _YEAR_MONTH_DAY,
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: _YEAR_MONTH,
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ', 44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
# What openpyxl raises on parts that it does not understand, styles of other programs above all.
_MISREAD = (
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    SyntaxError,
    OSError,
    BadZipFile,
)


def read_xlsx(
    file: File, settings: Settings, progress: Progress | None = None, *, read_by: str = "sheet"
) -> Document:
    """The document of a spreadsheet.

    Where formulas were saved without results, or parts are such as openpyxl does not take,
    LibreOffice saves the file anew before, if there is one.

    Raises:
        DamagedInput: it cannot be unpacked, or a part that is needed is missing or broken.
        InputTooLarge: over a limit of the settings.
        EmptyInput: no sheet shows anything.
    """
    book = _book(file, settings)
    if (book is None or book.formulas_open) and not read_by.endswith(VIA) and is_installed():
        made = File(file.path, converted(file, ".xlsx", "xlsx", settings))
        again = read_xlsx(made, settings, progress, read_by=read_by + VIA)
        return replace(again, sha256=file.sha256)
    if book is None:
        raise broken_part(file, "xl/workbook.xml")
    return _document(book, file, settings, progress, read_by)


class _Book(NamedTuple):
    """A workbook, and whether formulas in it were saved without their results."""

    workbook: Workbook
    formulas_open: bool


def _document(
    book: _Book, file: File, settings: Settings, progress: Progress | None, read_by: str
) -> Document:
    pages: list[PrintedPage] = []
    remarks = [Remark("formulas_open")] if book.formulas_open else []
    left, sheets = settings.max_cells, book.workbook.worksheets
    for done, sheet in enumerate(sheets, start=1):
        if sheet.sheet_state == "visible":
            cells = cells_of(sheet, file, left)
            left -= len(cells.texts)
            if cells.left_out:
                remarks.append(Remark("rows_hidden", (("sheet", sheet.title),)))
            if cells.texts:
                pages.append(PrintedPage(len(pages) + 1, read_by, tuple(sheet_blocks(cells, file, settings))))
        if progress:
            progress(done, len(sheets))
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
    if hidden:
        remarks.append(Remark("sheets_hidden", (("sheets", "、".join(hidden)),)))
    if not pages:
        raise _empty(file)
    check_pages(pages, file, settings)
    return replace(assemble(file, pages, MEDIA_TYPE), remarks=tuple(remarks))


def _book(file: File, settings: Settings) -> _Book | None:
    """The workbook of a file; None where openpyxl does not take it."""
    BUILTIN_FORMATS.update(_CHINESE_FORMATS)
    watch = SheetWatch()
    with zips.opened(file) as archive:
        check_package(archive, file, settings, watch.see)
        data = repacked(archive, file, settings) if is_strict(archive, file) else file.data
    watch.check(file, settings)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _Book(
                openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False), watch.formulas_open
            )
    except _MISREAD:
        return None


def _empty(file: File) -> EmptyInput:
    return EmptyInput(
        "is empty: no visible sheet has anything in it",
        document=file.path,
        zh="文件是空的，可见的工作表里没有内容",
    )
