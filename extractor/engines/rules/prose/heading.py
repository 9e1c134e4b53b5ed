"""Headings: numbering, and the words that stand under it, alone or before a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property

from extractor.engines.rules.prose.figure import ends_in_figure, figures_in
from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.words import Words, any_of, words

_NUMBERING = re.compile(
    r"(?P<r5>第[一二三四五六七八九十百\d]{1,3}(?:部分|章|节)[、.:]?)"
    r"|(?P<r10>[一二三四五六七八九十]{1,3}[、.])"
    r"|(?P<r20>\([一二三四五六七八九十]{1,3}\)[、.]?)"
    r"|(?P<r30>\d{1,2}[、.](?!\d)|目标(?:[一二三四五六七八九十]|\d{1,2})[:、.])"
    r"|(?P<r40>\(\d{1,2}\)[、.]?|\d{1,2}\)[、.]?)"
    r"|(?P<r50>[①-⑳])"
)
_HEAD = re.compile(r"[^。:;；!?！？]{1,60}")
_GOAL = "目标"
_COMMA = re.compile(r"[，,]")
_WORDS_ONLY = re.compile(r"[^\d，,]*[\u4e00-\u9fff][^\d，,]*[\u4e00-\u9fff][^\d，,]*")
_FIGURE = re.compile(r"\d(?:\.\d+)?(?:万元|元|%)|[≥≤<>=]")
UNNUMBERED, LABEL = 25, 90
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


def numbering_rank(line: Line) -> int | None:
    """How deep the line's number says that it stands; None without a number."""
    match = _NUMBERING.match(line.plain)
    return int(str(match.lastgroup)[1:]) if match else None


def heading_of(line: Line) -> Heading | None:
    """The heading that a line is or begins with, None for plain text."""
    number = _NUMBERING.match(line.plain)
    start = number.end() if number else 0
    head = _HEAD.match(line.plain, start)
    if not head or _states(head[0]) or line.plain[head.end() : head.end() + 1] not in ("", "。", ":"):
        return None
    body = min(head.end() + 1, len(line.plain))
    alone = body >= len(line.plain)
    if not alone and _COMMA.search(head[0]):
        return None
    rank = numbering_rank(line) or _rank_unnumbered(line, head[0], alone)
    return Heading(rank, line.span(start, head.end()), body) if rank else None


def _states(head: str) -> bool:
    """Whether the words state an amount or a quantity, as no heading does."""
    told = bool(_COMMA.search(head)) and any(figures_in(head))
    return told or bool(_FIGURE.search(head)) or ends_in_figure(head)


def _rank_unnumbered(line: Line, head: str, alone: bool) -> int:
    last = line.plain[len(head) : len(head) + 1]
    if last == ":":
        return LABEL if len(head) <= _LONGEST_LABEL and not _COMMA.search(head) else 0
    plain_title = alone and not last and len(head) <= _LONGEST_UNNUMBERED and _WORDS_ONLY.fullmatch(head)
    return UNNUMBERED if plain_title else 0


@cache
def _level_pattern() -> re.Pattern[str]:
    heading = words().heading
    return re.compile(f"{any_of(heading.levels)}.{{0,8}}{any_of(heading.level_ends)}")


def is_level(text: str) -> bool:
    """Whether a heading names a level of indicators (数量指标, 满意度方面)."""
    return bool(_level_pattern().fullmatch(text))


def is_section(text: str) -> bool:
    """Whether a heading names a part of the report rather than a goal or project."""
    heading = words().heading
    own = text.removesuffix(_GOAL)
    if own and own != text and not own.endswith(heading.of_any_goal):
        return False
    return text in heading.section_names or text.endswith(heading.section_ends) or names_targets(text)


def names_targets(text: str) -> bool:
    """Whether a heading or label announces a list of targets (绩效指标), not what was done."""
    indicator = words().indicator
    return text.endswith(indicator.list_label_ends) and not _mentions(text, indicator.done_words)


def _mentions(text: str, some: Words) -> bool:
    return any(word in text for word in some)


@dataclass(frozen=True)
class Outline:
    """The headings that a line stands under, outermost first."""

    headings: tuple[Heading, ...] = ()

    def under(self, heading: Heading) -> Outline:
        """The outline of what follows a heading."""
        return Outline((*self.above(heading.rank).headings, heading))

    def above(self, rank: int) -> Outline:
        """The outline without what stands at a depth or deeper."""
        return Outline(tuple(one for one in self.headings if one.rank < rank))

    def nested(self, label: Heading) -> Outline:
        """The outline of what follows a label on a line of its own: numbered lines stand under it."""
        deepest = max((one.rank for one in self.headings if one.rank % 5 == 0), default=0)
        return self.under(replace(label, rank=deepest + 1))

    @cached_property
    def aside(self) -> bool:
        """Whether it is a part on problems, measures or terms, whose figures are no results."""
        heading = words().heading
        return any(
            _mentions(text, heading.aside) and not _mentions(text, heading.not_aside) for text in self._texts
        )

    @cached_property
    def on_indicators(self) -> bool:
        """Whether it is a part on indicators."""
        return any(is_level(text) or "指标" in text for text in self._texts)

    @cached_property
    def lists_targets(self) -> bool:
        """Whether the nearest heading that decides it announces targets, and not what was done."""
        for heading in reversed(self.headings):
            text = heading.span.plain
            if is_level(text) and heading.rank < LABEL:
                continue
            if heading.rank != UNNUMBERED and names_targets(text):
                return True
            if _mentions(text, words().indicator.done_words):
                return False
        return False

    @cached_property
    def on_deadlines(self) -> bool:
        """Whether the nearest heading is one on deadlines (时效)."""
        return any(_mentions(text, words().indicator.timely_levels) for text in self._texts[-1:])

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(heading.span.plain for heading in self.headings)

    def goal(self, own: Span | None = None) -> Span | None:
        """The goal that it stands under, else the level; ``own`` is a heading that is neither."""
        spans = [one.span for one in reversed(self.headings) if one.span is not own]
        for span in spans:
            if not is_section(span.plain) and not is_level(span.plain):
                return span
        return next((span for span in spans if is_level(span.plain)), None)
