"""Tables on a straightened page: rows, columns and merged cells, from the rules between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.ocr.engine import Area
from extractor.ocr.merging import Edges, merged, needed
from extractor.ocr.rulings import Rulings

# Pixels at 200 dpi.
_SMALLEST_TABLE = (90, 36)
_JOINED = 5
_SAME_LINE = 9
_REACH = 4
_INSET = 3
_ENDS = 6
_STICKS_OUT = 30

_ROW_LINE, _WHOLE = 0.55, 0.8
# A dense form of a hundred rows and thirty columns has three thousand.
_MOST_PLACES = 10_000
_LOOSE_ROW_LINE = 0.85
_COLUMN_LINE = 0.8
_TOUCHES = 0.6


@dataclass(frozen=True)
class GridCell:
    """A cell of a table: 0-based place in its grid, spans, and its outline in pixels."""

    row: int
    column: int
    row_span: int
    column_span: int
    area: Area


@dataclass(frozen=True)
class Grid:
    """A table's outline, its cells in reading order, and where its rules are drawn."""

    area: Area
    cells: tuple[GridCell, ...]
    rules: tuple[Area, ...] = ()


def find_grids(rulings: Rulings, scale: float = 1.0) -> list[Grid]:
    """The tables that rules draw on a page, from top to bottom; a frame around text is one of one cell."""
    grids = [_Finder(rulings, area, scale).grid() for area in _regions(rulings, scale)]
    found = sorted((grid for grid in grids if grid), key=lambda grid: (grid.area.y0, grid.area.x0))
    return [grid for grid in found if not any(_inside(grid.area, other.area) for other in found)]


def _inside(inner: Area, outer: Area) -> bool:
    return inner != outer and inner.cut(outer) == inner


