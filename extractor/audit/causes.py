"""One mistake, one finding: the contradictions that a single wrong figure makes are told as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.audit.catalogue import Rule
from extractor.audit.hits import Hit, Value, printed
from extractor.audit.shared.leaf import leaf_at
from extractor.report import Quantity, Report

_Key = tuple[str, str, str]
_ENOUGH = 2


@dataclass(frozen=True)
class Found:
    """A hit, and the rule that it breaks."""

    rule: Rule
    hit: Hit


@dataclass(frozen=True)
class Mistake:
    """What is wrong, and what else does not hold for that reason.

    ``suspects`` are the leaves of which one is to blame, ``right`` what it would have to say for all to
    hold; empty and None where that is not known, or where there is nothing but the main hit.
    """

    main: Found
    consequences: tuple[Found, ...] = ()
    suspects: tuple[str, ...] = ()
    right: str | None = None


def mistakes_in(found: Sequence[Found], report: Report) -> list[Mistake]:
    """The mistakes behind some hits, in the order of the hits.

    Of the values that would each remove several hits, the one that removes most is taken, and so on with
    the hits that are left. What stands twice in a row of a table (a budget that is also the initial one) is
    taken for one value, as whoever mistyped the one copied it into the other.
    """
    keys = [_keys(one.hit.fixes, report) for one in found]
    left = dict.fromkeys(range(len(found)))
    groups = _groups(keys)
    made: dict[int, Mistake] = {}
    while group := _largest(groups, keys):
        at, *others = group
        made[at] = _mistake(found, at, others, [keys[index] for index in group])
        for index in group:
            del left[index]
            for key in keys[index]:
                groups[key].remove(index)
    made.update({index: Mistake(found[index]) for index in left})
    return [made[at] for at in sorted(made)]


def _groups(keys: Sequence[Mapping[_Key, str]]) -> dict[_Key, list[int]]:
    """The hits that each value would remove, in order."""
    groups: dict[_Key, list[int]] = {}
    for at, own in enumerate(keys):
        for key in own:
            groups.setdefault(key, []).append(at)
    return groups


def _largest(groups: Mapping[_Key, list[int]], keys: Sequence[Mapping[_Key, str]]) -> list[int]:
    """The largest group of hits that one value would remove, in order; none where no value removes two.

    Of groups as large as each other it is that of the value which the first of their hits names first.
    """
    most = max(map(len, groups.values()), default=0)
    if most < _ENOUGH:
        return []
    largest = [key for key, group in groups.items() if len(group) == most]
    return list(groups[min(largest, key=lambda key: (groups[key][0], list(keys[groups[key][0]]).index(key)))])


def _mistake(
    found: Sequence[Found], at: int, others: Sequence[int], keys: Sequence[Mapping[_Key, str]]
) -> Mistake:
    shared = set(keys[0]).intersection(*keys[1:])
    suspects = {pointer for one in keys for key, pointer in one.items() if key in shared}
    right = next(iter(shared))[2] if len(shared) == 1 else None
    return Mistake(found[at], tuple(found[index] for index in others), tuple(sorted(suspects)), right)


def _keys(fixes: Mapping[str, Value], report: Report) -> dict[_Key, str]:
    """Each leaf that would remove a hit: by its row, what it says, and what it would have to say."""
    return {
        (pointer.rpartition("/")[0], _said(leaf_at(report, pointer)), _said(value)): pointer
        for pointer, value in fixes.items()
    }


def _said(value: Any) -> str:
    return printed(value.value if isinstance(value, Quantity) else value)
