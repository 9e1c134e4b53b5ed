"""From characters and rules to what stands on a page in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor.document import Box
from extractor.printed import Line, PrintedBlock, PrintedCell, PrintedTable
from extractor.readers.paper.lettering import joined_latin, lines_of
from extractor.readers.paper.overflow import with_overflow
from extractor.readers.paper.print_columns import in_print_columns
from extractor.readers.paper.spaced import with_spaced_tables
from extractor.readers.paper.wrapping import margins_of
from extractor.readers.pdf.characters import Character
from extractor.readers.pdf.tables import Grid, Slot


def laid_out(characters: Sequence[Character], grids: Sequence[Grid]) -> tuple[PrintedBlock, ...]:
    """Tables with the characters in their cells, and between them the paragraphs, top to bottom.

    A character belongs to the cell that holds its centre. Slanted text (a watermark) comes last.
    """
    tables = sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))
    cells, rest = _in_cells(characters, tables)
    cells = [with_overflow(cell) for cell in cells]
    slanted = [each for each in rest if each.heading == "slanted"]
    zones = _zones([each for each in rest if each.heading != "slanted"], tables)
    margins = margins_of([line for zone in zones for line in zone])
    blocks: list[PrintedBlock] = []
    for at, zone in enumerate(zones):
        blocks.extend(_running_text(zone, margins))
        if at < len(tables):
            table = _table(tables[at], cells[at])
            # Rules without any text in them are a drawing, or the form of an empty page.
            if any(cell.lines for cell in table.cells):
                blocks.append(table)
    return (*blocks, *with_spaced_tables(lines_of(slanted), (0.0, float("inf"))))


def _running_text(zone: Sequence[Line], margins: tuple[float, float]) -> Iterator[PrintedBlock]:
    for column, own in in_print_columns(zone, margins):
        yield from with_spaced_tables(column, own)


def _in_cells(
    characters: Sequence[Character], tables: Sequence[Grid]
) -> tuple[list[dict[Slot, list[Character]]], list[Character]]:
    """The characters in each table's cells, and those outside of all."""
    cells: list[dict[Slot, list[Character]]] = [{} for _ in tables]
    rest = []
    for each in characters:
        x, y = (each.box.x0 + each.box.x1) / 2, (each.box.y0 + each.box.y1) / 2
        found = [
            (slot.box.width * slot.box.height, at, slot)
            for at, grid in enumerate(tables)
            if (slot := _slot(grid, x, y)) is not None
        ]
        if found and each.heading != "slanted":
            # The smallest: a table may stand in a cell of another.
            _, at, slot = min(found, key=lambda one: one[:2])
            cells[at].setdefault(slot, []).append(each)
        else:
            rest.append(each)
    return cells, rest


def _slot(grid: Grid, x: float, y: float) -> Slot | None:
    box: Box = grid.box
    return grid.slot_at(x, y) if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 else None


def _zones(rest: Sequence[Character], tables: Sequence[Grid]) -> list[list[Line]]:
    """The lines before the first table, between each two, and after the last."""
    zones: list[list[Character]] = [[] for _ in range(len(tables) + 1)]
    tops = [grid.box.y0 for grid in tables]
    for each in rest:
        zones[bisect_left(tops, (each.box.y0 + each.box.y1) / 2)].append(each)
    return [lines_of(zone) for zone in zones]


def _table(grid: Grid, cells: dict[Slot, list[Character]]) -> PrintedTable:
    return PrintedTable(
        tuple(
            PrintedCell(
                slot.row,
                slot.column,
                joined_latin(lines_of(cells.get(slot, ()))),
                slot.row_span,
                slot.column_span,
                slot.box,
            )
            for slot in grid.slots
        ),
        grid.box,
    )
