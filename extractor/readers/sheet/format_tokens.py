"""The tokens of a number format code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

Kind = Literal["section", "literal", "bracket", "elapsed", "general", "text", "percent", "digit", "point", "comma", "exponent", "fraction", "date", "noon"]  # fmt: skip

# What is set for width only (_x is as wide as x, *x fills the cell) shows nothing.
_TOKEN = re.compile(
    r"""(?P<section>;)
    |"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<width>[_*].)
    |(?P<elapsed>\[(?:h+|m+|s+)\])|(?P<bracket>\[[^\]]*\])
    |(?P<general>General)|(?P<noon>AM/PM|A/P|上午/下午)
    |(?P<text>@)|(?P<percent>%)|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<fraction>/(?=[0#?]|\d))
    |(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|b+)
    |(?P<literal>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")


class Token(NamedTuple):
    """A token; ``literal`` is what it shows by itself, whatever the value."""

    kind: Kind
    text: str
    literal: str = ""


def tokens(code: str) -> Iterator[Token]:
    """The tokens of a format code, those left out that show nothing."""
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[0]
        if kind in ("quoted", "escaped"):
            yield Token("literal", text, match[kind])
        elif kind == "bracket":
            currency = _CURRENCY.fullmatch(text)
            yield Token("bracket", text, currency[1] if currency else "")
        elif kind in ("percent", "literal"):
            yield Token(_kind(kind), text, text)
        elif kind == "date":
            yield Token("date", text.lower())
        elif kind != "width":
            yield Token(_kind(kind), text)


def _kind(group: str) -> Kind:
    """The kind that a group of the pattern is named for."""
    return cast(Kind, group)
