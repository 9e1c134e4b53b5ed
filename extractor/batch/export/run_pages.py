"""A table of the workbook of a run as it lies on its sheets: a header on each, further ones where one is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.batch.export.run_cells import Cells, Colour
from extractor.output.columns import Value
from extractor.output.sizes import HEADER_HEIGHT, height_of

_MEASURED_ROWS = 500
_NARROWEST, _WIDEST, _WRAPPED = 8, 44, 76
_AIR = 2
_A4 = 9
_MOST_HEIGHTS = 5_000
"""Per sheet: XlsxWriter keeps them until the end. Of rows beyond them Excel finds the height itself."""
_MOST_NOTES = 2_000
"""Per sheet; with many more of them programs get slow. What they say stands in a column of its own too."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title.

    ``part`` ones are folded away behind the one before, ``hidden`` ones are for programs, ``wrapped`` ones are read
    to the last word.
    """

    title: str
    part: bool = False
    hidden: bool = False
    wrapped: bool = False


class Pages:
    """The sheets of one table, and the row to write to.

    Each has no more than ``most_rows`` rows below its header, and links in no more than ``most_links``.
    """

    def __init__(
        self, cells: Cells, title: str, headings: Sequence[Heading], most_rows: int, most_links: int
    ) -> None:
        self._cells, self._title, self._headings = cells, title, headings
        self._most_rows, self._most_links = most_rows, most_links
        self._number = self._row = self._notes = self._links = 0
        self._paper: Any = None
        self._wide: list[int] = []

    def begin(self) -> None:
        """Begin a sheet: the first, or one more, called ``… 2`` and so on."""
        self.finish()
        self._number += 1
        self._paper = self._cells.new_sheet(
            self._title if self._number == 1 else f"{self._title} {self._number}"
        )
        self._paper.set_row(0, HEADER_HEIGHT)
        for at, heading in enumerate(self._headings):
            self._paper.write_string(0, at, heading.title, self._cells.look("header"))
        self._row = self._notes = self._links = 0
        self._wide = [
            _WRAPPED if heading.wrapped else max(_NARROWEST, _width(heading.title))
            for heading in self._headings
        ]

    def next_row(self) -> None:
        """Go on to the next row, on a further sheet where this one is full."""
        if self._paper is None or self._row >= self._most_rows:
            self.begin()
        self._row += 1

    def put(self, at: int, value: Value, colour: Colour = "none") -> None:
        """Write a value into a column of this row."""
        if value is None and colour == "none":
            return
        if self._row <= _MEASURED_ROWS:
            self._measure(at, value)
        wrapped = self._headings[at].wrapped
        self._cells.write(self._paper, (self._row, at), value, colour, wrapped=wrapped)
        if wrapped and self._row <= _MOST_HEIGHTS and (high := height_of(value, _WRAPPED + _AIR)):
            self._paper.set_row(self._row, high)

    @property
    def takes_links(self) -> bool:
        """Whether the sheet may have one more link."""
        return self._links < self._most_links

    def link(self, at: int, value: Value, url: str) -> None:
        """Write a value that leads to a page."""
        if self._row <= _MEASURED_ROWS:
            self._measure(at, value)
        self._links += 1
        self._cells.write_link(self._paper, (self._row, at), value, url)

    def note(self, at: int, lines: Sequence[str]) -> None:
        """Say in a note what is doubtful about a value, unless the sheet has too many of them."""
        if self._notes < _MOST_NOTES:
            self._notes += 1
            self._cells.note(self._paper, (self._row, at), lines)

    def finish(self) -> None:
        """Give the last sheet its filter buttons and widths, and fold and hide what few want to see."""
        if self._paper is None:
            return
        self._paper.autofilter(0, 0, max(self._row, 1), len(self._headings) - 1)
        self._paper.outline_settings(symbols_right=False)
        for at, (heading, wide) in enumerate(zip(self._headings, self._wide, strict=True)):
            options = {"hidden": heading.part or heading.hidden, "level": int(heading.part)}
            self._paper.set_column(at, at, wide + _AIR, None, options)
        self._for_print()

    def _for_print(self) -> None:
        self._paper.freeze_panes(1, 1)
        self._paper.repeat_rows(0)
        self._paper.set_landscape()
        self._paper.set_paper(_A4)
        self._paper.fit_to_pages(1, 0)

    def _measure(self, at: int, value: Value) -> None:
        if value is not None and self._wide[at] < _WIDEST:
            self._wide[at] = max(self._wide[at], _width(str(value)))


def _width(text: str) -> int:
    """Columns that a text takes within reason, a Chinese character two."""
    return min(_WIDEST, sum(2 if ord(char) > 0x2E80 else 1 for char in text[:_WIDEST]))
