"""Rows and merged cells that a page break cuts in two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractor.document import Cell, Clip
from extractor.layout.shape import shape_of
from extractor.lexicon import lexicon
from extractor.text import fold

Test = Callable[[Cell], bool]
_BEGINS = re.compile(r"\s*指标\s*\d*\s*[:：]")
_FIGURES = ("number", "percent", "quantity")


def join_cut_row(upper: Sequence[Cell], lower: Sequence[Cell], is_full: Test) -> list[Cell]:
    """The cells of both parts of a table, with what the break between them cut made whole.

    A row is cut if the next page's first row only goes on with texts of the last one: cells are
    empty that are filled there, and texts over it stop where their cell is full (``is_full``): one
    of them where its name is among the empty ones, else each.
    A merged cell is cut if an empty one, or the rest of its name, stands under it.
    """
    if not upper or not lower:
        return [*upper, *lower]
    last = max(cell.row + cell.row_span for cell in upper) - 1
    first = min(cell.row for cell in lower)
    pairs = _pairs([cell for cell in upper if cell.row + cell.row_span - 1 == last], lower, first)
    begun = [cell for cell in lower if cell.row == first]
    if len(pairs) == len(begun) and _goes_on(pairs, last, is_full):
        return _as_one_row(upper, lower, pairs)
    return _with_whole_labels(upper, lower, pairs)


def _pairs(above: Sequence[Cell], lower: Sequence[Cell], first: int) -> list[tuple[Cell, Cell]]:
    """Cells of the next page's first row with those of the same columns over them."""
    bounds = {(cell.column, cell.column_span): cell for cell in above}
    return [
        (bounds[cell.column, cell.column_span], cell)
        for cell in lower
        if cell.row == first and (cell.column, cell.column_span) in bounds
    ]


def _goes_on(pairs: Sequence[tuple[Cell, Cell]], last: int, is_full: Test) -> bool:
    """Whether the first row is the rest of the last one."""
    # Cells that began higher up are merged over several rows, as may be those under them.
    own = [(above, below) for above, below in pairs if above.row == last and (above.clip or below.clip)]
    if not own or not any(below.clip for _, below in own) or _name_columns(above for above, _ in own):
        return False
    if any(_is_figure(above) and _is_figure(below) for above, below in own):
        return False
    if any(below.clip and not above.clip for above, below in own if not _is_figure(below)):
        return False
    if not any(above.clip and not below.clip for above, below in own):
        return False
    both = [(above, below) for above, below in own if above.clip and below.clip]
    if not own[0][1].clip:
        return not both or any(is_full(above) for above, _ in both)
    return all(
        (is_full(above) or _completes(above, below)) and not _BEGINS.match(below.text)
        for above, below in both
    )


def _name_columns(cells: Iterable[Cell]) -> bool:
    """Whether the cells are whole titles of columns: what comes next is the first row under them."""
    filled = [cell for cell in cells if cell.clip]
    return len(filled) > 1 and all(cell.text in lexicon().indicator for cell in filled)


def _is_figure(cell: Cell) -> bool:
    return shape_of(cell.text) in _FIGURES


def _as_one_row(
    upper: Sequence[Cell], lower: Sequence[Cell], pairs: Sequence[tuple[Cell, Cell]]
) -> list[Cell]:
    rest = {id(above): below for above, below in pairs}
    whole = [_with_rest(cell, rest[id(cell)], shared=1) if id(cell) in rest else cell for cell in upper]
    gone = {id(below) for _, below in pairs}
    return whole + [replace(cell, row=cell.row - 1) for cell in lower if id(cell) not in gone]


def _with_rest(cell: Cell, rest: Cell, shared: int) -> Cell:
    """A cell with its rest under the break; ``shared`` rows are the last of one and the first of the other."""
    again = fold(cell.text) == fold(rest.text)
    clip = cell.clip if again else Clip.join((cell.clip, rest.clip))
    return replace(cell, clip=clip, row_span=cell.row_span + rest.row_span - shared)


def _with_whole_labels(
    upper: Sequence[Cell], lower: Sequence[Cell], pairs: Sequence[tuple[Cell, Cell]]
) -> list[Cell]:
    """The cells with merged ones joined over the break, and labels that it cut."""
    whole: dict[int, Cell] = {}
    gone = set()
    leading = True
    for above, below in sorted(pairs, key=lambda pair: pair[0].column):
        leading = leading and (not below.clip or _completes(above, below))
        merged = below.row_span > 1 or leading
        if above.clip and merged and (not below.clip or _completes(above, below)):
            whole[id(above)] = _with_rest(above, below, shared=0)
            gone.add(id(below))
    return [whole.get(id(cell), cell) for cell in upper] + [cell for cell in lower if id(cell) not in gone]


def _completes(above: Cell, below: Cell) -> bool:
    """Whether both together are the name of a level or a block, and neither is alone."""
    both = above.text + below.text
    known = lexicon()
    return (
        bool(below.clip)
        and (known.is_level(both) or both in known.section)
        and not known.is_level(below.text)
        and below.text not in known.section
        and fold(above.text) != fold(both)
    )
