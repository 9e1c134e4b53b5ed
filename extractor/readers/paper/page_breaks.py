"""What a page break cuts: tables, rows, merged cells and sentences that go on over the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.document import Block, Clip, Document, Paragraph, Table
from extractor.readers.paper.broken_sentences import goes_on
from extractor.readers.paper.broken_tables import joined
from extractor.readers.paper.furniture import without_furniture


def over_page_breaks(document: Document) -> Document:
    """The document with tables and sentences joined where only a page break parts them.

    Running heads, feet and page numbers are no blocks any more; they stay in the pages' text.
    """
    blocks: list[Block] = []
    for block in without_furniture(document):
        whole = _whole(blocks[-1], block, document) if blocks else None
        if whole is None:
            blocks.append(block)
        else:
            blocks[-1] = whole
    return replace(document, blocks=tuple(blocks))


def _whole(above: Block, below: Block, document: Document) -> Block | None:
    """Both as one block where the second goes on with the first on the next page."""
    last, first = pages_of(above), pages_of(below)
    if not last or not first or max(last) + 1 != min(first):
        return None
    if isinstance(above, Table) and isinstance(below, Table):
        return joined(above, below, document)
    if isinstance(above, Paragraph) and isinstance(below, Paragraph) and goes_on(above, below, document):
        return Paragraph(Clip.join((above.clip, below.clip)))
    return None


def pages_of(block: Block) -> set[int]:
    """The pages that a block stands on."""
    return {run.page for clip in _clips(block) for run in clip.runs}


def _clips(block: Block) -> Iterable[Clip]:
    if isinstance(block, Paragraph):
        return (block.clip,)
    return (cell.clip for row in block.rows for cell in row)
