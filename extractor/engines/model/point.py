"""Style ``point``: ids become values, which the program copies from the page and parses itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from extractor.document import Clip
from extractor.draft import Draft, Leaf
from extractor.engines.model.answers import KEYS, kind_of
from extractor.engines.model.fold import Folded
from extractor.engines.model.reading import Item, Reading
from extractor.engines.model.render import Sheet
from extractor.engines.model.wording import FAULTS, Wording
from extractor.engines.rules.head import put_unit, put_year, read_sign_off
from extractor.engines.rules.values import (
    put_count,
    put_level,
    put_number,
    put_quantity,
    put_text,
    row_label,
    without_number,
)
from extractor.quantity import parse_number
from extractor.text import clean

_REF = re.compile(r"\s*([a-z]\d+)\s*(?:=(.*))?", re.DOTALL)
_RANGE = re.compile(r"\s*([a-z])(\d+)\s*-\s*\1(\d+)\s*")
_LONGEST_RANGE = 12
_TOTAL = "总额"
# What a merged cell or a column title says for many rows may stand on another line than the row itself.
CARRIED = ("level1", "level1_max_score", "level2", "section", "column", "goal", "scope", "quote")
_ANCHORS = ("level3", "project_name", "source", "label", "text", "expected")
_SIGN_OFF = ("filled_by", "phone", "filled_on")


class Pointed:
    """Reads the answers to one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._wording = Wording(sheet)

    def facts(self, said: dict[str, Any], model: type[BaseModel], fields: tuple[str, ...]) -> Reading:
        """The fields of a segment that are no lists."""
        reading = Reading()
        for name in fields:
            kind, child = kind_of(model.model_fields[name])
            value = said[KEYS[model.__name__][name]]
            if kind == "object" and child is not None and value is not None:
                item, _ = self._item(name, value, child)
                reading.facts.children[name] = item.draft
                reading.faults += item.faults
            elif kind == "choice":
                reading.facts.leaves[name] = Leaf(value, self._first())
            elif value:
                self._put(reading.facts, name, kind, self._clips(reading.facts, name, value, reading.faults))
        return reading

    def item(self, name: str, said: dict[str, Any], model: type[BaseModel]) -> Item:
        """One member of a list field; what was taken from another line than most of it is doubted."""
        item, lines = self._item(name, said, model)
        strays = [f for f, at in lines.items() if at != item.line and f not in (*CARRIED, "item")]
        if strays and item.line is not None and self._sheet.lines[item.line].row is not None:
            known = [field for field in strays if field in item.draft.leaves]
            item.draft.doubt("row_mixed", *known, row=self._sheet.lines[item.line].id)
            item.faults.append(f"{'、'.join(strays)}: 不在同一行")
        return item

    def _item(self, name: str, said: dict[str, Any], model: type[BaseModel]) -> tuple[Item, dict[str, int]]:
        """A draft with the line that most of it stands on, and the line of each field."""
        item, lines = Item(name, Draft()), dict[str, int]()
        for field, info in model.model_fields.items():
            value = said.get(KEYS[model.__name__].get(field, ""))
            if not value:
                continue
            clips = self._clips(item.draft, field, value, item.faults)
            self._put(item.draft, field, kind_of(info)[0], clips)
            if clips:
                known = (name for name, _ in _refs(value) if name in self._sheet.line_of)
                lines[field] = self._sheet.line_of[next(known)]
        item.line = _line(lines)
        self._complete(item, model.__name__)
        item.faults += [f"{field}: {doubt.rule}" for doubt in item.draft.doubts for field in doubt.fields]
        return item, lines

    def _clips(self, draft: Draft, field: str, value: Any, faults: list[str]) -> list[Clip]:
        clips: list[Clip] = []
        for name, fragment in _refs(value):
            clip = self._sheet.clips.get(name)
            part = self._part(clip, fragment) if clip else None
            if part is None:
                said = name if fragment is None else f"{name}={fragment}"
                rule = self._wording.kind_of(fragment or name)
                draft.doubt(rule, field, clips=(clip,) if clip else (), said=said[:60])
                faults.append(f"{field}: {FAULTS[rule].format(said=said[:60])}")
            else:
                clips.append(part)
        return clips

    @staticmethod
    def _part(clip: Clip, fragment: str | None) -> Clip | None:
        return clip if fragment is None else Folded([clip]).stretch(fragment)

    def _first(self) -> tuple[Clip, ...]:
        return tuple(self._sheet.clips[line.parts[0]] for line in self._sheet.lines[:1])

    @staticmethod
    def _put(draft: Draft, field: str, kind: str, clips: list[Clip]) -> None:
        if not clips:
            return
        clip = clips[0]
        if field == "fiscal_year":
            put_year(draft, clip, loose=True)
            put_number(draft, field, clip if field not in draft.leaves else None)
        elif kind == "number":
            put_number(draft, field, clip)
        elif kind == "count":
            put_count(draft, field, clip)
        elif kind == "quantity":
            put_quantity(draft, field, *clips)
        else:
            _put_words(draft, field, clips)

    @staticmethod
    def _complete(item: Item, model: str) -> None:
        draft = item.draft
        if model == "FundLine" and "source" not in draft.leaves and draft.leaves:
            first = next(iter(draft.leaves.values()))
            draft.put("source", _TOTAL, *first.clips)
        if model == "DataCell" and (text := draft.leaves.get("text")):
            draft.put("value", parse_number(str(text.value)), *text.clips)
            draft.leaves.setdefault("column", Leaf("", ()))


def _put_words(draft: Draft, field: str, clips: list[Clip]) -> None:
    clip = clips[0]
    if field == "level1":
        put_level(draft, clip)
    elif field == "level3":
        put_text(draft, field, without_number(clip))
    elif field in ("source", "item", "section", "label"):
        put_text(draft, field, row_label(clip))
    elif field == "amount_unit":
        put_unit(draft, clip)
    elif field in _SIGN_OFF and field in (found := _signed(clip)).leaves:
        draft.leaves.setdefault(field, found.leaves[field])
    elif len(clips) == 1:
        put_text(draft, field, clip)
    else:
        glue = " " if field == "remarks" else ""
        draft.put(field, glue.join(clean(part.text) for part in clips), *clips)


def _signed(clip: Clip) -> Draft:
    draft = Draft()
    read_sign_off(draft, clip)
    return draft


def _refs(value: Any) -> list[tuple[str, str | None]]:
    return list(_parsed([value] if isinstance(value, str) else value))


def _parsed(values: list[str]) -> Iterator[tuple[str, str | None]]:
    for value in filter(str.strip, values):
        span, match = _RANGE.fullmatch(value), _REF.fullmatch(value)
        if span and 0 < int(span[3]) - int(span[2]) < _LONGEST_RANGE:
            yield from ((f"{span[1]}{at}", None) for at in range(int(span[2]), int(span[3]) + 1))
        else:
            yield (match[1], match[2]) if match else (value, None)


def _line(lines: dict[str, int]) -> int | None:
    for anchor in _ANCHORS:
        if anchor in lines:
            return lines[anchor]
    own = [at for field, at in lines.items() if field not in CARRIED] or list(lines.values())
    return Counter(own).most_common(1)[0][0] if own else None
