"""Which lines and forms speak of one project, though its name is not always printed alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from extractor.text import fold

_ALIKE = 0.85
_MOST_PAIRS = 2500
_YEAR = re.compile(r"^(20\d\d年度?)")
_TAIL = re.compile(r"(专项)?(工作|项目|专项|经费|资金|费用|费|补助)+$")
_SIGNS = re.compile(r"[^\w]+")
_COUNTS = re.compile(r"\d+|[一二三四五六七八九十甲乙丙丁东西南北上下A-Za-z]")


def matches(names: Mapping[int, str | None], others: Mapping[int, str | None]) -> dict[int, int]:
    """Which of some names is which of others: equal ones first, then those that are alike beyond doubt.

    Names that occur twice on either side are no one's, as nothing tells which is meant.
    """
    found = _equal(names, others)
    left = {at: core(name) for at, name in names.items() if name and at not in found}
    taken = set(found.values())
    open_ = {at: core(name) for at, name in others.items() if name and at not in taken}
    if len(left) * len(open_) > _MOST_PAIRS:
        return found
    for at, name in left.items():
        near = sorted(((_likeness(name, other), index) for index, other in open_.items()), reverse=True)[:2]
        if near and near[0][0] >= _ALIKE and (len(near) < 2 or near[1][0] < near[0][0]):
            found[at] = near[0][1]
            del open_[near[0][1]]
    return found


def _equal(names: Mapping[int, str | None], others: Mapping[int, str | None]) -> dict[int, int]:
    one, other = _once(names), _once(others)
    return {at: other[name] for name, at in one.items() if name in other}


def _once(names: Mapping[int, str | None]) -> dict[str, int]:
    places: dict[str, list[int]] = {}
    for at, name in names.items():
        if name:
            places.setdefault(core(name), []).append(at)
    return {name: at[0] for name, at in places.items() if len(at) == 1 and name}


@lru_cache(maxsize=16384)
def core(name: str) -> str:
    """What tells a project from others: without year, punctuation and the words that every project has."""
    plain = _SIGNS.sub("", _YEAR.sub("", fold(name)))
    return _TAIL.sub("", plain) or plain


def _likeness(one: str, other: str) -> float:
    """0 where they count or point differently (一期 and 二期), else how much they share."""
    if sorted(_COUNTS.findall(one)) != sorted(_COUNTS.findall(other)):
        return 0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0


def names_of(lines: Sequence[object], field: str = "project_name") -> dict[int, str | None]:
    """The names of some lines or forms by their index."""
    return {at: getattr(line, field) for at, line in enumerate(lines)}
