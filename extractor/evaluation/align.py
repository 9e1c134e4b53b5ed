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
from functools import partial
from typing import NamedTuple

from extractor.evaluation.assignment import assign
from extractor.evaluation.crowd import likely
from extractor.evaluation.nodes import Node

Pair = tuple[Node, Node]
Rows = Sequence[Node]

# Pairs of leaves that are compared one by one, in about two seconds: two lists of some 250 rows
# that have neither an equal row nor a name used once.
EXACT = 20_000_000
_OF_A_ROW = 6


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


def align(gold: Rows, answer: Rows, exact: int = EXACT) -> Alignment:
    """Align two lists of one kind; rows may come from several lists.

    Identical rows first, then rows of a name that both lists use once, so that little is left
    for the assignment problem. It is solved exactly where no more than ``exact`` pairs of leaves
    are to be compared, else over the pairs that `evaluation.crowd` proposes. Sorting makes the
    outcome independent of the lists' order also where several are best.
    """
    open_gold, open_answer = (sorted(rows, key=lambda row: row.signature) for rows in (gold, answer))
    pairs: list[Pair] = []
    for step in (_identical, _unique_names, partial(_rest, exact=exact)):
        found = step(open_gold, open_answer)
        pairs += found
        open_gold = without(open_gold, (one for one, _ in found))
        open_answer = without(open_answer, (other for _, other in found))
    return Alignment(tuple(pairs), tuple(open_gold), tuple(sorted(open_answer, key=lambda row: row.index)))


def without(rows: Rows, gone: Iterable[Node]) -> list[Node]:
    """The rows that are not gone."""
    taken = {id(row) for row in gone}
    return [row for row in rows if id(row) not in taken]


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


def _rest(gold: Rows, answer: Rows, exact: int) -> list[Pair]:
    if _work(gold, answer) <= exact:
        return _best(gold, answer, [range(len(answer))] * len(gold))
    pairs = [pair for one, other in _namesakes(gold, answer) for pair in _among_namesakes(one, other, exact)]
    gold = without(gold, (one for one, _ in pairs))
    answer = without(answer, (other for _, other in pairs))
    return pairs + _among_likely(gold, answer, exact)


def _namesakes(gold: Rows, answer: Rows) -> Iterator[tuple[Rows, Rows]]:
    theirs = _by(answer, lambda row: row.name)
    for name, rows in _by(gold, lambda row: row.name).items():
        if name is not None and name in theirs:
            yield rows, theirs[name]


def _among_namesakes(gold: Rows, answer: Rows, exact: int) -> list[Pair]:
    """Pairs of rows of one name, as many as can be: those that share nothing else in their sorted order."""
    pairs = _among_likely(gold, answer, exact)
    gold = without(gold, (one for one, _ in pairs))
    answer = without(answer, (other for _, other in pairs))
    return pairs + list(zip(gold, answer, strict=False))


def _among_likely(gold: Rows, answer: Rows, exact: int) -> list[Pair]:
    """The best of the pairs proposed, again and again until nothing more is proposed among the rest."""
    pairs: list[Pair] = []
    while _work(gold, answer) > exact and (found := _best(gold, answer, likely(gold, answer))):
        pairs += found
        gold = without(gold, (one for one, _ in found))
        answer = without(answer, (other for _, other in found))
    if _work(gold, answer) <= exact:
        pairs += _best(gold, answer, [range(len(answer))] * len(gold))
    return pairs


def _work(gold: Rows, answer: Rows) -> int:
    """What comparing all with all costs, in pairs of leaves; a pair of rows costs something in itself."""
    ours, theirs = (sum(row.size + _OF_A_ROW for row in rows) for rows in (gold, answer))
    return ours * theirs


def _best(gold: Rows, answer: Rows, candidates: Sequence[Sequence[int]]) -> list[Pair]:
    """The best pairs among each gold row's ``candidates``, numbers of rows of ``answer``."""
    base = 1 + min(sum(row.size for row in gold), sum(row.size for row in answer))
    weights = []
    for one, columns in zip(gold, candidates, strict=True):
        line = ((column, _weight(one, answer[column], base)) for column in columns)
        weights.append({column: weight for column, weight in line if weight})
    return [(gold[row], answer[column]) for row, column in assign(weights)]


def _weight(gold: Node, answer: Node, base: int) -> int:
    """Name, equal leaves, stated leaves as digits of one number to ``base``, more than any sum of them."""
    named = gold.name is not None and gold.name == answer.name
    alike = likeness(gold, answer)
    if not named and 2 * alike.same < min(gold.size, answer.size):
        return 0
    return (named * base + alike.same) * base + alike.stated
