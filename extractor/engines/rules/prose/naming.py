"""Names of projects: what may be one, and when two of them are one project."""

from __future__ import annotations

import re
from functools import cache

from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.words import any_of, words

_SHORTEST, _LONGEST = 3, 60
_ALIKE = 0.6
_NUMBER = re.compile(
    r"(?:\(?\d{1,2}[)、.](?!\d)|[①-⑳]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,2}、)"
)
_MARKS = re.compile(r"[“”\"‘’'《》「」()（）、,\s]")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words().project.generic)}|[\d年个项\"“”])*")


def is_project_name(text: str) -> bool:
    """Whether a text can name a project: not too long, nothing of the accounts, not 该项目."""
    project = words().project
    if not _SHORTEST <= len(text) <= _LONGEST or text.startswith(project.pronouns):
        return False
    return not any(word in text for word in project.accounts) and not _generic().fullmatch(text)


def ends_like_project(text: str) -> bool:
    """Whether a text ends in 项目, 经费 and the like, or in a closing quote."""
    return text.endswith((*words().project.list_nouns, "”", "》"))


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(f"(?:{_NUMBER.pattern}|{any_of(words().project.leads)})")


def without_leads(span: Span) -> Span:
    """The span without numbering and words such as 一是 or 其中 before the name."""
    while span and (match := _leads().match(span.plain)):
        span = span.cut(match.end(), span.end - span.start)
    return span


def unquoted(span: Span) -> Span:
    """The span without the quotes around all of it."""
    if len(span.plain) > 2 and span.plain[0] in '“"「《' and span.plain[-1] in '”"」》':
        inner = span.plain[1:-1]
        if not any(sign in inner for sign in '“”"「」《》'):
            return span.cut(1, len(span.plain) - 1)
    return span


@cache
def _noun_end() -> re.Pattern[str]:
    project = words().project
    return re.compile(f"{any_of((*project.nouns, '工作', '业务', '支出'))}+$")


def core(text: str) -> str:
    """A name without quotes, brackets and its closing 经费, 项目, 工作."""
    plain = _MARKS.sub("", text)
    return _noun_end().sub("", plain) or plain


def same_project(one: str, other: str) -> bool:
    """Whether two names mean one project: alike in most pairs of characters of the shorter."""
    a, b = core(one), core(other)
    if a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a)):
        return True
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    shorter = min(len(pairs_a), len(pairs_b))
    return shorter > 1 and len(pairs_a & pairs_b) / shorter >= _ALIKE


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
