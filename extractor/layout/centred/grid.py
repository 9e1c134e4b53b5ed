"""The words of a block under its titles, by column."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractor.document import Clip
from extractor.layout.centred.columns import Columns, columns_under, on_next_page, parted
from extractor.layout.centred.titles import Titles
from extractor.layout.centred.words import Word, joined
from extractor.layout.shape import shape_of

FIGURES = ("number", "percent", "quantity")


@dataclass(frozen=True)
class Block:
    """The titles of a block and the words below them; ``name`` is what is printed down its left side."""

    titles: Titles
    words: tuple[Word, ...]
    name: Clip


@dataclass
class Grid:
    """The words of a block by column, and the field of each column."""

    fields: list[str | None]
    columns: list[list[Word]]

    def lines(self, column: int) -> list[int]:
        """The lines on which a column has words."""
        return sorted({word.line for word in self.columns[column]})

    def on(self, column: int, lines: Sequence[int]) -> Clip:
        """What a column says on some lines."""
        return joined(word for line in lines for word in self._words_on[column].get(line, ()))

    @cached_property
    def _words_on(self) -> list[dict[int, list[Word]]]:
        return [*map(by_line, self.columns)]


def grid_of(block: Block, pages: Sequence[int], fields: list[str | None]) -> Grid:
    """The words of a block in its columns; ``pages`` are the lines on which pages begin."""
    titles = block.titles.columns
    own = [word for title in titles for word in title.words]
    grid = Grid(fields, [[] for _ in titles])
    columns: Columns | None = None
    for page in by_page(block.words, block.titles.first, pages):
        if columns is None:
            columns = columns_under(titles, [*own, *page])
        else:
            filled = [bool(column) for column in grid.columns]
            columns = on_next_page(columns, page, filled if any(filled) else [True] * len(filled))
        for word in page:
            for part in parted(word, columns):
                grid.columns[columns.of(part)].append(part)
    _spread(grid)
    return grid


def _spread(grid: Grid) -> None:
    """Where two figures of a line stand in one column and none beside it, each goes to a column of its own."""
    words_on = [*map(by_line, grid.columns)]
    for at, column in enumerate(grid.columns):
        for line, own in sorted(words_on[at].items()):
            if len(own) < 2 or not all(shape_of(word.text) in FIGURES for word in own):
                continue
            beside = [to for to in (at - 1, at + 1) if 0 <= to < len(words_on) and line not in words_on[to]]
            if beside:
                moved = own[0] if beside[0] < at else own[-1]
                column.remove(moved)
                grid.columns[beside[0]].append(moved)
                words_on[beside[0]][line] = [moved]


def by_line(words: Iterable[Word]) -> dict[int, list[Word]]:
    """The words of each line, in their order."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return lines


def by_page(words: Sequence[Word], first: int, pages: Sequence[int]) -> Iterator[list[Word]]:
    """The words of the page that begins the block on line ``first``, be there none, and of those after it."""
    for number, (top, foot) in enumerate(
        pairwise((first, *(page for page in pages if page > first), sys.maxsize))
    ):
        page = [word for word in words if top <= word.line < foot]
        if page or not number:
            yield page
