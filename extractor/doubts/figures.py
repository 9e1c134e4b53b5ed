"""Figures that no one would print so: letters among digits, two decimal points, a point lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.doubts.scan import Scan, leaves
from extractor.findings import finding
from extractor.report import Number, Quantity
from extractor.result import Finding
from extractor.text import fold

_LIKE_DIGITS = "OoIlSsBbGgZzqQDi|!"
_GARBLED = re.compile(
    rf"\d[{re.escape(_LIKE_DIGITS)}]+\d"  # 1l0
    rf"|(?<![A-Za-z\d])[{re.escape(_LIKE_DIGITS)}]\d"  # l00
    rf"|\d[OoIl|!iq](?![A-Za-z\d])"  # 10O
    r"|\d\.\d+\.\d|\.\.|\d\.(?!\d)|(?<!\d)\.\D"  # 1.2.3  7%.  .>=97
    r"|%\S*\d|%[A-Za-z.%]"  # 96.8%0  4%a  91%%
    r"|[º°'\"`^~]\s*(?:$|[以\D])"  # 96º以上
    r"|\d,\d{1,2}(?!\d)|\.\d+,\d"  # 9,6%  8.614,000.00
    r"|^\D?标\d+:?$"  # the numbering of a name, 指标1
)
_DATE = re.compile(r"\d{4}[.年/-]\d{1,2}[.月/-]")
_ABOUT_TEN = 9.0
_HUNDRED = 100


def figures_garbled(scan: Scan) -> Iterator[Finding]:
    """A figure with a letter among its digits, two decimal points or a stray mark."""
    for pointer, item in scan.objects():
        for at, value in leaves(item, pointer):
            said = _figure(scan, at, value)
            if said and (odd := _GARBLED.search(said)) and not _DATE.search(said):
                yield finding("figure_garbled", [at], text=said[:30], found=odd[0])


def _figure(scan: Scan, pointer: str, value: Any) -> str:
    """What is printed for a leaf that holds a figure and was read by OCR; else empty."""
    if isinstance(value, Quantity):
        said = fold(value.text)
        is_figure = any(char.isdigit() for char in said[:4]) or value.value is not None
        return said if is_figure and scan.is_read(pointer) else ""
    return fold(scan.said(pointer)) if isinstance(value, int | float) and scan.is_read(pointer) else ""


def far_from_target(scan: Scan) -> Iterator[Finding]:
    """An actual value ten times its target or more, or a tenth and less: a point or a sign may be lost."""
    for pointer, form in scan.forms:
        for index, row in enumerate(form.indicators):
            pointers = [f"{pointer}/indicators/{index}/{name}" for name in ("actual", "target")]
            if row.target and row.actual and _far(row.target, row.actual) and scan.is_read(*pointers):
                yield finding(
                    "far_from_target", pointers, expected=row.target.text[:20], found=row.actual.text[:20]
                )


def _far(target: Quantity, actual: Quantity) -> bool:
    if not target.value or not actual.value:
        return False
    share = actual.value / target.value
    ceiling = target.operator in ("<=", "<")
    return share >= _ABOUT_TEN or (share <= 1 / _ABOUT_TEN and not ceiling) or share < 0


def over_hundred(scan: Scan) -> Iterator[Finding]:
    """A rate of more than 100 percent."""
    for pointer, form in scan.forms:
        rates: list[tuple[str, Number | None]] = [
            (f"{pointer}/funds/{at}/execution_rate", line.execution_rate)
            for at, line in enumerate(form.funds)
        ]
        for index, row in enumerate(form.indicators):
            for name in ("target", "actual"):
                quantity: Quantity | None = getattr(row, name)
                if quantity and quantity.unit in ("%", "％"):
                    rates.append((f"{pointer}/indicators/{index}/{name}", quantity.value))
        for at, rate in rates:
            if rate is not None and rate > _HUNDRED and scan.is_read(at):
                yield finding("over_hundred", [at], found=f"{rate:g}")
