"""Dashes, told from the numeral 一 by their shape: alone on a line, the recogniser cannot tell them apart."""

from __future__ import annotations

from functools import reduce

import cv2
import numpy as np

from extractor.ocr.engine import Area, Glyph, Glyphs, Picture

_LOOK_LIKE = frozenset("一-—–－_ー~～―")
# In heights of a line.
_FLAT = 0.3
_SHORT, _LONG = 0.7, 1.3
_SURE = 0.9
_SPECK = 0.25


def dashes(said: Glyphs, line: Area, ink: Picture, usual: float) -> Glyphs:
    """The reading of a line that holds but one flat stroke, as its length says; any other as it is.

    ``ink`` is the page's. A stroke as long as one character is high may be either: the engine decides.
    """
    if any(glyph.text not in _LOOK_LIKE for glyph in said):
        return said
    stroke = _stroke(ink[max(line.y0, 0) : line.y1, max(line.x0, 0) : line.x1])
    if stroke is None or stroke.height > max(_FLAT * usual, 4) or stroke.width < 2 * stroke.height:
        return said
    length = stroke.width / usual
    if _SHORT <= length <= _LONG:
        return said
    text = "-" if length < _SHORT else "—" * max(2, round(length))
    area = Area(stroke.x0, 0, stroke.x1, line.height)
    return (Glyph(text, area, max(_SURE, min((glyph.confidence for glyph in said), default=0.0))),)


def _stroke(ink: Picture) -> Area | None:
    """The outline of what is printed, but for specks."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink))
    dots = stats[1:count, cv2.CC_STAT_AREA]
    if not len(dots):
        return None
    marks = [
        Area(x, y, x + w, y + h) for x, y, w, h in stats[1:count, :4][dots >= _SPECK * dots.max()].tolist()
    ]
    return reduce(Area.joined, marks)
