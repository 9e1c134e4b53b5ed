"""Spreadsheets (.xlsx, .xlsm) as a document of one page for each sheet that shows anything.

Cells are read as they show their values: by number format, formulas by the result that was
saved with them. Hidden sheets, rows and columns are no part of the report. Macros are never
looked at, links never followed.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.exceptions import InvalidFileException

from extractor.document import Document
from extractor.errors import EmptyInput
from extractor.printed import PrintedPage
from extractor.readers import zips
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.packages import broken_part, check_package, is_strict, repacked
from extractor.readers.reader import Progress
from extractor.readers.sheet_blocks import sheet_blocks
from extractor.readers.sheet_cells import SheetCells, cells_of
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
_MISREAD = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)


def read_xlsx(
    file: File, settings: Settings, progress: Progress | None = None, *, read_by: str = "sheet"
) -> Document:
    """The document of a spreadsheet.

    Raises:
        DamagedInput: it cannot be unpacked, or a part that is needed is missing or broken.
        InputTooLarge: over a limit of the settings.
        EmptyInput: no sheet shows anything.
    """
    pages: list[PrintedPage] = []
    sheets = list(_sheets(file, settings))
    for done, sheet in enumerate(sheets, start=1):
        blocks = tuple(sheet_blocks(sheet))
        if blocks:
            pages.append(PrintedPage(len(pages) + 1, read_by, blocks))
        if progress:
            progress(done, len(sheets))
    if not pages:
        raise EmptyInput(
            "is empty: no visible sheet has anything in it",
            document=file.path,
            zh="文件是空的，可见的工作表里没有内容",
        )
    return assemble(file, pages, MEDIA_TYPE)


def _sheets(file: File, settings: Settings) -> Iterator[SheetCells]:
    left = settings.max_cells
    for sheet in _workbook(file, settings).worksheets:
        if sheet.sheet_state == "visible":
            found = cells_of(sheet, file, left)
            left -= len(found.texts)
            yield found


def _workbook(file: File, settings: Settings) -> Workbook:
    BUILTIN_FORMATS.update(_CHINESE_FORMATS)
    with zips.opened(file) as archive:
        check_package(archive, file, settings)
        data = repacked(archive, file, settings) if is_strict(archive, file) else file.data
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
    except _MISREAD as error:
        raise broken_part(file, "xl/workbook.xml") from error
