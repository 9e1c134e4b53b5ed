"""One block of a form under its titles, as rows of cells: goals, funds, indicators."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.document import Clip
from extractor.layout.centred.grid import FIGURES, Block, Grid, grid_of
from extractor.layout.centred.levels import level_cells, source_cells, under
from extractor.layout.centred.rows import around, spans
from extractor.layout.centred.titles import Title, Titles
from extractor.layout.centred.words import Word, joined
from extractor.layout.shape import shape_of
from extractor.lexicon import lexicon
from extractor.text import fold

Cells = list[Clip]
_LEVELS = ("level1", "level2")
_NO_VALUES = (*_LEVELS, "level3", "description", "deviation_reason")
_NUMBERED = re.compile(r"指标\d{1,2}[:：.、]")


def goal_rows(block: Block, pages: Sequence[int]) -> Iterator[Cells]:
    """The goals beside what became of them: one row."""
    yield _header(block)
    words = lexicon().goal
    grid = grid_of(block, pages, [words.field(title.clip.text) for title in block.titles.columns])
    yield [Clip(), *(joined(column) for column in grid.columns)]


def fund_rows(block: Block, pages: Sequence[int]) -> Iterator[Cells]:
    """A row for each line of figures, with the label around it; labels without figures stand for themselves."""
    yield _header(block)
    label = Title(tuple(_leading(block)))
    if not label.words:
        return
    whole = Block(
        Titles(block.titles.kind, block.titles.first, block.titles.end, (label, *block.titles.columns)),
        block.words,
        block.name,
    )
    words = lexicon().fund
    grid = grid_of(whole, pages, [None, *(words.field(title.clip.text) for title in block.titles.columns)])
    figures = [word.line for column in grid.columns[1:] for word in column if _is_value(word)]
    cells = source_cells(grid.columns[0], figures)
    taken = _taken(grid, [(cell[0].line + cell[-1].line) / 2 for cell in cells], filled=())
    for row, cell in enumerate(cells):
        yield [
            Clip(),
            joined(cell),
            *(grid.on(column, lines[row]) for column, lines in enumerate(taken) if column),
        ]


def _leading(block: Block) -> Iterator[Word]:
    """The words that stand left of all titles."""
    first = block.titles.columns[0]
    yield from (word for word in block.words if word.end <= first.start or word.middle < first.start)


def _is_value(word: Word) -> bool:
    return shape_of(word.text) in (*FIGURES, "blank")


def indicator_rows(block: Block, pages: Sequence[int]) -> Iterator[Cells]:
    """A row for each indicator, level names repeated on all that they stand beside."""
    yield _header(block)
    words = lexicon().indicator
    fields = [words.field(title.clip.text) for title in block.titles.columns]
    grid = grid_of(block, pages, fields)
    anchors = anchors_of(grid)
    named = [at for at, field in enumerate(fields) if field == "level3"] or [len(fields) - 1]
    if not anchors:
        return
    taken = _taken(grid, anchors, filled=tuple(named))
    bounds = [
        (min(lines, default=int(anchor)), max(lines, default=int(anchor)))
        for anchor, lines in zip(anchors, map(_all, zip(*taken, strict=True)), strict=True)
    ]
    rows = [
        [grid.on(column, lines[row]) for column, lines in enumerate(taken)] for row in range(len(anchors))
    ]
    below: list[str] = []
    for column in reversed([at for at, field in enumerate(fields) if field in _LEVELS]):
        _fill(rows, column, level_cells(grid.columns[column]), bounds, below)
        below = [row[column].text for row in rows]
    yield from ([Clip(), *row] for row in rows)


def project_rows(block: Block, pages: Sequence[int]) -> Iterator[Cells]:
    """A row for each project of a list."""
    yield [title.clip for title in block.titles.columns]
    grid = grid_of(block, pages, _fields(block))
    anchors = _numbered(grid)
    taken = _taken(
        grid, anchors, filled=[at for at, field in enumerate(grid.fields) if field == "project_name"]
    )
    for row in range(len(anchors)):
        yield [grid.on(column, lines[row]) for column, lines in enumerate(taken)]


def _fields(block: Block) -> list[str | None]:
    words = lexicon()
    vocabulary = {
        "fund": words.fund,
        "goal": words.goal,
        "indicator": words.indicator,
        "project": words.project,
    }
    return [vocabulary[block.titles.kind].field(title.clip.text) for title in block.titles.columns]


def _numbered(grid: Grid) -> list[float]:
    """The lines on which the rows of a list are numbered, or where that is none, state amounts."""
    fields = ("sequence", "annual_budget", "executed", "initial_budget", "score")
    lines = [
        [float(word.line) for word in column if shape_of(word.text) in FIGURES]
        for field in fields
        for column, own in zip(grid.columns, grid.fields, strict=True)
        if own == field
    ]
    return sorted(set(next((own for own in lines if own), [])))


def lines_of_cells(block: Block, pages: Sequence[int]) -> Iterator[tuple[float, list[int]]]:
    """For each cell of an indicator or a project that has lines: the line of its row's figures, and its own."""
    grid = grid_of(block, pages, _fields(block))
    anchors = _numbered(grid) if block.titles.kind == "project" else anchors_of(grid)
    for column in _taken(grid, anchors, filled=()):
        yield from ((anchor, lines) for anchor, lines in zip(anchors, column, strict=True) if lines)


