"""The report as a reader goes through it: the report itself, form after form, then the lists and the prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.output.columns import Cell, Column, cells_of, columns_of
from extractor.output.sheets import Sheet, of_form, of_report
from extractor.output.view import View
from extractor.output.words import say
from extractor.report import Contract, Form

_TOTALS = "project_totals"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, single facts with their titles, and tables without their blank columns.

    ``short`` says the same as the heading where there is little room.
    """

    anchor: str
    heading: str
    short: str
    facts: tuple[tuple[Column, Cell], ...]
    tables: tuple[Sheet, ...]


def sections(view: View) -> Iterator[Section]:
    """All parts of a report that say something."""
    report = view.result.report
    title = say("report", view.lang)
    yield Section("report", title, title, _facts(view, report, ""), ())
    for index, form in enumerate(report.forms):
        yield _form(view, form, index)
    totals: tuple[tuple[Column, Cell], ...] = ()
    if report.project_list_totals:
        totals = _facts(view, report.project_list_totals, "/project_list_totals")
    for sheet in of_report(report, view.lang):
        facts = totals if sheet.kind == "projects" else ()
        if (sheet.rows or facts) and sheet.kind != _TOTALS:
            yield Section(sheet.kind, sheet.title, sheet.title, facts, _tables(view, sheet))


def _form(view: View, form: Form, index: int) -> Section:
    pointer = f"/forms/{index}"
    name = form.project_name or form.title
    long, short = (
        " · ".join(filter(None, (number, name)))
        for number in (say("form_heading", view.lang, number=index + 1), str(index + 1))
    )
    tables = _tables(view, *of_form(form, pointer, view.lang))
    return Section(f"form-{index + 1}", long, short, _facts(view, form, pointer), tables)


def _facts(view: View, item: Contract, pointer: str) -> tuple[tuple[Column, Cell], ...]:
    """The plain fields of an object that say something or are in doubt."""
    pairs = zip(columns_of(type(item), view.lang), cells_of(item, pointer, view.lang), strict=True)
    return tuple(pair for pair in pairs if _kept(view, (pair[1],)))


def _tables(view: View, *found: Sheet) -> tuple[Sheet, ...]:
    """The tables that hold a row, without parts of quantities and without columns that say nothing."""
    return tuple(
        sheet.only(lambda column, cells: column.role == "field" and _kept(view, cells))
        for sheet in found
        if sheet.rows
    )


def _kept(view: View, cells: tuple[Cell, ...]) -> bool:
    return any(not cell.blank or view.checks.names(cell.pointer) for cell in cells)
