"""Lines of text cut so that none reaches over the border of a cell, and none is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractor.ocr.engine import Area, Picture

# In heights of a line.
_THINNEST = 0.45
_NEXT_GLYPH = 0.9
_POINT = 0.6
_TOO_HIGH = 1.55
_STACK_WIDTH = 1.3
# Pixels at 200 dpi.
_SPECK = 6
_BRIDGE = 15
_USUAL_LINE = 28


@dataclass(frozen=True)
class Piece:
    """A line of text within one cell (or outside of tables).

    ``found`` is False where the engine's detector had not seen it: what is read there has to be surer.
    """

    area: Area
    found: bool = True


@dataclass(frozen=True)
class Stack:
    """Characters one below the other, from top to bottom."""

    piece: Piece
    glyphs: tuple[Area, ...]

    @property
    def area(self) -> Area:
        """Where all of them stand."""
        return self.piece.area


def pieces_in(room: Area, lines: Iterable[Area], ink: Picture, scale: float = 1.0) -> list[Piece]:
    """The lines of text in a room (the inside of a cell), from top to bottom.

    ``lines`` are those that the engine found anywhere on the page, ``ink`` is the page's without rules.
    """
    marks = _marks(ink, room, scale)
    cut = [_around_ink(line.cut(room), marks) for line in lines if _belongs(line, room)]
    found = _joined([area for area in cut if area])
    grown, missed = _grown(found, marks)
    pieces = [Piece(area) for area in grown] + [Piece(area, found=False) for area in _lines_of(missed, scale)]
    return sorted(pieces, key=lambda piece: (piece.area.y0, piece.area.x0))


def _belongs(line: Area, room: Area) -> bool:
    inside = line.cut(room)
    if inside.width <= 0 or inside.height < 0.5 * line.height:
        return False
    return inside.width >= min(_THINNEST * line.height, 0.8 * line.width)


def _marks(ink: Picture, room: Area, scale: float) -> list[Area]:
    """Outlines of what is printed in a room, without specks."""
    window = np.ascontiguousarray(ink[room.y0 : room.y1, room.x0 : room.x1])
    if not window.size:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(window)
    least = _SPECK * scale
    found = []
    for at in range(1, count):
        left, top, width, height, dots = (int(each) for each in stats[at])
        if max(width, height) >= least and dots >= least:
            found.append(Area(room.x0 + left, room.y0 + top, room.x0 + left + width, room.y0 + top + height))
    return found


def _around_ink(line: Area, marks: Sequence[Area]) -> Area | None:
    """The line if anything but specks stands on it, cut to what does from left to right.

    A point or colon at its end may be a speck, so there is room for one.
    """
    on_line = [mark for mark in marks if _on(mark, line)]
    if not on_line:
        return None
    margin = max(2, round(_POINT * line.height))
    x0 = max(line.x0, min(mark.x0 for mark in on_line) - margin)
    x1 = min(line.x1, max(mark.x1 for mark in on_line) + margin)
    return line._replace(x0=x0, x1=x1)


def _on(mark: Area, line: Area) -> bool:
    """Whether the middle of a mark lies on a line."""
    middle_x, middle_y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
    return line.x0 <= middle_x <= line.x1 and line.y0 <= middle_y <= line.y1


def _joined(lines: Sequence[Area]) -> list[Area]:
    """The lines, those that lie over each other as one."""
    kept: list[Area] = []
    for line in sorted(lines, key=lambda area: -area.width * area.height):
        for other in kept:
            both = line.cut(other)
            if both.width > 0.5 * line.width and both.height > 0.6 * line.height:
                break
        else:
            kept.append(line)
    return kept


def _grown(lines: Sequence[Area], marks: Sequence[Area]) -> tuple[list[Area], list[Area]]:
    """The lines with the marks that stand right beside them, and the marks that belong to none."""
    grown = list(lines)
    missed = []
    for mark in sorted(marks, key=lambda area: area.x0):
        if any(_on(mark, line) or _covered(mark, line) for line in grown):
            continue
        at = next((at for at, line in enumerate(grown) if _beside(mark, line)), None)
        if at is None:
            missed.append(mark)
        else:
            line = grown[at]
            grown[at] = line._replace(x0=min(line.x0, mark.x0 - 2), x1=max(line.x1, mark.x1 + 2))
    return grown, missed


def _covered(mark: Area, line: Area) -> bool:
    both = mark.cut(line)
    return both.width > 0 and both.height > 0 and both.width * both.height > 0.4 * mark.width * mark.height


def _beside(mark: Area, line: Area) -> bool:
    near = _NEXT_GLYPH * line.height
    if mark.height > 1.1 * line.height or mark.width > 1.5 * line.height:
        return False
    overlap = min(mark.y1, line.y1) - max(mark.y0, line.y0)
    return overlap > 0.7 * mark.height and line.x0 - near < mark.x1 and mark.x0 < line.x1 + near


def _lines_of(marks: Sequence[Area], scale: float) -> Iterator[Area]:
    """Marks that no line was found for, put together to lines."""
    rows: list[Area] = []
    for mark in sorted(marks, key=lambda area: (area.y0 - area.y1, area.y0)):
        at = next((at for at, row in enumerate(rows) if _in_row(mark, row)), None)
        if at is None:
            rows.append(mark)
        else:
            rows[at] = rows[at].joined(mark)
    for row in rows:
        if max(row.width, row.height) >= 1.5 * _SPECK * scale:
            # A dash or a flat sign is read better with as much paper around it as a line has.
            pad = max(3, round((_USUAL_LINE * scale - row.height) / 2))
            yield Area(row.x0 - 4, row.y0 - pad, row.x1 + 4, row.y1 + pad)


def _in_row(mark: Area, row: Area) -> bool:
    return min(mark.y1, row.y1) - max(mark.y0, row.y0) >= 0.5 * mark.height


def apart(parts: Iterable[Piece | Stack]) -> list[Piece | Stack]:
    """The parts without those that say again what another one says."""
    kept: list[Piece | Stack] = []
    for part in parts:
        if not any(_same(part.area, other.area) for other in kept):
            kept.append(part)
    return kept


def _same(one: Area, other: Area) -> bool:
    both = one.cut(other)
    return both.height > 0.5 * min(one.height, other.height) and both.width > 0.5 * min(
        one.width, other.width
    )


def split_lines(piece: Piece, ink: Picture, usual: float) -> list[Piece] | Stack:
    """A piece that is too high for one line as its lines, or as a stack of single characters."""
    area = piece.area
    if area.height < _TOO_HIGH * usual:
        return [piece]
    spans = _line_spans(ink[area.y0 : area.y1, area.x0 : area.x1], usual)
    lines = [area._replace(y0=area.y0 + low, y1=area.y0 + high) for low, high in spans]
    if len(lines) < 2:
        return [piece]
    trimmed = [_trimmed(line, ink) for line in lines]
    if max(line.width for line in trimmed) <= _STACK_WIDTH * usual:
        return Stack(piece, tuple(trimmed))
    return [replace(piece, area=line.grown(2)) for line in trimmed]


def _line_spans(ink: Picture, usual: float) -> list[tuple[int, int]]:
    """Where lines begin and end: ink with hardly any between; parts of characters (二) go together."""
    width = max(ink.shape[1], 1)
    dark = np.flatnonzero((ink > 0).sum(axis=1) > 0.02 * width)
    if not len(dark):
        return []
    joined: list[tuple[int, int]] = []
    for group in np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1):
        low, high = int(group[0]), int(group[-1]) + 1
        if joined and high - joined[-1][0] <= 1.0 * usual:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _trimmed(line: Area, ink: Picture) -> Area:
    columns = np.flatnonzero(ink[line.y0 : line.y1, line.x0 : line.x1].any(axis=0))
    if not len(columns):
        return line
    return line._replace(x0=line.x0 + int(columns[0]), x1=line.x0 + int(columns[-1]) + 1)


def side_by_side(picture: Picture, stack: Stack) -> Picture:
    """Stacked characters as a picture of a line, each in a place as wide as the widest and 4 pixels."""
    width = max(glyph.width for glyph in stack.glyphs) + 4
    height = max(glyph.height for glyph in stack.glyphs) + 6
    parts = []
    for glyph in stack.glyphs:
        x, y = (glyph.x0 + glyph.x1 - width) // 2, (glyph.y0 + glyph.y1 - height) // 2
        part = picture[max(y, 0) : y + height, max(x, 0) : x + width]
        short = (height - part.shape[0], width - part.shape[1])
        parts.append(cv2.copyMakeBorder(part, 0, short[0], 0, short[1], cv2.BORDER_REPLICATE))
    return np.asarray(np.hstack(parts), dtype=np.uint8)
