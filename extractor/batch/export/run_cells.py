"""Cells of the workbook of a run: text as text, numbers as numbers, links, doubts in colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from extractor.batch.tables import Rows, Value, tables
from extractor.output.columns import Value as Plain
from extractor.output.safe import shortened
from extractor.output.words import say
from extractor.output.workbook_cells import fitted
from extractor.result import Lang

Look = Literal["header", "text", "wrapped", "number", "link"]
Colour = Literal["error", "warning", "none"]
Doubt = tuple[Colour, str]
_LONGEST_URL = 2_000
_LONGEST_NOTE = 1_000
_SHORT = 10_000
_COLOURS: dict[Colour, dict[str, object]] = {
    "error": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "warning": {"bg_color": "#FFEB9C", "font_color": "#7F4A00"},
    "none": {},
}
_LOOKS: dict[Look, dict[str, object]] = {
    "header": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DCE6EF", "font_color": "#1D3D5A"},
    "text": {"align": "left", "indent": 1},
    "wrapped": {"align": "left", "indent": 1, "text_wrap": True},
    "number": {},
    "link": {"align": "left", "indent": 1, "font_color": "#1F5FA8", "underline": 1},
}  # fmt: skip
_BASE = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}


class Doubts:
    """What is doubtful in one document, row by row and column by column; the page that shows it."""

    def __init__(self, rows: Rows, lang: Lang) -> None:
        document = rows["documents"][0] if "documents" in rows else None
        self.path, self.page = (str(document[1]), document[-1]) if document else ("", None)
        self._of_rows: dict[Value, dict[Value, list[Doubt]]] = {}
        said = dict(_said(rows, lang))
        for _, number, _, pointer, field in rows.get("finding_targets", ()):
            if number in said:
                self._of_rows.setdefault(pointer, {}).setdefault(field, []).append(said[number])

    def of(self, pointer: Value) -> dict[Value, list[Doubt]]:
        """The errors and warnings of a row by column; under None those that name the whole row."""
        return self._of_rows.get(pointer, {})


def _said(rows: Rows, lang: Lang) -> Iterator[tuple[Value, Doubt]]:
    """The errors and warnings of a document by number."""
    names = [column.name for column in tables()["findings"].columns]
    number, severity = names.index("number"), names.index("severity")
    message = names.index("message" if lang == "zh" else "message_en")
    for row in rows.get("findings", ()):
        colour = row[severity]
        if colour in ("error", "warning"):
            yield row[number], ("error" if colour == "error" else "warning", str(row[message]))


class Cells:
    """Writes into one workbook.

    XlsxWriter carries no types: its books, sheets and formats are ``Any`` here.
    """

    def __init__(self, book: Any, way: str, lang: Lang) -> None:
        self._book, self._way, self._lang = book, way, lang
        self._look = cache(self._new_look)

    def new_sheet(self, name: str) -> Any:
        """A new sheet at the end."""
        return self._book.add_worksheet(name)

    def look(self, look: Look, colour: Colour = "none") -> Any:
        """The format of a cell."""
        return self._look(look, colour)

    def _new_look(self, look: Look, colour: Colour) -> Any:
        return self._book.add_format(_BASE | _LOOKS[look] | _COLOURS[colour])

    def write(
        self,
        paper: Any,
        at: tuple[int, int],
        value: Plain,
        colour: Colour = "none",
        *,
        wrapped: bool = False,
    ) -> None:
        """Write a value as what it is; of nothing only the colour."""
        shown = _as_it_fits(value)
        of_text: Look = "wrapped" if wrapped else "text"
        look = self.look(of_text if isinstance(shown, str) else "number", colour)
        if shown is None or shown == "":
            if colour != "none":
                paper.write_blank(*at, None, look)
        elif not isinstance(shown, str):
            paper.write_number(*at, shown, look)
        elif shown.startswith("<r>") and shown.endswith("</r>"):
            # XlsxWriter takes such a string for markup of its own and would not escape it.
            paper.write_rich_string(*at, *shown[:2], shown[2:], look)
        else:
            paper.write_string(*at, shown, look)

    def write_link(self, paper: Any, at: tuple[int, int], text: Plain, url: str) -> None:
        """Write a text that leads to a page, from the folder of the run; only the text where no link can be."""
        from extractor.batch.export.page_url import PageUrl

        address, shown = self._way + url, _as_it_fits(text)
        if not isinstance(shown, str) or not shown or shown.startswith("<r>") or len(address) > _LONGEST_URL:
            self.write(paper, at, text)
        else:
            paper.write_url(*at, PageUrl(address, shown), self.look("link"))

    def note(self, paper: Any, at: tuple[int, int], lines: Sequence[str]) -> None:
        """Say in a note what is doubtful about a cell."""
        text = shortened("\n".join(lines), _LONGEST_NOTE)
        high = 40 + 20 * sum(1 + len(line) // 24 for line in text.split("\n"))
        paper.write_comment(*at, text, {"width": 340, "height": high, "author": say("findings", self._lang)})


def _as_it_fits(value: Plain) -> Plain:
    """As `fitted`; most texts are short and hold nothing odd, which is seen at a glance."""
    if isinstance(value, str) and len(value) <= _SHORT and value.isprintable():
        return value
    return fitted(value)
