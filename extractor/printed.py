"""Pages as printed: what a reader found on them, before it becomes a `Document`.

Readers of PDF, Word, spreadsheets, web pages and scans all end here; `readers.assembling`
writes the page texts and makes the clips. Boxes are in points (1/72 inch), origin top left
of the page as the file has it; None where the file has no geometry.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.document import Box, Reason


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word or any stretch of text on one line, with the blanks that belong to it.

    ``confidence`` is what an OCR engine gave it (0 to 1), None where the text is the file's own.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None


Line = tuple[PrintedWord, ...]


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """Lines that make one paragraph: a sentence goes on from one to the next."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PrintedColumns:
    """Lines set in columns of blanks, as print dumps are: a table without rules, perhaps.

    Blanks are words without a box. `layout.blocks` says what the lines are.
    """

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A table cell with its lines; row and column are 0-based, spans count rows and columns."""

    row: int
    column: int
    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Cells in reading order, in the table's own grid."""

    cells: tuple[PrintedCell, ...]
    box: Box | None = None


PrintedBlock = PrintedParagraph | PrintedColumns | PrintedTable


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What stands on a page in reading order.

    ``number`` is 1-based, ``read_by`` says how it was read (see `result.PageSource`), width
    and height are in points, None where the file has no pages. ``reason`` says why it was
    read so where there was a choice (see `document.Page`).
    """

    number: int
    read_by: str
    blocks: tuple[PrintedBlock, ...] = field(default=(), repr=False)
    width: float | None = None
    height: float | None = None
    reason: Reason | None = None
