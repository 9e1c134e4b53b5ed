"""Dates and times of a spreadsheet as its cells show them: ``yyyy"年"m"月"d"日"``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from extractor.readers.counting import chinese, chinese_digits
from extractor.readers.sheet.format_tokens import Token, tokens

Moment = date | datetime | time | timedelta
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CHINESE = re.compile(r"\[DBNum1\]", re.IGNORECASE)
_MIDNIGHT = time()


def is_date_code(section: Sequence[Token]) -> bool:
    """Whether a section of a format shows a date or a time."""
    return any(token.kind in ("date", "elapsed", "noon") for token in section)


def shown_date(value: Moment, code: str) -> str:
    """A date, time or span of time as a cell of this number format shows it."""
    first = list(_first_section(code))
    if isinstance(value, timedelta):
        return _span(value, first)
    if not is_date_code(first):
        return _plain(value)
    moment = _moment(value)
    if moment is None:
        return str(value)
    in_chinese = _CHINESE.search(code) is not None
    half = any(token.kind == "noon" for token in first)
    said = (_part(moment, first, at, half, in_chinese) for at in range(len(first)))
    return "".join(said)


def _first_section(code: str) -> Sequence[Token]:
    section = []
    for token in tokens(code):
        if token.kind == "section":
            break
        section.append(token)
    return section


def _moment(value: Moment) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, _MIDNIGHT)
    return datetime.combine(date(1900, 1, 1), value) if isinstance(value, time) else None


def _plain(value: Moment) -> str:
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return f"{value.year}/{value.month}/{value.day}"
    return str(value)


def _part(moment: datetime, section: Sequence[Token], at: int, half: bool, in_chinese: bool) -> str:
    token = section[at]
    if token.kind == "noon":
        morning, _, evening = token.text.partition("/")
        return morning if moment.hour < 12 else evening
    if token.kind == "point":
        return "."
    if token.kind not in ("date", "elapsed"):
        return token.literal or ("/" if token.kind == "fraction" else "," if token.kind == "comma" else "")
    said = _field(moment, token.text.strip("[]").lower(), _is_minutes(section, at), half)
    if not in_chinese or not said.isdigit():
        return said
    return chinese_digits(said) if token.text[0] in "ye" else chinese(int(said)) if int(said) else "〇"


def _field(moment: datetime, field: str, minutes: bool, half: bool) -> str:
    letter, size = field[0], len(field)
    if letter == "y":
        return f"{moment.year}" if size > 2 else f"{moment.year % 100:02}"
    if letter == "e":
        return f"{moment.year}"
    if letter == "a":
        return ("星期" if size > 3 else "") + _WEEKDAYS[moment.weekday()]
    if letter == "m" and not minutes and size > 2:
        return _MONTHS[moment.month - 1]
    if letter == "d" and size > 2:
        return ("星期" if size > 3 else "周") + _WEEKDAYS[moment.weekday()]
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    month = moment.minute if minutes else moment.month
    count = {"m": month, "d": moment.day, "h": hour, "s": moment.second}.get(letter)
    return "" if count is None else f"{count:02}" if size > 1 else str(count)


def _is_minutes(section: Sequence[Token], at: int) -> bool:
    """Whether an ``m`` counts minutes: right after hours or right before seconds."""
    fields = [
        (where, token.text.strip("[]")[0].lower())
        for where, token in enumerate(section)
        if token.kind in ("date", "elapsed")
    ]
    here = next(index for index, (where, _) in enumerate(fields) if where == at)
    before = fields[here - 1][1] if here else ""
    after = fields[here + 1][1] if here + 1 < len(fields) else ""
    return before == "h" or after == "s"


def _span(value: timedelta, section: Sequence[Token]) -> str:
    """A span of time: hours, minutes and seconds, the first of them counted in full."""
    seconds = round(value.total_seconds())
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    shows_seconds = any(token.kind == "date" and token.text.startswith("s") for token in section)
    return f"{hours}:{minutes:02}" + (f":{seconds % 60:02}" if shows_seconds else "")
