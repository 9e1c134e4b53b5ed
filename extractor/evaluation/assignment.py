"""The assignment problem: rows to columns, one to one, with the greatest total weight.

Own code because the exact solvers at hand come with scipy or are unmaintained. It is the
Hungarian method by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987), at
most n²m steps. Weights are integers, so ties are exact.
"""

from __future__ import annotations

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs (row, column) whose weights, all ≥ 0, add up to the most; no pair of weight 0.

    All rows of ``weights`` are of one length.
    """
    rows = [at for at, row in enumerate(weights) if any(row)]
    columns = [at for at, column in enumerate(zip(*weights, strict=True)) if any(column)]
    if len(rows) > len(columns):
        turned = assign(list(zip(*weights, strict=True)))
        return sorted((row, column) for column, row in turned)
    costs = [[-weights[row][column] for column in columns] for row in rows]
    pairs = ((rows[row], columns[column]) for column, row in _cheapest(costs).items())
    return sorted((row, column) for row, column in pairs if weights[row][column])


def _cheapest(costs: list[list[int]]) -> dict[int, int]:
    """The row given to each column, for not more rows than columns."""
    width = len(costs[0]) if costs else 0
    row_prices, column_prices = [0] * len(costs), [0] * width
    taken: dict[int, int] = {}
    for row in range(len(costs)):
        _augment(row, costs, (row_prices, column_prices), taken)
    return taken


def _augment(
    start: int, costs: list[list[int]], prices: tuple[list[int], list[int]], taken: dict[int, int]
) -> None:
    """Give row ``start`` a column, moving other rows along the cheapest path to a free one."""
    row_prices, column_prices = prices
    open_columns = set(range(len(column_prices)))
    distance: dict[int, int] = {}
    came_from: dict[int, int | None] = {}
    closed: list[int] = []
    row, last, reached = start, None, 0
    while True:
        base, line = reached - row_prices[row], costs[row]
        for column in open_columns:
            far = base + line[column] - column_prices[column]
            if column not in distance or far < distance[column]:
                distance[column], came_from[column] = far, last
        last = min(open_columns, key=lambda column: (distance[column], column))
        reached = distance[last]
        open_columns.discard(last)
        if last not in taken:
            break
        closed.append(last)
        row = taken[last]
    row_prices[start] += reached
    for column in closed:
        row_prices[taken[column]] += reached - distance[column]
        column_prices[column] -= reached - distance[column]
    _shift(start, last, came_from, taken)


def _shift(start: int, last: int, came_from: dict[int, int | None], taken: dict[int, int]) -> None:
    column = last
    while (before := came_from[column]) is not None:
        taken[column] = taken[before]
        column = before
    taken[column] = start
