"""Pages that were not read at all, or are so worn that nothing on them is beyond doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.result import Finding

_POOR = 0.88  # the mean of words; clean scans have 0.90 to 1.00
_MOST_NAMED = 20


def pages_failed(document: Document) -> Iterator[Finding]:
    """One finding for all pages that could not be read, for each reason."""
    reasons: dict[str, list[int]] = {}
    for page in document.pages:
        if page.failure is not None:
            reasons.setdefault(page.failure, []).append(page.number)
    for reason, numbers in reasons.items():
        yield finding("pages_failed", [], text=_named(numbers), reason=reason)


def poor_pages(scan: Scan) -> Iterator[Finding]:
    """One finding for all pages so worn that also a value read surely deserves a look."""
    poor = [page.number for page in scan.document.pages if page.confidence and page.confidence < _POOR]
    if poor:
        yield finding("pages_poor", [], text=_named(poor))


def _named(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:_MOST_NAMED])) + ("…" if len(numbers) > _MOST_NAMED else "")
