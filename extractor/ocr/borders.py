"""Column borders told from strokes of characters that happen to reach from one row line to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from extractor.ocr.engine import Area, Glyph, Glyphs, Picture

# In heights of a line: a row this low holds strokes that reach from rule to rule.
_TIGHT = 1.7
_PITCH = 1.25
_PITCH_AT_BORDER = 1.1
_PITCH_WHERE_ALL_CROSSED = 1.6
_BESIDE = 0.15
_WITHIN = 0.4
_WITHIN_LONE = 0.15
_LONE = 1.5
# Pixels at 200 dpi.
_SAME_BORDER = 5
_STRAIGHT, _AS_WIDE = 2, 3
_AROUND_LINE = 6
_ENDS = 4
_SIDE = 3
_TOUCHED = 0.03


@dataclass(frozen=True)
class Borders:
    """The drawn column borders of a page's tables, its lines of text, and its ink with the rules in it.

    ``usual`` is how high a line of text is.
    """

    borders: Sequence[Area]
    lines: Sequence[Area]
    ink: Picture
    usual: float
    scale: float

    def strokes(self) -> list[Area]:
        """Those that are strokes of characters, as other strokes go off from them.

        A rule has paper on both sides, but where text runs into it; then it goes on, as wide and as
        straight, in rows where none does. Of borders one below the other most tell what all are: the
        same words may stand in row after row.
        """
        return [border for border in self._in_text if self._is_stroke(border)]

    def _is_stroke(self, border: Area) -> bool:
        if self.goes_on(border):
            return self._is_touched(border) and not any(self._continues(border, one) for one in self._free)
        alike = [other for other in self._in_text if self._in_line(border, other)]
        return 2 * sum(self._is_touched(other) for other in alike) >= len(alike)

    def doubtful(self) -> list[tuple[Area, Area]]:
        """Borders of tight rows that a line of text crosses, each with that line."""
        return [
            (border, line)
            for border in set(self.borders)
            if border.height <= _TIGHT * self.usual + 4
            for line in self.lines
            if _crosses(line, border, _margin(line))
        ]

    def goes_on(self, border: Area) -> bool:
        """Whether the border is also drawn in a row where no text crosses it."""
        return any(self._in_line(border, other) for other in self._free)

    @cached_property
    def _in_text(self) -> list[Area]:
        around = _AROUND_LINE * self.scale
        return [
            border for border in self.borders if any(_crosses(line, border, -around) for line in self.lines)
        ]

    @cached_property
    def _free(self) -> list[Area]:
        in_text = set(self._in_text)
        return [border for border in self.borders if border not in in_text]

    def _in_line(self, one: Area, other: Area) -> bool:
        return abs(one.x0 + one.x1 - other.x0 - other.x1) <= 2 * _SAME_BORDER * self.scale

    def _continues(self, one: Area, other: Area) -> bool:
        off = abs(one.x0 + one.x1 - other.x0 - other.x1) / 2
        return off <= _STRAIGHT * self.scale and abs(one.width - other.width) <= _AS_WIDE * self.scale

    def _is_touched(self, border: Area) -> bool:
        ends, side = round(_ENDS * self.scale), max(2, round(_SIDE * self.scale))
        band = self.ink[border.y0 + ends : border.y1 - ends] > 0
        beside = band[:, max(border.x0 - side - 1, 0) : border.x0 - 1], band[:, border.x1 + 1 :][:, :side]
        return any(part.size and part.all(axis=1).mean() > _TOUCHED for part in beside)


def _margin(line: Area) -> float:
    return (_WITHIN if line.width > _LONE * line.height else _WITHIN_LONE) * line.height


def _crosses(line: Area, border: Area, margin: float) -> bool:
    inside = line.x0 + margin < border.x0 and border.x1 < line.x1 - margin
    return inside and line.cut(border).height > 0.5 * min(line.height, border.height)


def is_within_text(border: Area, line: Area, glyphs: Glyphs, *, crossed: bool) -> bool:
    """Whether characters follow each other across a border as closely as elsewhere on the line.

    ``crossed`` says that text crosses the border wherever it is drawn: then it takes a wide gap to be one.
    """
    middle = (border.x0 + border.x1) / 2 - line.x0
    wide = [glyph for glyph in glyphs if not glyph.text.isascii() and glyph.text not in "丨｜"]
    if crossed and len(glyphs) == len(wide) == 1:
        return True
    pitches = [right.area.x0 + right.area.x1 - left.area.x0 - left.area.x1 for left, right in pairwise(wide)]
    usual = float(np.median(pitches)) / 2 if pitches else line.height
    for left, right in pairwise(wide):
        if _middle(left) <= middle <= _middle(right):
            pitch = (_middle(right) - _middle(left)) / usual
            beside = abs(middle - (_middle(left) + _middle(right)) / 2) < _BESIDE * usual
            most = _PITCH_WHERE_ALL_CROSSED if crossed else _PITCH_AT_BORDER if beside else _PITCH
            return pitch < most
    return False


def _middle(glyph: Glyph) -> float:
    return (glyph.area.x0 + glyph.area.x1) / 2
