"""Answers to the project's own prompts, made from a gold report: simulated, never a model's.

The rendered segment is parsed back out of the request: what a part of a table is asked for
is answered for that part only, in style ``point`` with the ids that the request itself gave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel

from extractor.engines.model.answers import KEYS, PARTS, SEVERAL, kind_of
from extractor.quantity import parse_number
from extractor.report import Conclusion, DataCell, Form, FundLine, Goal, Indicator, Report
from extractor.text import fold
from tests.support.chat import Received
from tests.support.gold_lines import Lines, parsed

Style = Literal["copy", "point"]
_TASKS = {
    "录入一张绩效自评表": "form",
    "录入项目汇总表": "project_list",
    "录入基础数据表": "data_table",
    "录入正文": "prose",
}
_ANCHORS = ("level3", "project_name", "source", "label", "expected", "quote", "text")
_CARRIED = ("level1", "level1_max_score", "level2", "section", "column", "scope", "goal")
# Numbering and points that stand in the same cell: the program takes them off.
_TRIMMED = ("level1", "level3", "source", "item", "section")
_MOST_BESIDE_A_GOAL = 6
_FENCE = re.compile(r"<资料 (\w+)>\n(.*?)\n</资料 \1>", re.DOTALL)


class GoldAnswers:
    """Answers every request about one document as its gold report has it."""

    def __init__(self, gold: Report, style: Style) -> None:
        self._gold = gold
        self._style = style

    def __call__(self, request: Received) -> dict[str, Any]:
        """The answer to one request, as an object."""
        kind = next(kind for task, kind in _TASKS.items() if f"# 任务：{task}" in request.text)
        found = _FENCE.search(request.text)
        assert found, "no fenced segment in the request"
        lines = parsed(found[2], is_prose=kind == "prose")
        part: BaseModel = self._form(lines) if kind == "form" else self._gold
        model: type[BaseModel] = Form if kind == "form" else Report
        fields = PARTS.get(kind, tuple(Form.model_fields))
        said = {self._key(model.__name__, name): self._field(part, name, model, lines) for name in fields}
        return self._compact(said)

    def _compact(self, said: dict[str, Any]) -> dict[str, Any]:
        """Without the keys that style ``point`` leaves out; ids in a row as a range."""
        if self._style == "copy":
            return said
        return {key: _ranged(value) for key, value in said.items() if value is not None}

    def _key(self, model: str, name: str) -> str:
        return KEYS[model][name] if self._style == "point" else name

    def _field(self, part: BaseModel, name: str, model: type[BaseModel], lines: Lines) -> Any:
        kind, child = kind_of(model.model_fields[name])
        value = getattr(part, name)
        if kind == "list" and child is not None:
            return list(self._items(value, child, lines))
        if kind == "object" and child is not None and value is not None:
            said = {field: self._leaf(value, field, None, lines) for field in child.model_fields}
            told = {self._key(child.__name__, field): one for field, one in said.items()}
            return self._compact(told) if any(one is not None for one in told.values()) else None
        return value if kind == "choice" else self._leaf(part, name, None, lines)

    def _items(
        self, items: list[BaseModel], model: type[BaseModel], lines: Lines
    ) -> Iterator[dict[str, Any]]:
        last = -1
        for item in _best_of_same_quote(items, lines):
            line = _line_of(item, lines, last)
            if line is None:
                continue
            last = line
            if not lines.is_own(line):
                continue
            names = [name for name in model.model_fields if self._has(model, name)]
            said = {self._key(model.__name__, name): self._leaf(item, name, line, lines) for name in names}
            yield self._compact(said)

    def _has(self, model: type[BaseModel], name: str) -> bool:
        return self._style == "copy" or name in KEYS[model.__name__]

    def _leaf(self, part: BaseModel, name: str, line: int | None, lines: Lines) -> Any:
        value = getattr(part, name)
        if value is None:
            return None
        places = lines.around(line, up=name in _CARRIED or name == "item")
        points = getattr(part, "level1_max_score", None) if name == "level1" else None
        refs = lines.with_points(value, points, places) if points is not None else []
        refs = refs or lines.refs(value, places, whole=name in _TRIMMED)
        if self._style == "copy":
            stated = bool(refs) or line is not None
            return (value.model_dump() if isinstance(value, BaseModel) else value) if stated else None
        return (refs if name in SEVERAL and len(refs) > 1 else refs[0]) if refs else None

    def _form(self, lines: Lines) -> Form:
        """The form that the lines are of: what is long and printed there tells forms apart."""
        text = fold(lines.text)

        def told(form: Form) -> int:
            return sum(len(leaf) ** 2 for leaf in {fold(leaf) for leaf in _leaves(form)} if leaf in text)

        return max(self._gold.forms, key=told)


def _best_of_same_quote(items: list[BaseModel], lines: Lines) -> list[BaseModel]:
    """Of conclusions told in the same words, as many as the segment has, those it speaks of most."""
    text, kept = fold(lines.text), list(items)
    for quote in {item.quote for item in items if isinstance(item, Conclusion)}:
        same = [item for item in kept if isinstance(item, Conclusion) and item.quote == quote]
        same.sort(key=lambda item: text.count(fold(item.scope or "")), reverse=True)
        for item in same[max(1, text.count(fold(quote))) :] if len(same) > 1 else []:
            kept.remove(item)
    return kept


def _ranged(value: Any) -> Any:
    if isinstance(value, list) and len(value) > 1 and all(re.fullmatch(r"c\d+", str(one)) for one in value):
        numbers = [int(one[1:]) for one in value]
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"{value[0]}-{value[-1]}"
    return value


def _line_of(item: BaseModel, lines: Lines, last: int) -> int | None:
    """The line that says most of an item: the anchor stands in it, and it is the next one among equals."""
    values = {name: getattr(item, name) for name in type(item).model_fields if name not in _CARRIED}
    stated = {name: value for name, value in values.items() if value is not None}
    anchor = next((stated[name] for name in _ANCHORS if name in stated), None)
    many = type(item).__name__ in ("DataCell", "FundItem")
    best: tuple[int, bool, int] | None = None
    for at in range(len(lines)):
        if (anchor not in (None, "总额") and not lines.has(at, anchor)) or not _may_be(item, at, lines):
            continue
        score = sum(bool(lines.refs(value, [at], take=False)) for value in stated.values())
        rank = (score, at >= last + (not many), -at)
        best = max(best or rank, rank)
    free = sum(value == "总额" for value in stated.values()) + _named_above(item)
    enough = best is not None and (lines.is_prose or best[0] + free >= len(stated))
    return -best[2] if best and enough else None


def _named_above(item: BaseModel) -> bool:
    """Whether a key figure's row has no label of its own but the block's."""
    return isinstance(item, DataCell) and item.item == item.section


def _may_be(item: BaseModel, at: int, lines: Lines) -> bool:
    """Whether the line's label does not stand against it."""
    label = lines.lines[at][0][1]
    if isinstance(item, Indicator) and not item.level3:
        # A row without a name prints nothing but its figures.
        return all(parse_number(text) is not None for _, text in lines.lines[at])
    if isinstance(item, Goal) and len(lines.lines[at]) > _MOST_BESIDE_A_GOAL:
        return False
    if isinstance(item, FundLine) and item.source == "总额":
        return "其中" not in label and not any("其中" in text for _, text in lines.lines[at])
    return not _named_above(item) or parse_number(label) is not None or lines.has(at, item.item)  # type: ignore[attr-defined]


def _leaves(part: Any) -> Iterator[Any]:
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _leaves(getattr(part, name))
    elif isinstance(part, list):
        for item in part:
            yield from _leaves(item)
    elif isinstance(part, str) and len(part) > 1:
        yield part