def total_row(block: Block, line: Sequence[Word], pages: Sequence[int]) -> Cells:
    """The line of totals below a block: its label first, each figure under its title."""
    label, *figures = line
    grid = grid_of(Block(block.titles, (*block.words, *figures), block.name), pages, [])
    cells = [joined(word for word in column if word.line == label.line) for column in grid.columns]
    return [Clip(), *(label.clip if not at and not cell else cell for at, cell in enumerate(cells))]


def _all(groups: tuple[list[int], ...]) -> list[int]:
    return [line for group in groups for line in group]


def _fill(
    rows: list[Cells],
    column: int,
    cells: Sequence[list[Word]],
    bounds: Sequence[tuple[int, int]],
    below: Sequence[str],
) -> None:
    """Write the names of levels beside the rows that they stand for; ``below`` are those of the next level."""
    middles = [(cell[0].line + cell[-1].line) / 2 for cell in cells]
    names = [fold(joined(cell).text) for cell in cells]

    def misfits(cell: int, first: int, end: int) -> int:
        return sum(under(names[cell], name) is False for name in below[first:end]) + (
            0 < end < len(below) and below[end - 1] == below[end] and end > first
        )

    for cell, (first, end) in zip(cells, spans(middles, bounds, misfits), strict=True):
        for row in rows[first:end]:
            row[column] = Clip.join((row[column], joined(cell)))


def anchors_of(grid: Grid) -> list[float]:
    """The lines of the rows: those of the column with the most figures, and others that must be rows of their own.

    Of these stand values in two columns, further away than the lines of one cell, or, where no points are printed,
    next to it.
    """
    columns = {
        field: column
        for column, field in zip(grid.columns, grid.fields, strict=True)
        if field is not None and field not in _NO_VALUES
    }
    figures = {
        field: {word.line for word in column if shape_of(word.text) in FIGURES}
        for field, column in columns.items()
    }
    if not figures:
        return []
    field = max(figures, key=lambda field: len(figures[field]))
    near = 1 if field in ("score", "max_score") else 0
    of_figures = set().union(*figures.values())
    filled = Counter(word.line for column in columns.values() for word in column)
    found = sorted(figures[field])
    for line in sorted(filled):
        alone = filled[line] == 1 and line not in of_figures
        if not alone and not _stands_near(line, found, max(near, filled[line] < 2)):
            insort(found, line)
    return [*map(float, found)]


def _stands_near(line: int, others: Sequence[int], reach: int) -> bool:
    """Whether one of the others, which are in order, is no further from a line than ``reach``."""
    at = bisect_left(others, line - reach)
    return at < len(others) and others[at] <= line + reach


def _taken(grid: Grid, anchors: Sequence[float], *, filled: Sequence[int]) -> list[list[list[int]]]:
    """For each column, for each row: the lines of its cell. Columns of levels have none."""
    taken: list[list[list[int]]] = []
    for column, field in enumerate(grid.fields):
        lines = [] if field in _LEVELS else grid.lines(column)
        first = {word.line for word in grid.columns[column] if _NUMBERED.match(word.text)}
        begun = [line in first for line in lines] if 2 * len(first) > len(anchors) else []
        runs = around(lines, anchors, begun, filled=column in filled)
        taken.append([lines[first:end] for first, end in runs])
    return taken


def _header(block: Block) -> Cells:
    titles = [title.clip for title in block.titles.columns]
    return [block.name, *([Clip()] if block.titles.kind == "fund" else []), *titles]
