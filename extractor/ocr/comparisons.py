"""Signs of comparison looked at a second time, by their shape: in a scan ≥ is often read as >, and ≧ always as ≥.

The arms of > and < hold as much ink above their tip as below it; a bar under them makes it half as
much again, however it is slanted or blurred. Measured on 242 signs of scans in three qualities: 0.8 to 1.2
times for > and <, 1.2 to 3.5 times for ≥ and ≤.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.ocr.angles import is_angle_over_bar
from extractor.ocr.engine import Area, Glyph, Glyphs, Picture
from extractor.ocr.second_look import DOUBTFUL

_BARRED = {">": "≥", "<": "≤"}
_DOUBLE = {"≥": "≧", "≤": "≦"}
_OPEN_TO_THE_RIGHT = frozenset("<≤")
_EVEN, _UNEVEN = 1.2, 1.35
# What two looks that agree are worth, one by shape alone, and two that do not agree.
_AGREED, _BY_SHAPE, _APART = 0.995, 0.9, 0.6
_SPECK = 0.1
_TIP = 0.1
# How much of a line a sign takes at least; the rest in heights of a sign, and of its width.
_WHOLE, _FOOT, _TWO_BARS, _STANDS, _ALL_ALONG = 0.4, 0.42, 0.27, 0.12, 0.8

Mark = NDArray[np.bool_]


def comparisons_by_shape(said: Glyphs, line: Area, ink: Picture) -> Glyphs:
    """The reading with its > < ≥ ≤ as their shapes say, and as sure as the two looks agree.

    ``ink`` is the page's. ``>=`` in two characters stays as it is.
    """
    found = list(said)
    for at, glyph in enumerate(said):
        after = said[at + 1] if at + 1 < len(said) else None
        is_sign = glyph.text in {*_BARRED, *_DOUBLE} and not (after and after.text in "=＝")
        if is_sign or (at == 0 and _may_be_unknown(glyph, after)):
            right = after.area.x0 if after else glyph.area.x1
            window = ink[max(line.y0, 0) : line.y1, max(line.x0 + glyph.area.x0, 0) : line.x0 + right]
            mark = mark_of(window)
            if mark is not None and len(mark) >= _WHOLE * len(window):
                found[at] = _judged(glyph, mark) if is_sign else _recognised(glyph, mark)
    return tuple(found)


def _may_be_unknown(glyph: Glyph, after: Glyph | None) -> bool:
    """Whether a letter read with doubt, alone or before a figure, may be a sign that the engine does not know."""
    alone = after is None or after.text.isdigit()
    return alone and glyph.text.isalpha() and glyph.confidence < DOUBTFUL


def _recognised(glyph: Glyph, mark: Mark) -> Glyph:
    """The sign that a mark is by its shape, as sure as one look is; else as it was read."""
    for text, seen in (("≥", mark), ("≤", mark[:, ::-1])):
        if is_angle_over_bar(seen):
            said = _DOUBLE[text] if _has_double_bar(mark) else text
            return replace(glyph, text=said, confidence=_BY_SHAPE)
    return glyph


def _judged(glyph: Glyph, mark: Mark) -> Glyph:
    share = _below_to_above(mark[:, ::-1] if glyph.text in _OPEN_TO_THE_RIGHT else mark)
    if glyph.text in _BARRED:
        if share >= _UNEVEN:
            return replace(glyph, text=_BARRED[glyph.text], confidence=min(glyph.confidence, _BY_SHAPE))
        return _surer(glyph) if share <= _EVEN else glyph
    if share <= _EVEN:
        return replace(glyph, confidence=min(glyph.confidence, _APART))
    sure = _surer(glyph) if share >= _UNEVEN else glyph
    return replace(sure, text=_DOUBLE[glyph.text]) if _has_double_bar(mark) else sure


def _surer(glyph: Glyph) -> Glyph:
    return replace(glyph, confidence=max(glyph.confidence, _AGREED))


def mark_of(window: Picture) -> Mark | None:
    """The sign in a window, cut to its ink, without specks and what is left of its neighbours; None where it is blank."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(window))
    if count < 2:
        return None
    dots = stats[:, cv2.CC_STAT_AREA]
    large = [at for at in range(1, count) if dots[at] >= _SPECK * dots[1:].max()]
    ink = np.isin(labels, large)
    filled = np.flatnonzero(ink.any(axis=0))
    columns = max(np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1), key=len)
    sign = ink[:, columns[0] : columns[-1] + 1]
    rows = np.flatnonzero(sign.any(axis=1))
    return np.asarray(sign[rows[0] : rows[-1] + 1], dtype=bool)


def _below_to_above(mark: Mark) -> float:
    """How much more ink there is below the tip, which is on the right, than above it."""
    near = max(2, round(_TIP * mark.shape[1]))
    filled = np.flatnonzero(mark[:, -near:].any(axis=1))
    tip = np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1)[0]
    middle = (int(tip[0]) + int(tip[-1]) + 1) / 2
    above = int(mark[: int(np.floor(middle))].sum())
    return float(mark[int(np.ceil(middle)) :].sum() / max(above, 1))


def _has_double_bar(mark: Mark) -> bool:
    """Whether there is level ink from the foot of a sign up to where the upper of two bars lies.

    In a scan the two run together; a single bar, even where it is blurred, reaches less high, and the slanted
    one of ⩾ is level in its middle only.
    """
    height = len(mark)
    foot = mark[height - round(_FOOT * height) :]
    level = np.flatnonzero(foot.mean(axis=1) >= _ALL_ALONG)
    reaches = len(level) > 0 and len(foot) - level[0] >= _TWO_BARS * height
    return bool(reaches and len(foot) - level[-1] <= _STANDS * height)
