"""Amounts of money in running text, and which field the words before them mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.draft import Draft
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.words import any_of, words
from extractor.quantity import number

_DIGITS = r"(?<![\d.,A-Za-z ])(?P<digits>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!\d)|\d{1,12}(?:\.\d{1,6})?)"
_LONGEST_LABEL = 24
FIELDS = ("initial_budget", "budget_adjustment", "annual_budget", "executed")


@dataclass(frozen=True)
class Amount:
    """A number of money: ``digits`` within its span, what the words before it mean.

    ``field`` is a field of a project line, ``annual_weak`` or ``sums`` where the words
    alone do not settle it, ``ignored`` for what belongs to no field, None for no label.
    ``label_start`` is where those words begin (the digits' start without any).
    """

    span: Span
    digits: Span
    field: str | None
    label_start: int

    def put(self, draft: Draft, name: str) -> None:
        """Set a field of a project to this amount, in the unit printed."""
        draft.put(name, number(self.digits.plain), *self.digits.clips)


@cache
def money() -> re.Pattern[str]:
    """The pattern of an amount with its unit."""
    return re.compile(f"{_DIGITS}[余多]?{any_of(words().amount.units)}(?![/／人])")


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    amount = words().amount
    fields = (*FIELDS, "annual_weak", "sums", "ignored")
    meaning = {word: field for field in reversed(fields) for word in getattr(amount, field)}
    return re.compile(f"({any_of(meaning)}){any_of(amount.suffixes)}*$"), meaning


def label_before(text: str) -> tuple[str | None, int]:
    """The field that the end of a text means, and where the words that say so begin."""
    pattern, meaning = _labels()
    base = max(0, len(text) - _LONGEST_LABEL)
    match = pattern.search(text[base:])
    return (meaning[match[1]], base + match.start()) if match else (None, len(text))


def amounts_in(span: Span) -> Iterator[Amount]:
    """The amounts of a clause, in order; a label never reaches back over the amount before."""
    plain, floor = span.plain, 0
    for match in money().finditer(plain):
        field, label = label_before(plain[floor : match.start()])
        yield Amount(
            span.cut(match.start(), match.end()),
            span.cut(match.start("digits"), match.end("digits")),
            field,
            span.start + floor + label,
        )
        floor = match.end()
