"""One list of findings out of two: what the reading doubts, and what the audit finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.audit import audit
from extractor.audit.catalogue import Rule, rules
from extractor.audit.subject import Subject
from extractor.findings import RULES
from extractor.result import Finding

SAID_BY_BOTH = frozenset(
    {
        "points_sum",
        "amounts_sum",
        "rate_apart",
        "budget_apart",
        "score_too_high",
        "over_hundred",
        "date_impossible",
    }
)
"""Doubts about OCR that are contradictions of the report: the audit finds the same, whoever read it."""
_ENOUGH = 2


def of_reading(findings: Iterable[Finding]) -> list[Finding]:
    """Those of some findings that the audit did not make, or that the reading makes as well."""
    return [one for one in findings if one.rule not in rules() or one.rule in RULES]


def audited(subject: Subject, chosen: Sequence[Rule] | None = None) -> list[Finding]:
    """What the audit finds, where only this is asked for.

    A figure that contradicts another is no sign that it was misread: doubts that say no more than that
    do not make the reading the cause.
    """
    doubted = [one for one in of_reading(subject.findings) if one.rule not in SAID_BY_BOTH]
    return audit(replace(subject, findings=doubted), chosen)


def united(subject: Subject) -> list[Finding]:
    """What the reading doubts and then what the audit finds; what both say is said by the audit alone.

    Its finding then also names the pointers of the doubt.
    """
    found = audited(subject)
    kept = []
    for doubt in of_reading(subject.findings):
        at = _same(doubt, found) if doubt.rule in SAID_BY_BOTH else None
        if at is None:
            kept.append(doubt)
        else:
            pointers = list(dict.fromkeys((*found[at].pointers, *doubt.pointers)))
            found[at] = found[at].model_copy(update={"pointers": pointers})
    return [*kept, *found]


def _same(doubt: Finding, found: Sequence[Finding]) -> int | None:
    """Which of the audit's findings speaks of what a doubt speaks of: of two of its pointers, or of its only one."""
    named = set(doubt.pointers)
    for at, one in enumerate(found):
        shared = named.intersection(_pointers(one))
        if one.severity != "info" and named and len(shared) >= min(_ENOUGH, len(named)):
            return at
    return None


def _pointers(one: Finding) -> Iterable[str]:
    yield from one.pointers
    for consequence in one.consequences:
        yield from consequence.pointers
