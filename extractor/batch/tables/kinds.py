"""The tables of a run: which there are, their columns, and what type, title and meaning a column has.

Names and values are the same in every language; titles are not. Each row is told by its document's id and its
JSON Pointer into the report, ``("a1b2", "/forms/0/indicators/3")``; rows of a form also name the form's pointer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from pydantic.fields import FieldInfo

from extractor.output.columns import is_quantity, is_scalar
from extractor.report import (
    Conclusion,
    Contract,
    DataCell,
    Form,
    FundItem,
    FundLine,
    Goal,
    Indicator,
    NarrativeIndicator,
    ProjectLine,
    ProjectTotals,
    Quantity,
    Report,
)

Kind = Literal["text", "integer", "number", "boolean", "texts", "time"]
"""``texts`` is a list of texts, ``time`` a point in time in UTC."""
Value = str | int | float | bool | list[str] | None
Row = list[Value]
Rows = dict[str, list[Row]]
"""The rows of one document by table, each with its values in the order of the table's columns."""

DOCUMENT_ID: Final = "document_id"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it holds, and the field of the contract it holds (None: it is the run's own).

    ``part`` is that of a quantity which the column holds (``text``, ``operator``, …), None for plain fields.
    """

    name: str
    kind: Kind
    model: type[Contract] | None = None
    field: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, the model its rows are of (None: the run's own) and their key.

    ``own_names`` are the names of the columns but for the document's id: those of the rows of one document.
    """

    name: str
    columns: tuple[Field, ...]
    model: type[Contract] | None = None
    key: tuple[str, ...] = (DOCUMENT_ID, "pointer")
    own_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = tuple(column.name for column in self.columns if column.name != DOCUMENT_ID)
        object.__setattr__(self, "own_names", names)


OF_FORM: Final[Mapping[str, tuple[str, type[Contract]]]] = MappingProxyType(
    {
        "indicators": ("indicators", Indicator),
        "funds": ("funds", FundLine),
        "fund_items": ("fund_breakdown", FundItem),
        "goals": ("goals", Goal),
    }
)
OF_REPORT: Final[Mapping[str, tuple[str, type[Contract]]]] = MappingProxyType(
    {
        "forms": ("forms", Form),
        "projects": ("project_list", ProjectLine),
        "project_totals": ("project_list_totals", ProjectTotals),
        "narrative_projects": ("narrative_projects", ProjectLine),
        "narrative_indicators": ("narrative_indicators", NarrativeIndicator),
        "data": ("data_table", DataCell),
        "conclusions": ("conclusions", Conclusion),
    }
)
"""Table by table the field of the form, or of the report, that holds its rows, and their model."""


def _own(**kinds: Kind) -> tuple[Field, ...]:
    return tuple(Field(name, kind) for name, kind in kinds.items())


_CONTEXT = (
    *_own(form_pointer="text", form_number="integer"),
    Field("form_kind", "text", Form, "kind"),
    Field("form_project_name", "text", Form, "project_name"),
    Field("form_fiscal_year", "integer", Form, "fiscal_year"),
)
_TAIL = (
    *_own(page="integer", line="integer", char_start="integer", char_end="integer"),
    *_own(x0="number", y0="number", x1="number", y1="number", confidence="number"),
    *_own(doubtful="boolean", doubtful_fields="texts"),
)
_HEAD = _own(document_id="text", pointer="text")
_DOCUMENTS = (
    *_own(document_id="text", path="text", status="text", same_as="text"),
    Field("title", "text", Report, "title"),
    Field("organization", "text", Report, "organization"),
    Field("fiscal_year", "integer", Report, "fiscal_year"),
    *_own(forms="integer", indicators="integer", funds="integer", projects="integer"),
    *_own(doubt="number", errors="integer", warnings="integer", infos="integer"),
    *_own(problem="text", problem_en="text", problem_kind="text"),
    *_own(pages="integer", seconds="number", finished_at="time", engine="text", model="text"),
    *_own(calls="integer", cache_hits="integer", input_tokens="integer", output_tokens="integer"),
    *_own(cost="number", sha256="text", json="text", html="text"),
)
_FINDINGS = (
    *_own(document_id="text", number="integer", rule="text", severity="text", cause="text"),
    *_own(follows="integer", message="text", message_en="text", expected="text", found="text"),
    *_own(table_name="text", pointer="text", field="text", pointers="texts"),
    *_own(page="integer", line="integer", char_start="integer", char_end="integer"),
    *_own(x0="number", y0="number", x1="number", y1="number", source_text="text"),
)
_FINDING_TARGETS = _own(document_id="text", number="integer", table_name="text", pointer="text", field="text")
_REVIEW = (
    *_own(rank="integer", path="text", status="text", doubt="number"),
    *_own(number="integer", severity="text", cause="text", item="text", message="text"),
    *_own(expected="text", found="text", page="integer", line="integer", source_text="text"),
    *_own(link="text", rule="text", document_id="text", pointer="text"),
)


def _fields(model: type[Contract]) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        if is_quantity(info):
            for part, inner in Quantity.model_fields.items():
                whole = name if part == "text" else f"{name}_{part}"
                yield Field(whole, _kind(inner), model, name, part)
        elif is_scalar(info):
            yield Field(name, _kind(info), model, name)


def _kind(field: FieldInfo) -> Kind:
    inner = get_args(field.annotation) or (field.annotation,)
    if float in inner:
        return "number"
    return "integer" if int in inner else "text"


def _of_contract() -> Iterator[Table]:
    for name, (_, model) in OF_FORM.items():
        yield Table(name, (*_HEAD, *_CONTEXT, *_fields(model), *_TAIL), model)
    yield Table("report", (*_HEAD, *_fields(Report), *_TAIL), Report)
    for name, (_, model) in OF_REPORT.items():
        number = _own(form_number="integer") if model is Form else ()
        yield Table(name, (*_HEAD, *number, *_fields(model), *_TAIL), model)


@cache
def tables() -> dict[str, Table]:
    """Every table by name, the documents first."""
    own = (
        Table("documents", _DOCUMENTS, key=(DOCUMENT_ID,)),
        *_of_contract(),
        Table("findings", _FINDINGS, key=(DOCUMENT_ID, "number")),
        Table("finding_targets", _FINDING_TARGETS, key=()),
    )
    return {table.name: table for table in own}


REVIEW: Final = Table("review", _REVIEW, key=("rank",))
"""The review queue: no further facts, but findings and documents in the order in which a clerk takes them up."""
