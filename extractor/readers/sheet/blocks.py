"""Paragraphs and tables on a sheet: forms set into cells, with titles over them and notes below.

Rows and columns in which nothing stands are dropped. A sheet is cut into tables where an
empty row without rules stands over a line of its own, or where several such rows do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.printed import PrintedBlock, PrintedCell, PrintedParagraph, PrintedTable, PrintedWord
from extractor.readers.files import File
from extractor.readers.limits import too_many_cells
from extractor.readers.sheet.cells import Area, SheetCells
from extractor.settings import Settings

_GAP = 2


def sheet_blocks(sheet: SheetCells, file: File, settings: Settings) -> Iterator[PrintedBlock]:
    """The blocks of a sheet from top to bottom.

    Raises:
        InputTooLarge: its rows and columns make more places than ``settings.max_cells``.
    """
    for rows in _parts(sheet):
        top, end = _table_rows(sheet, rows)
        yield from _paragraphs(sheet, rows[:top])
        if top < end:
            table = _Table(sheet, rows[top:end])
            if len(table.rows) * len(table.columns) > settings.max_cells:
                raise too_many_cells(file)
            yield table.printed()
        yield from _paragraphs(sheet, rows[end:])


def _parts(sheet: SheetCells) -> Iterator[list[int]]:
    """The rows with text of each table, and of the lines over and under it."""
    counts = sheet.counts()
    held = _held_rows(sheet)
    part: list[int] = []
    for row in sorted(counts):
        if part:
            gap = sum(between not in held for between in range(part[-1] + 1, min(row, part[-1] + 1 + _GAP)))
            if gap >= _GAP or (gap and counts[row] == 1):
                yield part
                part = []
        part.append(row)
    if part:
        yield part


def _held_rows(sheet: SheetCells) -> set[int]:
    """Rows that belong to a table although nothing is written in them: ruled, or inside of a merged cell."""
    last = max(sheet.counts(), default=0)
    merged = (area for area in (*sheet.texts, *sheet.blanks) if area.last_row > area.row)
    inside = {row for area in merged for row in range(area.row, min(area.last_row, last) + 1)}
    return inside | sheet.ruled


def _table_rows(sheet: SheetCells, rows: Sequence[int]) -> tuple[int, int]:
    """Where among the rows the table begins and ends; lines stand over and under it."""
    texts = _by_row(sheet, rows)
    framed = any(row in sheet.ruled for row in rows)
    top, end = 0, len(rows)
    while top < end and (len(texts[rows[top]]) == 1 or (framed and _is_line(sheet, rows[top], texts))):
        top += 1
    while end > top and framed and _is_line(sheet, rows[end - 1], texts):
        end -= 1
    return top, end


def _is_line(sheet: SheetCells, row: int, texts: dict[int, list[str]]) -> bool:
    """Whether a row of a framed table stands outside of the frame: alone, or as labels with their values."""
    if row in sheet.ruled:
        return False
    return len(texts[row]) == 1 or all(":" in text or "：" in text for text in texts[row])


def _by_row(sheet: SheetCells, rows: Sequence[int]) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = {row: [] for row in rows}
    for area, text in sheet.texts.items():
        if area.row in texts:
            texts[area.row].append(text)
    return texts


def _paragraphs(sheet: SheetCells, rows: Sequence[int]) -> Iterator[PrintedParagraph]:
    """The rows as lines; what stands apart in one row stands apart by a TAB."""
    for texts in _by_row(sheet, rows).values():
        for line in "\t".join(texts).split("\n"):
            if line.strip():
                yield PrintedParagraph(((PrintedWord(line),),))


class _Table:
    """The rows of a sheet as a table without the rows and columns in which no text begins."""

    def __init__(self, sheet: SheetCells, rows: Sequence[int]) -> None:
        inside = frozenset(rows)
        self.texts = {area: text for area, text in sheet.texts.items() if area.row in inside}
        self.rows = {row: at for at, row in enumerate(rows)}
        self.columns = {column: at for at, column in enumerate(sorted({area.column for area in self.texts}))}
        self.blanks = [area for area in sheet.blanks if self._reaches(area)]

    def printed(self) -> PrintedTable:
        """The table, with an empty cell for every place that no other takes."""
        cells = [self._cell(area, self.texts.get(area, "")) for area in (*self.texts, *self.blanks)]
        taken = {
            (row, column)
            for cell in cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        cells += [
            PrintedCell(row, column, ())
            for row in self.rows.values()
            for column in self.columns.values()
            if (row, column) not in taken
        ]
        return PrintedTable(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))

    def _reaches(self, area: Area) -> bool:
        return any(row in self.rows for row in _rows(area)) and any(
            at in self.columns for at in _columns(area)
        )

    def _cell(self, area: Area, text: str) -> PrintedCell:
        rows = [self.rows[row] for row in _rows(area) if row in self.rows]
        columns = [self.columns[column] for column in _columns(area) if column in self.columns]
        lines = ((PrintedWord(text),),) if text else ()
        return PrintedCell(rows[0], columns[0], lines, len(rows), len(columns))


def _rows(area: Area) -> range:
    return range(area.row, area.last_row + 1)


def _columns(area: Area) -> range:
    return range(area.column, area.last_column + 1)
