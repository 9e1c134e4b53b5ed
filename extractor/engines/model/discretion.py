"""What a document says, line by line, as far as it has to be known before any part of it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.layout.segments import Segment


def lines_in(segments: Sequence[Segment]) -> Iterator[str]:
    """Each row with its cells side by side, and each paragraph: a label stands before its value."""
    for segment in segments:
        for paragraph in (*segment.above, *segment.below, *segment.paragraphs):
            yield paragraph.text
        for row in segment.rows:
            yield " | ".join(" ".join(cell.text.split()) for cell in row if cell)
