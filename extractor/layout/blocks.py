"""Page text to blocks: every line becomes part of a table or a paragraph, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Block, Paragraph
from extractor.layout.grids import find_grid
from extractor.layout.lines import Line, split_lines
from extractor.layout.tika import find_table, read_tables, usual_sizes


def read_blocks(text: str, page: int = 1) -> tuple[Block, ...]:
    """The paragraphs and tables of one page of text. Never fails: what is no table is prose."""
    lines = split_lines(text, page)
    regions = _tabbed_regions(lines)
    usual = usual_sizes([lines[start:end] for start, end in regions.items()])
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if at in regions:
            blocks.extend(read_tables(lines[at : regions[at]], usual))
            at = regions[at]
        elif (grid := find_grid(lines, at)) is not None:
            at, table = grid
            blocks.append(table)
        else:
            if lines[at].text.strip():
                blocks.append(Paragraph(lines[at].clip.strip()))
            at += 1
    return tuple(blocks)


def _tabbed_regions(lines: Sequence[Line]) -> dict[int, int]:
    regions, at = {}, 0
    while at < len(lines):
        end = find_table(lines, at)
        if end is not None:
            regions[at] = end
        at = end or at + 1
    return regions
