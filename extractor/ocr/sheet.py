"""A scanned page made ready to be read: straight, with its tables found and their rules painted out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np

from extractor.ocr.borders import Borders, is_within_text
from extractor.ocr.engine import Area, Glyphs, Picture
from extractor.ocr.grid import Grid, find_grids
from extractor.ocr.ink import grey_of, ink_of, print_of
from extractor.ocr.open_tables import open_rules, with_columns
from extractor.ocr.rulings import Rulings, find_rulings
from extractor.ocr.straighten import Matrix

_ROUNDS = 8
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

    def with_open_tables(self) -> Sheet:
        """With the grids of tables that have no vertical rules."""
        rules = open_rules(self.rulings, self.grids, self.lines, self.scale) if self.lines else []
        if not rules:
            return self
        ink = print_of(grey_of(self.picture), self.ink, self.lines)
        rulings = with_columns(self.rulings, rules, self.lines, ink, self.scale)
        if rulings is None:
            return self
        return replace(self, rulings=rulings, grids=tuple(find_grids(rulings, self.scale)))

    def crop(self, area: Area) -> Picture:
        """A part of the picture."""
        return crop(self.picture, area)

    def without_false_rules(self, read: Reading) -> Sheet:
        """With no column border where a character stands that reaches from rule to rule."""
        sheet, said = self, dict[Area, Glyphs]()
        # With one stroke gone, the next of the same character may look like a border.
        for _ in range(_ROUNDS):
            borders = sheet._borders()
            false = borders.strokes() or sheet._within_text(borders, said, read)
            if not false:
                break
            sheet = sheet._without(false)
        return sheet

    def _within_text(self, borders: Borders, said: dict[Area, Glyphs], read: Reading) -> list[Area]:
        """The borders that stand within lines of text, as these read; ``said`` is what was read before."""
        doubtful = borders.doubtful()
        lines = sorted({line for _, line in doubtful} - said.keys())
        said |= zip(lines, read([self.crop(line) for line in lines]) if lines else (), strict=True)
        return [
            border
            for border, line in doubtful
            if is_within_text(border, line, said[line], crossed=not borders.goes_on(border))
        ]

    def _without(self, borders: Sequence[Area]) -> Sheet:
        vertical = self.rulings.vertical.copy()
        for border in borders:
            wide = border.grown(round(_ERASED * self.scale))
            vertical[border.y0 + 2 : border.y1 - 2, wide.x0 : wide.x1] = 0
        rulings = Rulings(self.rulings.horizontal, vertical)
        return replace(self, rulings=rulings, grids=tuple(find_grids(rulings, self.scale)))

    def _borders(self) -> Borders:
        drawn = [rule for grid in self.grids for rule in grid.rules if rule.height > rule.width]
        return Borders(drawn, self.lines, self.ink, self.usual, self.scale)

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
