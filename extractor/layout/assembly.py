"""Rows out of a stream of cells whose row ends were lost, by what each column takes.

A Viterbi walk: each cell goes to a later column of the same row, begins a new row, goes on
with the cell before it (a wrapped text), or is dropped. The cheapest way through all cells
gives the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Clip
from extractor.layout.alignment import Column, drop_cost, kind_of, misfit
from extractor.layout.shape import shape_of
from extractor.text import fold

_JOIN, _JOIN_REMARK = 1.6, 0.6
_NEW_ROW = 0.1
_STUB = 2.0
_STUB_LENGTH = 2
_STUB_SHAPES = ("text", "unit")
_SKIP = {"level1": 0.15, "level2": 0.15, "name": 3.0, "label": 1.5, "remark": 0.05, "any": 0.05}
_SKIP_OTHER = 0.5
_LEAD = {"level1": 0.0, "level2": 0.0, "any": 0.0}
_WRAPPING_KINDS = ("name", "remark", "label", "quantity")
_TEXT_SHAPES = ("text", "long", "level", "level1", "level2")
_USUAL_LEVELS = 2
_SHORTEST_WRAPPED = 6
_STOPS = ("。", "；", ";", "！")


@dataclass(frozen=True)
class _Step:
    """How a cell was reached: the column before, and what was done with the cell."""

    before: int
    move: str


def assemble(columns: Sequence[Column], cells: Sequence[Clip]) -> list[tuple[Clip, ...]]:
    """Rows of one cell per column, an empty clip where a row has none."""
    if not cells:
        return []
    costs = _Costs(columns, cells)
    steps: list[list[_Step]] = []
    best = [costs.lead(c) + misfit(columns[c], cells[0]) for c in range(len(columns))]
    for index in range(1, len(cells)):
        best, moves = _advance(costs, best, cells[index - 1], cells[index])
        steps.append(moves)
    last = min(range(len(columns)), key=lambda c: best[c] + costs.tail(c))
    return _rows(columns, cells, _trace(steps, last))


class _Costs:
    def __init__(self, columns: Sequence[Column], cells: Sequence[Clip]) -> None:
        self.columns = columns
        levels = {fold(clip.text) for clip in cells if shape_of(clip.text) == "level1"}
        self._usual = len(levels) >= _USUAL_LEVELS
        skips = [_SKIP.get(kind_of(column), _SKIP_OTHER) for column in columns]
        leads = [_LEAD.get(kind_of(column), skip) for column, skip in zip(columns, skips, strict=True)]
        self._skipped = [sum(skips[:c]) for c in range(len(columns) + 1)]
        self._led = [sum(leads[:c]) for c in range(len(columns) + 1)]

    def lead(self, column: int) -> float:
        """Cost of a row that begins at a column."""
        return self._led[column]

    def tail(self, column: int) -> float:
        """Cost of a row that ends at a column."""
        return self._skipped[-1] - self._skipped[column + 1]

    def between(self, before: int, column: int) -> float:
        """Cost of the columns left out between two cells of a row."""
        return self._skipped[column] - self._skipped[before + 1]

    def stub(self, column: int, clip: Clip) -> float:
        """Cost of a name of a character or two: rather the end of a wrapped one."""
        is_stub = len(clip.text) <= _STUB_LENGTH and shape_of(clip.text) in _STUB_SHAPES
        return _STUB if is_stub and kind_of(self.columns[column]) == "name" else 0.0

    def joins(self, column: int, above: Clip, clip: Clip) -> bool:
        """Whether a cell may go on with the cell before it under the same column."""
        return (
            kind_of(self.columns[column]) in _WRAPPING_KINDS
            and shape_of(above.text) in _TEXT_SHAPES
            and (shape_of(clip.text) in _TEXT_SHAPES or self.stub(column, clip) > 0)
        )

    def join(self, column: int, above: Clip) -> float:
        """Cost of going on with the cell before: a remark without its stop does rather than begin a level unheard of."""
        unended = len(above.text) >= _SHORTEST_WRAPPED and not above.text.endswith(_STOPS)
        return (
            _JOIN_REMARK if self._usual and unended and kind_of(self.columns[column]) == "remark" else _JOIN
        )


def _advance(
    costs: _Costs, best: Sequence[float], above: Clip, clip: Clip
) -> tuple[list[float], list[_Step]]:
    row_end = min(range(len(best)), key=lambda c: best[c] + costs.tail(c))
    ended = best[row_end] + costs.tail(row_end) + _NEW_ROW
    dropped = drop_cost(clip)
    reached, moves = [], []
    for column in range(len(best)):
        fit = misfit(costs.columns[column], clip) + costs.stub(column, clip)
        options = [
            (ended + costs.lead(column) + fit, row_end, "row"),
            (best[column] + dropped, column, "drop"),
        ]
        options += [
            (best[before] + costs.between(before, column) + fit, before, "next") for before in range(column)
        ]
        if costs.joins(column, above, clip):
            options.append((best[column] + costs.join(column, above), column, "join"))
        cost, before, move = min(options)
        reached.append(cost)
        moves.append(_Step(before, move))
    return reached, moves


def _trace(steps: Sequence[Sequence[_Step]], last: int) -> list[tuple[int, str]]:
    path = [(last, "row")] * (len(steps) + 1)
    column = last
    for index in range(len(steps), 0, -1):
        step = steps[index - 1][column]
        path[index] = (column, step.move)
        column = step.before
    path[0] = (column, "row")
    return path


def _rows(
    columns: Sequence[Column], cells: Sequence[Clip], path: Sequence[tuple[int, str]]
) -> list[tuple[Clip, ...]]:
    rows: list[list[Clip]] = []
    for clip, (column, move) in zip(cells, path, strict=True):
        if move == "drop":
            continue
        if move == "row":
            rows.append([Clip()] * len(columns))
        rows[-1][column] = Clip.join((rows[-1][column], clip)) if move == "join" else clip
    return [tuple(row) for row in rows]
