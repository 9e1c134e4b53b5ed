"""Which lines of a column belong to which row: those around whose middle the row's figures stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import inf

_REACH = 16
_MOST_ROWS = 150
_GAP_COST = 0.7
_BLANK_COST = 3.0
_MISFIT_COST = 2.0
_TORN_COST = 3.0


def around(
    lines: Sequence[int], anchors: Sequence[float], begun: Sequence[bool] = (), *, filled: bool
) -> list[tuple[int, int]]:
    """For each anchor the lines (first, end, as indices into ``lines``) of its cell, one cell after the other.

    A cell's middle stands as near to its anchor as may be; ``begun`` are the lines that say that a cell begins
    (none where cells do not say so), ``filled`` that no cell is blank.
    """
    blank = _BLANK_COST if filled else 0.0
    gaps = [0, *accumulate(max(below - above - 2, 0) for above, below in pairwise(lines))]
    begins = [0, *accumulate(begun)]

    def cost(row: int, first: int, end: int) -> float:
        if first == end:
            return blank
        torn = (not begun[first]) + begins[end] - begins[first + 1] if begun else 0
        off = abs((lines[first] + lines[end - 1]) / 2 - anchors[row])
        return off + _GAP_COST * (gaps[end - 1] - gaps[first]) + _TORN_COST * torn

    def ends(row: int) -> range:
        first, last = bisect_right(lines, anchors[row] - _REACH), bisect_left(lines, anchors[row] + _REACH)
        return range(first, last + 1)

    return cut(len(lines), len(anchors), cost, ends)


def spans(
    middles: Sequence[float], rows: Sequence[tuple[int, int]], misfits: Callable[[int, int, int], int]
) -> list[tuple[int, int]]:
    """For each cell that is merged over rows, which (first, end): those around whose middle it stands.

    ``rows`` are the first and last line of each; ``misfits`` counts what speaks against a cell standing for some.
    No row is left without one where there are cells at all, but for tables of more rows than any form has.
    """
    if len(rows) > _MOST_ROWS:
        return [(0, 0) for _ in middles]

    def cost(cell: int, first: int, end: int) -> float:
        if first == end:
            return _BLANK_COST * 10
        off = abs((rows[first][0] + rows[end - 1][1]) / 2 - middles[cell])
        return off + _MISFIT_COST * misfits(cell, first, end)

    return cut(len(rows), len(middles), cost, lambda cell: range(len(rows) + 1))


def cut(
    count: int,
    parts: int,
    cost: Callable[[int, int, int], float],
    ends: Callable[[int], range],
) -> list[tuple[int, int]]:
    """The cheapest way to cut ``count`` things into ``parts`` runs, as (first, end) of each.

    ``ends`` are the things before which a run may end, later ones for later runs; the last takes what is left.
    """
    if not parts:
        return []
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for part in range(parts):
        reached: dict[int, tuple[float, int]] = {}
        for first, (spent, _) in best[-1].items():
            for end in ends(part):
                total = spent + cost(part, first, end) if end >= first else inf
                if total < reached.get(end, (inf, 0))[0]:
                    reached[end] = total, first
        best.append(reached)
    end = count if count in best[-1] else max(best[-1])
    runs = []
    for reached in reversed(best[1:]):
        first = reached[end][1]
        runs.append((first, end))
        end = first
    runs.reverse()
    runs[-1] = runs[-1][0], count
    return runs


def grouped(count: int, cost: Callable[[int, int], float], most: int) -> list[tuple[int, int]]:
    """The cheapest way to cut ``count`` things into runs of at most ``most``, as (first, end) of each."""
    # For each thing: what it costs to cut from there on, and where the first run ends.
    best = [(0.0, count)] * (count + 1)
    for first in reversed(range(count)):
        ends = range(first + 1, min(first + most, count) + 1)
        best[first] = min((cost(first, end) + best[end][0], end) for end in ends)
    runs, first = [], 0
    while first < count:
        runs.append((first, best[first][1]))
        first = best[first][1]
    return runs
