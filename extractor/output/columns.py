"""Columns and cells out of the contract's models: titles from their fields, a JSON Pointer on every cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, get_args

from pydantic.fields import FieldInfo

from extractor.output.words import say
from extractor.report import Contract, Number, Quantity, Report
from extractor.result import Lang
from extractor.titles import model_of, title_of_field

Value = Number | str | None
Role = Literal["field", "part", "context"]
_VERBATIM = "text"
# what one of a list is called whose title says many; Chinese has no plural
_ONE_OF = {
    "Conclusions": "Conclusion",
    "Forms": "Form",
    "Fund items": "Fund item",
    "Funds": "Fund line",
    "Goals": "Goal",
    "Indicators": "Indicator",
    "Indicators in prose": "Indicator in prose",
    "Key figures": "Key figure",
    "Project list": "Listed project",
    "Projects in prose": "Project in prose",
}
# fields whose place is often that of another row: merged cells, headings, titles
SHARED = frozenset({"level1", "level1_max_score", "level2", "section", "column", "goal", "fiscal_year"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field's name, its title in the language asked for, and its role.

    A ``part`` is an operator, value or unit that stands beside its quantity's text;
    ``context`` repeats what belongs to the whole form or is no part of the report.
    """

    name: str
    title: str
    role: Role = "field"


class Cell(NamedTuple):
    """A value, and the JSON Pointer of the leaf it is or is read from (empty: of none)."""

    value: Value
    pointer: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to show."""
        return self.value is None or self.value == ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one object, and its JSON Pointer."""

    pointer: str
    cells: tuple[Cell, ...]


def title_of(model: type[Contract], name: str, lang: Lang) -> str:
    """The printed title of a field."""
    return title_of_field(model.model_fields[name], lang)


def is_quantity(field: FieldInfo) -> bool:
    """Whether the field holds a `Quantity`."""
    return Quantity in get_args(field.annotation)


def is_scalar(field: FieldInfo) -> bool:
    """Whether the field holds one plain value: neither an object nor a list of them."""
    return model_of(field) is None


@cache
def columns_of(model: type[Contract], lang: Lang) -> tuple[Column, ...]:
    """One column for each plain field, four for each quantity (text, operator, value, unit)."""
    found: list[Column] = []
    for name, field in model.model_fields.items():
        if is_quantity(field):
            found.extend(_quantity_columns(name, title_of_field(field, lang), lang))
        elif is_scalar(field):
            found.append(Column(name, title_of_field(field, lang)))
    return tuple(found)


def _quantity_columns(name: str, whole: str, lang: Lang) -> Iterator[Column]:
    yield Column(name, whole)
    for part in Quantity.model_fields:
        if part != _VERBATIM:
            title = say("part", lang, whole=whole, part=title_of(Quantity, part, lang))
            yield Column(f"{name}.{part}", title, "part")


def cells_of(item: Contract, pointer: str, lang: Lang) -> tuple[Cell, ...]:
    """The cells of one object, in the order of `columns_of` its model."""
    found: list[Cell] = []
    for name, parts in _printed(type(item)):
        value, at = getattr(item, name), f"{pointer}/{name}"
        if parts:
            found.extend(Cell(getattr(value, part, None), at) for part in parts)
        else:
            found.append(Cell(say(value, lang) if name == "kind" else value, at))
    return tuple(found)


@cache
def _printed(model: type[Contract]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields that have columns; beside each the parts of its quantity, none for a plain value."""
    parts = tuple(Quantity.model_fields)
    return tuple(
        (name, parts if is_quantity(field) else ())
        for name, field in model.model_fields.items()
        if is_quantity(field) or is_scalar(field)
    )


def leaves(item: Contract, pointer: str = "") -> Iterator[tuple[str, Value]]:
    """Every leaf below an object with its JSON Pointer; a quantity counts as one leaf, by its text."""
    for name in type(item).model_fields:
        value, at = getattr(item, name), f"{pointer}/{name}"
        if isinstance(value, Quantity):
            yield at, value.text
        elif isinstance(value, Contract):
            yield from leaves(value, at)
        elif isinstance(value, list):
            for index, child in enumerate(value):
                yield from leaves(child, f"{at}/{index}")
        else:
            yield at, value


def spoken(pointer: str, lang: Lang) -> str:
    """A JSON Pointer into a report in its reader's words: ``自评表 1 · 绩效指标 3 · 得分``."""
    said: list[str] = []
    model: type[Contract] | None = Report
    for step in pointer.split("/")[1:]:
        if step.isdigit() and said:
            said[-1] = f"{_ONE_OF.get(said[-1], said[-1])} {int(step) + 1}"
        elif model is not None and step in model.model_fields:
            said.append(title_of(model, step, lang))
            model = model_of(model.model_fields[step])
        else:
            said.append(step)
    return " · ".join(said)
