"""Cells of an HTML table set into its grid: each takes the first place that none above reaches into."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.readers.files import File
from extractor.readers.limits import too_many_cells
from extractor.readers.nesting import Content, NestedCell

# What browsers allow; without a bound a single cell could ask for a million columns.
_MOST_COLUMNS = 1000
_TO_THE_END = 65534


class HtmlGrid:
    """A table while its cells are read."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._cells: list[NestedCell] = []
        self._row = -1
        self._column = 0
        self._taken: dict[int, int] = {}

    def begin_row(self) -> None:
        """The cells that follow stand in the next row."""
        self._row += 1
        self._column = 0

    def add(self, element: etree._Element, content: tuple[Content, ...], cells_left: int) -> int:
        """Add a cell; returns how many columns it takes.

        Raises:
            InputTooLarge: these are more than ``cells_left``.
        """
        if self._row < 0:
            self.begin_row()
        columns = min(max(_span(element, "colspan"), 1), _MOST_COLUMNS)
        rows = _span(element, "rowspan") or _TO_THE_END
        if columns > cells_left:
            raise too_many_cells(self._file)
        while self._taken.get(self._column, 0) > self._row:
            self._column += 1
        self._cells.append(NestedCell(self._row, self._column, content, rows, columns))
        if rows > 1:
            self._taken |= dict.fromkeys(range(self._column, self._column + columns), self._row + rows)
        self._column += columns
        return columns

    def cells(self) -> tuple[NestedCell, ...]:
        """The cells, none reaching out of the table."""
        return tuple(self._bounded())

    def _bounded(self) -> Iterator[NestedCell]:
        for cell in self._cells:
            rows = min(cell.row_span, self._row + 1 - cell.row)
            yield NestedCell(cell.row, cell.column, cell.content, rows, cell.column_span)


def _span(element: etree._Element, name: str) -> int:
    said = (element.get(name) or "1").strip()
    return min(int(said), _TO_THE_END) if said.isascii() and said.isdigit() and len(said) < 10 else 1
