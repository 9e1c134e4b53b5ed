"""Pages printed in two columns: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extractor.document import Box
from extractor.printed import Line
from extractor.readers.paper.wrapping import margins_of

Margins = tuple[float, float]
_FEWEST_LINES = 6
_FILLED = 0.6
_MIDDLE = (0.35, 0.65)
_GUTTER = 0.8


def in_print_columns(lines: Sequence[Line], margins: Margins) -> list[tuple[list[Line], Margins]]:
    """The lines column by column with each one's margins; all as one where no gutter runs down the page.

    Lines across both columns (a title, a heading) part what stands above from what stands below.
    """
    gutter = _gutter(lines, margins)
    if gutter is None:
        return [(list(lines), margins)]
    parts: list[tuple[list[Line], Margins]] = []
    for across, group in groupby(lines, key=lambda line: _crosses(line, gutter)):
        members = list(group)
        if across:
            parts.append((members, margins))
            continue
        left = [part for line in members if (part := _side(line, gutter, left=True))]
        right = [part for line in members if (part := _side(line, gutter, left=False))]
        parts.extend((side, margins_of(side)) for side in (left, right) if side)
    return parts


def _gutter(lines: Sequence[Line], margins: Margins) -> float | None:
    """Where the gutter is: a gap near the middle, at one place of most lines, with prose on both sides."""
    low, high = (margins[0] + share * (margins[1] - margins[0]) for share in _MIDDLE)
    gaps = [gap for line in lines for gap in _gaps(line) if low < gap[1] and gap[0] < high]
    if len(gaps) < _FEWEST_LINES:
        return None
    left, right = max(gap[0] for gap in gaps), min(gap[1] for gap in gaps)
    place = (left + right) / 2
    beside = [line for line in lines if not _crosses(line, place)]
    if right <= left or len(beside) < _FEWEST_LINES or len(gaps) < 0.6 * len(lines):
        return None
    filled = [
        _extent(_side(line, place, left=True)) >= _FILLED * (place - margins[0])
        and _extent(_side(line, place, left=False)) >= _FILLED * (margins[1] - place)
        for line in beside
    ]
    return place if sum(filled) >= _FILLED * len(beside) else None


def _boxes(line: Line) -> list[Box]:
    return [word.box for word in line if word.box]


def _gaps(line: Line) -> list[tuple[float, float]]:
    boxes = _boxes(line)
    return [
        (before.x1, after.x0)
        for before, after in zip(boxes, boxes[1:], strict=False)
        if after.x0 - before.x1 > _GUTTER * after.height
    ]


def _crosses(line: Line, place: float) -> bool:
    return any(box.x0 < place < box.x1 for box in _boxes(line))


def _side(line: Line, place: float, *, left: bool) -> Line:
    words = [word for word in line if word.box is None or (word.box.x1 <= place) == left]
    while words and words[0].box is None:
        words.pop(0)
    while words and words[-1].box is None:
        words.pop()
    return tuple(words)


def _extent(line: Line) -> float:
    around = Box.around(_boxes(line))
    return around.width if around else 0.0
