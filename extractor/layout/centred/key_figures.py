"""Tables of key figures on a printed page: labels that wrap around the line of their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractor.document import Clip
from extractor.layout.centred.rows import grouped
from extractor.layout.centred.words import Word, clusters, joined
from extractor.layout.shape import shape_of

_NUMBERED = re.compile(r"\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十\d]+[）)]")
_FIGURES = ("number", "percent", "blank")
_MOST_LINES = 4
_HEADING_COST = 1.2
_OFF_COST = 4.0
_TORN_COST = 3.0
Row = tuple[float, Clip, list[Clip]]


def key_figure_rows(words: Sequence[Word]) -> Iterator[list[Clip]]:
    """The rows of a table of key figures: a label, or none, and what stands in the columns of figures beside it."""
    columns = [*clusters([word for word in words if shape_of(word.text) in _FIGURES])]
    if not columns:
        return
    first = min(word.start for word in columns[0])
    labels = [word for word in words if word.end <= first]
    rest = [word for word in words if word.end > first]
    middles = [(min(word.start for word in own) + max(word.end for word in own)) / 2 for own in columns]
    beside = {line: _cells([*own], middles) for line, own in groupby(sorted(rest, key=_line), key=_line)}
    named = {_height(cell): joined(cell) for cell in label_cells(labels, [*beside])}
    for _, label, cells in _without_merged([*_rows(named, beside)]):
        yield [label, *cells]


def _line(word: Word) -> int:
    return word.line


def _height(cell: Sequence[Word]) -> float:
    return (cell[0].line + cell[-1].line) / 2


def _cells(words: Sequence[Word], middles: Sequence[float]) -> list[Clip]:
    """What a line says in each column; what follows the last words of it is left out."""
    cells: dict[int, list[Word]] = {}
    for word in words:
        cells.setdefault(min(range(len(middles)), key=lambda at: abs(middles[at] - word.middle)), []).append(
            word
        )
    return [joined(cells.get(at, ())) for at in range(len(middles))]


def label_cells(words: Sequence[Word], figures: Sequence[int]) -> list[list[Word]]:
    """The labels, a list of words for each: lines around a line of figures, numbered ones apart, and headings."""
    ordered = sorted(words, key=lambda word: (word.line, word.start))
    lines = [[*own] for _, own in groupby(ordered, key=_line)]

    def cost(first: int, end: int) -> float:
        own = lines[first:end]
        middle = (own[0][0].line + own[-1][0].line) / 2
        far = min((abs(line - middle) for line in figures), default=1.0)
        torn = sum(bool(_NUMBERED.match(line[0].text)) for line in own[1:])
        gaps = own[-1][0].line - own[0][0].line + 1 > 2 * len(own)
        return (_OFF_COST * far if far <= 0.5 else _HEADING_COST * (end - first)) + _TORN_COST * (torn + gaps)

    return [
        [word for line in lines[first:end] for word in line]
        for first, end in grouped(len(lines), cost, _MOST_LINES)
    ]


def _rows(named: dict[float, Clip], beside: dict[int, list[Clip]]) -> Iterator[Row]:
    """Labels and lines of figures from above, those of one height as one row."""
    near = {line: min(named, key=lambda height: abs(height - line), default=None) for line in beside}
    own = {line: height for line, height in near.items() if height is not None and abs(height - line) <= 0.5}
    for line, cells in beside.items():
        yield float(line), named[own[line]] if line in own else Clip(), cells
    yield from ((height, label, []) for height, label in named.items() if height not in own.values())


def _without_merged(rows: list[Row]) -> list[Row]:
    """The rows from above; a label between two lines without one stands for both, and is put beside the first."""
    rows = sorted(rows, key=lambda row: row[0])
    found: list[Row] = []
    for at, (height, label, cells) in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else None
        if not cells and found and not found[-1][1] and below is not None and not below[1]:
            found[-1] = (found[-1][0], label, found[-1][2])
        else:
            found.append((height, label, cells))
    return found
