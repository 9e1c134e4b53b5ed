"""Rows that no rule parts: tables ruled at the top, under their titles and at the foot, blocks of rows without rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractor.document import Box
from extractor.open_tables.gutters import Band, gaps_of

_FEWEST_ROWS = 3
_FEWEST_TEXTS = 3
_MOSTLY = 0.6
# In heights of a text: what is cut off its box, as boxes of lines one below the other may touch; how far
# rows stand apart at least.
_CUT, _APART = 0.08, 0.2


def between_rows(band: Band, characters: Sequence[Box], fewest: int = _FEWEST_ROWS) -> list[float]:
    """The heights at which the rows of a band part; none where it is not clear that it holds ``fewest`` or more.

    What stands side by side is one row, in cells of one line and of several set around the same middle. Where the
    lines of a cell stand apart too, they do so less than rows do.
    """
    inside = [box for box in characters if band[0] <= (box.y0 + box.y1) / 2 <= band[1]]
    usual = median(box.height for box in inside) if inside else 0.0
    stretches = [*_stretches(inside)]
    gaps = [below[0] - above[1] for above, below in pairwise(stretches)]
    for least in (_APART * usual, max(_APART * usual, (min(gaps) + max(gaps)) / 2)) if gaps else ():
        parted = [pair for pair, gap in zip(pairwise(stretches), gaps, strict=True) if gap >= least]
        middles = [(above[1] + below[0]) / 2 for above, below in parted]
        if _are_rows([*pairwise([band[0], *middles, band[1]])], inside, fewest):
            return middles
    return []


def _are_rows(parts: Sequence[Band], characters: Sequence[Box], fewest: int) -> bool:
    """Whether most parts hold texts of several columns, and none a single one."""
    texts = [len(gaps_of(part, characters)) - 1 for part in parts]
    full = sum(count >= _FEWEST_TEXTS for count in texts)
    return full >= max(fewest, _MOSTLY * len(texts)) and min(texts) > 1


def _stretches(boxes: Sequence[Box]) -> Iterator[Band]:
    """From where to where anything stands, from top to bottom."""
    stretch: Band | None = None
    for top, bottom in sorted((box.y0 + _CUT * box.height, box.y1 - _CUT * box.height) for box in boxes):
        if stretch and top > stretch[1]:
            yield stretch
            stretch = None
        stretch = (stretch[0], max(stretch[1], bottom)) if stretch else (top, bottom)
    if stretch:
        yield stretch
