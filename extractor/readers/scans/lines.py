"""Lines that OCR read, as paragraphs and as tables without rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from extractor.printed import PrintedBlock, PrintedPage, PrintedParagraph, PrintedTable
from extractor.readers.paper.spaced import with_spaced_tables
from extractor.readers.paper.wrapping import margins_of


def with_paragraphs(page: PrintedPage) -> PrintedPage:
    """A page of single lines (as `ocr.reading` gives it) with its paragraphs joined."""
    return replace(page, blocks=tuple(_blocks(page)))


def _blocks(page: PrintedPage) -> Iterator[PrintedBlock]:
    margins = _margins(page)
    for is_text, group in groupby(page.blocks, key=lambda block: isinstance(block, PrintedParagraph)):
        if is_text:
            lines = [line for block in group if isinstance(block, PrintedParagraph) for line in block.lines]
            yield from with_spaced_tables(lines, margins)
        else:
            yield from group


def _margins(page: PrintedPage) -> tuple[float, float]:
    """Where lines begin and end: as the text does, but no nearer to each other than the tables' sides."""
    lines = [block.lines[0] for block in page.blocks if isinstance(block, PrintedParagraph)]
    tables = [block.box for block in page.blocks if isinstance(block, PrintedTable) and block.box]
    ends = [margins_of(lines)] if lines else []
    ends += [(box.x0, box.x1) for box in tables]
    return min((low for low, _ in ends), default=0.0), max((high for _, high in ends), default=0.0)
