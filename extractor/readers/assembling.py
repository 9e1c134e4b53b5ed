"""From printed pages to a document: writes each page's text, and clips that know their place in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.document import Block, Cell, Clip, Document, Page, Paragraph, Pictures, Table, Word
from extractor.layout.blocks import read_blocks
from extractor.printed import Line, PrintedBlock, PrintedColumns, PrintedPage, PrintedParagraph, PrintedTable
from extractor.readers.files import File


def assemble(
    file: File, pages: Iterable[PrintedPage], media_type: str, pictures: Pictures | None = None
) -> Document:
    """The document of a file's pages.

    In a page's text a line ends each paragraph and each row of a table; the cells of a row
    stand apart by TABs, and a line that goes on below ends in a line break too, which is no
    part of the paragraph's or the cell's clip.
    """
    written: list[Page] = []
    blocks: list[Block] = []
    for page in pages:
        text = _PageText(page.number)
        blocks.extend(one for block in page.blocks for one in text.blocks(block))
        written.append(
            Page(
                page.number,
                text.written,
                page.read_by,
                page.width,
                page.height,
                tuple(text.words),
                page.reason,
            )
        )
    return Document(file.name, file.sha256, media_type, tuple(written), tuple(blocks), pictures)


@dataclass
class _PageText:
    """The text of one page while it is written."""

    number: int
    parts: list[str] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    size: int = 0

    @property
    def written(self) -> str:
        return "".join(self.parts)

    def blocks(self, block: PrintedBlock) -> tuple[Block, ...]:
        if isinstance(block, PrintedColumns):
            return self._columns(block)
        return (self._table(block) if isinstance(block, PrintedTable) else self._paragraph(block),)

    def _columns(self, columns: PrintedColumns) -> tuple[Block, ...]:
        """What the layout makes of the lines: tables, paragraphs."""
        start, before = self.size, len(self.parts)
        self._lines(columns.lines)
        written = "".join(self.parts[before:])
        self._write("\n")
        return read_blocks(written, self.number, start)

    def _paragraph(self, paragraph: PrintedParagraph) -> Paragraph:
        clip = self._lines(paragraph.lines)
        self._write("\n")
        return Paragraph(clip.strip())

    def _table(self, table: PrintedTable) -> Table:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            if rows:
                self._write("\t" if cell.row in rows else "\n")
            clip = self._lines(cell.lines)
            placed = Cell(cell.row, cell.column, clip, cell.row_span, cell.column_span, cell.box)
            rows.setdefault(cell.row, []).append(placed)
        self._write("\n")
        return Table(tuple(map(tuple, rows.values())), exact=True)

    def _lines(self, lines: Sequence[Line]) -> Clip:
        clips = []
        for number, line in enumerate(lines):
            if number:
                self._write("\n")
            clips.append(self._line(line))
        return Clip.join(clips)

    def _line(self, line: Line) -> Clip:
        start = self.size
        for word in line:
            if word.box is not None and word.text:
                end = self.size + len(word.text)
                self.words.append(Word(self.size, end, word.box, word.confidence))
            self._write(word.text)
        return Clip.of("".join(word.text for word in line), self.number, start)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
