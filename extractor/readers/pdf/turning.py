"""Sheets that are turned by quarters: where a box lies when the page is held another way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from extractor.document import Box
from extractor.printed import Line, PrintedBlock, PrintedTable


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of ``width`` by ``height`` points, to be turned clockwise by ``turns`` quarters."""

    width: float
    height: float
    turns: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height after the turn."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)

    def turned(self, box: Box) -> Box:
        """The box on the turned page."""
        width, height = self.width, self.height
        for _ in range(self.turns % 4):
            box = Box(height - box.y1, box.x0, height - box.y0, box.x1)
            width, height = height, width
        return box


def turned_blocks(blocks: tuple[PrintedBlock, ...], sheet: Sheet) -> tuple[PrintedBlock, ...]:
    """What stands on a page, with all boxes on the turned page."""
    return moved_blocks(blocks, sheet.turned) if sheet.turns % 4 else blocks


def moved_blocks(blocks: Iterable[PrintedBlock], move: Callable[[Box], Box]) -> tuple[PrintedBlock, ...]:
    """The blocks with all of their boxes moved."""
    return tuple(_block(block, move) for block in blocks)


def _block(block: PrintedBlock, move: Callable[[Box], Box]) -> PrintedBlock:
    if not isinstance(block, PrintedTable):
        return replace(block, lines=_lines(block.lines, move))
    cells = tuple(
        replace(cell, lines=_lines(cell.lines, move), box=cell.box and move(cell.box)) for cell in block.cells
    )
    return PrintedTable(cells, block.box and move(block.box))


def _lines(lines: tuple[Line, ...], move: Callable[[Box], Box]) -> tuple[Line, ...]:
    return tuple(tuple(replace(word, box=word.box and move(word.box)) for word in line) for line in lines)
