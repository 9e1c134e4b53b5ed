"""Which rows of a very long list may be one, where comparing all with all would take hours.

A row's partner is looked for among the rows that state the same rare things. This is an
approximation, for lists of many hundred open rows (see docs/scoring.md): a pair that shares
only what very many rows state may be overlooked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from extractor.evaluation.nodes import Node

_LOOKED_AT = 400  # rows that share something rare with one row, most at hand
_PROPOSED = 12  # of these, the ones that share most


def likely(gold: Sequence[Node], answer: Sequence[Node]) -> list[list[int]]:
    """For each gold row the numbers of the answer's rows that it may be, the likest first."""
    holders: defaultdict[object, list[int]] = defaultdict(list)
    for at, row in enumerate(answer):
        for statement in _statements(row):
            holders[statement].append(at)
    return [_proposed(row, at, holders, len(answer)) for at, row in enumerate(gold)]


def _statements(row: Node) -> Iterator[object]:
    """What a row states, and what it states together: two common things may be rare as a pair."""
    yield from row.says
    yield from combinations(sorted(row.leaves.items()), 2)


def _proposed(row: Node, at: int, holders: dict[object, list[int]], rows: int) -> list[int]:
    shared = [(len(holders[one]), one) for one in _statements(row) if one in holders]
    found: Counter[int] = Counter()
    looked = 0
    for count, statement in sorted(shared, key=lambda one: (one[0], str(one[1]))):
        if looked + count <= _LOOKED_AT:
            found.update(holders[statement])
        elif not looked:
            found.update(_around(holders[statement], at))
        looked += count
    # Of equally likely ones another for each row: not the same few for all.
    likest = sorted(found, key=lambda number: (-found[number], (number - at) % rows))
    return likest[:_PROPOSED]


def _around(numbers: list[int], at: int) -> list[int]:
    """As many as are looked at, from another start for each row: not the same ones for all."""
    start = at % len(numbers)
    return [*numbers[start:], *numbers[:start]][:_LOOKED_AT]
