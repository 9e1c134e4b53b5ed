"""Dates and telephone numbers that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.result import Finding
from extractor.text import fold

_DATE = re.compile(r"(\d{4})\D(\d{1,2})(?:\D(\d{1,2}))?\D?")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_PHONE_DIGITS = frozenset({7, 8, 10, 11, 12})
_SEVERAL = re.compile(r"[、,;/]")


def sign_off_impossible(scan: Scan) -> Iterator[Finding]:
    """A date that no calendar has, a year out of all reason, a telephone number of odd length."""
    year = scan.report.fiscal_year
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR and scan.is_read("/fiscal_year"):
        yield finding("date_impossible", ["/fiscal_year"], text=year)
    for pointer, form in scan.forms:
        at = f"{pointer}/filled_on"
        if form.filled_on and scan.is_read(at) and not _possible(form.filled_on):
            yield finding("date_impossible", [at], text=form.filled_on[:20])
        at = f"{pointer}/phone"
        if form.phone and scan.is_read(at) and not _dials(form.phone):
            yield finding("phone_impossible", [at], text=form.phone[:20])


def _possible(text: str) -> bool:
    """Whether a date may be meant; words and blanks (``年 月 日``) are none of our business."""
    plain = fold(text)
    if not any(char.isdigit() for char in plain):
        return True
    match = _DATE.fullmatch(plain)
    if match is None:
        return len(re.findall(r"\d", plain)) in (6, 8) and plain.isdigit()
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return _FIRST_YEAR <= year <= _LAST_YEAR


def _dials(text: str) -> bool:
    parts = [part for part in _SEVERAL.split(fold(text)) if part]
    return all(sum(char.isdigit() for char in part) in _PHONE_DIGITS for part in parts) and not re.search(
        r"\d[A-Za-z]\d", text
    )
