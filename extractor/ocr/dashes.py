"""Dashes, told from the numeral 一 by their shape: alone on a line, the recogniser cannot tell them apart."""

from __future__ import annotations

import numpy as np

from extractor.ocr.engine import Area, Glyph, Glyphs, Picture

_LOOK_LIKE = frozenset("一-—–－_ー~～―")
# In heights of a line.
_FLAT = 0.2
_SHORT, _LONG = 0.7, 1.3
_SURE = 0.9


def dashes(said: Glyphs, line: Area, ink: Picture, usual: float) -> Glyphs:
    """The reading of a line that holds but one flat stroke, as its length says; any other as it is.

    ``ink`` is the page's. A stroke as long as one character is high may be either: the engine decides.
    """
    if any(glyph.text not in _LOOK_LIKE for glyph in said):
        return said
    window = ink[max(line.y0, 0) : line.y1, max(line.x0, 0) : line.x1]
    rows, columns = np.flatnonzero(window.any(axis=1)), np.flatnonzero(window.any(axis=0))
    if not len(rows) or rows[-1] - rows[0] + 1 > max(_FLAT * usual, 4):
        return said
    length = (columns[-1] - columns[0] + 1) / usual
    if not said and length < 0.2 or _SHORT <= length <= _LONG:
        return said
    text = "-" if length < _SHORT else "—" * max(2, round(length))
    area = Area(int(columns[0]), 0, int(columns[-1]) + 1, line.height)
    return (Glyph(text, area, max(_SURE, min((glyph.confidence for glyph in said), default=0.0))),)
