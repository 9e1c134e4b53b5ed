"""The workbook of a run: one sheet for each kind of table, and further ones where a sheet is full.

It is written row by row, so that its memory does not grow with the run. Nothing in it is a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from extractor.batch.export.run_cells import Cells, Doubts
from extractor.batch.export.run_sheet import ReportSheet, RunSheet
from extractor.batch.export.writer import Format, Order, Write
from extractor.batch.tables import REVIEW, Rows, tables
from extractor.temporary import temporary_folder

FILE = "results.xlsx"
_ONLY_IN_THE_QUEUE = frozenset({"findings", "finding_targets", "report"})


def xlsx_format() -> Format:
    """``results.xlsx``."""
    return Format((FILE,), _opened, queue=True)


@contextmanager
def _opened(paths: Mapping[str, Path], order: Order) -> Iterator[Write]:
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    options = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    with temporary_folder() as folder:
        book = xlsxwriter.Workbook(
            str(paths[FILE]), options | {"constant_memory": True, "tmpdir": str(folder)}
        )
        sheets = _Sheets(book, order)
        yield sheets.write
        sheets.finish()
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error


class _Sheets:
    """The sheets of a workbook; that of a kind is made when its first row comes."""

    def __init__(self, book: object, order: Order) -> None:
        self._cells, self._order = Cells(book, order.way, order.lang), order
        own = (REVIEW, tables()["documents"])  # a workbook opens at its first sheet
        self._sheets: dict[str, RunSheet | ReportSheet] = {
            table.name: RunSheet(self._cells, table, order) for table in own
        }
        for sheet in self._sheets.values():
            sheet.pages.begin()

    def write(self, rows: Rows) -> None:
        """Add the rows of one document, or of the queue."""
        doubts = Doubts(rows, self._order.lang)
        for name, found in rows.items():
            if name not in _ONLY_IN_THE_QUEUE:
                if name not in self._sheets:
                    self._sheets[name] = ReportSheet(self._cells, tables()[name], self._order)
                self._sheets[name].add(found, doubts)

    def finish(self) -> None:
        """Finish every sheet."""
        for sheet in self._sheets.values():
            sheet.pages.finish()
