"""One self-evaluation form, row by row: each row is read by the block that it stands in."""

from __future__ import annotations

from collections.abc import Callable

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.funds import (
    FundPairs,
    FundTable,
    is_pair_header,
    read_items,
    read_labelled_funds,
)
from extractor.engines.rules.goals import GoalTable, first_filled, read_labelled_goal
from extractor.engines.rules.head import (
    put_unit,
    put_year,
    read_facts,
    read_labelled_sign_off,
    read_sign_off,
    signs_off,
)
from extractor.engines.rules.indicators import IndicatorTable
from extractor.engines.rules.remarks import Remarks
from extractor.engines.rules.values import put_number
from extractor.layout.alignment import Alignment
from extractor.layout.headers import Row, indicator_columns, is_fund_header, is_goal_header
from extractor.layout.labels import is_title
from extractor.layout.segments import Segment
from extractor.layout.shape import shape_of
from extractor.lexicon import lexicon
from extractor.text import clean, fold


def read_form(segment: Segment) -> Draft:
    """The form of a segment, as a draft of `report.Form`."""
    reader = _FormReader(segment)
    reader.read()
    return reader.form


class _FormReader:
    def __init__(self, segment: Segment) -> None:
        self.form = Draft()
        self._segment = segment
        self._rows = segment.rows
        self._block: Callable[[Row], None] | None = None
        self._indicators: IndicatorTable | None = None
        self._in_goals = False
        self._remarks = Remarks()

    def read(self) -> None:
        for paragraph in self._segment.above:
            self._read_line(paragraph.clip)
        at = 0
        while at < len(self._rows):
            at += self._read_row(at)
        for paragraph in self._segment.below:
            self._read_line(paragraph.clip)
        self._remarks.put(self.form)
        self._put_kind()
        if self._segment.rebuilt:
            self.form.doubt("grid_rebuilt")

    def _read_line(self, clip: Clip) -> None:
        if is_title(clip.text):
            self.form.put("title", clean(clip.text), clip.strip())
        put_year(self.form, clip, loose=is_title(clip.text))
        if signs_off([clip]):
            read_sign_off(self.form, clip)
        read_facts(self.form, (clip,))
        put_unit(self.form, clip)

    def _read_row(self, at: int) -> int:
        """Read the row at an index; how many rows that took."""
        row = self._rows[at]
        if not any(row):
            return 1
        self._note_unit(row)
        if taken := self._begin_block(at):
            return taken
        if self._is_total(row):
            self._read_total(row)
        elif signs_off(row):
            for clip in row:
                read_sign_off(self.form, clip)
        elif self._remarks.takes(row, after_indicators=self._indicators is not None):
            self._block = None
        elif self._block is not None and not self._is_fact(row):
            self._block(row)
        else:
            self._read_loose(row)
        return 1

    def _begin_block(self, at: int) -> int:
        row = self._rows[at]
        below = self._rows[at + 1] if at + 1 < len(self._rows) else ()
        if (header := indicator_columns(self._rows, at)) is not None:
            self._begin_indicators(*header)
            return header[1]
        if is_pair_header(row, below):
            pairs = FundPairs(row)
            self._block = lambda row: self._add("funds", pairs.read(row))
            return 1
        if is_fund_header(row):
            self._begin_funds(FundTable(row))
            return 1
        if is_goal_header(row):
            goals = GoalTable(row)
            self._in_goals = True
            self._block = lambda row: self._add("goals", goals.read(row))
            return 1
        return 0

    def _begin_indicators(self, columns: tuple, rows: int) -> None:  # type: ignore[type-arg]
        self._indicators = table = IndicatorTable(columns)
        self._block = lambda row: self._add("indicators", table.read(row))
        for column in columns:
            if column.field is None and column.label and column.label not in lexicon().section:
                self.form.doubt("column_unknown", label=clean(column.label)[:30])

    def _begin_funds(self, table: FundTable) -> None:
        def read(row: Row) -> None:
            if any(shape_of(clip.text) in ("number", "percent") for clip in row):
                self._add("funds", table.read(row))
            for item in read_items(row):
                self._add("fund_breakdown", item)

        self._block = read

    def _add(self, name: str, draft: Draft | None) -> None:
        if draft is not None:
            self.form.add(name, draft)

    def _is_fact(self, row: Row) -> bool:
        words = lexicon()
        filled = [clip for clip in row if clip]
        if not filled or self._indicators is not None:
            return False
        first = next((clip for clip in filled if clip.text not in words.section), filled[0])
        names_goal = filled[0].text in words.goal or words.section.field(filled[0].text) == "goal"
        return first.text in words.head or (names_goal and not self._in_goals)

    def _is_total(self, row: Row) -> bool:
        first = _label_of(row)
        if self._indicators is None or first is None or first.text not in lexicon().total:
            return False
        return all(
            shape_of(clip.text) in ("number", "percent", "blank", "grade")
            for clip in row
            if fold(clip.text) != fold(first.text) and clip.text not in lexicon().section
        )

    def _read_total(self, row: Row) -> None:
        first = _label_of(row)
        assert first is not None  # noqa: S101 - `_is_total` has seen it
        if self._read_aligned_total(row):
            return
        numbers = [clip for clip in row if shape_of(clip.text) in ("number", "percent")]
        has_points = any(column.field == "max_score" for column in self._indicators.columns)  # type: ignore[union-attr]
        if len(numbers) >= 2:
            put_number(self.form, "total_max_score", numbers[0])
            put_number(self.form, "total_score", numbers[1])
        elif numbers and (lexicon().total.field(first.text) == "_score" or not has_points):
            put_number(self.form, "total_score", numbers[0])
        elif numbers:
            put_number(self.form, "total_max_score", numbers[0])

    def _read_aligned_total(self, row: Row) -> bool:
        """A total row with a cell under each column states its points and score there."""
        assert self._indicators is not None  # noqa: S101 - `_is_total` has seen it
        columns = self._indicators.columns
        if len(row) != len(columns):
            return False
        cells = Alignment(dict(enumerate(row))).by_field(columns)
        fits = [name for name in ("max_score", "score") if shape_of(cells.get(name, Clip()).text) == "number"]
        for name in fits:
            put_number(self.form, f"total_{name}", cells[name])
        return bool(fits)

    def _read_loose(self, row: Row) -> None:
        first = first_filled(row)
        if first is None:
            return
        if is_title(first.text) and len({fold(clip.text) for clip in row if clip}) == 1:
            self.form.put("title", clean(first.text), first.strip())
        for clip in row:
            put_year(self.form, clip, loose=is_title(clip.text))
        read_facts(self.form, row)
        read_labelled_sign_off(self.form, row)
        if self._indicators is None:
            self._add("goals", read_labelled_goal(row))
            for line in read_labelled_funds(row):
                self.form.add("funds", line)

    def _note_unit(self, row: Row) -> None:
        words = lexicon()
        for clip in row:
            if clip.text in words.section or clip.text in words.fund or "单位" in clip.text:
                put_unit(self.form, clip)

    def _put_kind(self) -> None:
        title = self.form.leaves.get("title")
        name = self.form.leaves.get("project_name")
        printed = str(title.value) if title else ""
        is_department = any(word in printed for word in lexicon().department_titles) and name is None
        source = title or name or next(iter(self.form.leaves.values()), None)
        self.form.put("kind", "department" if is_department else "project", *(source.clips if source else ()))


def _label_of(row: Row) -> Clip | None:
    """The first filled cell that is no block's name."""
    filled = [clip for clip in row if clip]
    return next((clip for clip in filled if clip.text not in lexicon().section), None)
