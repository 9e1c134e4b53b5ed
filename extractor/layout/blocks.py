"""Page text to blocks: every line becomes part of a table or a paragraph, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Block, Paragraph, Table
from extractor.layout.cell_lines import rejoined
from extractor.layout.centred.tables import find_centred
from extractor.layout.cut_cells import without_cuts
from extractor.layout.flow import rebuild_flow
from extractor.layout.grids import find_grid
from extractor.layout.lines import Line, split_lines
from extractor.layout.lost_grid import find_lost_grids
from extractor.layout.markdown_breaks import without_breaks
from extractor.layout.program_tables import find_program_tables
from extractor.layout.spaced import find_spaced
from extractor.layout.spaced_words import unrolled, words_of
from extractor.layout.tika import find_table, pieces_of, read_tables, usual_sizes
from extractor.layout.worded import find_worded

# First line → line after the last, and what stands between.
_Tables = dict[int, tuple[int, list[Block]]]


def read_blocks(text: str, page: int = 1, start: int = 0) -> tuple[Block, ...]:
    """The paragraphs and tables of one page of text. Never fails: what is no table is prose.

    ``start`` is where on the page the text begins, for a part of a page.
    """
    lines = split_lines(text, page, start)
    for mended in (unrolled, rejoined, without_breaks, without_cuts):
        lines = list(mended(lines))
    tables = _whole_tables(lines)
    tables |= _lost_tables(lines, tables)
    if not tables:
        words = [word for line in lines for word in words_of(line)]
        tables = _lost_tables(words, {})
        lines = words if tables else lines
    if not tables and (flow := rebuild_flow(lines)) is not None:
        tables[flow[0]] = (flow[1], [flow[2]])
    return tuple(_in_order(lines, tables))


def _lost_tables(lines: Sequence[Line], tables: _Tables) -> _Tables:
    """Tables of cells that follow one another, in the lines that no table took."""
    taken = [False] * len(lines)
    for first, (end, _) in tables.items():
        taken[first:end] = [True] * (end - first)
    return {first: (end, [table]) for first, end, table in find_lost_grids(lines, taken)}


def _in_order(lines: Sequence[Line], tables: _Tables) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        if at in tables:
            at, found = tables[at]
            yield from found
            continue
        if lines[at].text.strip():
            yield Paragraph(lines[at].clip.strip())
        at += 1


def _whole_tables(lines: Sequence[Line]) -> _Tables:
    """Tables whose rows the text still shows."""
    regions = _tabbed_regions(lines)
    pieces = {start: pieces_of(lines[start:end]) for start, end in regions.items()}
    usual = usual_sizes(pieces.values())
    centred = find_centred(lines)
    tables: _Tables = {at: (end, [table]) for at, (end, table) in centred.items()}
    tables |= find_program_tables(lines)
    at = 0
    while at < len(lines):
        if at in tables:
            pass
        elif at in regions:
            tables[at] = (regions[at], [*read_tables(pieces[at], usual)])
        elif (
            grid := _grid_at(lines, at, min((start for start in centred if start > at), default=None))
        ) is not None:
            tables[at] = (grid[0], [grid[1]])
        at = tables[at][0] if at in tables else at + 1
    return tables


def _grid_at(lines: Sequence[Line], at: int, end: int | None) -> tuple[int, Table] | None:
    """The table that begins at a line, of which no line from ``end`` on is part."""
    lines = lines if end is None else lines[:end]
    return find_grid(lines, at) or find_spaced(lines, at) or find_worded(lines, at)


def _tabbed_regions(lines: Sequence[Line]) -> dict[int, int]:
    regions, at = {}, 0
    while at < len(lines):
        end = find_table(lines, at)
        if end is not None:
            regions[at] = end
        at = at + 1 if end is None else end
    return regions
