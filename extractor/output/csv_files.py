r"""CSV for spreadsheets: the indicators in the file asked for, every other kind beside it.

RFC 4180 with CRLF, UTF-8 with a byte order mark, numbers bare. A spreadsheet runs a cell
that begins with ``=``, ``+``, ``-`` or ``@`` (their full-width forms too, and behind white
space or control characters) as a formula, quoted or not. Such a *text* is written with an
apostrophe before it; a text that itself begins with an apostrophe gets one more, so that
dropping one leading apostrophe from every cell that has one (`recovered`) gives back each
value to the letter. Numbers, and texts that print nothing but a negative number (``-3.5``),
are left as they are: they can do no harm, and are to stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from extractor.output.columns import Value
from extractor.output.safe import encodable
from extractor.output.sheets import Sheet
from extractor.output.view import View
from extractor.output.writer import Part
from extractor.result import Lang, Result

_SIGNS = frozenset("=+-@＝＋－＠\t\r")
_MARK = "'"
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


def render(result: Result, lang: Lang) -> Iterator[Part]:
    """``x.csv`` with the indicators, ``x.funds.csv`` and so on for the other kinds."""
    view = View(result, lang)
    main, *others = view.sheets
    yield Part(".csv", content(main))
    for sheet in (*others, view.findings):
        yield Part(f".{sheet.kind}.csv", content(sheet), idle=not sheet.rows)


def recovered(text: str) -> str:
    """The value of a cell as it was before it was made harmless."""
    return text.removeprefix(_MARK)


def content(sheet: Sheet) -> bytes:
    """One table as a file."""
    out = io.StringIO()
    lines = csv.writer(out, dialect="excel")
    lines.writerow(column.title for column in sheet.columns)
    lines.writerows([harmless(cell.value) for cell in row.cells] for row in sheet.rows)
    return encodable(out.getvalue()).encode("utf-8-sig")


def harmless(value: Value) -> Value:
    """The value as it is written, so that no spreadsheet runs it."""
    if not isinstance(value, str) or _NEGATIVE.fullmatch(value):
        return value
    return f"{_MARK}{value}" if value.startswith(_MARK) or _runs(value) else value


def _runs(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    for char in text:
        if char in _SIGNS:
            return True
        if unicodedata.category(char)[0] not in "ZC":
            return False
    return False
