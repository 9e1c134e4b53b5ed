"""Tables as a document nests them, and the flat sequence of paragraphs and tables that they print.

A table laid out around others is no table: where a row is a single cell with a table in it,
its content stands alone. Elsewhere the rows down to the one with the inner table, the inner
table, and the rows below follow one another, so that document order holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extractor.printed import PrintedBlock, PrintedCell, PrintedParagraph, PrintedTable, PrintedWord


@dataclass(frozen=True)
class NestedCell:
    """A cell with its paragraphs and inner tables, in order."""

    row: int
    column: int
    content: tuple[Content, ...]
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """Its paragraphs, with the breaks between them, which are the author's own; blank ones left out."""
        return "\n".join(part for part in self._texts() if part.strip())

    def _texts(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            elif part.alone is not None:
                yield part.alone.text

    @property
    def inner(self) -> tuple[NestedTable, ...]:
        """Its inner tables, but for those of one cell, which only frame text."""
        return tuple(part for part in self.content if isinstance(part, NestedTable) and part.alone is None)


@dataclass(frozen=True)
class NestedTable:
    """Cells in reading order, in the table's own grid."""

    cells: tuple[NestedCell, ...]

    @property
    def alone(self) -> NestedCell | None:
        """The only cell of a table that has but one; None where there are more."""
        return self.cells[0] if len(self.cells) == 1 else None


Content = str | NestedTable


def flat(content: tuple[Content, ...]) -> Iterator[PrintedBlock]:
    """The paragraphs and tables that the content prints; blank ones are left out."""
    for part in content:
        if isinstance(part, NestedTable):
            yield from _flat_table(part)
        elif part.strip():
            yield PrintedParagraph(((PrintedWord(part),),))


def _flat_table(table: NestedTable) -> Iterator[PrintedBlock]:
    if table.alone is not None:
        yield from flat(table.alone.content)
        return
    pending: list[NestedCell] = []
    for row in _rows(table):
        inner = tuple(one for cell in row for one in cell.inner)
        if not inner:
            pending += row
        elif len(row) == 1:
            yield from _printed(pending, row[0].row)
            yield from flat(row[0].content)
            pending = []
        else:
            yield from _printed([*pending, *row], row[0].row + 1)
            yield from flat(inner)
            pending = []
    yield from _printed(pending)


def _rows(table: NestedTable) -> Iterator[list[NestedCell]]:
    for _, row in groupby(table.cells, key=lambda cell: cell.row):
        yield list(row)


def _printed(cells: list[NestedCell], bottom: int | None = None) -> Iterator[PrintedBlock]:
    """The cells as one table that ends above row ``bottom``; none where nothing is written in them."""
    if len(cells) == 1:
        yield from flat(tuple(part for part in cells[0].content if part not in cells[0].inner))
    elif any(cell.text for cell in cells):
        yield PrintedTable(tuple(_cell(cell, cells[0].row, bottom) for cell in cells))


def _cell(cell: NestedCell, top: int, bottom: int | None) -> PrintedCell:
    lines = ((PrintedWord(cell.text),),) if cell.text else ()
    span = cell.row_span if bottom is None else min(cell.row_span, bottom - cell.row)
    return PrintedCell(cell.row - top, cell.column, lines, span, cell.column_span)
