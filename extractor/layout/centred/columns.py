"""Columns under titles: where they part, and which word stands in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from extractor.layout.centred.titles import Title
from extractor.layout.centred.words import Word, clusters

_REACH = 3


@dataclass(frozen=True)
class Columns:
    """Where each column but the last ends; ``middles`` are those of the titles."""

    ends: tuple[float, ...]
    middles: tuple[float, ...]

    def of(self, word: Word) -> int:
        """The number of the column in which a word's middle stands."""
        return sum(end <= word.middle for end in self.ends)


def columns_under(titles: Sequence[Title], words: Sequence[Word]) -> Columns:
    """The columns under titles, parted where the fewest ``words`` stand between the middles of two titles."""
    ends: list[float] = []
    for left, right in pairwise(titles):
        taken = [
            (sum(word.start < at < word.end for word in words), at)
            for at in range(int(left.middle) + 1, int(right.middle) + 1)
        ]
        fewest = min((count for count, _ in taken), default=0)
        free = [at for count, at in taken if count == fewest]
        inside = [word.middle for word in words if (ends[-1] if ends else 0.0) < word.middle < right.end]
        ends.append(_best_of(free, inside) if free else (left.end + right.start) / 2)
    return Columns(tuple(ends), tuple(title.middle for title in titles))


def _best_of(places: Sequence[int], middles: Sequence[float]) -> float:
    """The middle of the gap that parts the most words from others, the widest of such."""
    runs = [
        [place for _, place in run]
        for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])
    ]

    def parts(run: Sequence[int]) -> int:
        left = sum(middle < run[0] for middle in middles)
        return min(left, len(middles) - left)

    best = max(runs, key=lambda run: (parts(run), len(run)))
    return (best[0] + best[-1]) / 2


def on_next_page(columns: Columns, words: Sequence[Word], filled: Sequence[bool]) -> Columns:
    """The columns on another page, where the same places of the paper are others of the line.

    ``filled`` says which columns held words on the page before: these are looked for first.
    """
    groups = [
        (min(word.start for word in group), max(word.end for word in group)) for group in clusters(words)
    ]
    count = len(columns.middles)
    sets = ([*range(count)], [at for at in range(count) if filled[at]])
    owners = next((own for own in sets if len(own) == len(groups)), None) or _nearest(columns, groups)
    ends = []
    for at, end in enumerate(columns.ends):
        left = max(
            (edge for owner, (_, edge) in zip(owners, groups, strict=True) if owner <= at), default=None
        )
        right = min(
            (edge for owner, (edge, _) in zip(owners, groups, strict=True) if owner > at), default=None
        )
        ends.append(end if left is None or right is None else (left + right) / 2)
    return replace(columns, ends=tuple(ends))


def _nearest(columns: Columns, groups: Sequence[tuple[int, int]]) -> list[int]:
    """For each group of words the column whose title stands nearest to its middle, none left of one before."""
    owners: list[int] = []
    for start, end in groups:
        first = owners[-1] if owners else 0
        near = min(
            range(first, len(columns.middles)), key=lambda at: abs(columns.middles[at] - (start + end) / 2)
        )
        owners.append(near)
    return owners


def parted(word: Word, columns: Columns) -> list[Word]:
    """The word as the words of two columns where one blank stands between them."""
    for end in columns.ends:
        blanks = [
            at
            for at, sign in enumerate(word.text)
            if sign == " " and abs(word.start + at + 0.5 - end) <= _REACH and 0 < at < len(word.text) - 1
        ]
        if blanks and word.start + _REACH <= end <= word.end - 1:
            at = min(blanks, key=lambda at: abs(word.start + at + 0.5 - end))
            left, right = word.cut(at)
            return [left, *parted(right, columns)]
    return [word]
