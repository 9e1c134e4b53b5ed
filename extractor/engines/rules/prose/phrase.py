"""Phrases: what commas, colons and brackets with figures part in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.words import any_of, words

_CUT = re.compile(r"，|,(?!\d{3}(?!\d))|[:；;。！？!?]")
_BRACKETS = re.compile(r"\([^()]{1,60}\)")


def phrases(sentence: Span) -> Iterator[Span]:
    """The phrases of a sentence, without the signs that part them.

    A bracket with a figure is a phrase of its own (``失业率(3.1%)``); one without is left
    in the name that it belongs to, and so is one that says a target's figure (目标(10期)).
    """
    at = 0
    for low, high in _cuts(sentence.plain):
        if low > at:
            yield sentence.cut(at, low)
        at = high
    if at < len(sentence.plain):
        yield sentence.cut(at, len(sentence.plain))


def _cuts(plain: str) -> Iterator[tuple[int, int]]:
    """Where signs stand that part phrases; none within a bracket that is kept."""
    at = 0
    for bracket in _BRACKETS.finditer(plain):
        yield from _plain_cuts(plain, at, bracket.start())
        if any(char.isdigit() for char in bracket[0]) and not _target_before().search(
            plain[max(0, bracket.start() - 6) : bracket.start()]
        ):
            yield bracket.start(), bracket.start() + 1
            yield from _plain_cuts(plain, bracket.start() + 1, bracket.end() - 1)
            yield bracket.end() - 1, bracket.end()
        at = bracket.end()
    yield from _plain_cuts(plain, at, len(plain))


def _plain_cuts(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _CUT.finditer(plain, start, end):
        yield match.span()


@cache
def _target_before() -> re.Pattern[str]:
    indicator = words().indicator
    return re.compile(f"{any_of((*indicator.marks, *indicator.weak_marks))}$")
