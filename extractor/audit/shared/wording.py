"""Texts of a report compared as a reader compares them: without signs, white space and width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.audit.shared.forms import form_name, row_name
from extractor.audit.shared.leaf import leaf_at
from extractor.audit.subject import Subject
from extractor.report import Form, Indicator, ProjectLine, Quantity, Report
from extractor.text import fold

_SIGNS = re.compile(r"[^\w\u4e00-\u9fff%]+")
_REMEMBERED = 4096
_HEAD = (
    "title",
    "project_name",
    "supervising_department",
    "implementing_unit",
    "remarks",
    "filled_on",
)
_ROW = ("level3", "description", "target", "actual", "completion", "deviation_reason")
_LINE = ("unit", "project_name", "fund_type", "grade", "goal")


@lru_cache(maxsize=_REMEMBERED)
def letters(text: str) -> str:
    """The text without signs and white space: what stays is what it says."""
    return _SIGNS.sub("", fold(text))


def texts(subject: Subject) -> Iterator[tuple[str, str]]:
    """The pointers and texts of all cells that somebody has to fill in."""
    report = subject.report
    yield from _of("", report, ("title", "organization"))
    for pointer, line in subject.projects:
        yield from _of(pointer, line, _LINE)
    for pointer, form in subject.forms:
        yield from _of(pointer, form, _HEAD)
    for pointer, _, goal in subject.goals:
        yield from _of(pointer, goal, ("expected", "actual"))
    for pointer, _, row in subject.rows:
        yield from _of(pointer, row, _ROW)


def _of(pointer: str, part: object, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        value = getattr(part, name)
        if text := value.text if isinstance(value, Quantity) else value:
            yield f"{pointer}/{name}", text


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters: two texts on one subject share some."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def one_apart(one: str, other: str) -> bool:
    """Whether one character changed, added or left out makes one text the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def short(text: str, most: int = 40) -> str:
    """The text as a sentence quotes it: its beginning where it is long."""
    return text if len(text) <= most else f"{text[:most]}…"


def owner(report: Report, pointer: str) -> str:
    """How a sentence calls the row, form or line that a pointer leads into; the report's title elsewhere."""
    path = pointer
    while path:
        part = leaf_at(report, path)
        if isinstance(part, Indicator):
            return row_name(part)
        if isinstance(part, Form):
            return form_name(part, path)
        if isinstance(part, ProjectLine):
            return part.project_name or "—"
        path = path.rpartition("/")[0]
    return report.title or "—"
