"""How much a clerk has to look at a document."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from extractor.result import Cause, Result, Severity

DOUBT_OF_FAILED: Final = 10_000.0
"""The doubt of a document that could not be read at all: nothing of it is in the tables."""
_DOUBT_OF_PARTIAL = 5_000.0
_WEIGHTS: MappingProxyType[Cause, MappingProxyType[Severity, float]] = MappingProxyType(
    {
        "reading": MappingProxyType({"error": 10.0, "warning": 3.0, "info": 0.2}),
        "document": MappingProxyType({"error": 1.0, "warning": 0.3, "info": 0.0}),
    }
)
_SURE = 0.95
_WEIGHT_OF_UNSURE = 50.0


def doubt_of(result: Result) -> float:
    """How much there is to look at, 0 for nothing; the review queue is sorted by it.

    Doubts about the reading weigh 10 (error), 3 (warning) and 0.2 (note); contradictions of the document itself, which
    are to be known and not to be mended, a tenth of that and notes nothing. A page that OCR was on average
    less than 0.95 sure of adds up to 50 by how much less. A document of which a part was not read stands
    above all that were read whole, one that could not be read (`DOUBT_OF_FAILED`) above those.
    """
    if result.status == "failed":
        return DOUBT_OF_FAILED
    found = sum(_WEIGHTS[finding.cause][finding.severity] for finding in result.findings)
    unsure = sum(
        max(0.0, _SURE - page.confidence) / _SURE
        for page in result.source.pages
        if page.confidence is not None
    )
    doubt = min(found + _WEIGHT_OF_UNSURE * unsure, _DOUBT_OF_PARTIAL - 1)
    return round(doubt + (_DOUBT_OF_PARTIAL if result.status == "partial" else 0), 3)
