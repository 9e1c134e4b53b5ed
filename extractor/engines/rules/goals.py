"""Goals of the year, what became of them, and the overall completion rate."""

from __future__ import annotations

import re

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.values import put_number, put_text, says_nothing
from extractor.layout.headers import Row, distinct
from extractor.lexicon import lexicon
from extractor.text import fold

_NUMBERED = re.compile(
    r"(?:年度|绩效|年度绩效|总体|年度总体)目标[\d一二三四五六七八九十]{1,2}:?(?:\([^()]*\))?:?"
)
_FIELDS = ("expected", "actual", "completion_rate")


class GoalTable:
    """Reads rows under a header that names goals and their completion."""

    def __init__(self, header: Row) -> None:
        words = lexicon().goal
        self._width = len(header)
        self._places: dict[int, str] = {}
        self._order: list[str] = []
        for index, clip in enumerate(header):
            field = words.field(clip.text)
            if field and field not in self._order:
                self._places[index] = field
                self._order.append(field)
        if 0 in self._places:
            self._drop_block_title(header)

    def _drop_block_title(self, header: Row) -> None:
        """年度总体目标 down the left side names the block where another title names the goals."""
        words = lexicon()
        others = [clip for clip in header[1:] if words.goal.field(clip.text) == self._places[0]]
        if others and header[0].text in words.section:
            field = self._places.pop(0)
            index = next(i for i, clip in enumerate(header) if clip is others[0])
            self._places[index] = field
            self._order.sort(key=lambda name: next(i for i, f in self._places.items() if f == name))

    def read(self, row: Row, form: Draft) -> None:
        """Add the goal that a row states, if it states one."""
        cells = self._by_place(row) if len(row) == self._width else self._by_order(row)
        draft = Draft()
        for field in _FIELDS[:2]:
            clip = cells.get(field)
            put_text(draft, field, None if clip and says_nothing(clip) else clip)
        put_number(draft, "completion_rate", cells.get("completion_rate"))
        if draft:
            form.add("goals", draft)

    def _by_place(self, row: Row) -> dict[str, Clip]:
        cells = {field: row[index] for index, field in self._places.items()}
        return cells if any(cells.values()) else self._by_order(row)

    def _by_order(self, row: Row) -> dict[str, Clip]:
        filled = [clip for clip in row if clip and clip.text not in lexicon().section]
        return dict(zip(self._order, filled, strict=False))


def read_labelled_goal(row: Row, form: Draft) -> None:
    """Add a goal whose labels stand in its own row (年度目标 · text · 完成情况 · text).

    What became of a goal may stand under it, in a row of its own.
    """
    words = lexicon()
    filled = distinct(row)
    draft = Draft()
    for label, value in zip(filled, filled[1:], strict=False):
        field = words.goal.field(label.text) or _block(label)
        if field in _FIELDS[:2] and words.goal.field(value.text) is None and not says_nothing(value):
            put_text(draft, field, value)
        elif field == "completion_rate" and words.goal.field(value.text) is None:
            put_number(draft, field, value)
    if not draft:
        return
    open_goal = next(iter(form.lists.get("goals", [])[-1:]), None)
    if open_goal and set(draft.leaves) == {"actual"} and set(open_goal.leaves) == {"expected"}:
        open_goal.leaves.update(draft.leaves)
    else:
        form.add("goals", draft)


def read_goal_line(clip: Clip, form: Draft) -> None:
    """Add the goal, or what became of it, that a line beside the tables of a form states (绩效目标：…)."""
    label, colon, _ = clip.text.replace("：", ":").partition(":")
    value = clip[len(label) + 1 :].strip()
    if colon and value and lexicon().goal.field(label) in _FIELDS[:2]:
        read_labelled_goal((clip[: len(label)], value), form)


def read_numbered_goal(row: Row, form: Draft) -> bool:
    """Add the goal of a row over the indicators that belong to it (年度目标1（40分） · text); whether it is one."""
    filled = distinct(row)
    if len(filled) != 2 or not _NUMBERED.fullmatch(fold(filled[0].text)) or says_nothing(filled[1]):
        return False
    draft = Draft()
    put_text(draft, "expected", filled[1])
    form.add("goals", draft)
    return True


def _block(label: Clip) -> str | None:
    return "expected" if lexicon().section.field(label.text) == "goal" else None
