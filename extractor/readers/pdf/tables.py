"""Ruled tables of a PDF page: rows, columns and merged cells from the rules drawn on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pymupdf

from extractor.document import Box
from extractor.open_tables.rules import missing_rules
from extractor.readers.pdf.drawings import strokes_of

_SAME_RULE = 2.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid: 0-based place, spans, and its outline in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True)
class Grid:
    """A ruled table: its outline, and its cells in reading order."""

    box: Box
    slots: tuple[Slot, ...]

    def slot_at(self, x: float, y: float) -> Slot | None:
        """The cell that holds a point, None outside of all."""
        column, row = bisect_right(self._xs, x) - 1, bisect_right(self._ys, y) - 1
        return self._taken.get((row, column))

    @cached_property
    def _xs(self) -> list[float]:
        return _rules(x for slot in self.slots for x in (slot.box.x0, slot.box.x1))

    @cached_property
    def _ys(self) -> list[float]:
        return _rules(y for slot in self.slots for y in (slot.box.y0, slot.box.y1))

    @cached_property
    def _taken(self) -> dict[tuple[int, int], Slot]:
        return {
            (row, column): slot
            for slot in self.slots
            for row in range(slot.row, slot.row + slot.row_span)
            for column in range(slot.column, slot.column + slot.column_span)
        }


def find_cells(page: pymupdf.Page, paths: list[dict[str, Any]], characters: Sequence[Box]) -> list[list[Box]]:
    """The outlines of the cells of each ruled table on a page whose rotation is 0.

    ``paths`` are its drawings as `pymupdf.Page.get_drawings` gives them, ``characters`` the
    boxes of its text: sides that a table leaves open are closed.
    """
    missing = [stroke for table in missing_rules(strokes_of(paths), characters) for stroke in table]
    finder = page.find_tables(use_layout=False, paths=paths, add_lines=missing)
    tables = finder.tables if finder is not None else []
    return [[Box(*map(float, cell[:4])) for cell in table.cells if cell] for table in tables]


def grid_of(cells: Sequence[Box]) -> Grid | None:
    """The grid in which the cells lie; None for a frame of one cell or one column, which is no table."""
    xs = _rules(x for cell in cells for x in (cell.x0, cell.x1))
    ys = _rules(y for cell in cells for y in (cell.y0, cell.y1))
    if len(xs) < 3 or len(ys) < 2:
        return None
    slots = []
    for cell in cells:
        column, end = _nearest(xs, cell.x0), _nearest(xs, cell.x1)
        row, below = _nearest(ys, cell.y0), _nearest(ys, cell.y1)
        if end > column and below > row:
            slots.append(Slot(row, column, below - row, end - column, cell))
    outline = Box.around(cells)
    if outline is None or len(slots) < 2:
        return None
    return Grid(outline, tuple(sorted(slots, key=lambda slot: (slot.row, slot.column))))


def _rules(places: Iterable[float]) -> list[float]:
    """Where the rules stand; those a stroke's breadth apart are one."""
    rules: list[float] = []
    for place in sorted(places):
        if not rules or place - rules[-1] > _SAME_RULE:
            rules.append(place)
    return rules


def _nearest(rules: Sequence[float], place: float) -> int:
    return min(range(len(rules)), key=lambda at: abs(rules[at] - place))
