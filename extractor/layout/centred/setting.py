"""How a form is set: whether its cells stand around the middle of their row, and in columns of one sign each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.layout.centred.block import lines_of_cells
from extractor.layout.centred.form import block_of, foot_of
from extractor.layout.centred.titles import Titles
from extractor.layout.centred.words import Word

Lines = Sequence[Sequence[Word]]


def is_centred(lines: Lines, bounds: Sequence[tuple[Titles, int]], pages: Sequence[int]) -> bool:
    """Whether cells of several lines begin above the figures of their row rather than beside them.

    ``bounds`` are titles of indicators and the line behind what stands below each. Forms without such cells are.
    """
    above = beside = 0
    for titles, end in bounds:
        foot = foot_of(lines, titles, end)
        block = block_of(titles, [word for line in lines[titles.first : foot] for word in line], pages)
        for anchor, own in lines_of_cells(block, pages):
            above += own[0] < anchor
            beside += own[0] == anchor and len(own) > 1
    return above > beside


def has_gaps(titles: Titles) -> bool:
    """Whether most titles that stand side by side have more than one blank between them."""
    words = sorted(
        (word for title in titles.columns for word in title.words), key=lambda word: (word.line, word.start)
    )
    gaps = [right.start - left.end for left, right in pairwise(words) if left.line == right.line]
    return 2 * sum(gap > 1 for gap in gaps) > len(gaps)


def counts_signs(
    lines: Lines, wide: Lines, bounds: Sequence[tuple[Titles, int]], pages: Sequence[int]
) -> bool:
    """Whether words begin in fewer places where each sign takes one column, rather than in ``wide`` lines."""
    ones = twos = 0
    for titles, end in bounds:
        foot = min([foot_of(lines, titles, end), *(page for page in pages if page >= titles.end)])
        ones += _beginnings(lines[titles.first : foot])
        twos += _beginnings(wide[titles.first : foot])
    return ones < twos


def _beginnings(lines: Lines) -> int:
    return len({word.start for line in lines for word in line})
