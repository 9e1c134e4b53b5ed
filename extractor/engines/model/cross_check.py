"""What the rules engine reads of the same segment: which rows state something, and where readers differ.

It never changes a value of the model's; where the two readers differ the cell is doubted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from extractor.draft import Draft, Leaf
from extractor.engines.model.columns import Columns
from extractor.engines.model.reading import ONE_PER_LINE, Item, Reading
from extractor.engines.model.render import Sheet
from extractor.engines.rules import RulesEngine
from extractor.layout.segments import Segment
from extractor.report import Quantity
from extractor.text import fold

_ANCHORS = ("level3", "project_name", "source", "text", "label", "expected", "quote", "target", "actual")
_CARRIED = ("level1", "level2", "section", "item", "column", "goal")
# Told by the contract or by the whole report, or long text whose limits are a matter of taste.
_NOT_COMPARED = ("fiscal_year", "kind", "source", "scope", "quote", "goal", "remarks", "title")


class CrossCheck:
    """The rules' reading of one segment, item by item."""

    def __init__(self, segment: Segment, sheet: Sheet) -> None:
        self._items: dict[tuple[str, Any], list[Draft]] = defaultdict(list)
        self._lines: dict[str, set[int]] = defaultdict(set)
        self._told: list[tuple[str, Any, int]] = []
        self._sheet = sheet
        self._columns = Columns(segment, sheet)
        draft = RulesEngine().read(segment)
        forms = draft.lists.get("forms")
        self._facts = forms[0] if forms else draft
        for name, items in self._facts.lists.items():
            for item in items:
                line = self._line(item)
                self._items[name, self._key(name, item, line)].append(item)
                if line is not None:
                    self._lines[name].add(line)
                    self._told.append((name, self._key(name, item, line), line))

    def stands_under(self, line: int) -> set[int]:
        """The lines whose merged cells or titles an item of this line takes its level, block or column from."""
        over: set[int] = set()
        for name, key, at in self._told:
            for draft in self._items[name, key] if at == line else ():
                carried = (draft.leaves[field] for field in _CARRIED if field in draft.leaves)
                clips = (clip for leaf in carried for clip in leaf.clips)
                over |= {found for clip in clips if (found := self._sheet.line_at(clip)) is not None}
        return over

    def missing(self, reading: Reading, lines: set[int]) -> set[int]:
        """Of these lines, those that state an item of which the reading has none."""
        found = Counter((item.name, self._key(item.name, item.draft, item.line)) for item in reading.items)
        missing: set[int] = set()
        for name, key, line in self._told:
            # Lines that state several funds are read as one by some: only their presence is held to.
            if found[name, key] == 0 and line in lines:
                missing.add(line)
            found[name, key] -= name not in ONE_PER_LINE
        return missing

    def list_of(self, line: int) -> str:
        """The list field that a line belongs to by the rules."""
        return next(name for name, known in self._lines.items() if line in known)

    def doubt(self, reading: Reading) -> None:
        """Record on the reading's drafts where the rules read otherwise; where they do not read, what is odd."""
        _compare(reading.facts, self._facts)
        for name, child in reading.facts.children.items():
            if name in self._facts.children:
                _compare(child, self._facts.children[name])
        left = {key: list(items) for key, items in self._items.items()}
        alone: list[Item] = []
        for item in reading.items:
            same = left.get((item.name, self._key(item.name, item.draft, item.line)))
            if same:
                _compare(item.draft, same.pop(0))
            elif self._is_extra(item):
                item.draft.doubt("row_extra", row=self._name_of(item))
            else:
                alone.append(item)
        self._columns.doubt(alone)

    def _is_extra(self, item: Item) -> bool:
        return item.name in ONE_PER_LINE and bool(self._lines[item.name])

    def _name_of(self, item: Item) -> str:
        first = next((leaf.value for name, leaf in item.draft.leaves.items() if name in _ANCHORS), "")
        return str(first)[:40]

    def _key(self, name: str, draft: Draft, line: int | None) -> Any:
        if name in ONE_PER_LINE:
            return line
        named = next((draft.leaves[field] for field in _ANCHORS if field in draft.leaves), None)
        where = draft.get("item") if name == "data_table" else ""
        return (fold(_said(named)), fold(str(where))) if named else None

    def _line(self, draft: Draft) -> int | None:
        for field in _ANCHORS:
            leaf = draft.leaves.get(field)
            if leaf and leaf.clips:
                return self._sheet.line_at(leaf.clips[0])
        return None


def _said(leaf: Leaf | None) -> str:
    value = leaf.value if leaf else ""
    return value.text if isinstance(value, Quantity) else str(value)


def _compare(mine: Draft, rules: Draft) -> None:
    known = {name for doubt in mine.doubts for name in doubt.fields}
    for name in dict.fromkeys([*rules.leaves, *mine.leaves]):
        if name in _NOT_COMPARED or name in known:
            continue
        one, other = mine.leaves.get(name), rules.leaves.get(name)
        if not _same(one, other):
            clips = other.clips if other else ()
            mine.doubt(
                "readers_differ",
                name,
                clips=clips,
                found=_said(one)[:60] or "-",
                expected=_said(other)[:60] or "-",
            )


def _same(one: Leaf | None, other: Leaf | None) -> bool:
    if one is None or other is None:
        return one is other
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        return fold(one.value.text) == fold(other.value.text)
    if isinstance(one.value, str) and isinstance(other.value, str):
        return fold(one.value) == fold(other.value)
    return bool(one.value == other.value)
