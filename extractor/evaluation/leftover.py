"""What became of the rows that found no partner: put into another list, given twice, or just missing or invented.

A row left over in one form of the answer and one missing from another form are the same,
**misplaced** row if they are called the same and most leaves agree. A row of the answer that
is so to a row of gold that has its partner already is that row **doubled**. The row that
states more of the two decides where both would do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.evaluation.align import align, likeness
from extractor.evaluation.crowd import likely
from extractor.evaluation.figures import RowError
from extractor.evaluation.nodes import Node


class Matched:
    """The rows of one list in gold that have their partner."""

    def __init__(self, rows: Sequence[Node] = ()) -> None:
        self._rows = rows

    def twins(self, rows: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
        """Those of some rows of the answer that give one of these again, each after the row it gives."""
        equal = {row.signature: row for row in self._rows}
        others = [row for row in rows if row.signature not in equal]
        yield from ((equal[row.signature], row) for row in rows if row.signature in equal)
        for row, numbers in zip(others, likely(others, self._rows), strict=True):
            near = (self._rows[number] for number in numbers if self._rows[number].name == row.name)
            twin = max(near, key=lambda one: likeness(one, row).same, default=None)
            if twin and _kin(twin, row):
                yield twin, row


@dataclass(frozen=True)
class LeftOver:
    """A row without a partner, the list it stood in (of gold, if gold has that list), that list's matched rows."""

    row: Node
    within: str
    matched: Matched


@dataclass(frozen=True)
class Label:
    """What became of a row; ``belongs`` is the pointer of the gold row that it is, None if it is none."""

    error: RowError
    belongs: str | None = None


def labels(missing: Sequence[LeftOver], invented: Sequence[LeftOver]) -> tuple[dict[int, Label], int]:
    """The label of each row by its ``id``, and how many rows were misplaced (both their sides are labelled so)."""
    found = {id(one.row): Label("missing_row") for one in missing}
    found |= {id(one.row): Label("invented_row") for one in invented}
    twins = {id(row): twin for twin, row in _doubled(invented)}
    found |= {row: Label("doubled_row", twin.pointer) for row, twin in twins.items()}
    misplaced = 0
    for gold, answer in _misplaced(missing, invented):
        twin = twins.get(id(answer))
        if twin is None or likeness(gold, answer).same >= likeness(twin, answer).same:
            misplaced += 1
            found |= {id(gold): Label("misplaced_row"), id(answer): Label("misplaced_row", gold.pointer)}
    return found, misplaced


def _doubled(invented: Sequence[LeftOver]) -> Iterator[tuple[Node, Node]]:
    for matched, together in groupby(invented, key=lambda one: one.matched):
        yield from matched.twins([one.row for one in together])


def _kin(gold: Node, answer: Node) -> bool:
    same = likeness(gold, answer).same
    return gold.name == answer.name and 2 * same > max(gold.size, answer.size)


def _misplaced(missing: Sequence[LeftOver], invented: Sequence[LeftOver]) -> Iterator[tuple[Node, Node]]:
    """Rows missing from one list and left over in another; one of each pair may lie below a row left over."""
    ours, theirs = (_nested(rows) for rows in (missing, invented))
    tops = {id(one.row) for one in [*missing, *invented]}
    for kind in ours.keys() & theirs.keys():
        within = {id(one.row): one.within for one in [*ours[kind], *theirs[kind]]}
        if len(set(within.values())) == 1:
            continue
        for gold, answer in align([one.row for one in ours[kind]], [one.row for one in theirs[kind]]).pairs:
            apart = within[id(gold)] != within[id(answer)]
            if apart and _kin(gold, answer) and tops & {id(gold), id(answer)}:
                yield gold, answer


def _nested(rows: Sequence[LeftOver]) -> dict[str, list[LeftOver]]:
    """The rows of lists within rows, and those below rows left over, by kind."""
    found: defaultdict[str, list[LeftOver]] = defaultdict(list)
    for one in rows:
        if "." in one.row.kind:
            found[one.row.kind].append(one)
        for below in one.row.lists.values():
            for row in below:
                # Of a form left over: a list that is no list of the other side.
                found[row.kind].append(LeftOver(row, f"{one.within} {one.row.pointer}", Matched()))
    return found
