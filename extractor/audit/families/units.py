"""Units: lost or changed between a target and its actual value, or of another kind altogether."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import is_execution, row_name
from extractor.audit.shared.measures import PERCENT, is_money, is_percent, scale
from extractor.audit.subject import Subject
from extractor.report import Form, Indicator, Quantity
from extractor.result import Severity
from extractor.text import fold

_NEAR = 5
"""How many times apart two figures may be and still be told in one magnitude (2.1 against 2万)."""
_ALIKE = (
    frozenset("人名位"),
    frozenset({"人次", "次", "人", "场次", "场", "期", "批次", "批", "轮", "回", "届"}),
    frozenset({"个", "家", "处", "项", "所", "座", "件", "条", "种", "类"}),
    frozenset({"天", "日", "工作日"}),
    frozenset({"月", "个月", "月份"}),
    frozenset({"台", "套", "个", "部", "点位", "路"}),
    frozenset({"平方米", "㎡", "m2", "平米"}),
    frozenset({"公里", "千米", "km"}),
    frozenset({"吨", "t"}),
    frozenset({"亩", "亩次"}),
    frozenset({"份", "册", "本", "张"}),
    frozenset({"小时", "h", "时"}),
)
_COUNTED = (
    (re.compile(r"人数$"), re.compile(r"[人名位员个]|^$|次")),
    (re.compile(r"户数$"), re.compile(r"[户家个栋]|^$")),
    (re.compile(r"(天|日)数$"), re.compile(r"[天日]|^$")),
)
_RATE = re.compile(r"(?:率|比例|占比|比重)(?:[(（]%[)）])?$")
_SIDES: dict[str, dict[str, Any]] = {
    "actual": {
        "side": "完成值",
        "side_en": "actual value",
        "other_side": "指标值",
        "other_side_en": "target",
    },
    "target": {
        "side": "指标值",
        "side_en": "target",
        "other_side": "完成值",
        "other_side_en": "actual value",
    },
}
_OF_DATES = re.compile(r"[年月日号底末初前内份旬上中下完成之以个]+")
_BARE_PERCENT = re.compile(r"[≥≤><=]?\d+(\.\d+)?%")
_YES_NO = re.compile(r"^(是|否|有|无|是/否)$")


def magnitude_lost(subject: Subject) -> Iterator[Hit]:
    """An actual value in another magnitude than its target: 2.1 against 2万, 560元 against 560万元."""
    for pointer, target, actual, row in _pairs(subject):
        (factor, base), (other, unit) = scale(target.unit), scale(actual.unit)
        if factor == other or PERCENT in (base, unit) or not target.value or not actual.value:
            continue
        if base != unit and base and unit:
            continue
        if base and unit and base != unit:
            continue  # units of another kind are told as that
        if 1 / _NEAR <= actual.value / target.value <= _NEAR:
            right = f"{actual.text.removesuffix(actual.unit or '')}{target.unit or ''}"
            yield _hit(pointer, row, fixes={f"{pointer}/actual": right}, expected=right, found=actual.text)


def unit_lost(subject: Subject) -> Iterator[Hit]:
    """A figure without a unit where its counterpart has one, in a form that prints units."""
    for pointer, form in subject.forms:
        prints = _prints_units(form)
        for at, row in enumerate(form.indicators):
            target, actual = row.target, row.actual
            if not prints or target is None or actual is None or not target.value or not actual.value:
                continue
            bare = "actual" if target.unit and not actual.unit else "target"
            unit = target.unit or actual.unit
            if unit is None or (target.unit and actual.unit) or scale(unit)[0] != 1 or is_execution(row):
                continue
            if bare == "target" and scale(unit)[1] == PERCENT:
                continue
            texts = (actual.text, target.text) if bare == "actual" else (target.text, actual.text)
            said: dict[str, Any] = {"found": texts[0], "other": texts[1]}
            yield _hit(f"{pointer}/indicators/{at}", row, leaf=bare, unit=unit, **_SIDES[bare], **said)


def unit_differs(subject: Subject) -> Iterator[Hit]:
    """Two units that do not measure the same."""
    for pointer, target, actual, row in _pairs(subject):
        one, other = scale(target.unit)[1], scale(actual.unit)[1]
        if not target.unit or not actual.unit or one == other or PERCENT in (one, other):
            continue
        if _OF_DATES.fullmatch(one) and _OF_DATES.fullmatch(other):
            continue
        severity: Severity | None = "info" if _is_near(one, other) else None
        yield _hit(pointer, row, severity=severity, expected=target.unit, found=actual.unit)


def unit_against_name(subject: Subject) -> Iterator[Hit]:
    """A unit that does not count what the row says it counts: 人数 in 份, a rate in 万元."""
    for pointer, _, row in subject.rows:
        if rate := _rate_in_money(row):
            yield _hit(pointer, row, leaf=rate[0], found=rate[1].text, name=row.level3)
            continue
        names = [fold(name) for name in (row.level3, row.description) if name]
        for leaf, value in (("target", row.target), ("actual", row.actual)):
            if value is None or value.value is None or is_percent(value):
                continue
            unit = scale(value.unit)[1]
            if any(
                what.search(name) and not units.search(unit) for what, units in _COUNTED for name in names
            ):
                yield _hit(pointer, row, leaf=leaf, found=value.text, name=names[-1])


def percent_for_count(subject: Subject) -> Iterator[Hit]:
    """A count, an amount or a word answered with a percentage: how far it is done, not what it came to."""
    for pointer, target, actual, row in _pairs(subject, worded=True):
        if not is_percent(actual) or is_percent(target) or is_execution(row) or _may_be_rate(row, target):
            continue
        if not _BARE_PERCENT.fullmatch(fold(actual.text)) or _rate_in_money(row):
            continue  # of a rate it is the target that has the wrong unit
        severity: Severity | None = None if _YES_NO.match(fold(target.text)) else "info"
        yield _hit(pointer, row, severity=severity, expected=target.text, found=actual.text)


def text_for_number(subject: Subject) -> Iterator[Hit]:
    """A figure answered with words, or words answered with a figure."""
    for pointer, target, actual, row in _pairs(subject, worded=True):
        if (target.value is None) == (actual.value is None) or is_percent(actual):
            continue
        if not any(char.isdigit() for char in (target.text if target.value is None else actual.text)):
            yield _hit(pointer, row, expected=target.text, found=actual.text)


def _pairs(subject: Subject, *, worded: bool = False) -> Iterator[tuple[str, Quantity, Quantity, Indicator]]:
    """Rows with target and actual value; with figures in both, or in any case where ``worded``."""
    for pointer, _, row in subject.rows:
        if row.target is None or row.actual is None:
            continue
        if worded or (row.target.value is not None and row.actual.value is not None):
            yield pointer, row.target, row.actual, row


def _prints_units(form: Form) -> bool:
    """Whether actual values and targets carry their units at all: some forms have a column for them."""
    sides = [[row.target for row in form.indicators], [row.actual for row in form.indicators]]
    return all(any(value and value.unit and not is_percent(value) for value in side) for side in sides)


def _rate_in_money(row: Indicator) -> tuple[str, Quantity] | None:
    """Which value of a rate is an amount of money; None where the row is no rate, or neither is."""
    sides = (("target", row.target), ("actual", row.actual)) if _RATE.search(fold(row.level3 or "")) else ()
    return next(((leaf, value) for leaf, value in sides if value and value.value and is_money(value)), None)


def _may_be_rate(row: Indicator, target: Quantity) -> bool:
    """Whether a bare target may be a rate that left out its sign."""
    rate = (row.level3 or "").rstrip().endswith(("率", "度", "比例", "占比"))
    return target.value is not None and target.unit is None and rate


def _is_near(one: str, other: str) -> bool:
    if not one or not other or one in other or other in one:
        return True
    return any(one in alike and other in alike for alike in _ALIKE)


def _hit(
    pointer: str,
    row: Indicator,
    leaf: str = "actual",
    fixes: dict[str, str] | None = None,
    severity: Severity | None = None,
    **more: Any,
) -> Hit:
    leaves = dict.fromkeys((leaf, "actual", "target"))
    said: dict[str, Any] = {
        "row": row_name(row),
        "target": row.target.text if row.target else "",
        "actual": row.actual.text if row.actual else "",
    }
    return hit(
        *(f"{pointer}/{one}" for one in leaves), fixes=dict(fixes or {}), severity=severity, **(said | more)
    )


RULES = (magnitude_lost, unit_lost, unit_differs, unit_against_name, percent_for_count, text_for_number)
