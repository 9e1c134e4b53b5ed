"""What the rest of a report says of one amount or score: whichever fits may be what it was to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.audit.shared.lines import amounts, divisions
from extractor.audit.shared.matching import core, matches, names_of
from extractor.audit.subject import Subject
from extractor.report import Form, Indicator, Number, ProjectLine, Report

_FULL = 100
_BUDGETS = ("annual_budget", "initial_budget", "received")


def said_elsewhere(subject: Subject, pointer: str, form: Form) -> Mapping[str, Sequence[Number]]:
    """For the budget and the money spent of a fund line: what its parts, its neighbours and the list say."""
    at = int(pointer.rpartition("/")[2])
    line = form.funds[at]
    listed = _listed(subject, form)
    budgets = [getattr(line, name) for name in _BUDGETS[1:]]
    said: dict[str, list[Number | None]] = {"executed": [], "annual_budget": budgets}
    for column, values in said.items():
        for whole, parts in divisions(form):
            values += _closing(form, at, (whole, parts), column)
        values += [getattr(one, column) for index, one in enumerate(form.funds) if index != at]
        values += [getattr(one, column) for one in listed]
        own = getattr(line, column)
        values += [-own] if own is not None and own < 0 else []
    return {column: [value for value in values if value] for column, values in said.items()}


def _closing(form: Form, at: int, division: tuple[int, Sequence[int]], column: str) -> list[Number]:
    """What a line would have to say for a whole and its parts to close; empty where it is neither."""
    whole, parts = division
    stated = amounts(form, parts, column)
    if whole == at:
        return [round(sum(stated.values()), 6)]
    total = getattr(form.funds[whole], column)
    if at not in stated or total is None:
        return []
    return [round(total - sum(stated.values()) + stated[at], 6)]


def _listed(subject: Subject, form: Form) -> list[ProjectLine]:
    return [] if not form.project_name else _by_name(subject).get(core(form.project_name), [])


def _by_name(subject: Subject) -> dict[str, list[ProjectLine]]:
    names: dict[str, list[ProjectLine]] = {}
    for line in subject.report.project_list:
        names.setdefault(core(line.project_name or ""), []).append(line)
    return names


def totals_of_projects(report: Report) -> dict[int, Number]:
    """The total scores that the forms print for the lines of the list, by the index of the line."""
    forms = {at: form.project_name for at, form in enumerate(report.forms) if form.kind == "project"}
    found = matches(names_of(report.project_list), forms)
    totals = {at: report.forms[form].total_score for at, form in found.items()}
    return {at: total for at, total in totals.items() if total is not None}


def right_item(pointer: str, row: Indicator) -> dict[str, Number]:
    """What the item score would be by the weighted one; empty where there is none, or it agrees."""
    if row.item_score is None or not row.max_score or row.score is None:
        return {}
    item = round(100 * row.score / row.max_score, 2)
    return {f"{pointer}/item_score": item} if 0 <= item <= _FULL and item != row.item_score else {}
