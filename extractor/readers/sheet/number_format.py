"""Numbers, dates and texts of a spreadsheet as its cells show them: 0.95 in ``0%`` is 95%.

The format codes are those of ECMA-376 part 1, 18.8.31: up to four sections for positive and
negative numbers, zero and text, each with digit places, literal text and conditions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.readers.sheet.date_format import is_date_code, shown_date
from extractor.readers.sheet.format_tokens import Token, tokens

Value = str | int | float | bool | date | datetime | time | timedelta | None
_GENERAL = "General"
_LONGEST = 255
_WIDTH = 11
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")


class _Section(NamedTuple):
    """One section of a format: the condition under which it holds (None: by its position) and its tokens."""

    condition: tuple[str, Decimal] | None
    tokens: tuple[Token, ...]


def shown(value: Value, code: str) -> str:
    """The value as a cell of this number format shows it; a code longer than Excel takes is none."""
    if len(code) > _LONGEST:
        code = _GENERAL
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return _text(value, code)
    if isinstance(value, int | float):
        return _number(Decimal(f"{value:.15g}" if isinstance(value, float) else value), code)
    return shown_date(value, code)


def general(value: Decimal) -> str:
    """A number without a format: as many digits as a cell has room for, without trailing zeros."""
    whole = f"{value:f}"
    if len(whole.lstrip("-")) > _WIDTH and "." in whole:
        room = max(_WIDTH - 1 - len(whole.lstrip("-").partition(".")[0]), 0)
        whole = f"{value.quantize(Decimal(1).scaleb(-room), ROUND_HALF_UP):f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[list[Token]] = [[]]
    for token in tokens(code):
        if token.kind == "section":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(_Section(_condition(section), tuple(section)) for section in sections)


def _condition(section: Sequence[Token]) -> tuple[str, Decimal] | None:
    found = (_CONDITION.fullmatch(token.text) for token in section if token.kind == "bracket")
    said = next((match for match in found if match), None)
    return (said[1], Decimal(said[2])) if said else None


def _text(value: str, code: str) -> str:
    sections = _sections(code)
    last = sections[-1]
    if len(sections) != 4 and not any(token.kind == "text" for token in last.tokens):
        return value
    parts = (value if token.kind == "text" else token.literal for token in last.tokens)
    return "".join(parts)


def _number(value: Decimal, code: str) -> str:
    section, signed = _chosen(value, _sections(code))
    kinds = {token.kind for token in section.tokens}
    if "general" in kinds or "text" in kinds or "fraction" in kinds or is_date_code(section.tokens):
        parts = (
            general(abs(value)) if token.kind in ("general", "text") else token.literal
            for token in section.tokens
        )
        said = "".join(parts) if kinds & {"general", "text"} else general(abs(value))
    else:
        said = _placed(abs(value), section.tokens)
    return f"-{said}" if signed and any(char in said for char in "123456789") else said


def _chosen(value: Decimal, sections: Sequence[_Section]) -> tuple[_Section, bool]:
    """The section that shows a number, and whether a minus sign is still to be set before it."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(value, section.condition):
                return section, value < 0 and section is sections[0]
        return sections[-1], value < 0
    if value < 0:
        return (sections[1], False) if len(sections) > 1 else (sections[0], True)
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    order = (value > bound) - (value < bound)
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0, "=": order == 0}.get(
        sign, order != 0
    )


def _placed(value: Decimal, section: Sequence[Token]) -> str:
    """A number set into the digit places of a section."""
    if not any(token.kind == "digit" for token in section):
        return "".join(token.literal for token in section)
    value *= 100 ** sum(token.kind == "percent" for token in section)
    point = next((at for at, token in enumerate(section) if token.kind == "point"), len(section))
    exponent = next((token for token in section if token.kind == "exponent"), None)
    if exponent is not None:
        fraction = section[point : section.index(exponent)]
        return f"{value:.{sum(token.kind == 'digit' for token in fraction)}E}"
    whole, after = section[:point], section[point + 1 :]
    scale, grouped = _commas(section), _is_grouped(whole)
    places = [token.text for token in after if token.kind == "digit"]
    rounded = (value / 1000**scale).quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    digits, _, decimals = f"{rounded:f}".partition(".")
    return _whole(digits, whole, grouped) + _decimals(decimals, after, point < len(section))


def _commas(section: Sequence[Token]) -> int:
    """How many times a number is divided by a thousand: commas behind its last digit."""
    last = max(at for at, token in enumerate(section) if token.kind == "digit")
    return sum(token.kind == "comma" for token in section[last + 1 :])


def _is_grouped(whole: Sequence[Token]) -> bool:
    """Whether the digits before the point are set in groups of three: a comma stands among them."""
    last = max((at for at, token in enumerate(whole) if token.kind == "digit"), default=0)
    return any(token.kind == "comma" for token in whole[:last])


def _whole(digits: str, whole: Sequence[Token], grouped: bool) -> str:
    """The digits before the point, from the right; those that have no place stand before the first one."""
    left = digits.lstrip("0")
    places = [at for at, token in enumerate(whole) if token.kind == "digit"]
    parts: list[str] = []
    count = 0
    for at in range(len(whole) - 1, -1, -1):
        token = whole[at]
        if token.kind != "digit":
            parts.append(token.literal)
            continue
        take = left if at == places[0] else left[-1:]
        left = left[: len(left) - len(take)]
        for digit in reversed(take or ("0" if token.text == "0" else "")):
            parts.append("," if grouped and count and count % 3 == 0 else "")
            parts.append(digit)
            count += 1
    return "".join(reversed(parts))


def _decimals(decimals: str, after: Sequence[Token], pointed: bool) -> str:
    least = 0
    count = 0
    for token in after:
        if token.kind == "digit":
            count += 1
            least = count if token.text == "0" else least
    kept = decimals[:least] + decimals[least:].rstrip("0")
    said, used = ["." if pointed else ""], 0
    for token in after:
        if token.kind == "digit":
            said.append(kept[used : used + 1])
            used += 1
        else:
            said.append(token.literal)
    return "".join(said)
