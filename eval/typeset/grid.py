"""A table as set on paper: cells with spans in one grid. Nothing in here knows how it is written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class GridCell:
    """A cell; row and column are 0-based, a line feed in the text is a paragraph break."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Grid:
    """Cells that cover every place of ``height`` × ``width`` exactly once."""

    height: int
    width: int
    cells: tuple[GridCell, ...]

    def places(self) -> list[list[GridCell]]:
        """For each row and column the cell that covers it; raises ValueError on a gap or an overlap."""
        table: list[list[GridCell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    if table[row][column] is not None:
                        raise ValueError(f"two cells at row {row}, column {column}: {cell.text!r}")
                    table[row][column] = cell
        filled = [[cell for cell in row if cell is not None] for row in table]
        if any(len(row) < self.width for row in filled):
            raise ValueError("a place of the grid is covered by no cell")
        return filled


@dataclass(frozen=True)
class Line:
    """A paragraph outside of tables; a ``title`` begins a page where pages are set."""

    text: str
    role: Literal["body", "heading", "title"] = "body"


Block = Line | Grid


def spread(weights: Sequence[float], width: int) -> list[int]:
    """Column spans for cells of these weights, together ``width``, each at least 1."""
    spans = [1] * len(weights)
    for _ in range(width - len(weights)):
        widest = max(range(len(weights)), key=lambda index: weights[index] / spans[index])
        spans[widest] += 1
    return spans


@dataclass
class GridBuilder:
    """Sets rows one below another into a grid of fixed width."""

    width: int
    height: int = 0
    cells: list[GridCell] = field(default_factory=list)

    def row(self, texts: Sequence[str], weights: Sequence[float] | None = None, start: int = 0) -> None:
        """One row of cells from column ``start`` to the right edge."""
        self.place(texts, spread(weights or [1.0] * len(texts), self.width - start), start)

    def place(self, texts: Sequence[str], spans: Sequence[int], start: int = 0) -> None:
        """One row of cells with these column spans."""
        column = start
        for text, span in zip(texts, spans, strict=True):
            self.cells.append(GridCell(self.height, column, text, 1, span))
            column += span
        self.height += 1

    def side(self, label: str, top: int) -> None:
        """A label in column 0 that spans the rows from ``top`` to the last one set."""
        self.cells.append(GridCell(top, 0, label, self.height - top))

    def build(self) -> Grid:
        """The grid, in reading order, checked for gaps."""
        cells = tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column)))
        grid = Grid(self.height, self.width, cells)
        grid.places()
        return grid
