"""Score one report against gold, leaf by leaf.

Every leaf of gold is right, wrong or missing, every leaf of the answer right, wrong or
invented. A row that found no partner is missing or invented with all its leaves. What is
not right is of one kind, see `evaluation.kinds` and `evaluation.leftover`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from extractor.evaluation.align import Alignment, align
from extractor.evaluation.figures import ErrorKind, Kind, Mistake
from extractor.evaluation.kinds import alike, kind_of
from extractor.evaluation.leftover import LeftOver, Matched, labels
from extractor.evaluation.neighbours import Neighbours
from extractor.evaluation.nodes import Node, tree
from extractor.evaluation.sheet import GROUPS, Sheet, group_of
from extractor.report import Report

__all__ = ["GROUPS", "Sheet", "group_of", "score"]


def score(gold: Report, answer: Report | None) -> Sheet:
    """Mark an answer against gold; None is the answer of a document that failed: all is missing."""
    marking = _Marking()
    if answer is None:
        marking.alone(tree(gold), "missing")
    else:
        top, other = tree(gold), tree(answer)
        marking.pair(top, other, Neighbours([top], {top.index: other}))
        marking.label()
    return marking.sheet


class _Marking:
    """One document as it is marked; rows left over are labelled when all are known."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self._missing: list[LeftOver] = []
        self._invented: list[LeftOver] = []
        self._rows: dict[int, Mistake] = {}

    def pair(self, gold: Node, answer: Node, beside: Neighbours) -> None:
        """Mark two rows that are one, with all below them."""
        for leaf in dict.fromkeys([*gold.leaves, *answer.leaves]):
            self._leaf(leaf, gold, answer, beside)
        for name in dict.fromkeys([*gold.lists, *answer.lists]):
            ours, theirs = gold.lists.get(name, ()), answer.lists.get(name, ())
            self._list(ours, align(ours, theirs), f"{gold.pointer}/{name}")

    def _list(self, gold: Sequence[Node], found: Alignment, within: str) -> None:
        beside = Neighbours(gold, {one.index: other for one, other in found.pairs})
        matched = Matched([one for one, _ in found.pairs])
        self._missing += [LeftOver(row, within, matched) for row in found.missing]
        self._invented += [LeftOver(row, within, matched) for row in found.invented]
        self.sheet.order += _out_of_order(other.index for one, other in found if one and other)
        for one, other in found:
            if one and other:
                right = one.signature == other.signature
                self.sheet.rows[one.kind].update(gold=1, answered=1, found=1, right=int(right))
                self.pair(one, other, beside)
            elif one:
                self.alone(one, "missing")
            elif other:
                self.alone(other, "invented")

    def _leaf(self, leaf: str, gold: Node, answer: Node, beside: Neighbours) -> None:
        field = gold.field(leaf)
        said, read = gold.leaves.get(leaf), answer.leaves.get(leaf)
        if said == read:
            self.sheet.marks[field]["right"] += 1
            return
        kind: Kind = "missing" if read is None else "invented" if said is None else "wrong"
        error, belongs = _error(leaf, gold, answer, beside) if kind == "wrong" else (kind, None)
        self.sheet.marks[field][kind] += 1
        self.sheet.errors[error] += 1
        self.sheet.mistakes.append(
            Mistake(
                kind=kind,
                error=error,
                field=field,
                pointer=None if said is None else gold.pointer_to(leaf),
                answer_pointer=None if read is None else answer.pointer_to(leaf),
                gold=gold.values.get(leaf),
                answer=answer.values.get(leaf),
                belongs=belongs,
            )
        )

    def alone(self, row: Node, kind: Literal["missing", "invented"]) -> None:
        """Mark a row without a partner, with all below it; they make one mistake together."""
        self._mark_all(row, kind)
        self.sheet.errors[kind] += row.size
        name: dict[str, Any] = (
            {"pointer": row.pointer, "gold": row.label}
            if kind == "missing"
            else {"answer_pointer": row.pointer, "answer": row.label}
        )
        mistake = Mistake(kind=kind, error=kind, field=row.kind, whole_row=True, leaves=row.size, **name)
        self._rows[id(row)] = mistake
        self.sheet.mistakes.append(mistake)

    def _mark_all(self, row: Node, kind: Literal["missing", "invented"]) -> None:
        for leaf in row.leaves:
            self.sheet.marks[row.field(leaf)][kind] += 1
        if row.kind:
            self.sheet.rows[row.kind]["gold" if kind == "missing" else "answered"] += 1
        for rows in row.lists.values():
            for below in rows:
                self._mark_all(below, kind)

    def label(self) -> None:
        """Say of each row left over what became of it."""
        found, misplaced = labels(self._missing, self._invented)
        for row, label in found.items():
            if mistake := self._rows.get(row):
                mistake.error, mistake.belongs = label.error, label.belongs
                if label.error != "misplaced_row":
                    self.sheet.row_errors[label.error] += 1
        if misplaced:
            self.sheet.row_errors["misplaced_row"] = misplaced


def _error(leaf: str, gold: Node, answer: Node, beside: Neighbours) -> tuple[ErrorKind, str | None]:
    """The kind of a leaf that both rows state differently, and the pointer of the leaf that it is instead."""
    if alike(gold.values[leaf], answer.values[leaf]):
        return "format", None
    source = beside.source(leaf, gold, answer)
    return ("neighbour", source.pointer(leaf)) if source else (kind_of(leaf, gold, answer), None)


def _out_of_order(indexes: Iterable[int]) -> int:
    """How many rows would have to move: all but the longest run that rises (Fredman 1975)."""
    rising: list[int] = []
    found = list(indexes)
    for index in found:
        at = bisect_left(rising, index)
        rising[at : at + 1] = [index]
    return len(found) - len(rising)
