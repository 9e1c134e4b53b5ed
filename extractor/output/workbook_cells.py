"""Writing one cell of a workbook: text as text, numbers as numbers, doubts in colour with a note."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from extractor.output.checks import Check
from extractor.output.columns import Cell, Value
from extractor.output.safe import shortened, visible
from extractor.output.view import View
from extractor.output.words import say
from extractor.result import Evidence, Severity

Style = Literal["header", "text", "number", "link"]
_LONGEST_TEXT = 32_767
_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_LONGEST_NOTE = 1_500
_MOST_PLACES = 3
_BASE = {
    "font_name": "Microsoft YaHei",
    "font_size": 10,
    "valign": "top",
    "border": 1,
    "border_color": "#D0D5DA",
}
_STYLES: dict[Style, dict[str, object]] = {
    "header": {
        "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter",
        "bg_color": "#DCE6EF", "font_color": "#1D3D5A",
    },
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "number": {"align": "right", "indent": 1},
    "link": {"align": "left", "indent": 1, "font_color": "#1F5FA8", "underline": 1},
}  # fmt: skip
_FIRST: dict[str, object] = {"top": 1, "top_color": "#5B7285"}
_COLOURS: dict[Severity, dict[str, object]] = {
    "error": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "warning": {"bg_color": "#FFEB9C", "font_color": "#7F4A00"},
    "info": {},
}


class Pen:
    """Writes into one workbook, and remembers in which cell each pointer ended up.

    XlsxWriter carries no types: its books, sheets and formats are ``Any`` here.
    """

    def __init__(self, book: Any, view: View) -> None:
        self.view = view
        self.cells: dict[str, tuple[str, int, int]] = {}
        self._book = book
        self._format = cache(self._new_format)

    def add_sheet(self, name: str) -> Any:
        """A new empty sheet, ready to be printed on A4 across."""
        paper = self._book.add_worksheet(name)
        paper.set_landscape()
        paper.set_paper(9)
        paper.fit_to_pages(1, 0)
        paper.repeat_rows(0)
        paper.freeze_panes(1, 0)
        return paper

    def format(self, style: Style, severity: Severity = "info", first: bool = False) -> Any:
        """The format of a style, in the colour of a severity; ``first`` in its form has a line above."""
        return self._format(style, severity, first)

    def _new_format(self, style: Style, severity: Severity, first: bool) -> Any:
        line = _FIRST if first else {}
        return self._book.add_format(_BASE | _STYLES[style] | _COLOURS[severity] | line)

    def write(self, paper: Any, at: tuple[int, int], cells: Sequence[Cell], first: bool = False) -> None:
        """Write a cell; one merged downwards is given as the cells it stands for, the first is shown."""
        value = fitted(cells[0].value)
        checks = self.view.checks.of(cells)
        lines = list(self._lines(checks, cells))
        worst: Severity = checks[0].severity if checks else "info"
        if value != shown(cells[0].value):
            lines.append(say("cut", self.view.lang, length=len(str(cells[0].value))))
            worst = worst if checks else "warning"
        if len(cells) > 1:
            look = self.format("text", worst, first)
            paper.merge_range(*at, at[0] + len(cells) - 1, at[1], None, look)
        self.write_value(paper, at, value, worst, first)
        if lines:
            note = shortened("\n".join(lines), _LONGEST_NOTE)
            size = {"width": 340, "height": 40 + 20 * sum(1 + len(line) // 24 for line in note.split("\n"))}
            paper.write_comment(*at, note, size | {"font_size": 9, "author": say("findings", self.view.lang)})

    def write_value(
        self, paper: Any, at: tuple[int, int], value: Value, worst: Severity = "info", first: bool = False
    ) -> None:
        """Write a value that fits a cell, as what it is."""
        number = value is not None and not isinstance(value, str)
        look = self.format("number" if number else "text", worst, first)
        if value is None or value == "":
            paper.write_blank(*at, None, look)
        elif not isinstance(value, str):
            paper.write_number(*at, value, look)
        elif value.startswith("<r>") and value.endswith("</r>"):
            # XlsxWriter takes such a string for markup of its own and would not escape it
            paper.write_rich_string(*at, *value[:2], value[2:], look)
        else:
            paper.write_string(*at, value, look)

    def _lines(self, checks: Sequence[Check], cells: Sequence[Cell]) -> list[str]:
        """What a note says: each doubt, and where the value stands."""
        lang = self.view.lang
        said = [f"【{say(check.severity, lang)}】{check.explained(lang)}" for check in checks]
        own: list[Evidence] = self.view.evidence(cells)
        places = own or [place for check in checks for place in check.places]
        return said + [self.view.places.quoted(place) for place in places[:_MOST_PLACES]] if said else []


def shown(value: Value) -> Value:
    """The value as a cell can hold it: a number that a spreadsheet would round or refuse becomes text."""
    if isinstance(value, str):
        return visible(value)
    if value is None or (math.isfinite(value) if isinstance(value, float) else abs(value) < _EXACT):
        return value
    return str(value)


def fitted(value: Value) -> Value:
    """The value, cut where it is longer than a cell allows (UTF-16 units count)."""
    text = shown(value)
    if not isinstance(text, str) or len(text.encode("utf-16-le")) // 2 <= _LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * _LONGEST_TEXT - 2].decode("utf-16-le", "ignore") + "…"
