"""Lines that OCR read, as paragraphs and as tables without rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from extractor.printed import PrintedBlock, PrintedPage, PrintedParagraph
from extractor.readers.spaced_pages import with_spaced_tables
from extractor.readers.wrapping import margins_of


def with_paragraphs(page: PrintedPage) -> PrintedPage:
    """A page of single lines (as `ocr.reading` gives it) with its paragraphs joined."""
    return replace(page, blocks=tuple(_blocks(page)))


def _blocks(page: PrintedPage) -> Iterator[PrintedBlock]:
    single = [block.lines[0] for block in page.blocks if isinstance(block, PrintedParagraph)]
    margins = margins_of(single)
    for is_text, group in groupby(page.blocks, key=lambda block: isinstance(block, PrintedParagraph)):
        if is_text:
            lines = [line for block in group if isinstance(block, PrintedParagraph) for line in block.lines]
            yield from with_spaced_tables(lines, margins)
        else:
            yield from group
