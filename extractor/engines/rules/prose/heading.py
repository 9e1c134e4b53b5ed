"""Headings: numbering, and the words that stand under it, alone or before a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.words import any_of, words

_NUMBERING = re.compile(
    r"(?P<r5>第[一二三四五六七八九十百\d]{1,3}(?:部分|章|节)[、.:]?)"
    r"|(?P<r10>[一二三四五六七八九十]{1,3}[、.])"
    r"|(?P<r20>\([一二三四五六七八九十]{1,3}\)[、.]?)"
    r"|(?P<r30>\d{1,2}[、.](?!\d)|目标(?:[一二三四五六七八九十]|\d{1,2})[:、.])"
    r"|(?P<r40>\(\d{1,2}\)[、.]?|\d{1,2}\)[、.]?)"
    r"|(?P<r50>[①-⑳])"
)
_HEAD = re.compile(r"[^。:;；!?！？]{1,60}")
_COMMA = re.compile(r"[，,]")
_WORDS_ONLY = re.compile(r"[^\d，,]*[\u4e00-\u9fff][^\d，,]*[\u4e00-\u9fff][^\d，,]*")
_FIGURE = re.compile(r"\d(?:\.\d+)?(?:万元|元|%)|[≥≤<>=]")
_UNNUMBERED, _LABEL = 25, 90
_LONGEST_LABEL, _LONGEST_UNNUMBERED = 24, 30


@dataclass(frozen=True)
class Heading:
    """What a line begins with.

    ``rank`` grows with depth: 5 for 第一部分, 10 for 一、, … 90 for a label before a colon.
    ``body`` is where the text under it begins in the same line, the line's end if none does.
    """

    rank: int
    span: Span
    body: int

    @property
    def alone(self) -> bool:
        """Whether nothing follows it in its line."""
        return self.body >= len(self.span.line.plain)


def numbering_end(line: Line) -> int:
    """Where the text after the line's number begins; 0 without one."""
    match = _NUMBERING.match(line.plain)
    return match.end() if match else 0


def heading_of(line: Line) -> Heading | None:
    """The heading that a line is or begins with, None for plain text."""
    number = _NUMBERING.match(line.plain)
    start = number.end() if number else 0
    head = _HEAD.match(line.plain, start)
    if not head or _FIGURE.search(head[0]):
        return None
    body = min(head.end() + 1, len(line.plain))
    alone = body >= len(line.plain)
    if not alone and _COMMA.search(head[0]):
        return None
    rank = int(str(number.lastgroup)[1:]) if number else _rank_unnumbered(line, head[0], alone)
    return Heading(rank, line.span(start, head.end()), body) if rank else None


def _rank_unnumbered(line: Line, head: str, alone: bool) -> int:
    last = line.plain[len(head) : len(head) + 1]
    if last == ":":
        return _LABEL if len(head) <= _LONGEST_LABEL and not _COMMA.search(head) else 0
    plain_title = alone and not last and len(head) <= _LONGEST_UNNUMBERED and _WORDS_ONLY.fullmatch(head)
    return _UNNUMBERED if plain_title else 0


@cache
def _level_pattern() -> re.Pattern[str]:
    heading = words().heading
    return re.compile(f"{any_of(heading.levels)}.{{0,8}}{any_of(heading.level_ends)}")


def is_level(text: str) -> bool:
    """Whether a heading names a level of indicators (数量指标, 满意度方面)."""
    return bool(_level_pattern().fullmatch(text))


def is_section(text: str) -> bool:
    """Whether a heading names a part of the report rather than a goal or project."""
    return text.endswith(words().heading.section_ends)


@dataclass(frozen=True)
class Outline:
    """The headings that a line stands under, outermost first."""

    headings: tuple[Heading, ...] = ()

    def under(self, heading: Heading) -> Outline:
        """The outline of what follows a heading."""
        return Outline((*(one for one in self.headings if one.rank < heading.rank), heading))

    def goal(self, own: Span | None = None) -> Span | None:
        """The goal that it stands under, else the level; ``own`` is a heading that is neither."""
        spans = [one.span for one in reversed(self.headings) if one.span is not own]
        for span in spans:
            if not is_section(span.plain) and not is_level(span.plain) and not span.plain.isdigit():
                return span
        return next((span for span in spans if is_level(span.plain)), None)
