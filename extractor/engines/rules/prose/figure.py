"""Quantities in running text: ``≥90%``, ``1200人次以上``, ``1—2个``, ``低于全国平均水平``.

Patterns on whole phrases see each figure as one sign (`Masked`), which keeps them small:
the list of units is long, and a pattern that repeats it takes longer to build than a
report takes to read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.words import any_of, words

FIGURE = "\ue000"
SIGN = r"(?:>=|<=|=>|=<|[≥≤><=])"
_NUMBER = (
    r"(?:(?<![\d.A-Za-z ])\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?![\d ])"
    r"|(?<![\d.A-Za-z ])\d{1,12}(?:\.\d{1,6})?(?![\d ]))"
)
_DIGIT = re.compile(r"\d")
_RANGE = rf"(?:{_NUMBER}[%‰个人次件]?[-~—至到]{{1,2}})?"
_DATE = re.compile(r"(?:19|20)\d\d年?|(?:\d{1,2}[月日]?[-~—至到]{1,2})?\d{1,2}[月日]")
_UNIT_OF = re.compile(r"^[^\d]*[\d.,]+(?:余|多)?(.*)$")


@cache
def _after() -> str:
    return rf"(?:\(?含\)?)?{any_of(words().indicator.after_words)}"


@cache
def _figure() -> re.Pattern[str]:
    unit = (
        rf"(?:余|多)?(?:[十百千万亿]{{0,2}}{any_of(words().indicator.units)}(?:/[\u4e00-\u9fffA-Za-z]{{1,3}})*"
        r"|[百千万亿]{1,2}(?![\u4e00-\u9fff]))"
    )
    return re.compile(rf"{_RANGE}{_NUMBER}(?:{unit})?(?:{_after()})?")


def figures_in(text: str) -> Iterator[re.Match[str]]:
    """The figures of a text, each a number with its unit; years and dates are none."""
    if not _DIGIT.search(text):
        return iter(())
    return (match for match in _figure().finditer(text) if not _DATE.fullmatch(match[0]))


def ends_in_figure(text: str) -> bool:
    """Whether a text ends in a quantity."""
    return any(match.end() == len(text) for match in figures_in(text))


class Masked:
    """A phrase in which each figure is one sign, and the way back to its own text."""

    def __init__(self, phrase: Span) -> None:
        self.phrase = phrase
        plain = phrase.plain
        matches = list(figures_in(plain))
        lengths = [match.end() - match.start() - 1 for match in matches]
        self._saved = (0, *accumulate(lengths))
        self._at = [match.start() - saved for match, saved in zip(matches, self._saved, strict=False)]
        ends = [0, *(match.end() for match in matches)]
        starts = [*(match.start() for match in matches), len(plain)]
        self.plain = FIGURE.join(plain[a:b] for a, b in zip(ends, starts, strict=True))

    def __bool__(self) -> bool:
        """Whether there is a figure in it."""
        return bool(self._at)

    def cut(self, start: int, end: int) -> Span:
        """The stretch of the phrase that ``plain[start:end]`` stands for."""
        return self.phrase.cut(self._own(start), self._own(end))

    def group(self, match: re.Match[str], name: str) -> Span:
        """The stretch of the phrase that a group of a match on ``plain`` stands for."""
        return self.cut(match.start(name), match.end(name))

    def _own(self, at: int) -> int:
        return at + self._saved[bisect_left(self._at, at)]


@cache
def operator() -> str:
    """The pattern of a comparison before a number, in signs or in words."""
    return rf"(?:{SIGN}|{any_of(words().indicator.operator_words)})"


@cache
def comparison() -> str:
    """The pattern of a comparison without a number."""
    indicator = words().indicator
    return (
        rf"{any_of(indicator.comparisons)}{any_of(indicator.compared_with)}"
        rf"[^\d{FIGURE}，,。；;、:()]{{0,14}}(?=[，,。；;、:()]|$)"
    )


@cache
def _doubled() -> re.Pattern[str]:
    return re.compile(rf"(?:达到|{any_of(words().indicator.operator_words)})(?=.*{_after()}$)|达到")


def tightened(quantity: Span) -> Span:
    """The quantity without a leading word that 以内 or 以上 after the number says again."""
    match = _doubled().match(quantity.plain)
    return quantity.cut(match.end(), len(quantity.plain)) if match else quantity


@cache
def _after_end() -> re.Pattern[str]:
    return re.compile(f"{_after()}$")


def unit_of(text: str) -> str:
    """What follows the number of a quantity, without 以上 and the like."""
    match = _UNIT_OF.match(text)
    return _after_end().sub("", match[1]) if match else ""


def comparable(one: Span, other: Span) -> bool:
    """Whether two quantities can be target and actual of one indicator: both rates or neither."""
    return ("%" in one.plain) == ("%" in other.plain)
