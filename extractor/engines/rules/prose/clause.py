"""Clauses: what commas, colons and brackets part in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.engines.rules.prose.line import Span

_COMMA = re.compile(r"，|,(?!\d{3}(?!\d))|[；;。！？!?]")
_COMMA_OR_SUM = re.compile(r"，|,(?!\d{3}(?!\d))|[；;。！？!?]|(?<=元)[、和及]")


def clauses(span: Span) -> Iterator[Span]:
    """The parts between commas and stops; a comma between thousands parts nothing."""
    return _split(span, _COMMA)


def listed_clauses(span: Span) -> Iterator[Span]:
    """As `clauses`, parted after an amount by 、 too."""
    return _split(span, _COMMA_OR_SUM)


def _split(span: Span, sign: re.Pattern[str]) -> Iterator[Span]:
    at = 0
    for match in sign.finditer(span.plain):
        if match.start() > at:
            yield span.cut(at, match.start())
        at = match.end()
    if at < len(span.plain):
        yield span.cut(at, len(span.plain))
