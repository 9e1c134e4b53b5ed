"""The cheapest division of the pieces of a table into rows.

Pieces are what stands together between blank lines. Which of those lines end a row is judged by
how many cells the rows of the table usually have, and by what the pieces begin with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.document import Clip
from extractor.layout.headers import names_source
from extractor.layout.labels import is_title
from extractor.lexicon import Vocabulary, lexicon

_LONGEST_ROW_OF_PIECES = 12
_COMPLETING = 0.5


@dataclass(frozen=True)
class Piece:
    """Cells whose lines stand together; ``gap`` counts the blank lines before them."""

    cells: tuple[Clip, ...]
    gap: int

    @cached_property
    def first(self) -> str:
        """The text of the first cell."""
        return self.cells[0].text.strip()

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The texts of the cells that are not blank."""
        return tuple(clip.text for clip in self.cells if clip)

    @cached_property
    def names_columns(self) -> bool:
        """Whether there is no filled cell but column titles of one kind of table."""
        titles = _titles(self.filled)
        return any(_all_in(vocabulary, titles) for vocabulary in _column_titles())

    @cached_property
    def starts_row(self) -> bool:
        """Whether it begins with a title or with a label that stands at the beginning of a row."""
        return is_title(self.first) or any(self.first in vocabulary for vocabulary in _row_labels())


def cheapest_division(pieces: Sequence[Piece], usual: frozenset[int]) -> list[tuple[int, int]]:
    """First piece, and piece after the last, of each row; ``usual`` are row sizes met often in the whole document."""
    costs = _Costs(pieces, usual)
    joins = [costs.join(piece) for piece in pieces]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        options = []
        joined, size, titled = 0.0, 0, True
        for start in range(end - 1, max(end - 1 - _LONGEST_ROW_OF_PIECES, -1), -1):
            part = pieces[start:end]
            size += len(part[0].cells)
            titled = titled and part[0].names_columns
            row = costs.row(part, size, leading=start == 0)
            edge = costs.boundary(part[0]) if start else 0.0
            join = min(joined, _COMPLETING) if costs.completes(part, size, titled) else joined
            options.append((best[start][0] + join + row + edge, start))
            joined += joins[start]
        best.append(min(options))
    rows, end = [], len(pieces)
    while end:
        start = best[end][1]
        rows.append((start, end))
        end = start
    return rows[::-1]


class _Costs:
    """What a division into rows costs; learnt by hand from dumps whose grids are known."""

    def __init__(self, pieces: Sequence[Piece], usual: frozenset[int]) -> None:
        sizes = Counter(len(piece.cells) for piece in pieces)
        own = {size for size, times in sizes.items() if times >= 2}
        self.usual = own | usual
        self.width = max((size for size in own if size >= 3), default=max(sizes))

    def join(self, piece: Piece) -> float:
        """Of a row that was begun before the piece and goes on with it."""
        cost = {1: 1.5, 2: 1.2}.get(piece.gap, 4.0 if piece.gap else 0.0)
        if len(piece.cells) > 1:
            cost += 1
        if len(piece.first) <= 8:
            cost += 1.5
        if piece.first in lexicon().section:
            cost += 4
        if is_title(piece.first):
            cost += 4
        return cost

    def completes(self, pieces: Sequence[Piece], size: int, titled: bool) -> bool:
        """Whether the pieces make up exactly one full row, none of them beginning like a row of its own.

        They have ``size`` cells in all; ``titled`` says that each of them names columns.
        """
        if len(pieces) < 2:
            return False
        if titled and _is_header(pieces):
            return True
        return size == self.width and all(self._goes_on(piece, pieces[0]) for piece in pieces[1:])

    def _goes_on(self, piece: Piece, leading: Piece) -> bool:
        if piece.gap > 2 or piece.starts_row:
            return False
        if names_source(piece.first) and names_source(leading.first):
            return False
        if piece.first:
            return True
        return not leading.first and len(piece.cells) <= 3 and len(leading.cells) * 2 > self.width

    def boundary(self, piece: Piece) -> float:
        """Of beginning a row with the piece."""
        return 2.5 if piece.gap >= 2 else 0.0

    def row(self, pieces: Sequence[Piece], size: int, leading: bool) -> float:
        """Of a row of ``size`` cells; ``leading`` is the table's first."""
        if size > self.width:
            return 6 + size - self.width
        if size == 1:
            return 0.3 if leading or pieces[0].first.endswith(("表", ")", "）")) else 3.5
        cost = 0.0 if size in self.usual else 1.0
        if size < self.width and len(pieces[0].first) > 20:
            cost += 2
        if len(pieces) > 1 and size == self.width:
            cost -= 0.5
        return cost


def _is_header(pieces: Sequence[Piece]) -> bool:
    """Whether every filled cell of the pieces is a column title of one kind of table."""
    if any(piece.gap > 2 for piece in pieces[1:]):
        return False
    titles = _titles([text for piece in pieces for text in piece.filled])
    return len(titles) > 3 and any(
        _all_in(vocabulary, titles) and len(set(map(vocabulary.field, titles))) == len(titles)
        for vocabulary in _column_titles()
    )


def _titles(texts: Sequence[str]) -> Sequence[str]:
    """What may be column titles: all but the name of a block before them."""
    return texts[1:] if texts and texts[0] in lexicon().section else texts


def _all_in(vocabulary: Vocabulary, texts: Sequence[str]) -> bool:
    return all(text in vocabulary for text in texts)


def _column_titles() -> tuple[Vocabulary, ...]:
    words = lexicon()
    return (words.indicator, words.fund, words.project)


def _row_labels() -> tuple[Vocabulary, ...]:
    """Labels that stand at the beginning of a row."""
    words = lexicon()
    return (words.section, words.head, words.goal, words.total, words.remark, words.sign_off)
