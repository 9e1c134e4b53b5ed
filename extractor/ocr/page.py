"""Reading one scanned page: straighten, find tables, find and read lines, put them into their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.document import UNREAD
from extractor.errors import ExtractorError
from extractor.ocr.engine import Area, Glyph, Glyphs, OcrEngine, Picture
from extractor.ocr.grid import Grid
from extractor.ocr.pieces import Piece, Stack, apart, pieces_in, side_by_side, split_lines
from extractor.ocr.places import Places, set_apart
from extractor.ocr.second_look import read_twice
from extractor.ocr.sheet import Sheet, crop
from extractor.ocr.signs import signs_by_shape
from extractor.ocr.sources import ScanSource
from extractor.ocr.stamps import without_stamps
from extractor.ocr.straighten import straighten
from extractor.ocr.turned import is_on_its_head, is_on_its_side, turned
from extractor.printed import Line, PrintedBlock, PrintedCell, PrintedParagraph, PrintedTable

READ_AT = 200
# In square points, somewhat over A3. To find lines takes over 100 MB for each million pixels, and
# what says that it is larger is mostly a photograph or scan that does not know its size.
_LARGEST = 1_200_000
_SURE = 0.85
_SURE_BESIDE_TEXT = 0.5
_NEAR_TEXT = 2.0


def attempt(source: ScanSource, dpi: int, engine: OcrEngine) -> tuple[PrintedBlock, ...] | str:
    """What is printed on a page, or why it cannot be read: a page that fails takes no other with it."""
    try:
        share = min(1.0, (_LARGEST / max(source.width * source.height, 1.0)) ** 0.5)
        bounded = max(int(dpi * share), 1)
        return read_page(source.load(bounded), bounded, engine)
    except ExtractorError as error:
        return error.message
    except Exception as error:  # the one place that isolates a page
        return f"{type(error).__name__}: {error}"


def read_page(picture: Picture, dpi: float, engine: OcrEngine) -> tuple[PrintedBlock, ...]:
    """What is printed on a page, in reading order; boxes are in points of the page as given."""
    sheet = _sheet(picture, dpi, engine)
    places = Places(sheet.matrix, 72 / dpi)
    reader = _PageReader(sheet, engine, places)
    return reader.blocks()


def _sheet(picture: Picture, dpi: float, engine: OcrEngine) -> Sheet:
    """The page upright and straight, its lines found, its rules painted over."""
    scale = dpi / READ_AT
    clean = without_stamps(picture, scale)
    sheet = _straight(clean, scale, engine)
    if is_on_its_side(sheet.lines):
        on_side, matrix = turned(clean, 1)
        sheet = _straight(on_side, scale, engine)
        sheet = replace(sheet, matrix=sheet.matrix @ matrix)
    if is_on_its_head(sheet.picture, sheet.lines, engine):
        upright, matrix = turned(sheet.picture, 2)
        again = _straight(upright, scale, engine)
        sheet = replace(again, matrix=again.matrix @ matrix @ sheet.matrix)
    return sheet.without_false_rules(engine.read).with_open_tables().painted()


def _straight(picture: Picture, scale: float, engine: OcrEngine) -> Sheet:
    straight = straighten(picture, scale)
    sheet = Sheet.of(straight.picture, straight.matrix, scale)
    return replace(sheet, lines=tuple(engine.find(sheet.picture)))


@dataclass(frozen=True)
class _Read:
    """A line of text and what it says, its characters placed on the sheet."""

    area: Area
    glyphs: Glyphs


class _PageReader:
    """Reads all the lines of a sheet at once, and hands them to the cells and paragraphs they stand in."""

    def __init__(self, sheet: Sheet, engine: OcrEngine, places: Places) -> None:
        self._sheet = sheet
        self._engine = engine
        self._places = places

    def blocks(self) -> tuple[PrintedBlock, ...]:
        sheet = self._sheet
        cells = [(grid, cell) for grid in sheet.grids for cell in grid.cells]
        rooms = [pieces_in(cell.area.grown(-1), sheet.lines, sheet.ink, sheet.scale) for _, cell in cells]
        outside = self._outside()
        *said, prose = self._read([*rooms, outside])
        tables: dict[int, list[PrintedCell]] = {id(grid): [] for grid in sheet.grids}
        for (grid, cell), room in zip(cells, said, strict=True):
            lines = self._lines(room)
            printed = PrintedCell(
                cell.row, cell.column, lines, cell.row_span, cell.column_span, self._places.box(cell.area)
            )
            tables[id(grid)].append(printed)
        placed: list[tuple[int, PrintedBlock]] = [
            (grid.area.y0, PrintedTable(tuple(tables[id(grid)]), self._places.box(grid.area)))
            for grid in sheet.grids
        ]
        placed += self._paragraphs(prose)
        return tuple(block for _, block in sorted(placed, key=lambda each: each[0]))

    def _outside(self) -> list[Piece]:
        sheet = self._sheet
        height, width = sheet.ink.shape
        lines = [line for line in sheet.lines if not _in_a_table(line, sheet.grids)]
        pieces = pieces_in(Area(0, 0, width, height), lines, sheet.outside_ink(), sheet.scale)
        return [piece for piece in pieces if piece.found or _is_beside_text(piece.area, lines)]

    def _read(self, rooms: Sequence[Sequence[Piece]]) -> list[list[_Read]]:
        """What the pieces in each room say; all are read together, which is faster."""
        parts = [self._parts(room) for room in rooms]
        pictures = [self._picture(part) for room in parts for part in room]
        said = iter(read_twice(pictures, self._engine))
        return [self._said(room, [next(said) for _ in room]) for room in parts]

    def _said(self, parts: Sequence[Piece | Stack], glyphs: Sequence[Glyphs]) -> list[_Read]:
        """What the parts of a room say. Where nothing else stands, what no line was found for has to be surer."""
        sheet = self._sheet
        beside = any(said for part, said in zip(parts, glyphs, strict=True) if _is_found(part))
        least = _SURE_BESIDE_TEXT if beside else _SURE
        read = []
        for part, said in zip(parts, glyphs, strict=True):
            said = (
                signs_by_shape(said, part.area, sheet.ink, sheet.usual) if isinstance(part, Piece) else said
            )
            placed = _placed(part, said, least)
            if placed:
                read.append(placed)
        return read

    def _parts(self, room: Sequence[Piece]) -> list[Piece | Stack]:
        whole: list[Piece | Stack] = []
        cut: list[Piece | Stack] = []
        for piece in room:
            split = split_lines(piece, self._sheet.ink, self._sheet.usual)
            if isinstance(split, Stack):
                cut.append(split)
            else:
                (whole if len(split) == 1 else cut).extend(split)
        return apart([*whole, *cut])

    def _picture(self, part: Piece | Stack) -> Picture:
        if isinstance(part, Stack):
            return side_by_side(self._sheet.picture, part)
        return crop(self._sheet.picture, part.area)

    def _lines(self, read: Sequence[_Read]) -> tuple[Line, ...]:
        return tuple(self._places.words(row) for row in _rows(read))

    def _paragraphs(self, read: Sequence[_Read]) -> Iterable[tuple[int, PrintedBlock]]:
        for row in _rows(read):
            yield row[0].area.y0, PrintedParagraph((set_apart(self._places.words(row)),))


def _is_beside_text(area: Area, lines: Sequence[Area]) -> bool:
    """Whether something that no line was found for stands on the level of one, and not far away."""
    for line in lines:
        overlap = min(area.y1, line.y1) - max(area.y0, line.y0)
        if overlap > 0.5 * min(area.height, line.height):
            gap = max(line.x0 - area.x1, area.x0 - line.x1)
            if gap < _NEAR_TEXT * line.height and area.height < 2 * line.height:
                return True
    return False


def _in_a_table(line: Area, grids: Iterable[Grid]) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return any(grid.area.x0 <= x <= grid.area.x1 and grid.area.y0 <= y <= grid.area.y1 for grid in grids)


def _is_found(part: Piece | Stack) -> bool:
    return part.found if isinstance(part, Piece) else part.piece.found


def _placed(part: Piece | Stack, glyphs: Glyphs, least: float) -> _Read | None:
    """The characters placed on the sheet; None where there is nothing to be said of the part."""
    if isinstance(part, Stack):
        piece, placed = part.piece, _on_stack(glyphs, part.glyphs)
    else:
        piece, placed = part, _on_sheet(glyphs, part.area)
    if not piece.found:
        placed = _sure_of(placed, piece.area, least)
    return _Read(piece.area, placed) if placed else None


def _on_sheet(glyphs: Glyphs, line: Area) -> Glyphs:
    return tuple(
        replace(glyph, area=Area(line.x0 + glyph.area.x0, line.y0, line.x0 + glyph.area.x1, line.y1))
        for glyph in glyphs
    )


def _on_stack(glyphs: Glyphs, areas: Sequence[Area]) -> Glyphs:
    """Characters that were read side by side, each placed where it stood in the stack."""
    width = max(area.width for area in areas) + 4
    return tuple(
        replace(glyph, area=areas[min((glyph.area.x0 + glyph.area.x1) // (2 * width), len(areas) - 1)])
        for glyph in glyphs
    )


def _sure_of(glyphs: Glyphs, line: Area, least: float) -> Glyphs:
    """What was read where no line had been found: taken when sure, else a sign that something stands there."""
    if glyphs and min(glyph.confidence for glyph in glyphs) >= least:
        return glyphs
    return (Glyph(UNREAD, line, 0.0),)


def _rows(read: Sequence[_Read]) -> list[Glyphs]:
    """The characters line by line, from top to bottom and from left to right."""
    rows: list[list[_Read]] = []
    for each in sorted(read, key=lambda one: one.area.y0 + one.area.y1):
        if rows and _same_row(rows[-1][-1].area, each.area):
            rows[-1].append(each)
        else:
            rows.append([each])
    return [
        tuple(glyph for each in sorted(row, key=lambda one: one.area.x0) for glyph in each.glyphs)
        for row in rows
    ]


def _same_row(one: Area, other: Area) -> bool:
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    return overlap > 0.5 * min(one.height, other.height) and one.cut(other).width <= 0.3 * min(
        one.width, other.width
    )
