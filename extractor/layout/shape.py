"""What a cell looks like, apart from what it means: a number, a sign, a unit, a level, text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from extractor.document import UNREAD
from extractor.lexicon import level_name, lexicon
from extractor.quantity import GROUPED, is_blank, parse_operator
from extractor.text import fold

Shape = Literal[
    "blank",
    "number",
    "percent",
    "sign",
    "unit",
    "level",
    "level1",
    "level2",
    "grade",
    "quantity",
    "text",
    "long",
]

_LONG = 25
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")
_PERCENT = re.compile(r"[-+]?\d+(?:\.\d+)?%")
_QUANTITY = re.compile(
    r"(?:[≥≤≧≦><=═》《]=?|[不超大小低高少多至等约近达控]{1,2}[于过少在到]*|超过|达到)?[-+]?\d+(?:[.,]\d+)*\D{0,8}"
)
_POINTS = re.compile(r"\d+(?:\.\d+)?分")
_QUALITATIVE_SIGNS = frozenset({"定性", "定量"})
FILLER = re.compile(r"[.…·]{2,}|…+")


@lru_cache(maxsize=8192)
def shape_of(text: str) -> Shape:
    """The shape of a cell's text."""
    plain = fold(text)
    words = lexicon()
    if is_blank(text) or FILLER.fullmatch(plain) or not plain.strip(UNREAD):
        return "blank"
    if parse_operator(text) is not None or plain in _QUALITATIVE_SIGNS:
        return "sign"
    if _PERCENT.fullmatch(plain):
        return "percent"
    if plain in words.units:
        return "unit"
    if _NUMBER.fullmatch(plain) or GROUPED.fullmatch(plain):
        return "number"
    if level := _level(level_name(text)):
        return level
    if plain in words.grades:
        return "grade"
    if _QUANTITY.fullmatch(plain):
        return "quantity"
    return "long" if len(plain) > _LONG else "text"


def is_points(text: str) -> bool:
    """Whether the cell is a number of points with the word for them (9.6分)."""
    return bool(_POINTS.fullmatch(fold(text)))


def _level(name: str) -> Shape | None:
    """The class that a level label names: 产出指标 is level 1, 数量指标 level 2, 满意度指标 may be both."""
    first, second = name in lexicon().level1, name in lexicon().level2
    if first and second:
        return "level"
    return "level1" if first else "level2" if second else None
