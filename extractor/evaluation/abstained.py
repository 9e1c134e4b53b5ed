"""What the tool said that it could not read, apart from what it read wrong or passed over in silence.

A cell that is not right was abstained from, if

- it was answered with the sign for ink that could not be read;
- it was left empty, and a finding says there that it could not be read;
- it was left empty, and its text stands in a part of the document that failed (`segment_failed`), or on
  none of the pages that were read where others were not (`pages_failed`).

A document that failed as a whole abstained from nothing: it is counted as failed.
"""

from __future__ import annotations

from extractor.document import UNREAD, Clip
from extractor.evaluation.carried import Fault, covers
from extractor.evaluation.ground import Ground, Span
from extractor.evaluation.pairs import Cell, Pair
from extractor.layout.segments import Segment, find_segments
from extractor.result import Finding, Result

_NOT_READ = ("unread_ink", "number_unreadable")


def abstained(walked: list[Pair], answer: Result, ground: Ground | None) -> int:
    """How many leaves that are not right the tool said it could not read."""
    findings = [finding for finding in answer.findings if finding.rule in _NOT_READ]
    lost = _lost(answer, ground) if ground else []
    pages = ground if any(finding.rule == "pages_failed" for finding in answer.findings) else None
    return sum(
        len(list(cell.wrong_leaves()))
        for pair in walked
        for cell in pair.cells()
        if not cell.right
        and (_unread(cell) or _pointed(cell, findings, answer) or _gone(cell, ground, lost, pages))
    )


def _unread(cell: Cell) -> bool:
    return any(UNREAD in value for value in cell.read.values() if isinstance(value, str))


def _pointed(cell: Cell, findings: list[Finding], answer: Result) -> bool:
    faults = [Fault(cell.pointer, cell.pair.row, cell.says(leaf)) for leaf in cell.said]
    return not cell.read and any(covers(one, fault, answer.evidence) for one in findings for fault in faults)


def _gone(cell: Cell, ground: Ground | None, lost: list[Span], pages: Ground | None) -> bool:
    """Whether the text of a cell left empty stands where nothing was read."""
    if cell.read or ground is None or not (lost or pages):
        return False
    stands = ground.find(cell.printed, in_sentences=True)
    return (not stands and pages is not None) or any(span.inside(one) for span in stands for one in lost)


def _lost(answer: Result, ground: Ground) -> list[Span]:
    """What the segments that failed take up; a finding names where such a segment begins."""
    begins = [
        ground.span(place)
        for finding in answer.findings
        if finding.rule == "segment_failed"
        for place in finding.places
    ]
    if not begins:
        return []
    taken = [_span(segment, ground) for segment in find_segments(answer.document)]
    return [span for span in taken if any(begin.meets(span) for begin in begins)]


def _span(segment: Segment, ground: Ground) -> Span:
    clips: list[Clip] = [clip for row in segment.rows for clip in row]
    clips += [paragraph.clip for paragraph in segment.paragraphs]
    spans = [ground.span(place) for clip in clips for place in clip.places()]
    return Span(min((span.start for span in spans), default=0), max((span.end for span in spans), default=0))
