"""What a fault did to a result: cells that differ from a run without it, and whether a finding says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from simulated import Outcome

from extractor.evaluation.figures import Mistake
from extractor.evaluation.score import score
from extractor.result import Finding, Result

QUANTITIES = ("target", "actual")


@dataclass(frozen=True)
class Marks:
    """Cells that are wrong, missing or invented: those that a finding speaks of, and those it does not."""

    flagged: int = 0
    silent_cells: tuple[str, ...] = ()

    def __add__(self, other: Marks) -> Marks:
        return Marks(self.flagged + other.flagged, self.silent_cells + other.silent_cells)

    @property
    def wrong(self) -> int:
        """All cells that are not as they should be."""
        return self.flagged + len(self.silent_cells)


@dataclass
class Line:
    """One line of the matrix, over all documents."""

    calls: int = 0
    expected_calls: int = 0
    outcomes: list[str] = field(default_factory=list)
    injected: int = 0
    marks: Marks = Marks()
    silent: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome, base: Outcome, injected: int, name: str) -> None:
        """Take in one run."""
        self.calls += outcome.calls
        self.expected_calls += base.calls
        self.outcomes.append(outcome.word)
        self.injected += injected
        if outcome.result is None:
            self.marks = self.marks + Marks(flagged=injected)
            return
        found = marks_of(base.result, outcome.result)
        if outcome.result.status != "ok":
            # What is missing as a whole counts as one there.
            found = replace(found, flagged=max(found.flagged, injected))
        self.marks = self.marks + found
        self.silent += [f"{name} {cell}" for cell in found.silent_cells]

    def outcome(self) -> str:
        """How the runs ended: ``ok 5, partial 1``."""
        return ", ".join(f"{word} {self.outcomes.count(word)}" for word in dict.fromkeys(self.outcomes))

    def cells(self) -> list[object]:
        """Calls, outcome, injected, repaired, flagged, lost aloud, silent."""
        flagged, silent = self.marks.flagged, len(self.marks.silent_cells)
        repaired = max(0, self.injected - self.marks.wrong)
        return [
            f"{self.calls} ({self.expected_calls})",
            self.outcome(),
            self.injected,
            repaired,
            flagged,
            silent,
        ]


def marks_of(base: Result | None, result: Result | None) -> Marks:
    """Compare a result with the run without faults; a run that ended in an error lost nothing silently."""
    if base is None or result is None:
        return Marks()
    known = {_identity(finding) for finding in base.findings}
    told = [finding for finding in result.findings if _identity(finding) not in known]
    cells: dict[str, bool] = {}
    for mistake in score(base.report, result.report).mistakes:
        cell = _cell(mistake)
        name = f"{mistake.kind} {cell}" if mistake.whole_row else cell
        cells[name] = _is_told(cell, mistake, told) and cells.get(name, True)
    return Marks(sum(cells.values()), tuple(cell for cell, is_told in cells.items() if not is_told))


def _cell(mistake: Mistake) -> str:
    pointer = mistake.answer_pointer or mistake.pointer or ""
    parts = pointer.split("/")
    return "/".join(parts[:-1]) if len(parts) > 1 and parts[-2] in QUANTITIES else pointer


def _is_told(cell: str, mistake: Mistake, findings: list[Finding]) -> bool:
    return any(_speaks_of(finding, cell, mistake) for finding in findings)


def _speaks_of(finding: Finding, cell: str, mistake: Mistake) -> bool:
    if mistake.kind == "missing" and not finding.pointers:
        return finding.severity != "info"
    row = cell if mistake.whole_row else cell.rpartition("/")[0]
    for pointer in finding.pointers:
        if pointer in (cell, row) or pointer.startswith(f"{cell}/"):
            return True
        if mistake.kind == "missing" and cell.startswith(f"{pointer}/"):
            return True
    return False


def _identity(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.message_en, *finding.pointers
