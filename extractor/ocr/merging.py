"""From the edges that are drawn in a grid to its merged cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Place = tuple[int, int, int, int]
Kept = NDArray[np.bool_]


@dataclass(frozen=True)
class Edges:
    """Which edges between neighbouring places of a grid are drawn.

    ``below[r, c]`` lies between rows r and r + 1, ``beside[r, c]`` between columns c and c + 1.
    """

    below: NDArray[np.bool_]
    beside: NDArray[np.bool_]


def merged(edges: Edges) -> list[Place]:
    """The cells as (row, column, row span, column span), in reading order.

    Places with no edge between them are one cell; where such a cell is no rectangle, its outline
    is taken.
    """
    height, width = edges.beside.shape[0], edges.below.shape[1]
    owner = np.arange(height * width).reshape(height, width)
    for row, column in np.argwhere(~edges.below):
        _unite(owner, int(owner[row, column]), int(owner[row + 1, column]))
    for row, column in np.argwhere(~edges.beside):
        _unite(owner, int(owner[row, column]), int(owner[row, column + 1]))
    while _made_rectangular(owner):
        pass
    return _places(owner)


def needed(edges: Edges) -> tuple[Edges, Kept, Kept]:
    """The edges without the lines that no edge is drawn on, and which of the inner lines remain.

    These are strokes that looked like rules: dashes in cells, strokes of characters.
    """
    rows = np.asarray(edges.below.any(axis=1), dtype=bool)
    columns = np.asarray(edges.beside.any(axis=0), dtype=bool)
    below = edges.below[rows]
    beside = edges.beside[:, columns]
    # A row or column that is dropped lends its edges to the one it is part of.
    return Edges(_joined(below.T, columns).T, _joined(beside, rows)), rows, columns


def _joined(edges: NDArray[np.bool_], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Lines of edges joined where the line between them is not kept: drawn where most are drawn."""
    bounds = [0, *(np.flatnonzero(kept) + 1).tolist(), len(kept) + 1]
    parts = [edges[low:high].mean(axis=0) >= 0.5 for low, high in zip(bounds, bounds[1:], strict=False)]
    return np.array(parts, dtype=bool).reshape(len(bounds) - 1, edges.shape[1])


def _unite(owner: NDArray[np.int64], one: int, other: int) -> None:
    if one != other:
        owner[owner == other] = one


def _made_rectangular(owner: NDArray[np.int64]) -> bool:
    """Give each cell all of its outline; False when there was nothing to do."""
    changed = False
    for row, column, height, width in _places(owner):
        outline = owner[row : row + height, column : column + width]
        # Its first place may by now belong to another cell, or have done so before.
        first, *others = (int(cell) for cell in np.unique(outline))
        for other in others:
            _unite(owner, first, other)
            changed = True
    return changed


def _places(owner: NDArray[np.int64]) -> list[Place]:
    """The outline of each cell, in reading order."""
    bounds: dict[int, list[int]] = {}
    for (row, column), cell in np.ndenumerate(owner):
        low = bounds.setdefault(int(cell), [row, column, row, column])
        low[1], low[2], low[3] = min(low[1], column), row, max(low[3], column)
    return sorted((top, left, end - top + 1, right - left + 1) for top, left, end, right in bounds.values())