def _regions(rulings: Rulings, scale: float) -> Iterator[Area]:
    """Outlines of rules that hang together."""
    reach = round(_JOINED * scale)
    both = cv2.dilate(np.maximum(rulings.horizontal, rulings.vertical), np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(both)
    for at in range(1, count):
        left, top, width, height = (int(each) for each in stats[at, :4])
        if width >= _SMALLEST_TABLE[0] * scale and height >= _SMALLEST_TABLE[1] * scale:
            yield Area(left, top, left + width, top + height)


class _Finder:
    """The grid of one region."""

    def __init__(self, rulings: Rulings, area: Area, scale: float) -> None:
        window = (slice(area.y0, area.y1), slice(area.x0, area.x1))
        self._across = rulings.horizontal[window] > 0
        self._down = rulings.vertical[window] > 0
        self._area = area
        self._scale = scale
        self._wide_down = self._wide(self._down)
        self._across_sum = self._across.sum(axis=1, dtype=np.int64)
        self._is_row_line = self._across_sum >= self._shortest_row_line

    def grid(self) -> Grid | None:
        """The grid; None where rules do not make one (a frame, an underline, a drawing, a damaged picture)."""
        rows = self._with_whole_ends(self._row_lines())
        if len(rows) < 2:
            return None
        columns = self._column_lines(rows)
        if len(columns) < 2:
            return None
        if len(rows) * len(columns) > _MOST_PLACES:
            return None
        edges, kept_rows, kept_columns = needed(self._edges(rows, columns))
        rows, columns = _with_ends(rows, kept_rows), _with_ends(columns, kept_columns)
        cells = [GridCell(*place, self._outline(rows, columns, place)) for place in merged(edges)]
        rules = tuple(self._rules(rows, columns))
        # Letters that touch the outer rules hang together with the table, but are none of it.
        outline = self._placed(columns[0], rows[0], columns[-1], rows[-1])
        return Grid(outline, tuple(cells), rules) if len(cells) > 1 else None

    def _rules(self, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Area]:
        """The stretches of row and column lines that are drawn, as wide as they are drawn."""
        reach = self._px(_REACH) + 2
        for top, bottom in pairwise(rows):
            running = np.flatnonzero(self._running(top, bottom))
            for x in columns:
                near = running[np.abs(running - x) <= reach]
                if len(near):
                    yield self._placed(int(near[0]), top, int(near[-1]) + 1, bottom + 1)
        for left, right in pairwise(columns):
            drawn = np.flatnonzero(self._across[:, left : right + 1].mean(axis=1) >= _ROW_LINE)
            for y in rows:
                near = drawn[np.abs(drawn - y) <= reach]
                if len(near):
                    yield self._placed(left, int(near[0]), right + 1, int(near[-1]) + 1)

    def _placed(self, x0: int, y0: int, x1: int, y1: int) -> Area:
        return Area(self._area.x0 + x0, self._area.y0 + y0, self._area.x0 + x1, self._area.y0 + y1)

    def _outline(self, rows: Sequence[int], columns: Sequence[int], place: tuple[int, int, int, int]) -> Area:
        row, column, row_span, column_span = place
        return self._placed(columns[column], rows[row], columns[column + column_span], rows[row + row_span])

    def _row_lines(self) -> list[int]:
        return _peaks(self._across_sum, self._shortest_row_line, self._px(_SAME_LINE))

    def _with_whole_ends(self, rows: list[int]) -> list[int]:
        """Without outer row lines that are but strokes of a title or a note which touches the table.

        A row line is drawn all along, or closes the sides of a row.
        """
        for at, inner in ((0, slice(1, None)), (-1, slice(None, -1))):
            while len(rows) > 2 and not (self._is_whole(rows[at]) or self._has_sides(rows, rows[inner])):
                rows = rows[inner]
        return rows

    def _is_whole(self, y: int) -> bool:
        reach = self._px(_REACH)
        drawn = np.asarray(self._across[max(y - reach, 0) : y + reach + 1].any(axis=0), dtype=bool)
        ends = np.flatnonzero(drawn)[[0, -1]]
        return bool(drawn[ends[0] : ends[1] + 1].mean() >= _WHOLE)

    def _has_sides(self, rows: Sequence[int], inner: Sequence[int]) -> bool:
        """Whether the outer columns of the other rows are drawn in the outermost one as well."""
        columns = self._column_lines(inner)
        top, bottom = (rows[0], rows[1]) if rows[0] != inner[0] else (rows[-2], rows[-1])
        return bool(columns) and all(self._drawn_down((columns[0], columns[-1]), top, bottom))

    @property
    def _shortest_row_line(self) -> float:
        return float(0.04 * self._across.shape[1] + 20 * self._scale)

    def _column_lines(self, rows: Sequence[int]) -> list[int]:
        """Where vertical rules stand: strokes that run from one row line to the next."""
        support = np.zeros(self._down.shape[1], dtype=np.int64)
        for top, bottom in pairwise(rows):
            support += self._running(top, bottom) * (bottom - top)
        lines = _peaks(support, 18 * self._scale, self._px(_SAME_LINE))
        return self._with_open_sides(lines)

    def _running(self, top: int, bottom: int) -> NDArray[np.bool_]:
        """For each x whether ink runs down all of the band, up to the row lines at both of its ends."""
        band = self._wide_down[self._edge(top, 1) : self._edge(bottom, -1) + 1]
        if not len(band):
            return np.zeros(self._down.shape[1], dtype=bool)
        ends = min(self._px(_ENDS), max(2, len(band) // 4))
        return np.asarray(
            (band.mean(axis=0) >= _COLUMN_LINE)
            & (band[:ends].mean(axis=0) >= _TOUCHES)
            & (band[-ends:].mean(axis=0) >= _TOUCHES)
        )

    def _edge(self, line: int, step: Literal[1, -1]) -> int:
        """Where a row line lies; of a double line (whose middle is blank) the one below (1) or above (-1)."""
        if self._is_row_line[line]:
            return line
        reach = 2 * self._px(_REACH)
        near = [line + step * away for away in range(1, reach)]
        drawn = [y for y in near if 0 <= y < len(self._is_row_line) and self._is_row_line[y]]
        return drawn[len(drawn) // 2] if drawn else line

    def _wide(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Thickened by a pixel on both sides, for rules that still lean a little."""
        wide = mask.copy()
        wide[:, 1:] |= mask[:, :-1]
        wide[:, :-1] |= mask[:, 1:]
        return wide

    def _with_open_sides(self, lines: list[int]) -> list[int]:
        """Row lines that reach out over the outermost columns stand for a side that is not drawn."""
        width, reach = self._down.shape[1], self._px(_STICKS_OUT)
        if lines and lines[0] > reach:
            lines = [0, *lines]
        if lines and lines[-1] < width - reach:
            lines = [*lines, width - 1]
        return lines

    def _edges(self, rows: Sequence[int], columns: Sequence[int]) -> Edges:
        below = [
            [self._drawn_across(y, left, right) for left, right in pairwise(columns)] for y in rows[1:-1]
        ]
        beside = [self._drawn_down(columns[1:-1], top, bottom) for top, bottom in pairwise(rows)]
        return Edges(
            np.array(below, dtype=bool).reshape(len(rows) - 2, len(columns) - 1),
            np.array(beside, dtype=bool).reshape(len(rows) - 1, len(columns) - 2),
        )

    def _drawn_across(self, y: int, left: int, right: int) -> bool:
        reach, inset = self._px(_REACH), min(self._px(_INSET), (right - left) // 4)
        drawn = self._across[max(y - reach, 0) : y + reach + 1, left + inset : right - inset + 1]
        drawn = np.asarray(drawn.any(axis=0), dtype=bool)
        ends = min(2 * self._px(_ENDS), max(2, len(drawn) // 6))
        touches = min(drawn[:ends].mean(), drawn[-ends:].mean()) >= _TOUCHES
        return bool(drawn.mean() >= (_ROW_LINE if touches else _LOOSE_ROW_LINE))

    def _drawn_down(self, lines: Sequence[int], top: int, bottom: int) -> list[bool]:
        """For each column line whether it is drawn between two row lines."""
        running, reach = self._running(top, bottom), self._px(_REACH)
        return [bool(running[max(x - reach, 0) : x + reach + 1].any()) for x in lines]

    def _px(self, at_200_dpi: int) -> int:
        return max(1, round(at_200_dpi * self._scale))


def _with_ends(lines: Sequence[int], kept: NDArray[np.bool_]) -> list[int]:
    """The outer lines and those of the inner ones that are kept."""
    return [lines[0], *(line for line, keep in zip(lines[1:-1], kept, strict=True) if keep), lines[-1]]


def _peaks(support: NDArray[np.int64], least: float, together: int) -> list[int]:
    """The middles of the stretches where the support is enough; close ones are one (double rules)."""
    strong = np.flatnonzero(support >= max(least, 1))
    if not len(strong):
        return []
    groups = np.split(strong, np.flatnonzero(np.diff(strong) > together) + 1)
    return [round(float(np.average(group, weights=support[group]))) for group in groups]
