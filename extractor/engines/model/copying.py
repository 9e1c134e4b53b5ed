"""Style ``copy``: contract objects become drafts, each value grounded in its own row of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from extractor.document import Clip
from extractor.draft import Draft, Leaf
from extractor.engines.model.answers import kind_of
from extractor.engines.model.ground import Ground, Row
from extractor.engines.model.off_picture import misread
from extractor.engines.model.point import CARRIED
from extractor.engines.model.reading import ONE_PER_LINE, Item, Reading
from extractor.engines.model.render import Sheet
from extractor.engines.model.sights import Sights
from extractor.engines.model.wording import FAULTS, Wording
from extractor.quantity import parse_quantity
from extractor.report import Quantity
from extractor.text import clean, fold

_ANCHORS = ("level3", "project_name", "source", "label", "expected", "actual", "text", "quote")
# Said by the contract, not by the page: the total line that prints no label of its own.
_TOTAL = "总额"
_NEAR = 2


class Copied:
    """Reads the answers to one sheet; ``strict`` drops what is not on the page.

    With ``sights`` the model saw pictures: it may read a cell better than OCR did.
    """

    def __init__(self, sheet: Sheet, *, strict: bool = False, sights: Sights | None = None) -> None:
        self._ground = Ground(sheet)
        self._wording = Wording(sheet)
        self._sheet = sheet
        self._strict = strict
        self._sights = sights
        self._last: dict[str, int] = {}

    def facts(self, said: dict[str, Any], model: type[BaseModel], fields: tuple[str, ...]) -> Reading:
        """The fields of a segment that are no lists."""
        reading = Reading()
        for name in fields:
            kind, child = kind_of(model.model_fields[name])
            value = said[name]
            if kind == "object" and child is not None and value is not None:
                part = Item(name, Draft())
                self._put_all(part, value, child, self._ground.everything)
                reading.facts.children[name] = part.draft
                reading.faults += part.faults
            elif kind == "choice":
                reading.facts.leaves[name] = Leaf(value, tuple(self._sheet.cells(0)[:1]))
            elif value is not None:
                item = Item(name, reading.facts)
                self._put(item, name, kind, value, self._ground.everything)
                reading.faults += item.faults
        return reading

    def item(self, name: str, said: dict[str, Any], model: type[BaseModel]) -> Item:
        """One member of a list field, grounded in the one line that says most of it."""
        item = Item(name, Draft())
        item.line = self._line(name, said, model)
        if item.line is None:
            row = Row((), table=self._ground.table)
        elif self._ground.table:
            row = self._ground.row(item.line)
        else:
            row = self._ground.stretch(self._around(item.line))
        if item.line is not None:
            self._last[name] = item.line
        self._put_all(item, said, model, row)
        return item

    def _around(self, line: int) -> list[int]:
        """A sentence, those after it, then those before it: where its other figures are looked for first."""
        last = len(self._sheet.lines)
        after = range(line, min(last, line + _NEAR + 1))
        return [*after, *range(max(0, line - _NEAR), line)]

    def _put_all(self, item: Item, said: dict[str, Any], model: type[BaseModel], row: Row) -> None:
        for field, info in model.model_fields.items():
            if said.get(field) is not None:
                self._put(item, field, kind_of(info)[0], said[field], row)

    def _put(self, item: Item, field: str, kind: str, value: Any, row: Row) -> None:
        draft = item.draft
        clips = self._located(field, kind, value, row, item.line)
        if kind == "quantity":
            value = _quantity(draft, field, value, clips)
        elif kind == "text" and clips and field != "remarks":
            value = clean("".join(clip.text for clip in clips)) if fold(value) != value else value
        if clips or value in ("", _TOTAL):
            draft.leaves.setdefault(field, Leaf(value, clips or self._beside(item)))
            return
        text = value.text if isinstance(value, Quantity) else str(value)
        rule = self._wording.kind_of(text)
        if rule == "not_in_source" and (cells := self._misread(field, text, item.line)):
            self._put_off_picture(draft, field, Leaf(value, cells, otherwise=True))
            return
        draft.doubt(rule, field, said=text[:60])
        item.faults.append(f"{field}: {FAULTS[rule].format(said=text[:60])}")
        if not self._strict and rule != "null_in_words":
            draft.leaves.setdefault(field, Leaf(value, ()))

    def _misread(self, field: str, said: str, line: int | None) -> tuple[Clip, ...]:
        """The cells that OCR may have read otherwise than the model, which saw their picture."""
        if self._sights is None:
            return ()
        if line is None:
            found = misread(said, self._sheet.clips.values(), self._sights)
            return found if len(found) == 1 else ()
        lines = range(line, -1, -1) if field in CARRIED else (line,)
        cells = (clip for at in lines for clip in self._sheet.cells(at))
        return misread(said, cells, self._sights)

    def _put_off_picture(self, draft: Draft, field: str, leaf: Leaf) -> None:
        said = leaf.value.text if isinstance(leaf.value, Quantity) else str(leaf.value)
        read = " ".join(clean(clip.text) for clip in leaf.clips)
        draft.doubt("read_off_picture", field, clips=leaf.clips, found=said[:60], expected=read[:60])
        if not self._strict:
            draft.leaves.setdefault(field, leaf)

    def _beside(self, item: Item) -> tuple[Clip, ...]:
        return () if item.line is None else tuple(self._sheet.cells(item.line)[:1])

    def _located(self, field: str, kind: str, value: Any, row: Row, line: int | None) -> tuple[Clip, ...]:
        for place in self._places(field, row, line):
            if kind == "quantity":
                clips = place.quantity(value["text"])
            elif kind in ("number", "count"):
                clips = place.number(value, loose=True)
            else:
                clips = place.text(value) or _joined(place, value)
            if clips:
                return clips
        return ()

    def _places(self, field: str, row: Row, line: int | None) -> Iterator[Row]:
        """Where a field may stand: its row; lines above for merged cells; anywhere for what prose carries."""
        yield row
        if not self._ground.table:
            yield self._ground.everything
        elif field in (*CARRIED, "item") and line is not None:
            yield from (self._ground.row(at) for at in range(line - 1, -1, -1))

    def _line(self, name: str, said: dict[str, Any], model: type[BaseModel]) -> int | None:
        """The line that says most of an item; the first after the last item's among equals."""
        anchor = next((said[key] for key in _ANCHORS if isinstance(said.get(key), str)), None)
        named = self._ground.lines_with(anchor) if anchor and anchor != _TOTAL else []
        lines = named or (range(len(self._sheet.lines)) if self._ground.table else [])
        after = self._last.get(name, -1) + (name in ONE_PER_LINE)
        scored = [(self._score(said, model, at), at >= after, -at, at) for at in lines]
        best = max(scored, default=None)
        stated = sum(said.get(field) is not None for field in model.model_fields if field not in CARRIED)
        if best is None or (not named and best[0] * 2 <= stated):
            return None
        return best[3]

    def _score(self, said: dict[str, Any], model: type[BaseModel], line: int) -> int:
        row, score = self._ground.row(line), 0
        for field, info in model.model_fields.items():
            value, kind = said.get(field), kind_of(info)[0]
            if value is None or field in CARRIED:
                continue
            if kind == "quantity":
                score += bool(row.quantity(value["text"]))
            elif kind in ("number", "count"):
                score += bool(row.number(value, loose=True))
            else:
                score += bool(value and row.text(value))
        return score


def _joined(row: Row, value: str) -> tuple[Clip, ...]:
    """Where each part of a text stands that a space joins (remarks of several cells)."""
    found = [row.text(part) for part in value.split(" ") if part]
    return tuple(clip for clips in found for clip in clips) if len(found) > 1 and all(found) else ()


def _quantity(draft: Draft, field: str, said: dict[str, Any], clips: tuple[Clip, ...]) -> Quantity:
    """The quantity as the page says it where it is found; what the model made of it differently is told."""
    answered = Quantity.model_validate(said)
    read = parse_quantity("".join(clean(clip.text) for clip in clips)) if clips else None
    if read is None:
        return answered
    if (read.operator, read.value, read.unit) != (answered.operator, answered.value, answered.unit):
        parts = (answered.operator or "", "" if answered.value is None else str(answered.value))
        draft.doubt("quantity_differs", field, clips=clips, text=read.text[:60], found=" ".join(parts))
    return read
