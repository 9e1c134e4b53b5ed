"""Which lines and forms speak of one project, though its name is not always printed alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from extractor.text import fold

_Named = tuple[int, str | None]
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
    return dict(_matches(tuple(names.items()), tuple(others.items())))


# Several rules ask the same of one report, and comparing what is not equal takes long.
@lru_cache(maxsize=64)
def _matches(names: tuple[_Named, ...], others: tuple[_Named, ...]) -> Mapping[int, int]:
    ones, twos = _once(names), _once(others)
    found = {at: twos[name] for name, at in ones.items() if name in twos}
    left = {at: name for name, at in ones.items() if at not in found}
    open_ = {at: name for name, at in twos.items() if name not in ones}
    if len(left) * len(open_) > _MOST_PAIRS:
        return found
    for at, name in left.items():
        near = sorted(((_likeness(name, other), index) for index, other in open_.items()), reverse=True)[:2]
        if near and near[0][0] >= _ALIKE and (len(near) < 2 or near[1][0] < near[0][0]):
            found[at] = near[0][1]
            del open_[near[0][1]]
    return found


def _once(names: Iterable[_Named]) -> dict[str, int]:
    """Where each name stands that occurs once."""
    places: dict[str, list[int]] = {}
    for at, name in names:
        places.setdefault(core(name or ""), []).append(at)
    return {name: at[0] for name, at in places.items() if len(at) == 1 and name}


@lru_cache(maxsize=4096)
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
