"""Signs of comparison, drawn: what is made of the engine's reading by their shape."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

from extractor.ocr.comparisons import comparisons_by_shape
from extractor.ocr.engine import Area, Glyph, Glyphs, Picture

_LINE = Area(20, 20, 140, 60)
_THIN, _BLURRED, _TWO, _RUN_TOGETHER = [(46, 48)], [(45, 49)], [(42, 44), (47, 49)], [(42, 49)]


def drawn(bars: list[tuple[int, int]], *, opens_right: bool = False) -> Picture:
    """The arms of > with bars (top, bottom) below them, mirrored for <."""
    ink = np.zeros((80, 200), np.uint8)
    arms = np.array([(24, 26), (44, 33), (24, 40)])
    cv2.polylines(ink, [arms], isClosed=False, color=255, thickness=2)
    for top, bottom in bars:
        ink[top:bottom, 24:46] = 255
    if opens_right:
        ink[20:60, 20:50] = ink[20:60, 20:50][:, ::-1]
    return ink


def judged(ink: Picture, said: str, after: str = "9", confidence: float = 0.97) -> tuple[str, float]:
    glyphs: Glyphs = (Glyph(said, Area(0, 0, 30, 40), confidence), Glyph(after, Area(30, 0, 50, 40), 0.99))
    first = comparisons_by_shape(glyphs, _LINE, ink)[0]
    return first.text, first.confidence


@pytest.mark.parametrize("bars", [_THIN, _BLURRED], ids=["thin", "blurred"])
@pytest.mark.parametrize(("said", "expected"), [(">", "≥"), ("<", "≤")])
def test_a_sign_over_a_bar_is_not_one_without_and_stays_doubtful(bars, said, expected) -> None:
    assert judged(drawn(bars, opens_right=said == "<"), said) == (expected, 0.9)


@pytest.mark.parametrize(("said", "bars"), [(">", []), ("<", []), ("≥", _THIN), ("≤", _BLURRED)])
def test_a_reading_that_the_shape_agrees_with_is_sure(said, bars) -> None:
    assert judged(drawn(bars, opens_right=said in "<≤"), said) == (said, 0.995)


def test_a_bar_that_was_read_but_is_not_drawn_is_doubted() -> None:
    assert judged(drawn([]), "≥") == ("≥", 0.6)


@pytest.mark.parametrize("bars", [_TWO, _RUN_TOGETHER], ids=["apart", "run together"])
def test_a_sign_over_two_bars_is_not_taken_for_one_over_one(bars) -> None:
    assert judged(drawn(bars), "≥")[0] == "≧"
    assert judged(drawn(bars, opens_right=True), "≤")[0] == "≦"


def test_two_characters_for_one_sign_stay_two() -> None:
    assert judged(drawn(_THIN), ">", after="=") == (">", 0.97)


def test_where_nothing_is_printed_the_reading_stands() -> None:
    assert judged(np.zeros((80, 200), np.uint8), ">") == (">", 0.97)


@pytest.mark.parametrize("bars", [_THIN, _BLURRED], ids=["thin", "blurred"])
@pytest.mark.parametrize(("opens_right", "expected"), [(False, "≥"), (True, "≤")])
def test_a_letter_read_with_doubt_that_has_the_shape_of_a_sign_is_the_sign(bars, opens_right, expected):
    assert judged(drawn(bars, opens_right=opens_right), "W", confidence=0.4) == (expected, 0.9)


@pytest.mark.parametrize("bars", [_TWO, _RUN_TOGETHER], ids=["apart", "run together"])
def test_so_is_one_over_two_bars(bars) -> None:
    assert judged(drawn(bars), "M", confidence=0.4) == ("≧", 0.9)


def test_a_letter_that_is_sure_or_begins_a_word_and_a_digit_are_as_read() -> None:
    assert judged(drawn(_THIN), "W", confidence=0.95) == ("W", 0.95)
    assert judged(drawn(_THIN), "W", after="a", confidence=0.4) == ("W", 0.4)
    assert judged(drawn(_THIN), "2", confidence=0.4) == ("2", 0.4)


@pytest.mark.parametrize("letter", "WMEZDBKVY乙之三艺")
def test_letters_and_characters_have_no_shape_of_a_sign(letter) -> None:
    page = pymupdf.open().new_page(width=60, height=30)
    page.insert_text((20, 22), letter, fontname="china-s", fontsize=14)
    pixels = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    picture = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)
    ink = np.where(picture < 140, np.uint8(255), np.uint8(0))
    glyphs = (Glyph(letter, Area(0, 0, 50, 60), 0.4),)
    assert [glyph.text for glyph in comparisons_by_shape(glyphs, Area(45, 12, 110, 75), ink)] == [letter]
