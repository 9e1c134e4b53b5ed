"""The tokens reserved for a picture, against what model makers publish of how they count one."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product

import pytest

from extractor.document import Box, Page
from extractor.model.pictures import Picture

SIDES = (28, 60, 300, 512, 513, 768, 1000, 1240, 1536, 1754, 2000)
PAGE = Page(1, "", "ocr", 595, 842)


def tiles(width: int, height: int) -> float:
    """OpenAI, "Images and vision": within 2048 a side, the shorter one 768, 2833 and 5667 for each 512 (gpt-4o-mini)."""
    shrunk = min(1.0, 2048 / max(width, height))
    shrunk *= min(1.0, 768 / (min(width, height) * shrunk))
    return 2833 + 5667 * math.ceil(width * shrunk / 512) * math.ceil(height * shrunk / 512)


def patches(width: int, height: int) -> float:
    """The same page: patches of 32 pixels, 2.46 tokens each (gpt-4.1-nano); here without their limit of 1536."""
    return 2.46 * math.ceil(width / 32) * math.ceil(height / 32)


def area(width: int, height: int) -> float:
    """Anthropic, "Vision": the area through 750."""
    return width * height / 750


def crops(width: int, height: int) -> float:
    """Google, "Understand and count tokens": 258 for each crop of 768."""
    return 258 * math.ceil(width / 768) * math.ceil(height / 768)


def merged(width: int, height: int) -> float:
    """Qwen2-VL and Qwen2.5-VL, model cards: a token for each 28 pixels square."""
    return math.ceil(width / 28) * math.ceil(height / 28)


def bare(width: int, height: int) -> float:
    """A vision transformer that merges nothing: 14 pixels square, and a mark at the end of each row."""
    return (math.ceil(width / 14) + 1) * math.ceil(height / 14)


@pytest.mark.parametrize("counted", [tiles, patches, area, crops, merged, bare])
def test_no_published_count_is_above_what_is_reserved(counted: Callable[[int, int], float]) -> None:
    pictures = [Picture(b"", *sides, PAGE, Box(0, 0, 1, 1)) for sides in product(SIDES, SIDES)]
    below = [(one.width, one.height) for one in pictures if one.most_tokens < counted(one.width, one.height)]
    assert below == []
