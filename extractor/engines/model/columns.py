"""Whether the values of a table come from the columns they should, told from the table alone.

For rows that no second reader reads. The rows of one table have the same columns: a value
that comes from another cell of its row than in most rows is doubted, and so are a filled cell
of such a column that is left out, two values that come from one cell, and targets and actual
values that seem to have changed places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Clip
from extractor.draft import Leaf
from extractor.engines.model.reading import Item
from extractor.engines.model.render import Sheet
from extractor.layout.headers import Row
from extractor.layout.segments import Segment
from extractor.layout.shape import shape_of
from extractor.lexicon import lexicon
from extractor.quantity import parse_number
from extractor.report import Quantity
from extractor.text import fold

FIELDS: dict[str, tuple[str, ...]] = {
    "indicators": (
        "target", "actual", "max_score", "completion", "item_score", "score", "deviation_reason",
    ),
    "project_list": (
        "unit", "project_name", "initial_budget", "budget_adjustment", "annual_budget", "executed", "score", "grade",
    ),
}  # fmt: skip
# Words in a column's title that tell what was wanted from what was reached, whatever else it says.
_WANTED = ("目标", "预期", "计划", "预定", "预设", "应完成", "标准", "指标值", "年初")
_REACHED = ("实际", "完成", "达到", "达成", "实现", "年末", "年终", "已")
# For each of the two, the words that its own title should not have, and those that it should.
_OPPOSITE = {"target": (_REACHED, _WANTED), "actual": (_WANTED, _REACHED)}
_FIGURES = ("number", "percent", "quantity")
_MOST = 2 / 3


@dataclass(frozen=True)
class _Told:
    """A value of an item, and the cells of its row that say it or a part of it; all that say the same."""

    item: Item
    leaf: Leaf
    cells: frozenset[int]
    width: int

    def stands_at(self, column: int) -> bool:
        """Whether it may come from a column, counted from the left or (negative) from the right."""
        return (column if column >= 0 else column + self.width) in self.cells

    def columns(self) -> Iterator[int]:
        """All columns that it may come from, counted from both sides."""
        for cell in self.cells:
            yield from (cell, cell - self.width)


class Columns:
    """The columns of one segment's table."""

    def __init__(self, segment: Segment, sheet: Sheet) -> None:
        self._rows = segment.rows
        self._sheet = sheet

    def doubt(self, items: Sequence[Item]) -> None:
        """Record on the items where their values do not come from the columns of the others."""
        for name, fields in FIELDS.items():
            rows = [item for item in items if item.name == name]
            told = {field: list(self._told(rows, field)) for field in fields}
            columns = {field: _column(values) for field, values in told.items() if values}
            for field, column in columns.items():
                _doubt_others(field, told[field], column)
                self._doubt_left_out(field, [item for item in rows if field not in item.draft.leaves], column)
            self._doubt_shared(told)
            self._doubt_swapped(told, columns)

    def _told(self, items: Sequence[Item], field: str) -> Iterator[_Told]:
        for item in items:
            leaf, row = item.draft.leaves.get(field), self._row(item)
            if leaf and leaf.clips and row and (cells := _cells(row, leaf)):
                yield _Told(item, leaf, cells, len(row))

    def _row(self, item: Item) -> Row | None:
        number = None if item.line is None else self._sheet.lines[item.line].row
        return None if number is None else self._rows[number]

    def _doubt_left_out(self, field: str, items: Sequence[Item], column: int) -> None:
        for item in items:
            row = self._row(item) or ()
            cell = row[column] if -len(row) <= column < len(row) else None
            if cell and not lexicon().is_placeholder(cell.text):
                item.draft.doubt("cell_left_out", field, clips=(cell,), cell=fold(cell.text)[:40])

    @staticmethod
    def _doubt_shared(told: dict[str, list[_Told]]) -> None:
        """One cell is the only place of two values: one of them is wrong."""
        owners: dict[tuple[int, int], list[tuple[str, _Told]]] = defaultdict(list)
        for field, values in told.items():
            for value in values:
                if len(value.cells) == 1:
                    owners[id(value.item), next(iter(value.cells))].append((field, value))
        for both in owners.values():
            if len(both) > 1:
                said = fold(both[0][1].leaf.clips[0].text)[:40]
                draft, clips = both[0][1].item.draft, both[0][1].leaf.clips
                draft.doubt("cell_told_twice", *(field for field, _ in both), clips=clips, cell=said)

    def _doubt_swapped(self, told: dict[str, list[_Told]], columns: dict[str, int]) -> None:
        named = [field for field in _OPPOSITE if field in columns]
        titles = {field: self._title(told[field], columns[field]) for field in named}
        reasons = [title for field, title in titles.items() if _says(title, *_OPPOSITE[field])]
        reasons += _signs(told) if named else []
        if reasons:
            for field in named:
                for value in told[field]:
                    value.item.draft.doubt(
                        "columns_swapped", *_OPPOSITE, clips=value.leaf.clips, reason="、".join(reasons)
                    )

    def _title(self, values: Sequence[_Told], column: int) -> str:
        """What stands over the first of the values in the nearest row above that holds words only."""
        first = min((value.item.line for value in values if value.item.line is not None), default=0)
        number = self._sheet.lines[first].row or 0
        for row in reversed(self._rows[:number]):
            filled = [cell for cell in row if cell]
            words = all(shape_of(cell.text) not in _FIGURES for cell in filled)
            if len(filled) > 2 and words and -len(row) <= column < len(row):
                return fold(row[column].text)[:40]
        return ""


