"""One self-evaluation form, row by row: each row is read by the block that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.funds import FundPairs, FundTable, is_pair_header, read_labelled_funds
from extractor.engines.rules.goals import GoalTable, read_goal_line, read_labelled_goal, read_numbered_goal
from extractor.engines.rules.head import (
    labels_sign_off,
    put_unit,
    put_year,
    read_facts,
    read_labelled_sign_off,
    read_sign_off,
    signs_off,
)
from extractor.engines.rules.indicators import IndicatorTable
from extractor.engines.rules.remarks import Remarks
from extractor.engines.rules.totals import read_total
from extractor.layout.alignment import Column
from extractor.layout.headers import (
    Row,
    distinct,
    fund_header_rows,
    indicator_columns,
    is_goal_header,
    is_title_row,
    label_of,
)
from extractor.layout.labels import is_note, is_title
from extractor.layout.segments import Segment
from extractor.lexicon import lexicon
from extractor.text import clean

_UNIT_ALONE = re.compile(r"\s*[(（]\s*(?:万元|亿元|元)\s*[)）]\s*")
# What stands behind a page break of a block's title beside its rows: 项目（政策）资 | 金（万元）.
_REST_OF_TITLE = re.compile(r"\s*[\u4e00-\u9fff]{1,4}\s*[(（]\s*(?:万元|亿元|元)\s*[)）]\s*")
# The name of a block of funds, in whatever words, and the unit of its amounts.
_BLOCK_AND_UNIT = re.compile(
    r"[^。；;：:]{0,12}(?:资金|预算|投入|支出|经费|收支|金额)[^。；;：:]{0,8}[(（](?:单位[:：]?)?(?:万元|亿元|元)[)）]\s*"
)
_MONEY = "元"
_HEADING_NUMBER = re.compile(
    r"\s*(?:(?:附[件表]?|表)\s*[一二三四五六七八九十\d]{0,3}(?:[-—.．]\d{1,2})*(?:\s*[:：]|\s)\s*)?"
    r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])?\s*"
)


class Block(Protocol):
    """A part of a form under a header of its own."""

    def read(self, row: Row, form: Draft) -> None:
        """Add what a row of the block states to the form."""
        ...


def read_form(segment: Segment) -> Draft:
    """The form of a segment, as a draft of `report.Form`."""
    form = Draft()
    for paragraph in segment.above:
        _read_line(form, paragraph.clip)
    _FormRows(form, segment.rows).read()
    if "goals" not in form.lists:
        for paragraph in segment.above:
            read_goal_line(paragraph.clip, form)
    for paragraph in segment.below:
        _read_line(form, paragraph.clip)
    _put_kind(form)
    if segment.rebuilt:
        form.doubt("grid_rebuilt")
    return form


def _read_line(form: Draft, clip: Clip) -> None:
    """A line printed over or under the table: title, year, unit, who filled it in."""
    if is_title(clip.text):
        _put_title(form, clip)
    put_year(form, clip, loose=is_title(clip.text))
    read_sign_off(form, clip)
    read_facts(form, (clip,))
    put_unit(form, clip)


def _put_title(form: Draft, clip: Clip) -> None:
    """The title as printed, without the number of a heading."""
    number = _HEADING_NUMBER.match(clip.text)
    title = clip[number.end() if number else 0 :].strip()
    form.put("title", clean(title.text), title)


def _put_kind(form: Draft) -> None:
    title, name = form.leaves.get("title"), form.leaves.get("project_name")
    printed = str(title.value) if title else ""
    is_department = name is None and any(word in printed for word in lexicon().department_titles)
    told = (leaf for _, part in form.walk() for leaf in part.leaves.values() if leaf.clips)
    said_by = title or name or next(told, None)
    form.put("kind", "department" if is_department else "project", *(said_by.clips if said_by else ()))
    if is_department and "supervising_department" not in form.leaves:
        _put_department(form)


def _put_department(form: Draft) -> None:
    """What a department's own form calls 单位名称 is the department."""
    if named := form.leaves.pop("implementing_unit", None):
        form.leaves["supervising_department"] = named


