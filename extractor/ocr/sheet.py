"""A scanned page made ready to be read: straight, with its tables found and their rules painted out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import cv2
import numpy as np

from extractor.ocr.engine import Area, Glyphs, Picture
from extractor.ocr.grid import Grid, find_grids
from extractor.ocr.ink import grey_of, ink_of, print_of
from extractor.ocr.rulings import Rulings, find_rulings
from extractor.ocr.straighten import Matrix

# In heights of a line: a row this low holds strokes that reach from rule to rule.
_TIGHT = 1.7
_PITCH = 1.25
_PITCH_AT_BORDER = 1.1
_PITCH_WHERE_ALL_CROSSED = 1.6
_SAME_BORDER = 5
_ROUNDS = 4
_BESIDE = 0.15
_WITHIN = 0.4
_WITHIN_LONE = 0.15
_LONE = 1.5
_ERASED = 8
_PAPER_FROM = 15

Reading = Callable[[Sequence[Picture]], list[Glyphs]]


@dataclass(frozen=True)
class Sheet:
    """``lines`` are those that the engine found; ``matrix`` took the original's pixels to this picture's."""

    picture: Picture
    matrix: Matrix
    scale: float
    ink: Picture
    rulings: Rulings
    grids: tuple[Grid, ...]
    lines: tuple[Area, ...] = ()

    @staticmethod
    def of(picture: Picture, matrix: Matrix, scale: float) -> Sheet:
        """Find the tables of a straight picture."""
        ink = ink_of(grey_of(picture))
        rulings = find_rulings(ink, scale)
        return Sheet(picture, matrix, scale, ink, rulings, tuple(find_grids(rulings, scale)))

    @cached_property
    def usual(self) -> float:
        """How high a line of text is here, in pixels."""
        heights = [line.height for line in self.lines if line.width > line.height]
        return float(np.median(heights)) if heights else 28.0 * self.scale

    def crop(self, area: Area) -> Picture:
        """A part of the picture."""
        return crop(self.picture, area)

    def without_false_rules(self, read: Reading) -> Sheet:
        """With no column border where a character stands that reaches from rule to rule."""
        sheet, said = self, dict[Area, Glyphs]()
        # With one stroke gone, the next of the same character may look like a border.
        for _ in range(_ROUNDS):
            doubtful = sheet._doubtful_borders()
            lines = sorted({line for _, line in doubtful} - said.keys())
            said |= zip(lines, read([self.crop(line) for line in lines]) if lines else (), strict=True)
            false = sheet._false_borders(doubtful, said)
            if not false:
                break
            sheet = sheet._without(false)
        return sheet

    def _false_borders(self, doubtful: Sequence[tuple[Area, Area]], said: dict[Area, Glyphs]) -> list[Area]:
        sound = self._sound_borders({border for border, _ in doubtful})
        return [
            border
            for border, line in doubtful
            if _is_within_text(border, line, said[line], crossed=not self._goes_on(border, sound))
        ]

    def _without(self, borders: Sequence[Area]) -> Sheet:
        vertical = self.rulings.vertical.copy()
        for border in borders:
            wide = border.grown(round(_ERASED * self.scale))
            vertical[border.y0 + 2 : border.y1 - 2, wide.x0 : wide.x1] = 0
        rulings = Rulings(self.rulings.horizontal, vertical)
        return replace(self, rulings=rulings, grids=tuple(find_grids(rulings, self.scale)))

    def _sound_borders(self, doubtful: set[Area]) -> list[Area]:
        return [border for border in self._borders() if border not in doubtful]

    def _borders(self) -> list[Area]:
        """What is drawn of the tables' column lines."""
        return [rule for grid in self.grids for rule in grid.rules if rule.height > rule.width]

    def _goes_on(self, border: Area, sound: Sequence[Area]) -> bool:
        """Whether the border is also drawn in a row where no text crosses it."""
        reach = _SAME_BORDER * self.scale
        return any(abs(rule.x0 + rule.x1 - border.x0 - border.x1) <= 2 * reach for rule in sound)

    def _doubtful_borders(self) -> list[tuple[Area, Area]]:
        """Column borders of tight rows that a line of text crosses, each with that line."""
        found = []
        for rule in set(self._borders()):
            if rule.height > _TIGHT * self.usual + 4:
                continue
            for line in self.lines:
                margin = (_WITHIN if line.width > _LONE * line.height else _WITHIN_LONE) * line.height
                both = line.cut(rule)
                inside = line.x0 + margin < rule.x0 and rule.x1 < line.x1 - margin
                if inside and both.height > 0.5 * min(line.height, rule.height):
                    found.append((rule, line))
        return found

    def painted(self) -> Sheet:
        """With the rules of the tables painted over by paper, in the picture and in the ink."""
        mask = np.zeros(self.ink.shape, dtype=np.uint8)
        for grid in self.grids:
            for rule in grid.rules:
                mask[max(rule.y0 - 1, 0) : rule.y1 + 1, max(rule.x0 - 1, 0) : rule.x1 + 1] = 1
        around = np.ones((_PAPER_FROM, _PAPER_FROM), np.uint8)
        paper = np.asarray(cv2.dilate(self.picture, around), dtype=np.uint8)
        painted = np.where(mask[..., np.newaxis] > 0, paper, self.picture)
        ink = print_of(grey_of(painted), self.ink, self.lines)
        return replace(self, picture=painted, ink=np.where(mask > 0, np.uint8(0), ink))

    def outside_ink(self) -> Picture:
        """The ink that stands in no table."""
        ink = self.ink.copy()
        for grid in self.grids:
            area = grid.area.grown(2)
            ink[max(area.y0, 0) : area.y1, max(area.x0, 0) : area.x1] = 0
        return ink


def crop(picture: Picture, area: Area) -> Picture:
    """A part of a picture, at least one pixel of it."""
    height, width = picture.shape[:2]
    x0, y0 = min(max(area.x0, 0), width - 1), min(max(area.y0, 0), height - 1)
    return picture[y0 : max(area.y1, y0 + 1), x0 : max(area.x1, x0 + 1)]


def _is_within_text(border: Area, line: Area, glyphs: Glyphs, *, crossed: bool) -> bool:
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
        from_x, to_x = (left.area.x0 + left.area.x1) / 2, (right.area.x0 + right.area.x1) / 2
        if from_x <= middle <= to_x:
            pitch = (to_x - from_x) / usual
            beside = abs(middle - (from_x + to_x) / 2) < _BESIDE * usual
            most = _PITCH_WHERE_ALL_CROSSED if crossed else _PITCH_AT_BORDER if beside else _PITCH
            return pitch < most
    return False
