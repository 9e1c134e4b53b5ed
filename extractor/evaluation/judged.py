"""The cells of an answer, each with whether it is right and how sure the tool was of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.evaluation.carried import Fault, covers, followed, telling_of
from extractor.evaluation.pairs import Cell, Pair
from extractor.result import Finding, Result


@dataclass(frozen=True)
class Judged:
    """A cell as answered, or one of gold that was not (``answered`` false, and never right).

    ``confidence`` (0 to 1) is that of the least sure word it was read from, None where the text is the
    file's own; ``flagged`` says that a finding leads a clerk to it.
    """

    pointer: str | None
    field: str
    answered: bool
    right: bool
    confidence: float | None
    flagged: bool


def judge(walked: list[Pair], answer: Result) -> Iterator[Judged]:
    """Every cell that either gold or the answer states."""
    findings = followed(answer)
    for pair in walked:
        for cell in pair.cells():
            yield Judged(
                pointer=cell.pointer,
                field=cell.field,
                answered=bool(cell.read),
                right=cell.right,
                confidence=_confidence(cell, answer) if cell.read else None,
                flagged=_flagged(cell, findings, answer),
            )


def _confidence(cell: Cell, answer: Result) -> float | None:
    places = answer.evidence.get(cell.pointer or "", [])
    return min((place.confidence for place in places if place.confidence is not None), default=None)


def _flagged(cell: Cell, findings: list[Finding], answer: Result) -> bool:
    missing = telling_of(cell.pair)
    leaves = {**cell.said, **cell.read}
    faults = [Fault(cell.pointer, cell.pair.row, cell.says(leaf), missing) for leaf in leaves]
    return any(covers(one, fault, answer.evidence) for one in findings for fault in faults)
