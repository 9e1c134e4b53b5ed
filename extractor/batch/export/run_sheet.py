"""The tables of the workbook of a run, row by row: the documents, the review queue, the rows of the reports."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.batch.export.links import link_to
from extractor.batch.export.run_cells import Cells, Colour, Doubt, Doubts
from extractor.batch.export.run_pages import Heading, Pages
from extractor.batch.export.spoken import Spoken
from extractor.batch.export.writer import Order
from extractor.batch.tables import REVIEW, Row, Table, Value
from extractor.batch.tables.words import table_title
from extractor.output.columns import Value as Plain
from extractor.output.words import say

_LEFT_OUT = frozenset(
    {"x0", "y0", "x1", "y1", "char_start", "char_end", "confidence", "doubtful", "doubtful_fields"}
    | {"form_pointer", "link", "json", "html", "problem_kind"}
)
_FOR_PROGRAMS = ("document_id", "pointer", "rule", "same_as", "sha256")
_POINTER_AT = 1
_MOST_LINKS = 65_530
"""Per sheet: an Excel limit."""
_MOST_LINKS_OF_ROWS = 10_000
"""On each sheet of rows, of which there are many: links are what XlsxWriter keeps in memory until the end."""
_WRAPPED = "message"
_COLOURS: dict[Value, Colour] = {
    "failed": "error",
    "partial": "warning",
    "error": "error",
    "warning": "warning",
}


class _Shown:
    """What a workbook shows of a table: the columns for readers, then, hidden, those for programs."""

    def __init__(self, table: Table, order: Order) -> None:
        self._spoken, self._order = Spoken(table, order.lang), order
        columns, titles = self._spoken.columns, self._spoken.titles
        self._path_at = next((at for at, column in enumerate(columns) if column.name == "path"), None)
        kept = [at for at, column in enumerate(columns) if column.name not in _LEFT_OUT]
        self._at = sorted(kept, key=lambda at: columns[at].name in _FOR_PROGRAMS)
        self.columns = [columns[at] for at in self._at]
        self.headings = [
            Heading(
                titles[at],
                part=columns[at].part not in (None, "text"),
                hidden=columns[at].name in _FOR_PROGRAMS,
                wrapped=columns[at].name == _WRAPPED,
            )
            for at in self._at
        ]

    def values(self, row: Row) -> list[Plain]:
        said = self._spoken(row)
        if self._path_at is not None:
            said[self._path_at] = self._order.named(str(said[self._path_at]))
        return [said[at] for at in self._at]


class RunSheet:
    """The documents or the queue: coloured by how bad a row is, with a link to the page."""

    def __init__(self, cells: Cells, table: Table, order: Order) -> None:
        self._shown, of_queue = _Shown(table, order), table is REVIEW
        self.pages = Pages(
            cells, table_title(table, order.lang), self._shown.headings, order.most_rows, _MOST_LINKS
        )
        self._coloured, self._linked = ("severity", "item") if of_queue else ("status", "path")
        self._is_link = of_queue
        self._unnamed = say("whole_report", order.lang)
        names = [column.name for column in table.columns]
        self._colour_at = names.index(self._coloured)
        self._url_at = names.index("link" if of_queue else "html")

    def add(self, rows: Sequence[Row], doubts: Doubts) -> None:
        """Add rows."""
        del doubts  # what is doubtful about a document stands in the queue
        for row in rows:
            self.pages.next_row()
            colour = _COLOURS.get(row[self._colour_at], "none")
            for at, (column, value) in enumerate(
                zip(self._shown.columns, self._shown.values(row), strict=True)
            ):
                if column.name == self._linked and row[self._url_at] and self.pages.takes_links:
                    self.pages.link(at, value or self._unnamed, self._url(row))
                else:
                    self.pages.put(at, value, colour if column.name == self._coloured else "none")

    def _url(self, row: Row) -> str:
        url = str(row[self._url_at])
        return url if self._is_link else link_to(url)


class ReportSheet:
    """Rows of the reports: doubtful cells in colour with a note, each row with a link to where its page shows it."""

    def __init__(self, cells: Cells, table: Table, order: Order) -> None:
        self._shown, self._model, self._order = _Shown(table, order), table.model, order
        first = [Heading(say("file", order.lang)), Heading(say("to_check", order.lang))]
        headings = [*first, *self._shown.headings]
        self.pages = Pages(
            cells, table_title(table, order.lang), headings, order.most_rows, _MOST_LINKS_OF_ROWS
        )

    def add(self, rows: Sequence[Row], doubts: Doubts) -> None:
        """Add the rows of one document."""
        for row in rows:
            self.pages.next_row()
            self._head(row, doubts)
            self._values(row, doubts.of(row[_POINTER_AT]))

    def _head(self, row: Row, doubts: Doubts) -> None:
        """The document, and what is doubtful about the row."""
        path = self._order.named(doubts.path)
        if doubts.page and self.pages.takes_links:
            self.pages.link(0, path, link_to(str(doubts.page), str(row[_POINTER_AT])))
        else:
            self.pages.put(0, path)
        found = [doubt for group in doubts.of(row[_POINTER_AT]).values() for doubt in group]
        if found:
            self.pages.put(1, "\n".join(dict.fromkeys(text for _, text in found)), _worst(found))

    def _values(self, row: Row, found: dict[Value, list[Doubt]]) -> None:
        whole = found.get(None, [])
        for at, (column, value) in enumerate(
            zip(self._shown.columns, self._shown.values(row), strict=True), 2
        ):
            its = found and column.model is self._model
            own = found.get(column.name, []) if its else []
            around = whole if its and value is not None else []
            self.pages.put(at, value, _worst([*own, *around] if its else ()))
            if own:
                self.pages.note(at, [text for _, text in own])


def _worst(doubts: Sequence[Doubt]) -> Colour:
    if not doubts:
        return "none"
    return "error" if any(colour == "error" for colour, _ in doubts) else "warning"
