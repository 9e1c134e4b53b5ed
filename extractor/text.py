"""Text as the contract wants it: verbatim apart from layout (CONTRACT.md, general rule 2)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "‐": "-", "−": "-"}
)
_SPACES = re.compile(r"[ \u00a0]+")
_WRAPPING = re.compile(r"[\t\r\n\u3000\u200b\ufeff\f\v]+")
_LONGEST_REPEAT = 30
_WHITE = re.compile(r"\s+")
_REMEMBERED = 8192


@lru_cache(maxsize=_REMEMBERED)
def clean(text: str) -> str:
    """The text without what only comes from wrapping and padding.

    Line breaks, tabs and ideographic spaces go. A space stays, as one, between Latin
    words, after a numeral's stop (``1. 加强``) and before a phrase that is repeated.
    """
    return _SPACES.sub(_one_space_or_none, _WRAPPING.sub("", text).strip())


def _one_space_or_none(match: re.Match[str]) -> str:
    # Windows, not the whole text on both sides: a page of padded prose has thousands of spaces.
    before = match.string[max(0, match.start() - _LONGEST_REPEAT) : match.start()]
    after = match.string[match.end() : match.end() + _LONGEST_REPEAT]
    if before[-1] == "." or (_is_latin(before[-1]) and _is_latin(after[0])):
        return " "
    return " " if _repeats(before, after) else ""


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _repeats(before: str, after: str) -> bool:
    return any(before.endswith(after[:length]) for length in range(2, len(after) + 1))


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """The text for comparing: NFKC, no white space, quotes and dashes of one kind."""
    return _WHITE.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))


@lru_cache(maxsize=_REMEMBERED)
def bare(text: str) -> str:
    """The text for looking up labels: folded, without colons, footnote marks, padding and unread signs."""
    return fold(text).strip(":;,.*★☆□ ")
