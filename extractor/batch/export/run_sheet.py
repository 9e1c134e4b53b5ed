"""One kind of table in the workbook of a run: its columns as a clerk wants them, over as many sheets as it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.batch.export.links import link_to
from extractor.batch.export.run_cells import Cells, Colour, Doubt, Doubts
from extractor.batch.export.spoken import Spoken
from extractor.batch.export.writer import Order
from extractor.batch.tables import REVIEW, Field, Row, Table, Value
from extractor.batch.tables.words import table_title
from extractor.output.columns import Value as Plain
from extractor.output.sizes import HEADER_HEIGHT
from extractor.output.words import say

_LEFT_OUT = frozenset(
    {
        "x0",
        "y0",
        "x1",
        "y1",
        "char_start",
        "char_end",
        "confidence",
        "doubtful",
        "doubtful_fields",
        "form_pointer",
    }
    | {"link", "json", "html", "problem_kind"}
)
_FOR_PROGRAMS = ("document_id", "pointer", "rule", "same_as", "sha256")
_MEASURED_ROWS = 500
_A4 = 9
_NARROWEST, _WIDEST = 8, 44
_MOST_NOTES = 2_000
"""Per sheet; with many more of them programs get slow. What they say stands in a column of its own too."""
_OF_STATUS: dict[Value, Colour] = {
    "failed": "error",
    "partial": "warning",
    "error": "error",
    "warning": "warning",
}


class RunSheet:
    """A table in the workbook: its first sheet, and further ones once that is full."""

    def __init__(self, cells: Cells, table: Table, order: Order) -> None:
        self._cells, self._table, self._order = cells, table, order
        self._spoken = Spoken(table, order.lang)
        self._shown = _shown(self._spoken.columns)
        self._of_rows = table.model is not None
        self._titles = list(self._all_titles())
        self._wide = [_NARROWEST] * len(self._titles)
        self._papers: list[Any] = []
        self._row = order.most_rows
        self._notes = 0

    def _all_titles(self) -> Iterator[str]:
        if self._of_rows:
            yield say("file", self._order.lang)
            yield say("to_check", self._order.lang)
        yield from (self._spoken.titles[at] for at in self._shown)

    def add(self, rows: list[Row], doubts: Doubts) -> None:
        """Add the rows of one document."""
        for row in rows:
            if self._row >= self._order.most_rows:
                self._begin_sheet()
            self._row += 1
            self._write(row, doubts)

    def start(self) -> None:
        """Have the sheet even if no row comes."""
        if not self._papers:
            self._begin_sheet()

    def _begin_sheet(self) -> None:
        """A sheet with its header; in a table over several the second is called ``… 2``."""
        if self._papers:
            self._close()
        number = len(self._papers) + 1
        title = table_title(self._table, self._order.lang)
        paper = self._cells.new_sheet(title if number == 1 else f"{title} {number}")
        paper.freeze_panes(1, 1)
        paper.repeat_rows(0)
        paper.set_landscape()
        paper.set_paper(_A4)
        paper.fit_to_pages(1, 0)
        paper.set_row(0, HEADER_HEIGHT)
        for at, title in enumerate(self._titles):
            paper.write_string(0, at, title, self._cells.look("header"))
        self._papers.append(paper)
        self._row = self._notes = 0
        self._wide = [max(_NARROWEST, min(_WIDEST, _width(title))) for title in self._titles]

    def finish(self) -> None:
        """Close the last sheet."""
        self._close()

    def _close(self) -> None:
        """Give the sheet its filter buttons and widths; fold and hide what few want to see."""
        paper, columns = self._papers[-1], [self._spoken.columns[at] for at in self._shown]
        paper.autofilter(0, 0, max(self._row, 1), len(self._titles) - 1)
        paper.outline_settings(symbols_right=False)
        first = len(self._titles) - len(columns)
        for at, wide in enumerate(self._wide):
            column = columns[at - first] if at >= first else None
            part = column is not None and column.part not in (None, "text")
            hidden = part or (column is not None and column.name in _FOR_PROGRAMS)
            paper.set_column(at, at, wide + 2, None, {"hidden": hidden, "level": int(part)})

    def _write(self, row: Row, doubts: Doubts) -> None:
        said = self._spoken(row)
        values = [said[at] for at in self._shown]
        if self._of_rows:
            self._write_row(row, values, doubts)
        else:
            self._write_own(row, values)

    def _write_own(self, row: Row, values: list[Plain]) -> None:
        """A row of the documents or of the queue: coloured by how bad it is, with a link to the page."""
        names = [column.name for column in self._spoken.columns]
        of_queue = self._table is REVIEW
        facts = dict(zip((column.name for column in self._table.columns), row, strict=True))
        colour = _OF_STATUS.get(facts["severity" if of_queue else "status"], "none")
        coloured, linked = ("severity", "item") if of_queue else ("status", "path")
        page = facts["link"] if of_queue else facts["html"] and link_to(str(facts["html"]))
        for at, (value, shown) in enumerate(zip(values, self._shown, strict=True)):
            name = names[shown]
            if name == linked and page:
                self._link(at, value or facts["path"], str(page))  # type: ignore[arg-type]
            else:
                self._put(at, value, colour if name == coloured else "none")

    def _write_row(self, row: Row, values: list[Plain], doubts: Doubts) -> None:
        """A row of a document: doubtful cells in colour with a note, a link to where the page shows it."""
        pointer = row[1]
        found = doubts.of(pointer)
        if doubts.page:
            self._link(0, doubts.path, link_to(str(doubts.page), str(pointer)))
        else:
            self._put(0, doubts.path)
        everything = [doubt for group in found.values() for doubt in group]
        whole = found.get(None, [])
        self._put(1, "\n".join(dict.fromkeys(text for _, text in everything)) or None, _worst(everything))
        for at, (value, shown) in enumerate(zip(values, self._shown, strict=True), 2):
            column = self._spoken.columns[shown]
            own = found.get(column.name, []) if found and column.model else []
            around = whole if column.model and value is not None else []
            self._put(at, value, _worst(own or around))
            if own and self._notes < _MOST_NOTES:
                self._notes += 1
                self._cells.note(self._papers[-1], (self._row, at), [text for _, text in own])

    def _put(self, at: int, value: Plain, colour: Colour = "none") -> None:
        if value is None and colour == "none":
            return
        if self._row <= _MEASURED_ROWS:
            self._measure(at, value)
        self._cells.write(self._papers[-1], (self._row, at), value, colour)

    def _link(self, at: int, value: Plain, url: str) -> None:
        if self._row <= _MEASURED_ROWS:
            self._measure(at, value)
        self._cells.write_link(self._papers[-1], (self._row, at), value, url)

    def _measure(self, at: int, value: Plain) -> None:
        if value is not None and self._wide[at] < _WIDEST:
            self._wide[at] = min(_WIDEST, max(self._wide[at], _width(str(value))))


def _shown(columns: tuple[Field, ...]) -> list[int]:
    """The columns that stand in a workbook, those for programs last."""
    kept = [at for at, column in enumerate(columns) if column.name not in _LEFT_OUT]
    return sorted(kept, key=lambda at: columns[at].name in _FOR_PROGRAMS)


def _worst(doubts: list[Doubt]) -> Colour:
    if not doubts:
        return "none"
    colours = {colour for colour, _ in doubts}
    return "error" if "error" in colours else "warning"


def _width(text: str) -> int:
    """Columns that a text takes, a Chinese character two; no more than are counted is looked at."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text[:_WIDEST])
