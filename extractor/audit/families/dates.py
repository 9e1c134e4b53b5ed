"""Dates: those that cannot be, and those that do not go with the year evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import form_name
from extractor.audit.subject import Subject
from extractor.result import Severity
from extractor.text import fold

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})(?:日|号|(?![\d.]))")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[年./-](\d{1,2})月?$")
_DECEMBER = 12
_LATE_YEARS = 2


def date_impossible(subject: Subject) -> Iterator[Hit]:
    """A date that no calendar has, on a form or in running text."""
    for pointer, form in subject.forms:
        found = _DATE.search(fold(form.filled_on or ""))
        if found and _day(found) is None:
            yield hit(f"{pointer}/filled_on", found=form.filled_on)
    for sentence in subject.prose.sentences:
        for found in _DATE.finditer(sentence.plain):
            # In running text 1.2.3 is a number of a paragraph or of a version.
            if "年" in found[0] and _day(found) is None:
                yield hit(places=subject.prose.places(sentence.span.cut(*found.span())), found=found[0])


def filled_too_early(subject: Subject) -> Iterator[Hit]:
    """A form filled in before the year that it evaluates was over."""
    for pointer, form in subject.forms:
        filled, year = filled_on(form.filled_on), form.fiscal_year or subject.report.fiscal_year
        if filled and year and filled.year <= year:
            mild: Severity | None = "info" if (filled.year, filled.month) == (year, _DECEMBER) else None
            where = f"{pointer}/filled_on"
            yield hit(where, severity=mild, found=form.filled_on, year=year, form=form_name(form, pointer))


def filled_too_late(subject: Subject) -> Iterator[Hit]:
    """A form filled in years after the year that it evaluates."""
    for pointer, form in subject.forms:
        filled, year = filled_on(form.filled_on), form.fiscal_year or subject.report.fiscal_year
        if filled and year and filled.year > year + _LATE_YEARS:
            yield hit(f"{pointer}/filled_on", found=form.filled_on, year=year, form=form_name(form, pointer))


def filled_years_apart(subject: Subject) -> Iterator[Hit]:
    """Forms of one report and one year that say different years of filling in."""
    filled = {f"{at}/filled_on": (form, filled_on(form.filled_on)) for at, form in subject.forms}
    years = [day.year for _, day in filled.values() if day]
    usual = max(years, key=years.count, default=None)
    for pointer, (form, day) in filled.items():
        if day and day.year != usual and years.count(day.year) < years.count(usual or 0):
            yield hit(
                pointer,
                found=form.filled_on,
                expected=usual,
                form=form_name(form, pointer[: pointer.rfind("/")]),
            )


def filled_on(text: str | None) -> date | None:
    """The date that a form was filled in, the first of the month where no day is said; None without one."""
    plain = fold(text or "")
    if found := _DATE.search(plain):
        return _day(found)
    if found := _MONTH.search(plain):
        return date(int(found[1]), int(found[2]), 1) if 1 <= int(found[2]) <= _DECEMBER else None
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


RULES = (date_impossible, filled_too_early, filled_too_late, filled_years_apart)
