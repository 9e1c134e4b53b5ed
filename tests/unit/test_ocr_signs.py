"""Marks that stand alone on a line, told by their shape."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.ocr.engine import Area, Glyph, Glyphs
from extractor.ocr.signs import signs_by_shape

_LINE = Area(20, 20, 140, 60)
_USUAL = 34


def reading(marks: list[Area], *said: str) -> str:
    ink = np.zeros((80, 200), np.uint8)
    for mark in marks:
        cv2.rectangle(ink, (mark.x0, mark.y0), (mark.x1 - 1, mark.y1 - 1), 255, -1)
    glyphs: Glyphs = tuple(Glyph(text, Area(0, 0, 30, 40), 0.95) for text in said)
    return "".join(glyph.text for glyph in signs_by_shape(glyphs, _LINE, ink, _USUAL))


def test_dots_side_by_side_are_an_ellipsis_whatever_was_read() -> None:
    dots = [Area(x, 38, x + 5, 43) for x in range(40, 100, 10)]
    assert reading(dots, "e", "t", ".", ".") == "……"


def test_dots_one_above_the_other_are_as_read() -> None:
    assert reading([Area(40, 30, 45, 35), Area(40, 48, 45, 53)], ":") == ":"


def test_a_stroke_that_is_longer_than_a_character_is_a_dash() -> None:
    assert reading([Area(40, 38, 81, 42)], "一") == "——"


def test_a_stroke_as_long_as_a_character_is_as_read_and_a_dash_where_nothing_was() -> None:
    assert reading([Area(40, 38, 68, 42)], "一") == "一"
    assert reading([Area(40, 38, 68, 42)]) == "——"


def test_two_level_strokes_of_one_length_are_equals_whatever_was_read() -> None:
    strokes = [Area(40, 32, 66, 36), Area(40, 44, 66, 48)]
    assert reading(strokes, "I") == "＝"
    assert reading(strokes) == "＝"
