"""What came of one answer: facts of the segment, and items that know the line they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import BaseModel

from extractor import report as contract
from extractor.draft import Draft
from extractor.engines.model.answers import PARTS, kind_of
from extractor.engines.model.render import Sheet


@dataclass
class Item:
    """A member of the list field ``name``; ``line`` is None where it could not be placed.

    ``faults`` say, for a re-ask, what of it is not on the page.
    """

    name: str
    draft: Draft
    line: int | None = None
    faults: list[str] = field(default_factory=list)

    def absent(self) -> list[str]:
        """Fields that the contract does not let be null, and that were not told or not found."""
        fields = _member(self.name).model_fields
        return [name for name, info in fields.items() if info.is_required() and name not in self.draft.leaves]


def _member(name: str) -> type[BaseModel]:
    """The contract model of the members of a list field."""
    owner = contract.Form if name in contract.Form.model_fields else contract.Report
    return kind_of(owner.model_fields[name])[1] or BaseModel


@dataclass
class Reading:
    """All items of a segment or a part of it, and its facts."""

    facts: Draft = field(default_factory=Draft)
    items: list[Item] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def lines(self) -> set[int]:
        """The lines that items were read from."""
        return {item.line for item in self.items if item.line is not None}

    def replace(self, lines: Iterable[int], other: Reading) -> None:
        """Take over what another reading says of some lines, each item where its line belongs."""
        wanted = set(lines)
        again = [item for item in other.items if item.line in wanted]
        done = {(item.name, item.line) for item in again}
        self.items = [item for item in self.items if (item.name, item.line) not in done]
        for item in again:
            self.items.insert(self._place(item), item)

    def _place(self, item: Item) -> int:
        """Before the first item of a later line; the order of the others is the answer's own."""
        later = (at for at, other in enumerate(self.items) if (other.line or 0) > (item.line or 0))
        return next(later, len(self.items))

    def absorb(self, other: Reading) -> None:
        """Go on with the reading of the next part."""
        for name, child in other.facts.children.items():
            self.facts.children.setdefault(name, Draft()).absorb(child)
        self.facts.absorb(other.facts)
        self.items += other.items
        self.faults += other.faults

    def draft(self, kind: str) -> Draft:
        """The part of `report.Report` that was read."""
        holder = self.facts
        for item in self.items:
            if absent := item.absent():
                said = "、".join(str(leaf.value) for leaf in item.draft.leaves.values())[:60]
                holder.doubt("item_unusable", item.name, field="、".join(absent), said=said or "-")
            elif item.draft:
                holder.add(item.name, item.draft)
        if kind in PARTS:
            return holder
        report = Draft()
        report.add("forms", holder)
        return report


class Reader(Protocol):
    """Turns answers of one style into readings."""

    def facts(self, said: dict[str, Any], model: type[BaseModel], fields: tuple[str, ...]) -> Reading:
        """The fields of a segment that are no lists."""
        ...

    def item(self, name: str, said: dict[str, Any], model: type[BaseModel]) -> Item:
        """One member of a list field."""
        ...


def read_answer(reader: Reader, answer: BaseModel, kind: str, keys: dict[str, dict[str, str]]) -> Reading:
    """The reading of an answer.

    Args:
        reader: of the answer's style.
        answer: an instance of `answers.answer_model`.
        kind: the kind of segment it was asked for.
        keys: the answer's key for each contract field, by contract model; empty where they are the same.
    """
    said = answer.model_dump()
    model: type[BaseModel] = contract.Report if kind in PARTS else contract.Form
    fields = PARTS.get(kind, tuple(contract.Form.model_fields))
    names = keys.get(model.__name__, {})
    lists = [name for name in fields if kind_of(model.model_fields[name])[0] == "list"]
    reading = reader.facts(said, model, tuple(name for name in fields if name not in lists))
    for name in lists:
        child = kind_of(model.model_fields[name])[1]
        for one in said[names.get(name, name)]:
            if child is not None:
                reading.items.append(reader.item(name, one, child))
    return reading


def drop_doubled(reading: Reading) -> Iterator[tuple[Item, Item]]:
    """Take out what was said twice; yields what was kept and what went.

    Twice means the same values from the same line of a table, or one after the other in prose.
    """
    seen: dict[tuple[str, int | None, str], Item] = {}
    kept: list[Item] = []
    for item in reading.items:
        in_table = item.name in ONE_PER_LINE
        key = (item.name, item.line if in_table else None, repr(item.draft.data()))
        again = in_table or (item.name in IN_PROSE and kept[-1:] == [seen.get(key)])
        if key in seen and again and (item.line is not None or not in_table):
            yield seen[key], item
        else:
            seen[key] = item
            kept.append(item)
    reading.items = kept


ONE_PER_LINE = ("indicators", "funds", "goals", "project_list")
IN_PROSE = PARTS["prose"]


def rows_in(sheet: Sheet, lines: Iterable[int]) -> str:
    """Names of lines for a prompt or a message: ``r3、r4``."""
    return "、".join(sheet.lines[at].id for at in sorted(lines))
