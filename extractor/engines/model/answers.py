"""What a model may answer: response models made from the contract, one set for each style.

``copy`` answers are the contract objects. ``point`` answers have the same fields under
short keys (`KEYS`), and ids in place of values. In ``copy`` every key is required and may
be null, as strict schemas want it; in ``point``, where answers are to be short, a key without
a value is left out. A key that an answer leaves out is read as null in both.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator
from pydantic.fields import FieldInfo

from extractor import report as contract
from extractor.layout.segments import SegmentKind

Style = Literal["copy", "point"]
Kind = Literal["text", "number", "count", "quantity", "choice", "list", "object"]

KEYS: dict[str, dict[str, str]] = {
    "Indicator": {
        "level1": "l1", "level2": "l2", "level3": "n", "description": "d", "target": "t", "actual": "a",
        "max_score": "m", "completion": "c", "item_score": "i", "score": "s", "deviation_reason": "v",
    },
    "FundLine": {
        "source": "n", "initial_budget": "ib", "annual_budget": "ab", "received": "rc", "executed": "ex",
        "max_score": "m", "execution_rate": "r", "score": "s",
    },
    "FundItem": {"label": "n", "amount": "x"},
    "Goal": {"expected": "e", "actual": "a", "completion_rate": "r"},
    "Form": {
        "kind": "kind", "title": "title", "fiscal_year": "year", "project_name": "name",
        "supervising_department": "dept", "implementing_unit": "unit", "amount_unit": "money",
        "funds": "funds", "fund_breakdown": "items", "goals": "goals", "indicators": "rows",
        "total_max_score": "m", "total_score": "s", "remarks": "note", "filled_by": "by",
        "phone": "tel", "filled_on": "on",
    },
    "ProjectLine": {
        "sequence": "no", "unit": "u", "project_name": "n", "initial_budget": "ib",
        "budget_adjustment": "ad", "annual_budget": "ab", "executed": "ex", "fund_type": "ft",
        "score": "s", "grade": "g", "goal": "goal",
    },
    "ProjectTotals": {
        "project_count": "k", "initial_budget": "ib", "annual_budget": "ab", "executed": "ex",
        "average_score": "avg", "evaluation_rate": "rate",
    },
    "NarrativeIndicator": {"goal": "g", "level3": "n", "target": "t", "actual": "a"},
    "DataCell": {"section": "h", "item": "n", "column": "c", "text": "t"},
    "Conclusion": {"scope": "o", "score": "s", "grade": "g", "quote": "q"},
    "Report": {
        "project_list": "rows", "project_list_totals": "totals", "narrative_projects": "projects",
        "narrative_indicators": "indicators", "data_table": "cells", "conclusions": "conclusions",
    },
}  # fmt: skip
PARTS: dict[str, tuple[str, ...]] = {
    "project_list": ("project_list", "project_list_totals"),
    "data_table": ("data_table",),
    "prose": ("narrative_projects", "narrative_indicators", "conclusions"),
}


_MAKING = threading.RLock()
"""A cache alone lets two threads make two models of one name, and only one of them can be pickled."""


class Answered(BaseModel):
    """Base of all answers: closed; a key left out is null or an empty list, a blank text null where it may be."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _every_key(cls, given: Any) -> Any:
        # Nothing at all is no answer: read as empty lists it would lose a table silently.
        if not isinstance(given, Mapping) or not given:
            return given
        void = {
            name: _nothing(field)
            for name, field in cls.model_fields.items()
            if name not in given or _is_blank(given[name])
        }
        return {**given, **{name: value for name, value in void.items() if value is not ...}}


def _is_blank(value: Any) -> bool:
    text = value.get("text") if isinstance(value, Mapping) else value
    return isinstance(text, str) and not text.strip()


def _nothing(field: FieldInfo) -> Any:
    if type(None) in get_args(field.annotation):
        return None
    return [] if getattr(field.annotation, "__origin__", None) is list else ...


def answer_model(kind: SegmentKind, style: Style) -> type[BaseModel]:
    """The response model for a segment of that kind (an unknown table may hold what a form holds)."""
    with _MAKING:
        return _model(contract.Form, style) if kind in ("form", "unknown_table") else _part(kind, style)


def __getattr__(name: str) -> type[BaseModel]:
    """A response model by its name, as another process finds it (`pickle`)."""
    with _MAKING:
        return _named(name)


def _named(name: str) -> type[BaseModel]:
    for style in get_args(Style):
        stem = name.removesuffix(style.title())
        if stem != name and stem in KEYS and stem != "Report":
            return _model(_children()[stem], style)
        for kind in PARTS:
            if name == f"{_title(kind)}{style.title()}":
                return _part(kind, style)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _part(kind: str, style: Style) -> type[BaseModel]:
    fields = {name: contract.Report.model_fields[name] for name in PARTS[kind]}
    return _created(_title(kind), contract.Report, fields, style)


def _title(kind: str) -> str:
    return "".join(word.title() for word in kind.split("_"))


@cache
def _model(part: type[BaseModel], style: Style) -> type[BaseModel]:
    return _created(part.__name__, part, part.model_fields, style)


def _created(
    title: str, part: type[BaseModel], fields: Mapping[str, FieldInfo], style: Style
) -> type[BaseModel]:
    made: dict[str, Any] = {}
    for name, field in fields.items():
        key = KEYS[part.__name__].get(name) if style == "point" else name
        if key:
            annotation = _annotation(name, field, style)
            default: Any = None if style == "point" and type(None) in get_args(annotation) else ...
            made[key] = (annotation, Field(default, title=field.title, description=field.description))
    created: type[BaseModel] = create_model(f"{title}{style.title()}", __base__=Answered, **made)
    return created


def _annotation(name: str, field: FieldInfo, style: Style) -> Any:
    kind, child = kind_of(field)
    if kind == "list" and child:
        return list[_model(child, style)]  # type: ignore[misc]
    if child is not None and (kind == "object" or style == "copy"):
        return _model(child, style) | None
    if style == "point" and kind != "choice":
        return str | list[str] | None if name in SEVERAL else str | None
    return field.annotation


# Fields that several cells or sentences may say together.
SEVERAL = ("target", "actual", "remarks", "goal", "quote", "expected")


@cache
def _children() -> dict[str, type[BaseModel]]:
    return {name: getattr(contract, name) for name in KEYS}


def kind_of(field: FieldInfo) -> tuple[Kind, type[BaseModel] | None]:
    """What a contract field holds, and the model of its children where it has some."""
    options = [item for item in get_args(field.annotation) or (field.annotation,) if item is not type(None)]
    inner = options[0]
    if getattr(field.annotation, "__origin__", None) is list:
        return "list", inner
    if inner is contract.Quantity:
        return "quantity", contract.Quantity
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return "object", inner
    if int in options:
        return ("number" if float in options else "count"), None
    return ("text" if inner is str else "choice"), None
