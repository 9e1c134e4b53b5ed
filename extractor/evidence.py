"""Evidence: a draft becomes the report, and every leaf keeps the places that say it.

Digits, signs and units must stand on the page as they are said here, after NFKC and
white space only; there is no edit distance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.document import Document
from extractor.draft import Doubt, Draft, Leaf
from extractor.findings import finding
from extractor.report import Quantity, Report
from extractor.result import Evidence, Finding, Match
from extractor.text import clean, fold


@dataclass(frozen=True)
class Settled:
    """A report with its evidence by JSON Pointer, and what its engine doubted."""

    report: Report
    evidence: dict[str, list[Evidence]]
    findings: list[Finding]


def settle(draft: Draft, document: Document) -> Settled:
    """Turn a draft of `Report` into the report, evidence for each leaf, and findings."""
    report = Report.model_validate(draft.data())
    evidence: dict[str, list[Evidence]] = {}
    findings: list[Finding] = []
    for pointer, part in draft.walk():
        for name, leaf in part.leaves.items():
            if found := [*_evidence(leaf, document)]:
                evidence[f"{pointer}/{name}"] = found
        findings.extend(_finding(doubt, pointer, document) for doubt in part.doubts)
    findings.extend(_not_located(draft, evidence))
    return Settled(report, evidence, findings)


def _evidence(leaf: Leaf, document: Document) -> Iterator[Evidence]:
    match = "fuzzy" if leaf.otherwise else _match(leaf.value, "".join([clip.text for clip in leaf.clips]))
    for clip in leaf.clips:
        for place in clip.places():
            yield Evidence.at(place, document, match)


def _match(value: Any, said: str) -> Match:
    text = value.text if isinstance(value, Quantity) else str(value)
    if said == text:
        return "exact"
    return "normalised" if not isinstance(value, str | Quantity) or fold(text) == fold(said) else "fuzzy"


def _finding(doubt: Doubt, pointer: str, document: Document) -> Finding:
    pointers = [f"{pointer}/{name}" for name in doubt.fields] or [pointer]
    places = [Evidence.at(place, document, "exact") for clip in doubt.clips for place in clip.places()]
    return finding(doubt.rule, pointers, places, **doubt.values)


def _not_located(draft: Draft, evidence: dict[str, list[Evidence]]) -> Iterator[Finding]:
    for pointer, part in draft.walk():
        for name, leaf in part.leaves.items():
            if f"{pointer}/{name}" not in evidence and leaf.value != "":
                text = clean(str(leaf.value))[:40]
                yield finding("not_located", [f"{pointer}/{name}"], text=text)
