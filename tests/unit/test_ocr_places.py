"""Words of a line and the blanks between them."""

from __future__ import annotations

import numpy as np

from extractor.ocr.engine import Area, Glyph
from extractor.ocr.places import Places, set_apart


def said(*words: tuple[int, str]) -> str:
    """What a line says; each word begins at its x and has characters of 20 pixels."""
    glyphs = tuple(
        Glyph(char, Area(x + 20 * at, 10, x + 20 * at + 20, 34), 1.0)
        for x, word in words
        for at, char in enumerate(word)
    )
    return "".join(word.text for word in set_apart(Places(np.eye(3), 0.36).words(glyphs)))


def test_labels_side_by_side_above_a_table_are_kept_apart() -> None:
    assert said((40, "主管部门：县教育局"), (400, "单位：万元")) == "主管部门：县教育局 单位：万元"


def test_figures_among_words_and_letters_set_wide_are_not_torn_apart() -> None:
    assert said((40, "自"), (80, "评"), (120, "表"), (150, "2023"), (236, "年")) == "自评表2023年"
