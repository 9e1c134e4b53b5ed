"""Damage to single cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from tests.support.mutations import NAMING, Row, Said, Site, numbers, put, quantities, rows

Rewrite = Callable[[str], str | None]
SIGNS = {"≥": ">=", "≤": "<=", "＝": "=", "=": "=", ">": ">", "<": "<"}
OPPOSITE = {"≥": "≤", "≤": "≥", "＝": "≥", "=": "≥", ">": "<", "<": ">"}
DIGITS = "零一二三四五六七八九"


def missing(data: Row, _: Said) -> Iterator[Site]:
    for row in rows(data):
        for name in numbers(row)[:1]:
            yield Site(put(row, **{name: None}), {"missing": 1})


def invented(data: Row, said: Said) -> Iterator[Site]:
    for at, row in enumerate(rows(data)):
        name = next((one for one in ("score", "executed", "completion_rate") if one in row), None)
        if name and row[name] is None and said.new(made_up := 70_000 + at):
            yield Site(put(row, **{name: made_up}), {"invented": 1})


def digit(data: Row, said: Said) -> Iterator[Site]:
    for row in rows(data):
        for name in numbers(row)[-1:]:
            if said.new(read := _as_number(_other_digit(str(row[name])))):
                yield Site(put(row, **{name: read}), {"digit": 1})


def digit_in_quantity(data: Row, said: Said) -> Iterator[Site]:
    for cell in quantities(data):
        printed = _printed(cell)
        text = cell["text"].replace(printed, _other_digit(printed)) if printed else cell["text"]
        if text != cell["text"] and said.new(text):
            value = _as_number(_other_digit(printed))
            yield Site(put(cell, text=text, value=value), {"digit": 2})


def dropped_point(data: Row, said: Said) -> Iterator[Site]:
    for row in rows(data):
        for name in numbers(row):
            value = row[name]
            if value != int(value) and said.new(read := int(str(value).replace(".", ""))):
                yield Site(put(row, **{name: read}), {"magnitude": 1})
                break


def ten_thousandfold(data: Row, said: Said) -> Iterator[Site]:
    for row in rows(data):
        for name in numbers(row)[-1:]:
            if row[name] and said.new(read := float(Decimal(str(row[name])) * 10_000)):
                yield Site(put(row, **{name: read}), {"magnitude": 1})


def magnitude_in_quantity(data: Row, said: Said) -> Iterator[Site]:
    for cell in quantities(data):
        printed = _printed(cell)
        if printed and "." not in printed and cell["value"] and said.new(f"{cell['text']}00"):
            text = cell["text"].replace(printed, f"{printed}00")
            yield Site(put(cell, text=text, value=cell["value"] * 100), {"magnitude": 2})


def operator_flipped(data: Row, said: Said) -> Iterator[Site]:
    for cell in quantities(data):
        sign = cell["text"][0]
        text = OPPOSITE.get(sign, "") + cell["text"][1:]
        if sign in SIGNS and said.new(text):
            yield Site(put(cell, text=text, operator=SIGNS[OPPOSITE[sign]]), {"operator": 2})


def operator_dropped(data: Row, said: Said) -> Iterator[Site]:
    for cell in quantities(data):
        if cell["text"][0] in SIGNS and said.new(cell["text"][1:]):
            yield Site(put(cell, text=cell["text"][1:], operator=None), {"operator": 1, "missing": 1})


def unit_changed(data: Row, said: Said) -> Iterator[Site]:
    for cell in _with_unit(data):
        text = cell["text"].removesuffix(cell["unit"]) + "箱"
        if said.new(text):
            yield Site(put(cell, text=text, unit="箱"), {"unit": 2})


def unit_dropped(data: Row, said: Said) -> Iterator[Site]:
    for cell in _with_unit(data):
        text = cell["text"].removesuffix(cell["unit"])
        if said.new(text):
            yield Site(put(cell, text=text, unit=None), {"unit": 1, "missing": 1})


def amount_unit(data: Row, _: Said) -> Iterator[Site]:
    for form in data["forms"]:
        if form["amount_unit"] in ("万元", "元"):
            yield Site(put(form, amount_unit={"万元": "元", "元": "万元"}[form["amount_unit"]]), {"unit": 1})


def misspelt(data: Row, said: Said) -> Iterator[Site]:
    for row in rows(data):
        for name in _texts(row):
            prose = name not in NAMING and not re.search(r"\d", row[name])
            if prose and said.new(text := _misspelt(row[name])):
                yield Site(put(row, **{name: text}), {"text": 1})
                break


def misspelt_name(data: Row, said: Said) -> Iterator[Site]:
    for form in data["forms"]:
        for row in form["indicators"]:
            if row["level3"] and said.new(text := _misspelt(row["level3"])):
                yield Site(put(row, level3=text), {"text": 1})


def rewritten(rewrite: Rewrite, kind: str | None) -> Callable[[Row, Said], Iterator[Site]]:
    """Texts written in another way: an error of ``kind`` each, or none."""

    def sites(data: dict[str, Any], said: Said) -> Iterator[Site]:
        for cell in [*quantities(data), *rows(data)]:
            names = ["text"] if "operator" in cell else [name for name in _texts(cell) if kind is None]
            for name in names[:1]:
                text = rewrite(cell[name])
                if text and text != cell[name] and said.new(text):
                    yield Site(put(cell, **{name: text}), {kind: 1} if kind else {})

    return sites


def decimals(text: str) -> str | None:
    """``98%`` as ``98.0%``."""
    return re.sub(r"\d+", r"\g<0>.0", text) if re.fullmatch(r"\D*\d+\D*", text) else None


def in_words(text: str) -> str | None:
    """``≥98%`` as ``不低于98%``."""
    return re.sub("^[≥≤]", lambda sign: "不低于" if sign[0] == "≥" else "不超过", text)


def in_ascii(text: str) -> str | None:
    """``≥98%`` as ``>=98%``."""
    return re.sub("^[≥≤]", lambda sign: ">=" if sign[0] == "≥" else "<=", text)


def numeral(text: str) -> str | None:
    """``98%`` as ``百分之九十八``, ``12次`` as ``十二次``."""
    found = re.fullmatch(r"([≥≤＝=]?)([1-9]\d?|100)(%?)(\D*)", text)
    if not found:
        return None
    number = "一百" if found[2] == "100" else _chinese(int(found[2]))
    return f"{found[1]}{f'百分之{number}' if found[3] else number}{found[4]}"


def thousands(text: str) -> str | None:
    """``1629条`` as ``1,629条``."""
    return re.sub(r"(?<!\d)(?!20[12]\d)\d{4,6}(?!\d|\.)", lambda number: f"{int(number[0]):,}", text)


def full_width(text: str) -> str | None:
    """``98%`` as ``９８％``."""
    return re.sub(r"[0-9%]", lambda sign: chr(ord(sign[0]) + 0xFEE0), text)


def spaced(text: str) -> str | None:
    """White space between all characters."""
    return " ".join(text) + "\n"


def other_marks(text: str) -> str | None:
    """Quotes and dashes of another kind."""
    return text.translate(str.maketrans('“”-—"', '""—–“'))


def blank(data: Row, _: Said) -> Iterator[Site]:
    """Blank text where nothing is stated."""
    for row in rows(data):
        if "deviation_reason" in row and row["deviation_reason"] is None:
            yield Site(put(row, deviation_reason=" \u3000"), {})


def as_float(data: Row, _: Said) -> Iterator[Site]:
    """10 as 10.0."""
    for row in rows(data):
        for name in set(numbers(row)) - {"sequence", "fiscal_year"}:
            yield Site(put(row, **{name: float(row[name])}), {})
            break


def _texts(row: Row) -> list[str]:
    return [name for name, value in row.items() if isinstance(value, str) and name != "kind" and value]


def _with_unit(data: Row) -> list[Row]:
    return [cell for cell in quantities(data) if cell["unit"] and cell["text"].endswith(cell["unit"])]


def _printed(cell: Row) -> str | None:
    """The number as it stands in the text, None where it stands there otherwise or more than once."""
    printed = str(cell["value"])
    return printed if re.findall(r"\d+(?:\.\d+)?", cell["text"]) == [printed] else None


def _other_digit(printed: str) -> str:
    return re.sub(r"\d", lambda first: str(int(first[0]) % 9 + 1), printed, count=1)


def _as_number(printed: str) -> int | float:
    return float(printed) if "." in printed else int(printed)


def _misspelt(text: str) -> str:
    return f"{text[: len(text) // 2]}讹{text[len(text) // 2 + 1 :]}"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
