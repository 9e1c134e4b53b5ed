"""Tables that lean on their page, as those of skewed scans do: where their cells would stand upright."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import linear_regression, mean, median
from typing import Literal

from extractor.document import Box, Cell

_FEWEST = 3
_TALL = 60.0
_LEANS = 2.0

Side = Callable[[float], float]
End = Literal["x0", "x1"]
Placed = tuple[Cell, Box]


def upright(cells: Sequence[Cell]) -> list[Placed]:
    """The cells, each with its outline as it would be with the sides of its table upright.

    A table of several pages leans otherwise on each: all are set between the sides of the first. Empty where
    a cell has no outline.
    """
    placed = [(cell, cell.box) for cell in cells if cell.box]
    parts = [*_parts(placed)] if len(placed) == len(cells) else []
    sides = [_sides(part) for part in parts]
    if not any(_leans(part, both) for part, both in zip(parts, sides, strict=True)):
        return placed if parts else []
    left, right = (mean(side(box.y0) for _, box in parts[0]) for side in sides[0])
    return [
        (cell, replace(box, x0=left + x0 * (right - left), x1=left + x1 * (right - left)))
        for part, both in zip(parts, sides, strict=True)
        for cell, box in part
        for x0, x1 in [_ends(box, both)]
    ]


def _parts(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The cells page by page: where a row stands far higher than the one before, another page begins."""
    part: list[Placed] = []
    for cell, box in sorted(placed, key=lambda one: (one[0].row, one[0].column)):
        if part and box.y0 < part[-1][1].y0 - _TALL:
            yield part
            part = []
        part.append((cell, box))
    if part:
        yield part


def _sides(part: Sequence[Placed]) -> tuple[Side, Side]:
    """Where the left and the right side of a table stand at each height; one that tells too little leans as the other."""
    first = min(cell.column for cell, _ in part)
    last = max(cell.column + cell.column_span for cell, _ in part)
    left = [box for cell, box in part if cell.column == first]
    right = [box for cell, box in part if cell.column + cell.column_span == last]
    ours, theirs = _slope(left, "x0"), _slope(right, "x1")
    ours, theirs = (
        (ours if ours is not None else theirs or 0.0),
        (theirs if theirs is not None else ours or 0.0),
    )
    return _side(left, "x0", ours), _side(right, "x1", theirs)


def _slope(boxes: Sequence[Box], end: End) -> float | None:
    """How much further right a side stands for each point further down; None where too few cells tell."""
    middles = [(box.y0 + box.y1) / 2 for box in boxes]
    if len(boxes) < _FEWEST or max(middles) - min(middles) < _TALL:
        return None
    slope = linear_regression(middles, [getattr(box, end) for box in boxes]).slope
    corners = [_corner(box, end, slope) for box in boxes]
    return linear_regression([y for _, y in corners], [x for x, _ in corners]).slope


def _corner(box: Box, end: End, slope: float) -> tuple[float, float]:
    """The corner of a leaning cell that its box ends at: the one that stands further out."""
    if end == "x0":
        return box.x0, box.y0 if slope > 0 else box.y1
    return box.x1, box.y1 if slope > 0 else box.y0


def _side(boxes: Sequence[Box], end: End, slope: float) -> Side:
    corners = [_corner(box, end, slope) for box in boxes]
    start = median(x - slope * y for x, y in corners)
    return lambda y: start + slope * y


def _leans(part: Sequence[Placed], sides: tuple[Side, Side]) -> bool:
    top, bottom = min(box.y0 for _, box in part), max(box.y1 for _, box in part)
    return any(abs(side(bottom) - side(top)) > _LEANS for side in sides)


def _ends(box: Box, sides: tuple[Side, Side]) -> tuple[float, float]:
    """Where a cell begins and ends, as shares of the way from the left side to the right one."""
    leans_right = sides[0](box.y1) > sides[0](box.y0)
    upper, lower = (box.y0, box.y1) if leans_right else (box.y1, box.y0)
    return _share(box.x0, upper, sides), _share(box.x1, lower, sides)


def _share(x: float, y: float, sides: tuple[Side, Side]) -> float:
    left, right = (side(y) for side in sides)
    return (x - left) / ((right - left) or 1.0)
