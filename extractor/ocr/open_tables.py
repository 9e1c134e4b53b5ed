"""Tables of a scan that have no vertical rules: theirs are put where its columns part.

Many templates rule rows only. Such rules hang together with nothing, so that no grid is found between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.document import Box
from extractor.ocr.engine import Area, Picture
from extractor.ocr.grid import Grid
from extractor.ocr.rulings import Rulings
from extractor.open_tables.gutters import Stroke
from extractor.open_tables.rules import missing_rules

_FEWEST_RULES = 3
_SIDES = 2
# In heights of a line: a gap between cells that the engine took for one line; how high a lone sign is.
_BETWEEN_CELLS = 0.65
# The same where a stop or comma stands before the gap, which takes half a character of room itself; how
# narrow such a sign is, and how much of the line's height is blank above it.
_BEHIND_STOP = 1.15
_STOP_WIDTH, _ABOVE_STOP = 0.4, 0.5
_LOWEST, _HIGHEST = 0.25, 1.5
_EDGE = 0.15
# At 200 dpi.
_POINTS = 72 / 200
_AROUND = 4
_DRAWN = 3
_BRIDGED, _DRIFTS = 10, 2
_FEWEST_DOTS = 2


def open_rules(rulings: Rulings, grids: Sequence[Grid], lines: Sequence[Area], scale: float) -> list[Area]:
    """The horizontal rules that no grid was found with, none high; empty where they are too few for a table.

    ``lines`` are those of text: strokes within them are of characters.
    """
    rules = [
        rule
        for rule in _rules(rulings.horizontal, scale)
        if not any(_is_in(rule, grid) for grid in grids) and not any(_is_stroke(rule, line) for line in lines)
    ]
    return rules if len(rules) >= _FEWEST_RULES else []


def with_columns(
    rulings: Rulings, rules: Sequence[Area], lines: Sequence[Area], ink: Picture, scale: float
) -> Rulings | None:
    """The rules with those added that open tables lack; None where there is no such table.

    ``rules`` are the open ones, ``lines`` those of text, ``ink`` is what is printed, rules and all.
    """
    points = _POINTS / scale
    without_rules = np.where(rulings.horizontal > 0, np.uint8(0), ink)
    texts = [_box(text, points) for text in _texts(lines, without_rules)]
    tables = missing_rules([_box(rule, points) for rule in rules], texts)
    strokes = [stroke for table in tables if len(table) > _SIDES for stroke in table]
    if not strokes:
        return None
    horizontal = rulings.horizontal.copy()
    for rule in rules:
        horizontal[rule.y0, rule.x0 : rule.x1] = 255
    level = [((y, x), (y, end)) for (x, y), (end, other) in strokes if y == other]
    upright = [stroke for stroke in strokes if stroke[0][1] != stroke[1][1]]
    return Rulings(
        _drawn(horizontal.T, level, points).T,
        _drawn(rulings.vertical, upright, points),
    )


def _rules(horizontal: Picture, scale: float) -> Iterator[Area]:
    """The rules, those in pieces that drift apart by a few pixels as one, without height."""
    across, down = (2 * round(each * scale) + 1 for each in (_BRIDGED, _DRIFTS))
    joined = cv2.dilate(horizontal, np.ones((down, across), np.uint8))
    count, _, stats, middles = cv2.connectedComponentsWithStats(joined)
    for (x, _, width, _, _), middle in zip(stats[1:count].tolist(), middles[1:count], strict=True):
        y = round(float(middle[1]))
        yield Area(x + across // 2, y, x + width - across // 2, y)


def _is_in(rule: Area, grid: Grid) -> bool:
    area = grid.area.grown(_AROUND)
    return area.y0 <= rule.y0 <= area.y1 and rule.cut(area).width > 0


def _is_stroke(rule: Area, line: Area) -> bool:
    inside = line.x0 - line.height <= rule.x0 and rule.x1 <= line.x1 + line.height
    edge = _EDGE * line.height
    return inside and line.y0 + edge <= rule.y0 <= line.y1 - edge


def _texts(lines: Sequence[Area], ink: Picture) -> Iterator[Area]:
    """The texts of cells: lines parted at wide gaps, and lone signs that no line was found for."""
    for line in lines:
        yield from _parted(line, ink)
    usual = float(np.median([line.height for line in lines]))
    count, _, stats, middles = cv2.connectedComponentsWithStats(ink)
    for (x, y, width, height, _), middle in zip(stats[1:count].tolist(), middles[1:count], strict=True):
        is_sign = _LOWEST * usual <= max(width, height) <= _HIGHEST * usual
        if is_sign and not any(_holds(line, *middle) for line in lines):
            yield Area(x, y, x + width, y + height)


def _parted(line: Area, ink: Picture) -> Iterator[Area]:
    window = ink[max(line.y0, 0) : line.y1, max(line.x0, 0) : line.x1] > 0
    filled = np.flatnonzero(window.sum(axis=0) >= _FEWEST_DOTS)
    gaps = np.diff(filled)
    wide = [
        at
        for at in np.flatnonzero(gaps > _BETWEEN_CELLS * line.height)
        if gaps[at] > _BEHIND_STOP * line.height or not _is_stop(window, filled[: at + 1])
    ]
    for part in np.split(filled, np.array(wide, dtype=np.intp) + 1):
        if len(part):
            yield line._replace(x0=line.x0 + int(part[0]), x1=line.x0 + int(part[-1]) + 1)


def _is_stop(line: NDArray[np.bool_], filled: NDArray[np.intp]) -> bool:
    """Whether the last thing that stands in the columns of a line is small and low."""
    last = np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1)[-1]
    rows = np.flatnonzero(line[:, last[0] : last[-1] + 1].any(axis=1))
    return bool(len(last) <= _STOP_WIDTH * len(line) and rows[0] >= _ABOVE_STOP * len(line))


def _holds(line: Area, x: float, y: float) -> bool:
    return line.x0 <= x <= line.x1 and line.y0 <= y <= line.y1


def _box(area: Area, points: float) -> Box:
    return Box(area.x0 * points, area.y0 * points, area.x1 * points, area.y1 * points)


def _drawn(vertical: Picture, strokes: Sequence[Stroke], points: float) -> Picture:
    """The mask with upright strokes drawn on it; that of level ones is given, and given back, turned."""
    drawn = np.array(vertical)
    for (x, top), (_, bottom) in strokes:
        left = round(x / points) - _DRAWN // 2
        drawn[round(top / points) : round(bottom / points) + 1, max(left, 0) : left + _DRAWN] = 255
    return drawn
