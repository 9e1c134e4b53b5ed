"""One mistake, one finding: the contradictions that a single wrong figure makes are told as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.audit.catalogue import Rule
from extractor.audit.hits import Hit, Value, printed
from extractor.report import Quantity, Report

_Key = tuple[str, str, str]


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
    left = dict(enumerate(keys))
    made: dict[int, Mistake] = {}
    while left:
        at = min(left)
        group, key = _largest(left)
        if key is None:
            made.update({index: Mistake(found[index]) for index in left})
            break
        at, *others = group
        made[at] = _mistake(found, at, others, [keys[index] for index in group])
        for index in group:
            del left[index]
    return [made[at] for at in sorted(made)]


def _largest(left: Mapping[int, Mapping[_Key, str]]) -> tuple[list[int], _Key | None]:
    """The largest group of hits that one value would remove, in order; none where no value removes two."""
    groups: dict[_Key, list[int]] = {}
    for at, keys in left.items():
        for key in keys:
            groups.setdefault(key, []).append(at)
    if not groups:
        return [], None
    largest = max(groups, key=lambda one: len(groups[one]))
    return (groups[largest], largest) if len(groups[largest]) > 1 else ([], None)


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


def leaf_at(report: Report, pointer: str) -> Any:
    """What stands at a pointer; None where nothing does. No name of the contract needs the escapes of RFC 6901."""
    at: Any = report
    for step in pointer.split("/")[1:]:
        if isinstance(at, list):
            at = at[int(step)] if step.isdigit() and int(step) < len(at) else None
        else:
            at = getattr(at, step, None)
    return at
