"""Which mistakes the tool itself has pointed out, and which of its findings point at nothing wrong.

A clerk looks only where a finding (error or warning) leads. A leaf that is not as in gold
carries one if

- a pointer of the finding is its cell (a quantity is one cell), or
- a pointer is its row or anything above, and a place of the finding is that very cell; where the
  answer has no such cell, a place (or ``found``, ``expected``) says what gold says there, or a place
  that is larger, as that of a table which was not read, has it in it where the pointer is its row, or
- its row is missing, a pointer is anything above, and such a place has in it most of what gold says in
  that row: who follows the finding types the row.

A finding that names a row or a form alone covers no leaf of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.evaluation.figures import Flags
from extractor.evaluation.pairs import Pair, pairs
from extractor.report import Report
from extractor.result import Evidence, Finding, Result
from extractor.text import fold

_SHARED = frozenset({"level1", "level2"})
_TELLING = 2  # text this short stands all over a form: it names a cell only within its own row


@dataclass(frozen=True)
class Fault:
    """A leaf that is not as in gold.

    ``cell`` is the pointer of its cell in the answer, None where the row is missing; ``row`` that of the
    row (of the nearest one above that the answer has); ``says`` what gold says there, folded, or "".
    ``missing`` is what gold says in all cells of a row that is missing, short texts left out.
    """

    cell: str | None
    row: str
    says: str
    missing: frozenset[str] = frozenset()


def flags(gold: Report, answer: Result | None) -> Flags:
    """Count the wrong leaves and those that carry a finding.

    An answer of None counts nothing: nobody takes a document that failed for one that was read.
    """
    if answer is None or answer.status == "failed":
        return Flags.of(0, 0, 0, {})
    return flags_of(pairs(gold, answer.report), answer)


def flags_of(walked: list[Pair], answer: Result) -> Flags:
    """The same for a gold and an answer that are walked through together."""
    faults = list(_faults(walked))
    findings = followed(answer)
    carried = sum(any(covers(one, fault, answer.evidence) for one in findings) for fault in faults)
    pointing = [finding for finding in findings if finding.pointers]
    alarms = [finding for finding in pointing if not _touches(finding, faults)]
    by_rule: dict[str, int] = {}
    for finding in alarms:
        by_rule[finding.rule] = by_rule.get(finding.rule, 0) + 1
    return Flags.of(len(faults), carried, len(pointing), dict(sorted(by_rule.items())))


def followed(answer: Result) -> list[Finding]:
    """The findings that a clerk follows to mend a reading: errors and warnings.

    Where no page was read by OCR, a contradiction of the document itself is none: it says nothing of the
    reading. On a scan it may be a misreading after all, and the clerk looks.
    """
    scanned = any(page.confidence is not None for page in answer.source.pages)
    return [one for one in answer.findings if one.severity != "info" and (scanned or one.cause == "reading")]


def _faults(walked: list[Pair]) -> Iterator[Fault]:
    """Every leaf of either side that the other does not say."""
    for pair in walked:
        missing = telling_of(pair)
        for cell in pair.cells():
            for leaf in cell.wrong_leaves():
                yield Fault(cell.pointer, pair.row, cell.says(leaf), missing)


def telling_of(pair: Pair) -> frozenset[str]:
    """What gold says in a row that the answer lacks, folded, without texts so short that they stand everywhere."""
    # Levels are printed once for many rows.
    said = [fold(cell.shown) for cell in pair.cells() if cell.name not in _SHARED and pair.answer is None]
    return frozenset(text for text in said if len(text) > _TELLING)


def covers(finding: Finding, fault: Fault, evidence: dict[str, list[Evidence]]) -> bool:
    """Whether a finding leads a clerk to the cell of a fault: see above."""
    if fault.cell is not None and fault.cell in finding.pointers:
        return True
    where = fault.cell if fault.cell is not None else f"{fault.row}/"
    above = [pointer for pointer in finding.pointers if where.startswith(f"{pointer.rstrip('/')}/")]
    if not above:
        return False
    stands = evidence.get(fault.cell or "", [])
    if stands:
        return any(_inside(place, one) for place in finding.places for one in stands)
    if any(_holds(place, fault.missing or _alone(fault, above)) for place in finding.places):
        return True
    telling = len(fault.says) > _TELLING or (fault.row in above and fault.cell is not None)
    return telling and fault.says in _named(finding)


def _alone(fault: Fault, above: list[str]) -> frozenset[str]:
    """What is missing of a row that the finding points to; empty where that is too short to be found."""
    is_told = fault.cell is not None and fault.row in above and len(fault.says) > _TELLING
    return frozenset({fault.says} if is_told else ())


def _holds(place: Evidence, said: frozenset[str]) -> bool:
    text = fold(place.text) if said else ""
    return 2 * sum(one in text for one in said) > len(said)


def _inside(place: Evidence, cell: Evidence) -> bool:
    same = place.page == cell.page and place.start < place.end
    return same and cell.start <= place.start and place.end <= cell.end


def _named(finding: Finding) -> set[str]:
    texts: Iterable[str | None] = (finding.found, finding.expected, *(place.text for place in finding.places))
    return {fold(text) for text in texts if text} - {""}


def _touches(finding: Finding, faults: list[Fault]) -> bool:
    """Whether something is wrong at, or anywhere below, what the finding points at."""
    for pointer in finding.pointers:
        below = f"{pointer.rstrip('/')}/"
        if any(f"{fault.cell or fault.row}/".startswith(below) for fault in faults):
            return True
    return False
