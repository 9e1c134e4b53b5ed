"""Columns padded with spaces by display width, as a PDF's text layer is printed in layout mode."""

from __future__ import annotations

import unicodedata
from itertools import zip_longest

from typeset.grid import Block, Grid, GridCell, Line

_GAP = 2
_WIDEST = 30
_NARROWEST = 4


def spaced(blocks: tuple[Block, ...]) -> str:
    """Rows of columns with at least two spaces between; long cells wrap onto further lines."""
    out: list[str] = []
    for block in blocks:
        out += [block.text] if isinstance(block, Line) else _table(block)
    return "\n".join(out) + "\n"


def display_width(text: str) -> int:
    """Columns that a text takes in a fixed-width font: full-width characters count two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _table(grid: Grid) -> list[str]:
    widths = _column_widths(grid)
    starts = [sum(widths[:at]) + _GAP * at for at in range(grid.width)]
    out: list[str] = []
    for row in range(grid.height):
        cells = [cell for cell in grid.cells if cell.row == row]
        columns = [_wrapped(cell, widths) for cell in cells]
        for pieces in zip_longest(*columns, fillvalue=""):
            out.append(_line(cells, pieces, starts))
    return out


def _column_widths(grid: Grid) -> list[int]:
    widths = [_NARROWEST] * grid.width
    for cell in sorted(grid.cells, key=lambda one: one.column_span):
        wanted = min(max((display_width(part) for part in cell.text.split("\n")), default=0), _WIDEST)
        own = slice(cell.column, cell.column + cell.column_span)
        missing = wanted - sum(widths[own]) - _GAP * (cell.column_span - 1)
        if missing > 0:
            widths[cell.column + cell.column_span - 1] += missing
    return widths


def _wrapped(cell: GridCell, widths: list[int]) -> list[str]:
    own = widths[cell.column : cell.column + cell.column_span]
    room = sum(own) + _GAP * (cell.column_span - 1)
    return [piece for part in cell.text.split("\n") for piece in _cut(part, room)]


def _cut(text: str, room: int) -> list[str]:
    pieces, piece = [], ""
    for char in text:
        if display_width(piece + char) > room:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _line(cells: list[GridCell], pieces: tuple[str, ...], starts: list[int]) -> str:
    line = ""
    for cell, piece in zip(cells, pieces, strict=True):
        if piece:
            line += " " * (starts[cell.column] - display_width(line)) + piece
    return line.rstrip()
