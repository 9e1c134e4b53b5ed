"""Whether a wrong value is that of a neighbouring cell, as when a column or a row has slipped.

Neighbours are the same cell of the rows before and after, in gold's order, and the other
cells of the row. A value that more than half of the column (of the row) states says little: it
counts only where the cells along the column slipped the same way, or two cells of the row
changed places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.evaluation.compare import Scalar
from extractor.evaluation.nodes import Node

_QUANTITIES = ("target", "actual")


@dataclass(frozen=True)
class Source:
    """A cell of gold: its row, and its name in the row."""

    row: Node
    cell: str

    def pointer(self, leaf: str) -> str | None:
        """The pointer of this cell's part that answers to a leaf; None if it has none."""
        part = leaf.removeprefix(_cell_of(leaf))
        return self.row.pointer_to(self.cell + part) if self.cell + part in self.row.leaves else None


class Neighbours:
    """The rows of one list in gold, and the answer's row for each that has one, by its index."""

    def __init__(self, gold: Sequence[Node], partners: Mapping[int, Node]) -> None:
        self._gold = sorted(gold, key=lambda row: row.index)
        self._answer = [partners.get(row.index) for row in self._gold]
        self._place = {row.index: at for at, row in enumerate(self._gold)}
        self._slipped = cache(self._slipped_rows)
        self._usual = cache(self._usual_value)

    def source(self, leaf: str, gold: Node, answer: Node) -> Source | None:
        """The neighbouring cell whose value stands in this wrong leaf; None if there is none."""
        cell, at = _cell_of(leaf), self._place[gold.index]
        if value(gold, cell) == value(answer, cell):
            return None
        for step in (1, -1):
            if at in self._slipped(cell, step):
                return Source(self._gold[at + step], cell)
        return next((Source(gold, other) for other in _from_the_row(cell, gold, answer)), None)

    def _slipped_rows(self, cell: str, step: int) -> frozenset[int]:
        """Places of a run along a column that all state what stands ``step`` rows on in gold.

        One of them at least must be wrong and state a value that is not the usual one.
        """
        found: set[int] = set()
        run: list[int] = []
        for at in range(len(self._gold) + 1):
            if at < len(self._gold) and self._states_the_next(cell, at, step):
                run.append(at)
                continue
            if any(self._tells(cell, place) for place in run):
                found.update(run)
            run = []
        return frozenset(found)

    def _states_the_next(self, cell: str, at: int, step: int) -> bool:
        answer = self._answer[at]
        inside = 0 <= at + step < len(self._gold)
        return answer is not None and inside and value(answer, cell) == value(self._gold[at + step], cell)

    def _tells(self, cell: str, at: int) -> bool:
        answer = self._answer[at]
        read = value(answer, cell) if answer else None
        return read is not None and read != value(self._gold[at], cell) and read != self._usual(cell)

    def _usual_value(self, cell: str) -> object:
        """The value that more than half of the column state, None if there is none."""
        return _majority([value(row, cell) for row in self._gold])


def _from_the_row(cell: str, gold: Node, answer: Node) -> Iterator[str]:
    """The other cells of the row that hold the value, those first that changed places with this one."""
    said, read = value(gold, cell), value(answer, cell)
    cells = dict.fromkeys(_cell_of(leaf) for leaf in gold.leaves)
    holders = [other for other in cells if other != cell and value(gold, other) == read]
    yield from (other for other in holders if value(answer, other) == said)
    if read != _majority([value(gold, other) for other in cells if _like(value(gold, other), read)]):
        yield from holders


def _majority(values: Sequence[Any]) -> object:
    stated = [one for one in values if one is not None]
    (most, count), *_ = Counter(stated).most_common(1) or [(None, 0)]
    return most if 2 * count > len(stated) else None


def _like(one: object, other: object) -> bool:
    return isinstance(one, str) == isinstance(other, str)


def value(row: Node, cell: str) -> Scalar | None:
    """What a cell states: a quantity by its text; None if it states nothing."""
    return row.leaves.get(f"{cell}.text") if cell in _QUANTITIES else row.leaves.get(cell)


def _cell_of(leaf: str) -> str:
    first = leaf.partition(".")[0]
    return first if first in _QUANTITIES else leaf