def _cells(row: Row, leaf: Leaf) -> frozenset[int]:
    """The cells of the row that say what a value says; none where it stands in another row."""
    starts = [(run.page, run.start) for clip in leaf.clips for run in clip.runs[:1]]
    own = [at for at, cell in enumerate(row) if any(_holds(cell, *start) for start in starts)]
    texts = {fold(row[at].text) for at in own}
    same = [at for at, cell in enumerate(row) if fold(cell.text) in texts]
    if own and isinstance(leaf.value, (int, float)):
        same += [at for at, cell in enumerate(row) if parse_number(cell.text) == leaf.value]
    return frozenset(same)


def _holds(cell: Clip, page: int, start: int) -> bool:
    return any(run.page == page and run.start <= start < run.end for run in cell.runs)


def _column(values: Sequence[_Told]) -> int:
    """The column that most values may come from; counted from the left among equals."""
    counted = Counter(column for value in values for column in value.columns())
    return max(counted, key=lambda column: (counted[column], column >= 0, -abs(column)))


def _doubt_others(field: str, values: Sequence[_Told], column: int) -> None:
    """Doubt the values from other columns, and all of them where most have none in common."""
    others = [value for value in values if not value.stands_at(column)]
    if len(values) - len(others) < _MOST * len(values):
        others = list(values)
    for value in others:
        shown = (column if column >= 0 else column + value.width) + 1
        found = "、".join(str(cell + 1) for cell in sorted(value.cells))
        value.item.draft.doubt(
            "column_differs", field, clips=value.leaf.clips, found=found, expected=str(shown)
        )


def _signs(told: dict[str, list[_Told]]) -> list[str]:
    """Signs such as ≥ belong to targets: how many actual values have them, where they are more."""
    target, actual = (sum(_has_sign(value.leaf) for value in told[field]) for field in _OPPOSITE)
    return [f"≥≤ {actual} > {target}"] if actual > 1 and actual > target else []


def _has_sign(leaf: Leaf) -> bool:
    return isinstance(leaf.value, Quantity) and leaf.value.operator is not None


def _says(title: str, words: Sequence[str], others: Sequence[str]) -> bool:
    return any(word in title for word in words) and not any(word in title for word in others)
