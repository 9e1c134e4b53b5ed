"""What a system gives back: a report, and a way to ask which of its cells and rows it doubts itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from extractor.evaluation.carried import Fault, covers, followed
from extractor.report import Report
from extractor.result import Result
from extractor.text import fold


class Doubts(Protocol):
    """What a system says of its own answer."""

    def cell(self, pointer: str, row: str, says: str) -> bool:
        """Whether it doubts the cell of its answer at ``pointer``; ``says`` is what gold has there."""

    def row(self, pointer: str) -> bool:
        """Whether it doubts the row of its answer at ``pointer``."""

    def missing(self, above: str) -> bool:
        """Whether it says of the list of rows in the form at ``above`` (or of all) that something is missing."""


@dataclass(frozen=True)
class Silence:
    """Of a system that doubts nothing."""

    def cell(self, pointer: str, row: str, says: str) -> bool:
        return False

    def row(self, pointer: str) -> bool:
        return False

    def missing(self, above: str) -> bool:
        return False


@dataclass(frozen=True)
class Findings:
    """Of our own: errors and warnings, by the same rule as everywhere in the evaluation (`evaluation.carried`)."""

    result: Result

    def cell(self, pointer: str, row: str, says: str) -> bool:
        fault = Fault(pointer, row, fold(says))
        return any(covers(one, fault, self.result.evidence) for one in followed(self.result))

    def row(self, pointer: str) -> bool:
        pointers = (said for one in followed(self.result) for said in one.pointers)
        return any(said == pointer or said.startswith(f"{pointer}/") for said in pointers)

    def missing(self, above: str) -> bool:
        return any(f"{above}/indicators" in one.pointers or not one.pointers for one in followed(self.result))


@dataclass(frozen=True)
class Ungrounded:
    """Of a system that says which values it could not place in the text: their pointers."""

    pointers: frozenset[str]

    def cell(self, pointer: str, row: str, says: str) -> bool:
        return pointer in self.pointers

    def row(self, pointer: str) -> bool:
        return any(said.startswith(f"{pointer}/") for said in self.pointers)

    def missing(self, above: str) -> bool:
        return False


@dataclass(frozen=True)
class Answer:
    """One answer of a system; ``report`` is None where it raised an error instead.

    ``struck`` are the numbers of the faults that were laid into what it was told, ``calls`` the HTTP requests.
    """

    report: Report | None
    doubts: Doubts = field(default_factory=Silence)
    struck: frozenset[int] = frozenset()
    calls: int = 0
