"""Gold as one answer should be held against it: where that gives an accepted value, the value is gold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from extractor.evaluation.align import align
from extractor.evaluation.compare import same
from extractor.evaluation.gold.cells import at, put, row_and_cell
from extractor.evaluation.gold.file import Gold
from extractor.evaluation.nodes import Node, tree
from extractor.report import Report


def resolved(gold: Gold, answer: Report | None) -> Report:
    """The report of gold, each cell with accepted values as the one that suits the answer best.

    A quantity is taken as a whole: its leaves are not mixed from several accepted values. A
    row that the answer lacks stays as it is, and is missing. None: there is no answer.
    """
    if not gold.accept or answer is None:
        return gold.report
    said, data = answer.model_dump(), gold.report.model_dump()
    partners = dict(_partners(tree(gold.report), tree(answer)))
    for pointer, values in sorted(gold.accept.items()):
        row, cell = row_and_cell(pointer) or ("", "")
        if row in partners and _holder(data, pointer) is not None:
            given = at(said, partners[row] + cell)
            put(data, pointer, max([at(data, pointer), *values], key=lambda value: _suits(value, given)))
    return Report.model_validate(data)


def _holder(data: dict[str, Any], pointer: str) -> Any:
    """What the cell is part of; None once a quantity was taken to be absent."""
    return at(data, pointer.rpartition("/")[0])


def _partners(gold: Node, answer: Node) -> Iterator[tuple[str, str]]:
    """The pointers of the rows of gold that the answer has, each with that of its partner."""
    yield gold.pointer, answer.pointer
    for name in gold.lists.keys() & answer.lists.keys():
        for one, other in align(gold.lists[name], answer.lists[name]).pairs:
            yield from _partners(one, other)


class _Suit(NamedTuple):
    """How well a value suits an answer; of equals the one tried first is taken."""

    right: int
    not_wrong: int


def _suits(value: Any, given: Any) -> _Suit:
    ours, theirs = _leaves(value), _leaves(given)
    right = sum(same(ours[name], theirs[name]) for name in ours.keys() & theirs.keys())
    return _Suit(right, right - len(ours.keys() | theirs.keys()))


def _leaves(value: Any) -> dict[str, Any]:
    """The leaves of a cell that state something, by name; a scalar's has none."""
    leaves = value if isinstance(value, dict) else {"": value}
    return {name: leaf for name, leaf in leaves.items() if leaf not in (None, "")}
