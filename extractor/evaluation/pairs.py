"""A report and its answer walked through together, row by row and cell by cell.

A cell is what a clerk sees as one: a quantity with its text, sign, value and unit is one cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.evaluation.align import align
from extractor.evaluation.compare import Scalar
from extractor.evaluation.nodes import Node, tree
from extractor.report import Report

_QUANTITIES = ("target", "actual")
Leaves = dict[str, Scalar | None]


@dataclass(frozen=True)
class Pair:
    """A row of gold and the row that answers it; one of them is None where it has no partner.

    ``row`` points to the row in the answer, or to the nearest one above that the answer has;
    ``top`` is false for a row below another one without a partner.
    """

    gold: Node | None
    answer: Node | None
    row: str
    top: bool

    def cells(self) -> Iterator[Cell]:
        """The cells of this row itself that either side states."""
        sides = [by_cell(node) if node else {} for node in (self.gold, self.answer)]
        for name in dict.fromkeys([*sides[0], *sides[1]]):
            yield Cell(self, name, *(side.get(name, {}) for side in sides))


@dataclass(frozen=True)
class Cell:
    """A cell: what gold says in it and what was read, by the name of the leaf (empty: nothing)."""

    pair: Pair
    name: str
    said: Leaves
    read: Leaves

    @property
    def right(self) -> bool:
        """Whether every leaf is as in gold."""
        return self.said == self.read

    @property
    def pointer(self) -> str | None:
        """The cell's JSON Pointer in the answer, also where it is empty there; None where its row is missing."""
        return f"{self.pair.row}/{self.name}" if self.pair.answer else None

    @property
    def field(self) -> str:
        """The contract's path: ``forms.indicators.target``."""
        node = self.pair.gold or self.pair.answer
        return f"{node.kind}.{self.name}".lstrip(".") if node else self.name

    @property
    def printed(self) -> Scalar | None:
        """What gold says in it, as one would look for it on the page; None where it says nothing."""
        return self.said.get(f"{self.name}.text", next(iter(self.said.values()), None))

    @property
    def shown(self) -> str:
        """The same as text; empty where gold says nothing."""
        return _shown(self.printed)

    def says(self, leaf: str) -> str:
        """What gold says in a leaf, as text; empty where it says nothing."""
        return _shown(self.said.get(leaf))

    def wrong_leaves(self) -> Iterator[str]:
        """The leaves that one side does not state as the other does."""
        for leaf in dict.fromkeys([*self.said, *self.read]):
            if self.said.get(leaf) != self.read.get(leaf):
                yield leaf


def _shown(value: Scalar | None) -> str:
    return f"{value:.10g}" if isinstance(value, int | float) else value or ""


def pairs(gold: Report, answer: Report | None) -> list[Pair]:
    """Every row of both reports once; an answer of None has no rows."""
    return list(_below(tree(gold), tree(answer) if answer else None, "", top=True))


def _below(gold: Node | None, answer: Node | None, row: str, *, top: bool) -> Iterator[Pair]:
    row = answer.pointer if answer else row
    yield Pair(gold, answer, row, top)
    lists = [node.lists if node else {} for node in (gold, answer)]
    both = gold is not None and answer is not None
    for name in dict.fromkeys([*lists[0], *lists[1]]):
        for one, other in align(lists[0].get(name, ()), lists[1].get(name, ())):
            yield from _below(one, other, row, top=both)


def by_cell(row: Node) -> dict[str, Leaves]:
    """The leaves of a row by the cell that they are of: ``target`` has up to four."""
    cells: defaultdict[str, Leaves] = defaultdict(dict)
    for leaf, value in row.leaves.items():
        first, *_ = leaf.split(".")
        cells[first if first in _QUANTITIES else leaf.replace(".", "/")][leaf] = value
    return cells


def edits(walked: list[Pair]) -> int:
    """The edits that a clerk needs to make the answer gold.

    One for each cell to type, correct or clear, a missing row costing all its cells; one for each row to
    delete, with all below it. The order of rows costs nothing.
    """
    deleted = sum(pair.gold is None and pair.top for pair in walked)
    typed = sum(not cell.right for pair in walked if pair.gold is not None for cell in pair.cells())
    return deleted + typed
