"""Paragraphs and tables of a Word document's body, cell or text box, in document order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from extractor.readers.files import File
from extractor.readers.limits import too_many_cells
from extractor.readers.nesting import Content, NestedCell, NestedTable
from extractor.readers.word.numbering import Numbering
from extractor.readers.word.styles import Styles, is_on, number, value, w
from extractor.readers.word.text import ParagraphText, alternative, is_placeholder

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What may stand around blocks, rows or cells and shows them unchanged.
_AROUND = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass
class Body:
    """Reads what a container holds.

    ``cells_left`` bounds the table cells of the whole document; ``chunk`` gives the content of a
    web page that stands in the document as a part of its own.
    """

    file: File
    cells_left: int
    styles: Styles
    numbering: Numbering
    chunk: Callable[[str], Iterable[Content]]

    def content(self, container: etree._Element) -> Iterator[Content]:
        """The paragraphs (one for each line of its own) and tables in a container.

        Raises:
            InputTooLarge: there are too many table cells.
        """
        kept = ""
        for block in _shown(container):
            if block.tag == w("tbl"):
                yield self.table(block)
            elif block.tag == w("altChunk"):
                yield from self.chunk(block.get(_ID) or "")
            elif block.tag == w("p"):
                text, boxes = self._paragraph(block)
                kept += text
                # The mark at the paragraph's end is deleted: Word shows it and the next as one.
                if block.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is None:
                    yield from self._lines(kept, block)
                    kept = ""
                for box in boxes:
                    yield from self.content(box)
        if kept:
            yield kept

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        label = self.numbering.label(paragraph)
        collected = ParagraphText(self.styles)
        collected.collect(paragraph)
        return label + collected.text, collected.boxes

    def _lines(self, text: str, paragraph: etree._Element) -> Iterator[str]:
        """A line break inside ends a line of its own, unless the lines are centred: then they are one title."""
        centred = value(self.styles.of_paragraph(paragraph, "jc")) == "center"
        yield from [text.replace("\n", "")] if centred else text.split("\n")

    def table(self, table: etree._Element) -> NestedTable:
        """A table with its merged cells in its own grid."""
        grid = _Grid()
        for row in _shown(table):
            if row.tag == w("tr") and not _is_gone(row):
                grid.begin_row(_count(row, "gridBefore"))
                for cell in _shown(row):
                    if cell.tag == w("tc"):
                        self._cell(cell, grid)
        return NestedTable(tuple(grid.cells()))

    def _cell(self, cell: etree._Element, grid: _Grid) -> None:
        properties = cell.find(w("tcPr"))
        span = max(_property(properties, "gridSpan"), 1)
        self.cells_left -= span
        if self.cells_left < 0:
            raise too_many_cells(self.file)
        if _merge(properties, "hMerge") == "continue":
            grid.widen(span)
        elif _merge(properties, "vMerge") == "continue" and grid.lengthen(span):
            return
        else:
            grid.add(tuple(self.content(cell)), span)


@dataclass
class _Open:
    """A cell while its table is read."""

    row: int
    column: int
    content: tuple[Content, ...]
    column_span: int
    end: int

    def closed(self) -> NestedCell:
        return NestedCell(self.row, self.column, self.content, self.end - self.row, self.column_span)


class _Grid:
    """Cells set into rows and columns, those merged downwards grown by each row that goes on with them."""

    def __init__(self) -> None:
        self._cells: list[_Open] = []
        self._above: dict[int, _Open] = {}
        self._row = -1
        self._column = 0
        self._last: _Open | None = None

    def begin_row(self, before: int) -> None:
        self._row += 1
        self._column = before
        self._last = None

    def add(self, content: tuple[Content, ...], span: int) -> None:
        cell = _Open(self._row, self._column, content, span, self._row + 1)
        self._cells.append(cell)
        self._place(cell, span)

    def lengthen(self, span: int) -> bool:
        """Let the cell above go on through this row; False where none ends right above."""
        cell = self._above.get(self._column)
        if cell is None or cell.end != self._row:
            return False
        cell.end = self._row + 1
        self._place(cell, span)
        return True

    def widen(self, span: int) -> None:
        """Let the cell to the left go on over further columns."""
        if self._last is not None and self._last.row == self._row:
            self._last.column_span += span
        self._column += span

    def _place(self, cell: _Open, span: int) -> None:
        self._above[self._column] = cell
        self._last = cell
        self._column += span

    def cells(self) -> Iterator[NestedCell]:
        return (cell.closed() for cell in self._cells)


def _shown(container: etree._Element) -> Iterator[etree._Element]:
    """The blocks, rows or cells in a container, out of content controls and the like."""
    for child in container:
        inner = alternative(child)
        if is_placeholder(child):
            continue
        if inner is not child or child.tag in _AROUND:
            yield from _shown(inner)
        else:
            yield child


def _is_gone(row: etree._Element) -> bool:
    """Whether a row is deleted or hidden."""
    properties = row.find(w("trPr"))
    return properties is not None and (
        properties.find(w("del")) is not None or is_on(properties.find(w("hidden")))
    )


def _count(row: etree._Element, name: str) -> int:
    return max(_property(row.find(w("trPr")), name), 0)


def _property(properties: etree._Element | None, name: str) -> int:
    found = number(properties.find(w(name))) if properties is not None else None
    return min(found or 0, 1000)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """``restart`` or ``continue``; None where the cell is not merged."""
    found = properties.find(w(name)) if properties is not None else None
    return None if found is None else (value(found) or "continue")
