"""The assignment problem: rows to columns, one to one, with the greatest total weight.

Own code, see docs/decisions/013: the solvers at hand need numpy and a full matrix of floats.
It is the Hungarian method by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987)
over the pairs that are given only. Weights are integers, so ties are exact.

Every row has, besides its columns, one of its own that stands for being left over (weight 0,
numbered -1 - row). Prices of rows and columns never add up to more than the cost (the negative
weight) of a pair, and to exactly that for pairs taken; columns not taken cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from operator import neg

Weights = Sequence[Mapping[int, int]]


def assign(weights: Weights) -> list[tuple[int, int]]:
    """Pairs (row, column) whose weights add up to the most there is.

    ``weights`` gives for each row the weight, over 0, of each column it may have.
    """
    state = _State(weights, [-max(row.values(), default=0) for row in weights])
    late = [row for row in range(len(weights)) if not state.take_dearest(row)]
    for row in late:
        state.augment(row)
    return sorted((row, column) for column, row in state.taken.items() if column >= 0)


@dataclass
class _State:
    weights: Weights
    row_prices: list[int]
    column_prices: dict[int, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)

    def take_dearest(self, row: int) -> bool:
        """Give a row a column of its greatest weight, if one is free."""
        most = -self.row_prices[row]
        free = (column for column, weight in self.weights[row].items() if weight == most)
        column = next((column for column in free if column not in self.taken), None if most else -1 - row)
        if column is None:
            return False
        self.taken[column] = row
        return True

    def augment(self, start: int) -> None:
        """Give a row a column, moving other rows along the cheapest path to a free one."""
        distance: dict[int, int] = {}
        came_from: dict[int, int | None] = {}
        queue: list[tuple[int, bool, int]] = []
        closed: set[int] = set()
        row, last, reached = start, None, 0
        while True:
            base = reached - self.row_prices[row]
            for column, cost in self._costs(row):
                far = base + cost - self.column_prices.get(column, 0)
                if column not in closed and (column not in distance or far < distance[column]):
                    distance[column], came_from[column] = far, last
                    heappush(queue, (far, column in self.taken, column))
            last = _nearest(queue, closed)
            reached = distance[last]
            if last not in self.taken:
                break
            closed.add(last)
            row = self.taken[last]
        self._reprice(start, reached, {column: distance[column] for column in closed})
        self._shift(start, last, came_from)

    def _costs(self, row: int) -> list[tuple[int, int]]:
        line = self.weights[row]
        return [*zip(line, map(neg, line.values()), strict=True), (-1 - row, 0)]

    def _reprice(self, start: int, reached: int, passed: dict[int, int]) -> None:
        self.row_prices[start] += reached
        for column, distance in passed.items():
            self.row_prices[self.taken[column]] += reached - distance
            self.column_prices[column] = self.column_prices.get(column, 0) - (reached - distance)

    def _shift(self, start: int, last: int, came_from: dict[int, int | None]) -> None:
        column = last
        while (before := came_from[column]) is not None:
            self.taken[column] = self.taken[before]
            column = before
        self.taken[column] = start


def _nearest(queue: list[tuple[int, bool, int]], closed: set[int]) -> int:
    """The open column that is nearest, of equally near ones one that is free."""
    while (column := heappop(queue)[2]) in closed:
        pass
    return column
