"""Indicator rows: levels carried down merged cells, slipped rows, sign, value and unit joined."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.pairs import apart, with_pairs
from extractor.engines.rules.several_in_cells import rows_in_cells
from extractor.engines.rules.values import (
    is_indicator_number,
    put_level,
    put_number,
    put_quantity,
    put_text,
    says_nothing,
    without_number,
)
from extractor.layout.alignment import Alignment, Column, align
from extractor.layout.headers import Row
from extractor.layout.shape import shape_of
from extractor.layout.spelling import near_labels
from extractor.lexicon import lexicon
from extractor.text import bare, clean

_LEVEL_FIELDS = ("level1", "level1_max_score", "level2")
_STATE = "完成情况"
_GENERAL = ("备注", "说明")
_LEVEL_POINTS: dict[str | None, str] = {"level1": "_level1_points", "level2": "_level2_points"}
_NUMBERS = ("max_score", "item_score", "score")


class IndicatorTable:
    """Reads the rows under one indicator header, remembering the levels of merged cells."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = _settle(columns)
        self._has_sign = any(column.field in ("sign", "unit") for column in self.columns)
        self._levels = Draft()

    def read(self, row: Row, form: Draft) -> None:
        """Add the indicators that a row states; a blank template row states none."""
        cells = _join_numbering(row)
        alignment = align(self.columns, cells)
        for part in rows_in_cells(alignment.by_field(self.columns)):
            if (draft := self._draft(apart(part, self.columns))) is not None:
                _add_doubts(draft, alignment, row, len(self.columns))
                form.add("indicators", draft)

    def doubt_unknown_columns(self, form: Draft) -> None:
        """Record the columns whose titles the lexicon does not know, or knows but for one character."""
        vocabulary = lexicon().indicator
        for column in self.columns:
            near = near_labels(column.label, vocabulary) if column.field else {}
            if meant := next((label for label, field in near.items() if field == column.field), None):
                form.doubt("column_guessed", found=clean(column.label)[:30], expected=meant)
            if column.field is None and column.label and column.label not in lexicon().section:
                form.doubt("column_unknown", label=clean(column.label)[:30])

    def _draft(self, cells: dict[str, Clip]) -> Draft | None:
        self._carry(cells)
        draft = Draft()
        for name in _LEVEL_FIELDS:
            if leaf := self._levels.leaves.get(name):
                draft.leaves[name] = leaf
        printed = cells.get("level3")
        put_text(draft, "level3", without_number(printed) if printed else None)
        self._put_target(draft, cells)
        put_quantity(draft, "actual", cells.get("actual"))
        if not {"level3", "target", "actual"} & set(draft.leaves):
            return None
        self._put_rest(draft, cells)
        return draft

    def _put_target(self, draft: Draft, cells: dict[str, Clip]) -> None:
        value = cells.get("value") or cells.get("target")
        if self._has_sign:
            put_quantity(draft, "target", cells.get("sign"), value, cells.get("unit"))
        else:
            put_quantity(draft, "target", value)

    def _put_rest(self, draft: Draft, cells: dict[str, Clip]) -> None:
        for name in _NUMBERS:
            put_number(draft, name, cells.get(name))
        put_text(draft, "description", cells.get("description"))
        put_text(draft, "completion", cells.get("completion"))
        reason = cells.get("deviation_reason")
        put_text(draft, "deviation_reason", None if reason and says_nothing(reason) else reason)

    def _carry(self, cells: dict[str, Clip]) -> None:
        level1, level2 = cells.get("level1"), cells.get("level2")
        if level1 and not says_nothing(level1):
            self._levels = Draft()
            put_level(self._levels, level1)
            put_number(self._levels, "level1_max_score", cells.get("_level1_points"))
        if level2 and not says_nothing(level2):
            self._levels.leaves.pop("level2", None)
            put_text(self._levels, "level2", level2)


def _settle(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns whose meaning depends on the others, settled.

    单项指标得分 is a score on a scale of 100 only beside 折算得分, 指标完成情况 something else than the
    actual value only beside one; with a unit column but no
    sign column the target title spans sign and value.
    """
    fields = {column.field for column in columns}
    columns = _name_last(columns) if "level2" not in fields else columns
    columns = _points_of_levels(_reason_apart_from_remarks(with_pairs(columns, lexicon().indicator)))
    settled: list[Column] = []
    for column in columns:
        if column.field == "item_score" and "score" not in fields:
            settled.append(Column("score", column.label))
        elif column.field == "completion" and _is_the_actual_value(column, columns):
            settled.append(Column("actual", column.label))
        elif column.field == "target" and "unit" in fields and "sign" not in fields:
            settled += [Column("sign", column.label), Column("value", column.label)]
        elif column.field == "target" and {"sign", "unit"} & fields:
            settled.append(Column("value", column.label))
        else:
            settled.append(column)
    return tuple(settled)


def _is_the_actual_value(completion: Column, columns: Sequence[Column]) -> bool:
    """Whether 完成情况 is all that the header says of what was reached, no title being unknown."""
    others = [column for column in columns if column.field == "actual" or (not column.field and column.label)]
    return completion.label.endswith(_STATE) and not others


def _name_last(columns: Sequence[Column]) -> Sequence[Column]:
    """Of two columns of names (评价内容, 指标名称) the first is the class, the second the indicator."""
    names = [index for index, column in enumerate(columns) if column.field == "level3"]
    if len(names) < 2:
        return columns
    return [Column("level2", c.label) if index == names[0] else c for index, c in enumerate(columns)]


def _points_of_levels(columns: Sequence[Column]) -> Sequence[Column]:
    """Of several columns of points, those beside 一级指标 and 二级指标 hold the levels' own."""
    if sum(column.field == "max_score" for column in columns) < 2:
        return columns
    beside = [None, *(column.field for column in columns)]
    return [
        Column(_LEVEL_POINTS[before], column.label)
        if column.field == "max_score" and before in _LEVEL_POINTS
        else column
        for before, column in zip(beside, columns, strict=False)
    ]


def _reason_apart_from_remarks(columns: Sequence[Column]) -> Sequence[Column]:
    """备注 holds the reasons only where no other column does."""
    reasons = [column for column in columns if column.field == "deviation_reason"]
    if all(bare(column.label) in _GENERAL for column in reasons):
        return columns
    return [
        Column("_remark", column.label) if column in reasons and bare(column.label) in _GENERAL else column
        for column in columns
    ]


def _join_numbering(row: Row) -> list[Clip]:
    """The row with a lone ``指标1：`` taken out where the name stands in the cell after it."""
    cells: list[Clip] = []
    for clip in row:
        if cells and is_indicator_number(cells[-1]) and shape_of(clip.text) in ("text", "long", "level"):
            cells[-1] = clip
        else:
            cells.append(clip)
    return cells


def _add_doubts(draft: Draft, alignment: Alignment, row: Row, expected: int) -> None:
    if alignment.slipped:
        shown = " | ".join(clean(clip.text) for clip in row if clip)[:80]
        clips = tuple(clip.strip() for clip in row if clip)
        if len(row) == expected:
            draft.doubt("row_slipped", clips=clips, row=shown)
        elif alignment.unused or len(row) < expected - 1:
            draft.doubt("cell_count", clips=clips, found=str(len(row)), expected=str(expected))
    for clip in alignment.unused:
        draft.doubt("cell_unused", clips=(clip.strip(),), cell=clean(clip.text)[:40])