class _FormRows:
    """Walks the rows of a form and hands each to the block that is open."""

    def __init__(self, form: Draft, rows: Sequence[Row]) -> None:
        self._form = form
        self._rows = rows
        self._block: Block | None = None
        self._indicators: tuple[Column, ...] = ()
        self._remarks = Remarks()
        self._summed = False

    def read(self) -> None:
        at = 0
        while at < len(self._rows):
            at += self._open(at) or self._read_row(self._rows[at])
        self._remarks.put(self._form)

    def _open(self, at: int) -> int:
        """Open the block whose header begins here; how many rows the header has, 0 for none."""
        row = self._rows[at]
        below = self._rows[at + 1] if at + 1 < len(self._rows) else ()
        self._note_unit(row)
        if (header := indicator_columns(self._rows, at)) is not None:
            self._block = table = IndicatorTable(header[0])
            table.doubt_unknown_columns(self._form)
            self._indicators, self._summed = table.columns, False
            return header[1]
        if is_pair_header(row, below):
            self._block = FundPairs(row)
        elif height := fund_header_rows(self._rows, at):
            self._block = FundTable(row, below if height > 1 else None)
            return height
        elif is_goal_header(row):
            self._block = GoalTable(row)
        else:
            return 0
        return 1

    def _read_row(self, row: Row) -> int:
        if self._indicators and read_total(self._form, row, self._indicators):
            self._summed = True
            return 1
        if read_numbered_goal(row, self._form):
            return 1
        if signs_off(row):
            self._read_sign_off(row)
        elif self._indicators and labels_sign_off(row):
            read_labelled_sign_off(self._form, row, under_form=True)
        elif self._remarks.takes(row, after_indicators=bool(self._indicators)):
            self._block = None
        elif self._is_note(row):
            pass
        elif self._block is not None and not self._is_fact(row):
            self._block.read(row, self._form)
        elif any(row):
            self._read_loose(row)
        return 1

    def _is_note(self, row: Row) -> bool:
        """Whether a row holds but one text that says it is a note, or that stands under the total."""
        filled = distinct(row)
        return len(filled) == 1 and not is_title_row(row) and (self._summed or is_note(filled[0].text))

    def _read_sign_off(self, row: Row) -> None:
        """Who filled the form in; over the table the same line may print the year (填报单位：… · 评价年度：…)."""
        for clip in row:
            read_sign_off(self._form, clip)
            if not self._indicators:
                put_year(self._form, clip)
        if self._indicators:
            read_labelled_sign_off(self._form, row, under_form=True)
        else:
            read_facts(self._form, row)

    def _is_fact(self, row: Row) -> bool:
        """Whether a row under some block's header is a fact of the form's head, or a goal, after all."""
        words = lexicon()
        first = next((clip for clip in row if clip), None)
        if first is None or self._indicators:
            return False
        names_goal = first.text in words.goal or words.section.field(first.text) == "goal"
        label = label_of(row) or first
        return label.text in words.head or (names_goal and not isinstance(self._block, GoalTable))

    def _read_loose(self, row: Row) -> None:
        """A row of no block: a title, labels with their values, a goal or funds without a header."""
        form = self._form
        if is_title_row(row):
            _put_title(form, next(clip for clip in row if clip))
        for clip in row:
            put_year(form, clip, loose=is_title(clip.text))
        read_facts(form, row)
        read_labelled_sign_off(form, row)
        if not self._indicators:
            read_labelled_goal(row, form)
            read_labelled_funds(row, form)

    def _note_unit(self, row: Row) -> None:
        words = lexicon()
        for at, clip in enumerate(row):
            if _MONEY not in clip.text:
                continue
            names_money = clip.text in words.section or clip.text in words.fund
            is_rest = at == 0 and not self._indicators and _REST_OF_TITLE.fullmatch(clip.text)
            is_rest = is_rest or (not self._indicators and _BLOCK_AND_UNIT.fullmatch(clip.text))
            if names_money or is_rest or "单位" in clip.text or _UNIT_ALONE.fullmatch(clip.text):
                put_unit(self._form, clip)
