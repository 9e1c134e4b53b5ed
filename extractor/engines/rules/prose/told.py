"""An indicator as told in running text, and the words that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.draft import Draft
from extractor.engines.rules.prose.figure import figures_in
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.words import any_of, words
from extractor.quantity import parse_quantity

_LONGEST_NAME = 40
_LONGEST_TEXT = 60
_LONGEST_LEAD = 200
_AND = "、"
_NAME = re.compile(r"(?=.*[\u4e00-\u9fffA-Za-z]{2})[^%≥≤]*[^%≥≤\d]")


@dataclass(frozen=True)
class Told:
    """Name, target and what became of it, where they are stated.

    ``paired`` says that it counts only with an actual; ``marked`` that the words said
    目标, so that a bare quantity of the same unit after it is the actual; ``by_words``
    that a statement with one of them after it is; ``bare`` that only a quantity told as 实际 is;
    ``level`` the level that its line names before it.
    """

    name: Span
    target: Span
    actual: Span | None = None
    paired: bool = False
    marked: bool = False
    by_words: tuple[str, ...] | None = None
    bare: bool = False
    level: Span | None = None

    @property
    def counts(self) -> bool:
        """Whether enough was said for an indicator."""
        return len(self.target.plain) <= _LONGEST_TEXT and (self.actual is not None or not self.paired)

    def draft(self, goal: Span | None) -> Draft:
        """The narrative indicator."""
        draft = Draft()
        if goal:
            draft.put("goal", goal.text, *goal.clips)
        draft.put("level3", self.name.text, *self.name.clips)
        draft.put("target", parse_quantity(self.target.text), *self.target.clips)
        if self.actual and len(self.actual.plain) <= _LONGEST_TEXT:
            draft.put("actual", parse_quantity(self.actual.text), *self.actual.clips)
        return draft


@cache
def _leads(told: bool) -> re.Pattern[str]:
    indicator = words().indicator
    some = any_of((*indicator.leads, *(indicator.told_leads if told else ())))
    number = r"指标\d{1,2}[:、.]?|\(?\d{1,2}[)、.](?!\d)|[①-⑳]|[、与:]"
    year = r"|(?:19|20)\d\d年(?:度|末|底)?" if told else ""
    return re.compile(rf"(?:{some}(?![率度量数额值])|{number}{year})")


@cache
def _tails(told: bool) -> re.Pattern[str]:
    indicator = words().indicator
    return re.compile(f"(?:{any_of((*indicator.tails, *(indicator.told_tails if told else ())))}|[:、(])$")


def name_of(span: Span, *, told: bool = False) -> Span | None:
    """The indicator's name in the words before a quantity, None if they hold none.

    ``told`` leaves out 全年, 累计 and the like before it, as sentences on what was done have them.
    """
    span = _after_statement(span.cut(max(0, span.end - span.start - _LONGEST_LEAD), span.end - span.start))
    while span and (match := _leads(told).match(span.plain)):
        span = span.cut(match.end(), len(span.plain))
    while span and (match := _tails(told).search(span.plain[-8:])):
        span = span.cut(0, len(span.plain) - len(match[0]))
    plain = span.plain
    return (
        span if len(plain) <= _LONGEST_NAME and plain not in _no_names() and _NAME.fullmatch(plain) else None
    )


@cache
def _no_names() -> frozenset[str]:
    indicator = words().indicator
    return frozenset((*indicator.reached, *indicator.modifiers, *indicator.told_leads, *indicator.no_names))


def _after_statement(span: Span) -> Span:
    """Leave out what 、 parts from the name after it, where that is a statement or has a figure."""
    plain = span.plain
    at = plain.rfind(_AND)
    while at >= 0:
        before = plain[:at]
        if before.endswith(words().indicator.predicates) or any(figures_in(before)):
            return span.cut(at + 1, len(plain))
        at = plain.rfind(_AND, 0, at)
    return span
