"""The report as flat tables: which kinds there are, and what each row says about its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.output.columns import Cell, Column, Row, cells_of, columns_of, title_of
from extractor.output.words import say
from extractor.report import Contract, Form, Report
from extractor.result import Lang
from extractor.titles import model_of

_OF_FORM = {"indicators": "indicators", "funds": "funds", "fund_items": "fund_breakdown", "goals": "goals"}
_OF_REPORT = {
    "projects": "project_list",
    "project_totals": "project_list_totals",
    "narrative_projects": "narrative_projects",
    "narrative_indicators": "narrative_indicators",
    "data": "data_table",
    "conclusions": "conclusions",
}
_FORM_CONTEXT = ("kind", "project_name", "fiscal_year")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of one kind: its name in file names, its title, columns and rows."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def column(self, index: int) -> tuple[Cell, ...]:
        """The cells of one column, downwards."""
        return tuple(row.cells[index] for row in self.rows)

    def only(self, keep: Callable[[Column, tuple[Cell, ...]], bool]) -> Sheet:
        """The sheet with those columns alone that ``keep`` says yes to."""
        at = [index for index, column in enumerate(self.columns) if keep(column, self.column(index))]
        rows = (replace(row, cells=tuple(row.cells[index] for index in at)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[index] for index in at), rows=tuple(rows))


def sheets(report: Report, lang: Lang) -> tuple[Sheet, ...]:
    """Every kind of table, also those without a row, indicators first."""
    of_form = {kind: _of_all_forms(kind, report, lang) for kind in _OF_FORM}
    return (
        of_form.pop("indicators"),
        _forms(report, lang),
        *of_form.values(),
        *of_report(report, lang),
        _sheet("report", say("report", lang), Report, [("", report)], lang),
    )


def of_form(form: Form, pointer: str, lang: Lang) -> Iterator[Sheet]:
    """The tables of one form: funds, fund items, goals, indicators."""
    for kind, name in sorted(_OF_FORM.items(), key=lambda item: list(Form.model_fields).index(item[1])):
        yield _of(kind, name, form, pointer, lang)


def of_report(report: Report, lang: Lang) -> Iterator[Sheet]:
    """The tables of the report that belong to no form."""
    for kind, name in _OF_REPORT.items():
        yield _of(kind, name, report, "", lang)


def _of(kind: str, name: str, owner: Contract, pointer: str, lang: Lang) -> Sheet:
    """The table of the field ``name``, which holds a list of objects, or one, or None."""
    value, at = getattr(owner, name), f"{pointer}/{name}"
    items = (
        [(f"{at}/{index}", item) for index, item in enumerate(value)]
        if isinstance(value, list)
        else [(at, value)]
        if value is not None
        else []
    )
    return _sheet(kind, title_of(type(owner), name, lang), _model(type(owner), name), items, lang)


def _model(owner: type[Contract], name: str) -> type[Contract]:
    return model_of(owner.model_fields[name]) or owner


def _sheet(
    kind: str, title: str, model: type[Contract], items: Sequence[tuple[str, Contract]], lang: Lang
) -> Sheet:
    rows = tuple(Row(pointer, cells_of(item, pointer, lang)) for pointer, item in items)
    return Sheet(kind, title, columns_of(model, lang), rows)


def _forms(report: Report, lang: Lang) -> Sheet:
    items = [(f"/forms/{index}", form) for index, form in enumerate(report.forms)]
    bare = _sheet("forms", title_of(Report, "forms", lang), Form, items, lang)
    number = Column("form_number", say("form_number", lang), "context")
    rows = (replace(row, cells=(Cell(at), *row.cells)) for at, row in enumerate(bare.rows, 1))
    return replace(bare, columns=(number, *bare.columns), rows=tuple(rows))


def _of_all_forms(kind: str, report: Report, lang: Lang) -> Sheet:
    """One table of a kind over all forms; leading columns say which form a row is of."""
    name = _OF_FORM[kind]
    empty = _sheet(kind, title_of(Form, name, lang), _model(Form, name), (), lang)
    rows = (
        replace(row, cells=(*_context(number, form, lang), *row.cells))
        for number, form in enumerate(report.forms, 1)
        for row in _of(kind, name, form, f"/forms/{number - 1}", lang).rows
    )
    return replace(empty, columns=(*_context_columns(lang), *empty.columns), rows=tuple(rows))


def _context_columns(lang: Lang) -> Iterator[Column]:
    yield Column("form_number", say("form_number", lang), "context")
    for name in _FORM_CONTEXT:
        yield Column(f"form.{name}", title_of(Form, name, lang), "context")


def _context(number: int, form: Form, lang: Lang) -> Iterator[Cell]:
    yield Cell(number)
    for name in _FORM_CONTEXT:
        value = getattr(form, name)
        yield Cell(say(value, lang) if name == "kind" else value)
