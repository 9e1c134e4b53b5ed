"""Columns padded with spaces by display width, as a PDF's text layer is printed in layout mode."""

from __future__ import annotations

import unicodedata

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
    left = {cell: _wrapped(cell, widths) for cell in grid.cells}
    out: list[str] = []
    for row, places in enumerate(grid.places()):
        cells = list(dict.fromkeys(places))
        for _ in range(_height(row, cells, left)):
            out.append(_line([(cell, left[cell].pop(0)) for cell in cells if left[cell]], starts))
    return out


def _height(row: int, cells: list[GridCell], left: dict[GridCell, list[str]]) -> int:
    """Lines of a row: what ends in it must fit, what spans on may go on beside the rows below."""
    ending = [cell for cell in cells if cell.row + cell.row_span == row + 1]
    return max((len(left[cell]) for cell in ending), default=1) or 1


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
    return [piece for part in cell.text.split("\n") if part for piece in _cut(part, room)]


def _cut(text: str, room: int) -> list[str]:
    pieces, piece = [], ""
    for char in text:
        if display_width(piece + char) > room:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _line(pieces: list[tuple[GridCell, str]], starts: list[int]) -> str:
    line = ""
    for cell, piece in pieces:
        line += " " * (starts[cell.column] - display_width(line)) + piece
    return line
