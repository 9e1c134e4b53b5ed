"""Titles of columns that wrap: which lines hold them, and which words make up each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from extractor.document import Clip
from extractor.layout.centred.words import Word, clusters, joined
from extractor.layout.headers import is_fund_header, is_goal_header, is_indicator_header, is_project_header
from extractor.lexicon import Vocabulary, lexicon
from extractor.text import bare

Kind = Literal["fund", "goal", "indicator", "project"]
_REACH = 3
_MOST_MISSED = 60
_LINE_COST = 0.1
_UNKNOWN_COST = 1.5
_WHOLE = 0.3
_LEADING_COST = 0.05


@dataclass(frozen=True)
class Title:
    """One column's title: its words from the top down."""

    words: tuple[Word, ...]

    @property
    def clip(self) -> Clip:
        """What the title says."""
        return joined(self.words)

    @property
    def start(self) -> int:
        """Its first column."""
        return min(word.start for word in self.words)

    @property
    def end(self) -> int:
        """The column behind it."""
        return max(word.end for word in self.words)

    @property
    def middle(self) -> float:
        """The column of its middle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Titles:
    """The titles over the columns of one block, on lines ``first`` to before ``end``; groups of titles are left out."""

    kind: Kind
    first: int
    end: int
    columns: tuple[Title, ...]


def find_titles(lines: Sequence[Sequence[Word]], first: int, end: int) -> Iterator[Titles]:
    """The rows of titles among lines ``first`` to before ``end``, from the top down."""
    at, missed = first, 0
    while at < end and missed < _MOST_MISSED:
        kinds = [reading for reading in _readings() if _names_some(lines[at], reading)]
        found = next(filter(None, (_titles_of(lines, at, (first, end), kind) for kind in kinds)), None)
        missed += bool(kinds) and found is None
        if found is None:
            at += 1
            continue
        yield found
        first = at = max(found.end, at + 1)


@dataclass(frozen=True)
class _Reading:
    """One kind of titles: the words for them, and whether a row of cells is one."""

    kind: Kind
    vocabulary: Vocabulary
    is_header: Callable[[tuple[Clip, ...]], bool]


@cache
def _readings() -> tuple[_Reading, ...]:
    words = lexicon()
    return (
        _Reading("indicator", words.indicator, is_indicator_header),
        _Reading("project", words.project, is_project_header),
        _Reading("fund", words.fund, is_fund_header),
        _Reading("goal", words.goal, is_goal_header),
    )


def _names_some(line: Sequence[Word], reading: _Reading) -> bool:
    fewest = 1 if reading.kind == "goal" else 2
    return sum(word.text in reading.vocabulary for word in line) >= fewest


def _titles_of(
    lines: Sequence[Sequence[Word]], at: int, bounds: tuple[int, int], reading: _Reading
) -> Titles | None:
    """The titles of one kind on the lines around one that holds some of them; None where it does not."""
    best: tuple[float, Titles | None] = 0.0, None
    tops = range(max(bounds[0], at - _REACH), at + 1)
    for top, foot in product(tops, range(at + 1, min(bounds[1], at + 1 + _REACH) + 1)):
        columns = tuple(_without_group(title, reading.vocabulary) for title in _stacked(lines[top:foot]))
        if reading.is_header(tuple(title.clip for title in columns)):
            worth = _worth(columns, reading.vocabulary) - _LINE_COST * (foot - top)
            if worth > best[0]:
                best = worth, Titles(reading.kind, top, foot, columns)
    return best[1]


def _worth(columns: Sequence[Title], vocabulary: Vocabulary) -> float:
    """How many titles are known less those that are not; what stands left of all may be a block's name."""
    known = [title.clip.text in vocabulary for title in columns]
    leading = known.index(True) if True in known else 0
    wrapped = sum(
        (len(title.words) - 1) * (_WHOLE if bare(title.clip.text) in vocabulary.exact else -_WHOLE)
        for title in columns[leading:]
    )
    return (
        sum(known) - _UNKNOWN_COST * (len(known) - leading - sum(known)) - _LEADING_COST * leading + wrapped
    )


def _stacked(lines: Sequence[Sequence[Word]]) -> tuple[Title, ...]:
    """A title for each column of words above each other; one that spans several below it is left out."""
    every = [word for line in lines for word in line]
    kept = [word for word in every if not _spans(word, every)]
    return tuple(Title(tuple(sorted(group, key=lambda word: word.line))) for group in clusters(kept))


def _without_group(title: Title, vocabulary: Vocabulary) -> Title:
    """The title without that of a group over it, where both are titles and they are none together."""
    if bare(title.clip.text) in vocabulary.exact:
        return title
    for at in range(1, len(title.words)):
        upper, lower = (bare(joined(part).text) for part in (title.words[:at], title.words[at:]))
        if upper in vocabulary.exact and lower in vocabulary.exact:
            return Title(title.words[at:])
    return title


def _spans(word: Word, every: Sequence[Word]) -> bool:
    """Whether two words stand side by side on one line below the word."""
    below = [other for other in every if other.line > word.line and word.over(other) > 0]
    lines = [other.line for other in below]
    return any(lines.count(line) > 1 for line in set(lines))
