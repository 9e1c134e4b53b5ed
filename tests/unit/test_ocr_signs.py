"""Marks that stand alone on a line, told by their shape."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

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


def read_stroke(lean: int, said: str, thick: int = 4) -> str:
    ink = np.zeros((80, 200), np.uint8)
    cv2.line(ink, (60 + lean, 26), (60, 54), 255, thick)
    glyphs: Glyphs = tuple(Glyph(text, Area(30, 0, 60, 40), 0.93) for text in said)
    return "".join(glyph.text for glyph in signs_by_shape(glyphs, _LINE, ink, _USUAL))


@pytest.mark.parametrize("lean", [8, 14, 24])
@pytest.mark.parametrize("said", ["1", "l", "I", "/", ""])
def test_a_straight_stroke_that_leans_is_a_slash(lean: int, said: str) -> None:
    assert read_stroke(lean, said) == "/"


def test_an_upright_stroke_one_that_leans_back_and_a_blot_are_as_read() -> None:
    assert read_stroke(1, "1") == "1"
    assert read_stroke(-10, "1") == "1"
    assert read_stroke(10, "1", thick=16) == "1"


def test_a_figure_is_no_slash_whatever_leans_in_it() -> None:
    assert read_stroke(12, "4") == "4"


@pytest.mark.parametrize("figure", ["1", "7"])
def test_a_printed_one_and_seven_are_no_slash(figure: str) -> None:
    page = pymupdf.open().new_page(width=60, height=30)
    page.insert_text((20, 20), figure, fontname="heit", fontsize=14)  # oblique
    pixels = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    picture = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)
    ink = np.where(picture < 128, np.uint8(255), np.uint8(0))
    line = Area(40, 15, 110, 62)
    glyphs = (Glyph(figure, Area(0, 0, 40, 47), 0.95),)
    assert [glyph.text for glyph in signs_by_shape(glyphs, line, ink, _USUAL)] == [figure]
