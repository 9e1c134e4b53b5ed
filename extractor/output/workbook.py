"""The workbook for a clerk: a sheet for each kind of table, doubtful cells coloured and explained."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.output.sheets import Sheet
from extractor.output.view import View
from extractor.output.workbook_cells import Pen
from extractor.output.workbook_findings import write_findings
from extractor.output.worksheet import write_sheet
from extractor.output.writer import Part
from extractor.result import Lang, Result

MOST_ROWS = 1_048_576 - 1
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_TAB = "#C55A11"


def render(result: Result, lang: Lang) -> Iterator[Part]:
    """The one file."""
    yield workbook(View(result, lang))


def workbook(view: View) -> Part:
    """All sheets. Nothing in them is a formula: every text is written as text."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    with xlsxwriter.Workbook(out, {**options, "in_memory": True}) as book:
        _fill(book, view)
    return Part(".xlsx", out.getvalue())


def _fill(book: object, view: View) -> None:
    """Add the sheets in order, then write them: the findings link into all the others."""
    pen = Pen(book, view)
    first, *others = [sheet for sheet in view.sheets if sheet.rows]
    findings = list(named(view.findings)) if view.findings.rows else []
    pages = [*named(first), *findings, *(page for sheet in others for page in named(sheet))]
    papers = {name: pen.add_sheet(name) for name, _ in pages}
    for name, sheet in pages:
        if sheet.kind != view.findings.kind:
            write_sheet(pen, papers[name], name, sheet)
    start = 0
    for name, sheet in findings:
        papers[name].set_tab_color(_TAB)
        write_findings(pen, papers[name], sheet, start)
        start += len(sheet.rows)


def named(sheet: Sheet, most: int = MOST_ROWS) -> Iterator[tuple[str, Sheet]]:
    """The sheet under a name that Excel allows; one of more than ``most`` rows in numbered parts."""
    title = _NOT_IN_NAMES.sub(" ", sheet.title)
    for part, start in enumerate(range(0, len(sheet.rows), most), 1):
        tail = f" {part}" if part > 1 else ""
        name = title[: _LONGEST_NAME - len(tail)] + tail
        yield name, replace(sheet, rows=sheet.rows[start : start + most])
