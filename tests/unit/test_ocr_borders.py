"""Borders in tight rows: strokes of characters reach from rule to rule there, and are no columns."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.ocr.engine import Area, Glyphs, Picture
from extractor.ocr.sheet import Sheet

_ROW = 30
_TABLE = Area(50, 50, 650, 50 + 4 * _ROW)


def picture(strokes: list[tuple[int, int]], arms: int = 8) -> Picture:
    """A table of two columns and four tight rows; each stroke (row, x) is a character as high as its row."""
    paper = np.full((300, 800, 3), 255, np.uint8)
    for x in (_TABLE.x0, 350, _TABLE.x1):
        cv2.line(paper, (x, _TABLE.y0), (x, _TABLE.y1), (0, 0, 0), 3)
    for y in range(_TABLE.y0, _TABLE.y1 + 1, _ROW):
        cv2.line(paper, (_TABLE.x0, y), (_TABLE.x1, y), (0, 0, 0), 3)
    for row, x in strokes:
        top = _TABLE.y0 + row * _ROW
        cv2.line(paper, (x, top), (x, top + _ROW), (0, 0, 0), 3)
        cv2.line(paper, (x - arms, top + 12), (x + arms, top + 12), (0, 0, 0), 3)
    return paper


def cells(paper: Picture, lines: list[Area]) -> int:
    def nothing(pictures: Sequence[Picture]) -> list[Glyphs]:
        return [() for _ in pictures]

    found = Sheet.of(paper, np.eye(3), 1.0)
    sheet = Sheet(paper, np.eye(3), 1.0, found.ink, found.rulings, found.grids, tuple(lines))
    (grid,) = sheet.without_false_rules(nothing).grids
    return len(grid.cells)


def line(row: int, x0: int, x1: int) -> Area:
    top = _TABLE.y0 + row * _ROW
    return Area(x0, top + 1, x1, top + _ROW - 1)


def test_the_last_stroke_of_a_line_is_no_border() -> None:
    assert cells(picture([(1, 195)]), [line(1, 100, 205)]) == 8


def test_the_same_words_in_row_after_row_make_no_column() -> None:
    rows = range(1, 4)
    assert cells(picture([(row, 195) for row in rows]), [line(row, 100, 205) for row in rows]) == 8


def test_a_border_that_text_runs_into_stays() -> None:
    paper = picture([])
    cv2.line(paper, (330, 50 + _ROW + 12), (350, 50 + _ROW + 12), (0, 0, 0), 3)
    assert cells(paper, [line(1, 250, 356)]) == 8


def test_a_border_in_one_tight_row_stays_where_no_text_is() -> None:
    assert cells(picture([(1, 195)], arms=0), [line(1, 60, 180), line(1, 210, 330)]) == 9
