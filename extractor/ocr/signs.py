"""Signs alone on a line, at which a recogniser fails, told by their shape.

Dashes and ＝ are told from 一 and 二, a slash from 1; dots side by side are an ellipsis.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import pairwise

import cv2
import numpy as np

from extractor.ocr.comparisons import comparisons_by_shape, mark_of
from extractor.ocr.engine import Area, Glyph, Glyphs, Picture
from extractor.ocr.slashes import LIKE_A_SLASH, is_slash

_LOOK_LIKE = frozenset("一-—–－_ー~～―=＝二ニ")
# In heights of a line.
_FLAT = 0.3
_SHORT, _LONG = 0.6, 1.0
# The upper stroke of 二 is clearly shorter than the lower one, those of ＝ are equal.
_EQUAL = 0.85
_SURE, _CERTAIN = 0.9, 0.995
_UNDECIDED = 0.6
_SPECK = 0.25
_AROUND = 3
_DOT, _LEVEL = 0.25, 0.15
_FEWEST_DOTS = 2


def signs_by_shape(said: Glyphs, line: Area, ink: Picture, usual: float) -> Glyphs:
    """The reading of a line that holds but one or two strokes, as their shape says; any other as it is.

    ``ink`` is the page's, ``usual`` how high a line is. One stroke as long as a character is wide may be
    either: then the engine's reading stands, with little confidence; where it reads nothing, it is a dash.
    """
    window = ink[max(line.y0, 0) : line.y1, max(line.x0, 0) : line.x1]
    strokes = _strokes(window)
    if len(strokes) == 1 and _is_slash(said, window):
        return _read("/", _around(strokes, line), said)
    flat = bool(strokes) and all(
        stroke.height <= max(_FLAT * usual, 4) and stroke.width >= 2 * stroke.height for stroke in strokes
    )
    if _are_dots(strokes, usual):
        return _read("……", _around(strokes, line), said)
    if flat and _is_equals(strokes):
        return _read("＝", _around(strokes, line), said, _CERTAIN)
    if any(glyph.text not in _LOOK_LIKE for glyph in said):
        return comparisons_by_shape(_with_equals(said, line, ink), line, ink)
    if not flat:
        return said
    if any(stroke.y0 > other.y1 for stroke in strokes for other in strokes):
        return said
    around = _around(strokes, line)
    length = around.width / usual
    if said and _SHORT <= length <= _LONG:
        return tuple(replace(glyph, confidence=min(glyph.confidence, _UNDECIDED)) for glyph in said)
    return _read("-" if length < _SHORT else "—" * max(2, round(length)), around, said)


def _is_slash(said: Glyphs, window: Picture) -> bool:
    may_be = not said or (len(said) == 1 and said[0].text in LIKE_A_SLASH)
    mark = mark_of(window) if may_be else None
    return mark is not None and is_slash(mark)


def _around(strokes: list[Area], line: Area) -> Area:
    return reduce(Area.joined, strokes)._replace(y0=0, y1=line.height)


def _with_equals(said: Glyphs, line: Area, ink: Picture) -> Glyphs:
    """The reading with ＝ for each 二 before a figure whose two strokes are of one length."""
    found = list(said)
    for at, (glyph, after) in enumerate(pairwise(said)):
        if glyph.text in "二ニ" and after.text.isdigit():
            left = max(line.x0 + glyph.area.x0 - _AROUND, 0)
            window = ink[max(line.y0, 0) : line.y1, left : line.x0 + after.area.x0]
            if _is_equals(_strokes(window)):
                found[at] = replace(glyph, text="＝", confidence=_CERTAIN)
    return tuple(found)


def _are_dots(strokes: list[Area], usual: float) -> bool:
    """Whether nothing is printed but small dots side by side."""
    if len(strokes) < _FEWEST_DOTS:
        return False
    middles = [(stroke.y0 + stroke.y1) / 2 for stroke in strokes]
    small = all(max(stroke.width, stroke.height) <= _DOT * usual for stroke in strokes)
    return small and max(middles) - min(middles) <= _LEVEL * usual


def _is_equals(strokes: list[Area]) -> bool:
    if len(strokes) != 2:
        return False
    upper, lower = sorted(strokes, key=lambda stroke: stroke.y0)
    shared = upper.cut(lower._replace(y0=upper.y0, y1=upper.y1)).width
    return upper.y1 <= lower.y0 and shared >= _EQUAL * max(upper.width, lower.width)


def _read(text: str, area: Area, said: Glyphs, sure: float = _SURE) -> Glyphs:
    return (Glyph(text, area, max(sure, min((glyph.confidence for glyph in said), default=0.0))),)


def _strokes(ink: Picture) -> list[Area]:
    """The outlines of what is printed, but for specks."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink))
    dots = stats[1:count, cv2.CC_STAT_AREA]
    if not len(dots):
        return []
    kept = stats[1:count, :4][dots >= _SPECK * dots.max()]
    return [Area(x, y, x + width, y + height) for x, y, width, height in kept.tolist()]
