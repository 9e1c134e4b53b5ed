"""Which row of the answer is which row of gold, one to one.

A row is what it is called: the alignment keeps as many equal names as possible, then as
many equal leaves, then as many leaves that both rows state. Order does not count. Rows
without an equal name are the same row only if half of the leaves of the one that states
less agree, as when the name alone was misread; else one is missing and the other invented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.evaluation.assignment import assign
from extractor.evaluation.nodes import Node

Pair = tuple[Node, Node]
Rows = Sequence[Node]


@dataclass(frozen=True)
class Alignment:
    """Which rows are one (gold, answer), and which are left over on either side."""

    pairs: tuple[Pair, ...]
    missing: tuple[Node, ...]
    invented: tuple[Node, ...]

    def __iter__(self) -> Iterator[tuple[Node | None, Node | None]]:
        """Every row once, with its partner or None: gold in its order, then what was invented."""
        ours = sorted([*self.pairs, *((row, None) for row in self.missing)], key=lambda one: one[0].index)
        yield from ours
        yield from ((None, row) for row in self.invented)


class Likeness(NamedTuple):
    """How alike two rows are: leaves that agree, and leaves that both state, rows below included."""

    same: int
    stated: int


def likeness(gold: Node, answer: Node) -> Likeness:
    """Compare two rows with all below them."""
    same = len(gold.leaves.items() & answer.leaves.items())
    stated = len(gold.leaves.keys() & answer.leaves.keys())
    for name in gold.lists.keys() & answer.lists.keys():
        for pair in align(gold.lists[name], answer.lists[name]).pairs:
            below = likeness(*pair)
            same, stated = same + below.same, stated + below.stated
    return Likeness(same, stated)


def align(gold: Rows, answer: Rows) -> Alignment:
    """Align two lists of one kind.

    Identical rows first, then rows of a name that both lists use once: no alignment is
    better for leaving them out, and little is left for the assignment problem. Sorting
    makes the outcome independent of the lists' order also where several are best.
    """
    open_gold, open_answer = (sorted(rows, key=lambda row: row.signature) for rows in (gold, answer))
    pairs: list[Pair] = []
    for step in (_identical, _unique_names, _best):
        found = step(open_gold, open_answer)
        pairs += found
        open_gold = _without(open_gold, (one for one, _ in found))
        open_answer = _without(open_answer, (other for _, other in found))
    return Alignment(tuple(pairs), tuple(open_gold), tuple(sorted(open_answer, key=lambda row: row.index)))


def _without(rows: Rows, gone: Iterable[Node]) -> list[Node]:
    indexes = {row.index for row in gone}
    return [row for row in rows if row.index not in indexes]


def _identical(gold: Rows, answer: Rows) -> list[Pair]:
    theirs = _by(answer, lambda row: row.signature)
    return [
        pair
        for signature, rows in _by(gold, lambda row: row.signature).items()
        for pair in zip(rows, theirs.get(signature, ()), strict=False)
    ]


def _unique_names(gold: Rows, answer: Rows) -> list[Pair]:
    ours, theirs = (_by(rows, lambda row: row.name) for rows in (gold, answer))
    return [
        (ours[name][0], theirs[name][0])
        for name in ours
        if name is not None and len(ours[name]) == 1 == len(theirs.get(name, ()))
    ]


def _by(rows: Rows, key: Callable[[Node], Hashable]) -> dict[Hashable, list[Node]]:
    groups: defaultdict[Hashable, list[Node]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _best(gold: Rows, answer: Rows) -> list[Pair]:
    base = 1 + min(sum(row.size for row in gold), sum(row.size for row in answer))
    weights = [[_weight(one, other, base) for other in answer] for one in gold]
    return [(gold[row], answer[column]) for row, column in assign(weights)]


def _weight(gold: Node, answer: Node, base: int) -> int:
    """Name, equal leaves, stated leaves as digits of one number to ``base``, more than any sum of them."""
    named = gold.name is not None and gold.name == answer.name
    alike = likeness(gold, answer)
    if not named and 2 * alike.same < min(gold.size, answer.size):
        return 0
    return (named * base + alike.same) * base + alike.stated
