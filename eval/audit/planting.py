"""How a mistake is planted: one leaf of a consistent report is given another value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from jsonpointer import JsonPointer

from extractor.report import Form, Indicator, Report


@dataclass(frozen=True)
class Planted:
    """A report with one mistake. ``cells`` are the pointers that a reader has to be led to, any of them.

    ``text`` replaces words of the running text: (old, new); a mistake that stands only there has no cells.
    """

    report: Report
    cells: tuple[str, ...]
    text: tuple[str, str] | None = None


Plant = Callable[[Report, Random], Planted | None]


def changed(report: Report, changes: dict[str, Any], *cells: str) -> Planted:
    """The report with other values at some pointers; the first of them is the cell unless ``cells`` says."""
    data = report.model_dump()
    for pointer, value in changes.items():
        JsonPointer(pointer).set(data, value)
    return Planted(Report.model_validate(data), cells or (next(iter(changes)),))


def rows(report: Report) -> Iterator[tuple[str, Form, Indicator]]:
    """All indicator rows with their pointers."""
    for at, form in enumerate(report.forms):
        for index, row in enumerate(form.indicators):
            yield f"/forms/{at}/indicators/{index}", form, row


def one_of(found: list[Any], rng: Random) -> Any:
    """One of some, None of nothing."""
    return rng.choice(found) if found else None


def projects(report: Report) -> list[tuple[str, Form]]:
    """The project forms with their pointers."""
    return [(f"/forms/{at}", form) for at, form in enumerate(report.forms) if form.kind == "project"]


def other_score(report: Report, at: str, form: Form, score: float) -> dict[str, Any]:
    """What a row's score changes besides: the totals of its form, of its line and of the list."""
    index = int(at.rpartition("/")[2])
    top = at.rpartition("/indicators")[0]
    old = form.indicators[index].score or 0
    changes: dict[str, Any] = {f"{at}/score": score}
    if form.total_score is not None:
        changes[f"{top}/total_score"] = _short(form.total_score + score - old)
    for line, one in enumerate(report.project_list):
        if one.project_name == form.project_name and one.score is not None:
            changes |= _other_line(report, line, _short(one.score + score - old))
    return changes


def _other_line(report: Report, line: int, score: float) -> dict[str, Any]:
    grade = "优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差"
    changes: dict[str, Any] = {f"/project_list/{line}/score": score, f"/project_list/{line}/grade": grade}
    totals = report.project_list_totals
    if totals is not None and totals.average_score is not None:
        scores = [one.score or 0 for one in report.project_list]
        mean = round((sum(scores) + score - scores[line]) / len(scores), 2)
        changes["/project_list_totals/average_score"] = _short(mean)
    return changes


def _short(value: float) -> float:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
