"""Tables whose rules leave sides open: where the missing ones would stand.

Many templates draw no rule at the left and right end of a table, some none between columns
at all. What finds cells finds them between rules only, so the missing ones are given to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.document import Box
from extractor.open_tables.gutters import End, Stroke, gaps_of, gutters
from extractor.open_tables.text_rows import between_rows

THIN = 3.0
_SAME = 3.0
_SHORTEST = 20.0
_TALLEST_RULED, _TALLEST_OPEN = 45.0, 300.0
_FEWEST_RULES = 3
_FEWEST_ROWS = 2
_FEWEST_TITLES = 3


@dataclass
class _Stack:
    """Horizontal rules under each other from one left end to one right end; ``y`` counts all within."""

    left: float
    right: float
    y: list[float] = field(default_factory=list)


def missing_rules(rules: Sequence[Box], characters: Sequence[Box]) -> Iterator[list[Stroke]]:
    """For each open table the rules to be added for it to be closed: its two sides, then those between columns and rows.

    ``rules`` are thin boxes, ``characters`` the boxes of the page's text, all in points. Of three rules only
    such are a table with rows of text between them.
    """
    across = _merged([box for box in rules if box.height <= THIN and box.width >= _SHORTEST])
    down = [box for box in rules if box.width <= THIN < box.height]
    stacks = [stack for stack in _stacks(across, down) if len(stack.y) >= _FEWEST_RULES]
    for stack in stacks:
        is_part = any(_is_part(stack, other) for other in stacks)
        if not is_part and (strokes := [*_closing(stack, across, down, characters)]):
            yield strokes


def _is_part(stack: _Stack, other: _Stack) -> bool:
    """Whether the rules are those of some columns of another stack: those beside a merged cell."""
    wider = other.right - other.left > stack.right - stack.left + _SAME
    inside = other.left <= stack.left + _SAME and stack.right <= other.right + _SAME
    return wider and inside and other.y[0] <= stack.y[-1] and stack.y[0] <= other.y[-1]


def _merged(rules: Sequence[Box]) -> list[Box]:
    """Horizontal rules with those that go on with each other as one."""
    merged: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.y0), rule.x0)):
        last = merged[-1] if merged else None
        if last and abs(last.y0 - rule.y0) <= 1 and rule.x0 <= last.x1 + _SAME:
            merged[-1] = Box(last.x0, last.y0, max(last.x1, rule.x1), max(last.y1, rule.y1))
        else:
            merged.append(rule)
    return merged


def _stacks(across: Sequence[Box], down: Sequence[Box]) -> Iterator[_Stack]:
    """Rules of the same ends, parted where nothing says that the table goes on from one to the next."""
    ends: list[_Stack] = []
    for rule in across:
        if not any(_fits(rule, stack) for stack in ends):
            ends.append(_Stack(rule.x0, rule.x1))
    for stack in ends:
        whole = [rule.y0 for rule in across if _fits(rule, stack)]
        tallest = _tallest_without_rules(whole, down, stack)
        inside = sorted(rule.y0 for rule in across if _lies_in(rule, stack) and rule.y0 <= max(whole) + 1)
        part = _Stack(stack.left, stack.right)
        for y in inside:
            if part.y and not _goes_on(part.y[-1], y, down, stack, tallest):
                yield part
                part = _Stack(stack.left, stack.right)
            if not part.y or y - part.y[-1] > 1:
                part.y.append(y)
        yield part


def _fits(rule: Box, stack: _Stack) -> bool:
    return abs(rule.x0 - stack.left) <= _SAME and abs(rule.x1 - stack.right) <= _SAME


def _lies_in(rule: Box, stack: _Stack) -> bool:
    return rule.x0 >= stack.left - _SAME and rule.x1 <= stack.right + _SAME


def _crossed(ys: Sequence[float], down: Sequence[Box], stack: _Stack) -> int:
    """How many of the bands between rules have a vertical rule in them."""
    return sum(any(_crosses(rule, top, bottom, stack) for rule in down) for top, bottom in pairwise(ys))


def _crosses(rule: Box, top: float, bottom: float, stack: _Stack) -> bool:
    inside = stack.left - _SAME <= rule.x0 <= stack.right + _SAME
    return inside and rule.y0 <= top + _SAME and rule.y1 >= bottom - _SAME


def _tallest_without_rules(ys: Sequence[float], down: Sequence[Box], stack: _Stack) -> float:
    """How tall a band without any vertical rule may be and still be a row of the table.

    Where most bands are closed at both sides it is none: the lines between two tables stand there.
    """
    bands = [*pairwise(ys)]
    closed = sum(
        all(any(_stands_at(rule, x, band) for rule in down) for x in (stack.left, stack.right))
        for band in bands
    )
    if closed > 0.5 * len(bands):
        return 0.0
    return _TALLEST_RULED if _crossed(ys, down, stack) > 0.5 * len(ys) else _TALLEST_OPEN


def _stands_at(rule: Box, x: float, band: tuple[float, float]) -> bool:
    return abs(rule.x0 - x) <= _SAME and rule.y0 <= band[0] + _SAME and rule.y1 >= band[1] - _SAME


def _goes_on(top: float, bottom: float, down: Sequence[Box], stack: _Stack, tallest: float) -> bool:
    return bottom - top <= tallest or any(_crosses(rule, top, bottom, stack) for rule in down)


def _closing(
    stack: _Stack, across: Sequence[Box], down: Sequence[Box], characters: Sequence[Box]
) -> Iterator[Stroke]:
    top, bottom = stack.y[0], stack.y[-1]
    inside = [box for box in characters if stack.left <= box.x0 and box.x1 <= stack.right + _SAME]
    is_open = _crossed(stack.y, down, stack) <= 0.3 * (len(stack.y) - 1)
    rows = [*_unruled(stack, inside)] if is_open else []
    if len(stack.y) == _FEWEST_RULES and not rows:
        return
    yield from (((x, top), (x, bottom)) for x in (stack.left, stack.right))
    yield from (((stack.left, y), (stack.right, y)) for y in rows)
    if is_open:
        own = [rule for rule in across if _lies_in(rule, stack) and top - 1 <= rule.y0 <= bottom + 1]
        yield from gutters([*pairwise(sorted([*stack.y, *rows]))], inside, [*_ends(own, stack)])


def _unruled(stack: _Stack, characters: Sequence[Box]) -> Iterator[float]:
    """Where rows part between two rules; of three rules in all the upper two are those of the titles."""
    bands = [*pairwise(stack.y)]
    if len(stack.y) > _FEWEST_RULES:
        yield from (y for band in bands for y in between_rows(band, characters))
    elif len(gaps_of(bands[0], characters)) - 1 >= _FEWEST_TITLES:
        yield from between_rows(bands[1], characters, _FEWEST_ROWS)


def _ends(rules: Sequence[Box], stack: _Stack) -> Iterator[End]:
    """Where rules that come from one side end before the other: a merged cell stands beside them."""
    for rule in rules:
        beside = [other for other in rules if other is not rule and abs(other.y0 - rule.y0) <= _SAME]
        left, right = rule.x0 <= stack.left + _SAME, rule.x1 >= stack.right - _SAME
        if left == right or beside or not stack.y[0] + _SAME < rule.y0 < stack.y[-1] - _SAME:
            continue
        x = rule.x1 if left else rule.x0
        crossing = [other.y0 for other in rules if other.x0 < x - _SAME and x + _SAME < other.x1]
        above = max((y for y in crossing if y < rule.y0), default=stack.y[0])
        below = min((y for y in crossing if y > rule.y0), default=stack.y[-1])
        yield x, rule.y0, above, below
