"""Targets against actual values: units brought to one scale, and whether what was aimed at was reached."""

from __future__ import annotations

import re
from typing import Literal

from extractor.audit.tolerance import same
from extractor.report import Indicator, Operator, Quantity
from extractor.text import fold

Outcome = Literal["met", "missed", "exceeded"]
"""``exceeded`` is said of a target that is to be equalled (＝80%) and was outdone (85%): that may be welcome or not."""

PERCENT = "%"
_MAGNITUDES = {"十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万": 1e4}
_SMALL = re.compile(r"(千|百)(?=[元人户件册份])")
_PERCENTS = frozenset({"%", "(%)", "百分比", "百分之", "百分点", "%以上"})
_LESS_IS_BETTER = re.compile(
    r"投诉|事故|发生率|发案|暴恐|死亡|伤亡|差错|失误|违规|违纪|违法|犯罪|超支|超标|逾期|延误|故障|返贫|复发|返工"
    r"|重新(参加|犯罪)|再犯|失业|流失|能耗|排放|损耗|上访|信访|负面|舆情|结余|空置|闲置|不合格|退货"
)
_FIGHTS_IT = re.compile(
    r"预防|防范|减少|下降|降低|化解|处理|办结|办理|处置|查处|整改|排查|打击|侦破|破案|控制|响应|解决|回访|培训|宣传|压降|排除|修复"
)
_MONEY = re.compile(r"[元￥¥]")
_RANKED = (("优良中差", "优"), ("好中差", "好"), ("高中低", "高"))
_PUNCTUATION = re.compile(r"[、,/;()及和或]")
_DONE = re.compile(
    r"(已|全部|按时|如期|按期|按计划|圆满|基本)?(完成|达成|达到|达标|实现)(预期)?(指标|目标|任务|年度任务)?"
)
_NOT_DONE = re.compile(r"(未|没有|尚未|部分|未能)(完成|达成|达到|达标|实现).*")


def scale(unit: str | None) -> tuple[float, str]:
    """What a unit multiplies by, and the unit that is left: 万件次 is ten thousand times 件次; % is a unit."""
    plain = fold(unit or "")
    if plain in _PERCENTS:
        return 1, PERCENT
    for word, factor in _MAGNITUDES.items():
        if plain.startswith(word):
            return factor, plain[len(word) :]
    if small := _SMALL.match(plain):
        return (1000 if small[1] == "千" else 100), plain[1:]
    return 1, plain


def is_percent(value: Quantity) -> bool:
    """Whether a quantity is a percentage."""
    return scale(value.unit)[1] == PERCENT


def is_money(value: Quantity) -> bool:
    """Whether a quantity is an amount of money, of a whole or for each piece."""
    return value.unit is not None and _MONEY.search(value.unit) is not None


def comparable(target: Quantity, actual: Quantity) -> tuple[float, float] | None:
    """The two values in one unit; None where they have none or measure different things."""
    if target.value is None or actual.value is None:
        return None
    (of_target, one), (of_actual, other) = scale(target.unit), scale(actual.unit)
    if target.unit is None or actual.unit is None:
        fraction = PERCENT in (one, other) and target.value != actual.value
        if fraction and min(target.value, actual.value) <= 1 < max(target.value, actual.value):
            return None if actual.value else (target.value, 0)
        return target.value, actual.value
    if one != other and one and other:
        return None
    return target.value * of_target, actual.value * of_actual


def outcome(row: Indicator) -> Outcome | None:
    """What became of a target; None where that cannot be said of words, ranges or values of different kinds."""
    target, actual = row.target, row.actual
    if target is None or actual is None:
        return None
    if (ranked := _ranked(target)) is not None:
        return "met" if fold(actual.text) == ranked else None
    if fold(target.text) == fold(actual.text):
        return "met"
    if target.value is None or actual.value is None:
        return _told_in_words(actual)
    pair = comparable(target, actual)
    if pair is None or actual.operator not in (None, "="):
        return None
    return _compared(*pair, target.operator, better(row))


def _ranked(target: Quantity) -> str | None:
    plain = _PUNCTUATION.sub("", fold(target.text))
    return next((best for scale_, best in _RANKED if plain == scale_), None)


def _told_in_words(actual: Quantity) -> Outcome | None:
    plain = fold(actual.text)
    if _NOT_DONE.fullmatch(plain):
        return "missed"
    return "met" if _DONE.fullmatch(plain) else None


def better(row: Indicator) -> Literal["more", "less"] | None:
    """Which way a bare or equal target is outdone, by what the row is about; None where that is open."""
    name = fold((row.level3 or "") + (row.description or ""))
    if is_cost(row):
        return "less"
    if _LESS_IS_BETTER.search(name):
        return None if _FIGHTS_IT.search(name) else "less"
    timely = "时效" in fold((row.level2 or "") + (row.level1 or ""))
    if timely and not (row.target and is_percent(row.target)):
        return None
    return "more"


def is_cost(row: Indicator) -> bool:
    """Whether a row is about what something costs."""
    return "成本" in fold((row.level1 or "") + (row.level2 or "")) and "节约" not in fold(row.level3 or "")


def _compared(
    target: float, actual: float, operator: Operator | None, wanted: Literal["more", "less"] | None
) -> Outcome | None:
    if operator in (">=", "<="):
        reached = actual >= target if operator == ">=" else actual <= target
        return "met" if reached or same(actual, target) else "missed"
    if operator in (">", "<"):
        reached = actual > target if operator == ">" else actual < target
        return "met" if reached and not same(actual, target) else "missed"
    if same(actual, target):
        return "met"
    if wanted is None:
        return None
    if (actual > target) != (wanted == "more"):
        return "missed"
    if operator == "=":
        return "exceeded" if wanted == "more" else None
    return "met"
