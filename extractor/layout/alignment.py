"""Which cell of a row belongs to which column of its header.

A row with as many cells as the header is taken as it stands, unless its cells plainly
contradict the columns (a sign under 值, a number under 单位): then, and where counts
differ, the cheapest monotone assignment is taken, by what each column takes (CONTRACT.md,
general rule 6).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.document import Clip
from extractor.layout.shape import Shape, is_points, shape_of
from extractor.lexicon import lexicon
from extractor.text import fold


@dataclass(frozen=True)
class Column:
    """A column of a table: the contract field it holds (None: blank or unknown) and its printed title."""

    field: str | None
    label: str = ""


@dataclass(frozen=True)
class Alignment:
    """Cells by column index, the cells that no column took, and whether the row had slipped."""

    cells: Mapping[int, Clip]
    unused: tuple[Clip, ...] = ()
    slipped: bool = False

    def by_field(self, columns: Sequence[Column]) -> dict[str, Clip]:
        """Non-empty cells by field; where two columns hold one field the first counts."""
        found: dict[str, Clip] = {}
        for index, clip in sorted(self.cells.items()):
            field = columns[index].field
            if field and clip:
                found.setdefault(field, clip)
        return found


# What it costs to read a cell of some shape under a column that takes … Anything not named costs `_WRONG`.
_WRONG = 4.0
_TOTAL_LABEL = 0.5
_TAKES: dict[str, dict[Shape, float]] = {
    "level1": {"level1": -0.3, "level": -0.2, "level2": 1.6, "blank": 0, "text": 0.8, "long": 2.5, "quantity": 3, "unit": 3},
    "level2": {"level2": -0.3, "level": -0.2, "level1": 1.6, "blank": 0, "text": 0.8, "long": 2.5, "quantity": 3, "unit": 3},
    "name": {"text": 0, "long": 0, "level": 1.2, "unit": 1, "grade": 1, "quantity": 1, "blank": 0.4, "percent": 2.5, "number": 3},
    "remark": {"text": 0, "long": 0, "blank": 0.1, "quantity": 0.5, "grade": 0.6, "level": 1.5, "unit": 1.5, "number": 2, "percent": 2},
    "sign": {"sign": -0.2, "blank": 0.2, "text": 1, "grade": 1.5},
    "value": {"number": 0, "blank": 0.2, "percent": 0.4, "quantity": 0.6, "text": 0.3, "grade": 0, "long": 1.5, "unit": 2, "level": 2, "sign": 3},
    "unit": {"unit": -0.2, "blank": 0.2, "text": 0.4, "grade": 0.4, "quantity": 1.5, "long": 2, "percent": 2, "sign": 3},
    "quantity": {"quantity": 0, "percent": 0, "number": 0.2, "text": 0.4, "grade": 0.3, "long": 0.8, "unit": 1.2, "blank": 0.2, "level": 2, "sign": 2},
    "number": {"number": 0, "percent": 0.5, "blank": 0.2, "quantity": 2.5, "text": 3.8, "grade": 3, "unit": 3, "sign": 3.5},
    "pair": {"text": 0, "number": 0.5, "quantity": 0.3, "blank": 0.2, "percent": 2},
    "money": {"number": 0, "quantity": 0.3, "blank": 0.2, "percent": 1.5, "text": 3.8, "grade": 3, "unit": 3, "sign": 3.5},
    "rate": {"percent": -0.2, "number": 0.2, "blank": 0.2, "quantity": 2},
    "grade": {"grade": 0, "quantity": 0, "percent": 0, "number": 0.4, "text": 0.3, "blank": 0.2, "level": 2, "long": 1.5, "unit": 1},
    "label": {"text": 0, "long": 0.5, "blank": 0.5, "level": 1, "quantity": 1.5},
    "any": {"blank": 0, "text": 1, "long": 1, "number": 1, "percent": 1, "quantity": 1, "level": 1, "unit": 1, "grade": 1, "sign": 1.5},
}  # fmt: skip
_KINDS = {
    "level1": "level1", "level2": "level2", "level3": "name", "description": "remark", "deviation_reason": "remark",
    "sign": "sign", "value": "value", "unit": "unit", "target": "quantity", "actual": "quantity",
    "completion": "grade", "grade": "grade", "execution_rate": "rate", "source": "label",
    "max_score": "number", "item_score": "number", "score": "number", "_evaluation_rate": "rate", "_completion_rate": "rate", "_execution_rate": "rate", "_review_score": "number", "_weight_set": "number",
    "_points_and_score": "pair", "_score_and_points": "pair", "_level1_points": "number", "_level2_points": "number",
    "initial_budget": "money", "annual_budget": "money", "received": "money", "executed": "money",
    "budget_adjustment": "money", "sequence": "number", "_adjustment": "money", "_rest": "money", "_number": "number",
    "project_name": "name", "fund_type": "label", "_reason": "remark", "_opinion": "remark", "_remark": "remark",
}  # fmt: skip
_SKIP_COLUMN = {"level1": 0.6, "level2": 0.6, "name": 1.5, "any": 0.1, "remark": 0.5}
_SKIP_ANY = 0.8
_DROP_BLANK = 0.25
_DROP_CELL = 5.0
_IDENTITY_BONUS = 1.5
_SLIP_OF_THE_PEN = 3.0
_FITS = 1.5
_ODD = 2.0
# What a template prints where a row's name is to be filled in.
_ROW_NUMBER = re.compile(r"指标\d{1,2}[:、.]?|…+")


def kind_of(column: Column) -> str:
    """What a column takes."""
    return _KINDS.get(column.field or "", "any")


def misfit(column: Column, clip: Clip) -> float:
    """The cost of reading a cell under a column."""
    takes, shape = _TAKES[kind_of(column)], shape_of(clip.text)
    if clip.text in lexicon().total:
        return _TOTAL_LABEL
    if takes is _TAKES["number"] and is_points(clip.text):
        shape = "number"
    if takes is _TAKES["remark"] and _ROW_NUMBER.fullmatch(fold(clip.text)):
        return _ODD
    return takes.get(shape, takes.get("level", _WRONG) if shape.startswith("level") else _WRONG)


def skip_cost(column: Column) -> float:
    """The cost of leaving a column without a cell."""
    return _SKIP_COLUMN.get(kind_of(column), _SKIP_ANY)


def drop_cost(clip: Clip) -> float:
    """The cost of leaving a cell without a column."""
    return _DROP_CELL if clip else _DROP_BLANK


def align(columns: Sequence[Column], cells: Sequence[Clip]) -> Alignment:
    """Assign the cells of one row to the columns."""
    as_printed, bonus = float("inf"), _IDENTITY_BONUS
    if len(columns) == len(cells):
        costs = [misfit(column, clip) for column, clip in zip(columns, cells, strict=True)]
        as_printed = sum(costs)
        # One odd cell is a slip of the pen; a row that has slipped has several, or fits far better elsewhere.
        if sum(cost >= _ODD for cost in costs) < 2:
            bonus = _SLIP_OF_THE_PEN
        if as_printed <= _FITS:
            return Alignment(dict(enumerate(cells)))
    cost, assigned = _cheapest(columns, cells)
    if as_printed <= cost + bonus:
        return Alignment(dict(enumerate(cells)))
    if _under_spans(columns, cells) <= cost + _IDENTITY_BONUS:
        return Alignment(dict(enumerate(cells, len(columns) - len(cells))))
    taken = {index for _, index in assigned}
    unused = tuple(clip for index, clip in enumerate(cells) if clip and index not in taken)
    chosen = {column: cells[index] for column, index in assigned}
    return Alignment(chosen, unused, slipped=not _only_ends_missing(columns, cells, assigned))


def _under_spans(columns: Sequence[Column], cells: Sequence[Clip]) -> float:
    """The cost of a row as printed but for its first cells, which span it from above and are told once.

    A level as the first cell is none of its names: it spans their columns. A row that begins with a blank one lacks
    none: that is what spans it.
    """
    lead = len(columns) - len(cells)
    if not 0 < lead < len(columns) or not cells[0]:
        return float("inf")
    if kind_of(columns[lead]) == "name" and shape_of(cells[0].text).startswith("level"):
        return float("inf")
    if any(kind_of(column) not in ("any", "level1", "level2") for column in columns[:lead]):
        return float("inf")
    return sum(map(skip_cost, columns[:lead])) + sum(map(misfit, columns[lead:], cells))


def _only_ends_missing(
    columns: Sequence[Column], cells: Sequence[Clip], assigned: Sequence[tuple[int, int]]
) -> bool:
    """Whether the row only ends before its header does, or lacks the block's name that stands once for all rows."""
    lead = next((column - index for column, index in assigned), 0)
    is_named = lead > 0 and not any(column.field for column in columns[:lead])
    in_order = all(column - index == lead for column, index in assigned)
    return in_order and (is_named or (lead == 0 and len(cells) < len(columns)))


def _cheapest(columns: Sequence[Column], cells: Sequence[Clip]) -> tuple[float, list[tuple[int, int]]]:
    """Cost and (column, cell) pairs of the cheapest monotone assignment (edit distance)."""
    width = len(cells) + 1
    drops = [drop_cost(clip) for clip in cells]
    row = [0.0] * width
    for index, drop in enumerate(drops):
        row[index + 1] = row[index] + drop
    steps: list[list[str]] = [["drop"] * width]
    for column in columns:
        skip = skip_cost(column)
        above, row = row, [row[0] + skip] + [0.0] * (width - 1)
        moves = ["skip"]
        for index, clip in enumerate(cells):
            options = (
                (above[index] + misfit(column, clip), "take"),
                (above[index + 1] + skip, "skip"),
                (row[index] + drops[index], "drop"),
            )
            row[index + 1], move = min(options)
            moves.append(move)
        steps.append(moves)
    return row[-1], _trace(steps)


def _trace(steps: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    column, index = len(steps) - 1, len(steps[0]) - 1
    pairs = []
    while column or index:
        move = steps[column][index] if column else "drop"
        if move == "take":
            pairs.append((column - 1, index - 1))
        column -= move != "drop"
        index -= move != "skip"
    return pairs[::-1]
