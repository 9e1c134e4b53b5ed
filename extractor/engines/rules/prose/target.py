"""Targets in running text: every way in which a phrase states one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.engines.rules.prose.figure import (
    FIGURE,
    SIGN,
    Masked,
    comparison,
    operator,
    tightened,
    unit_of,
)
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.told import Told, name_of
from extractor.engines.rules.prose.words import any_of, words

_LONGEST = 120
_FORMULA = re.compile("[×÷*]")
_POINTS = re.compile(r"[得扣]\d")
_HAS_SIGN = re.compile(SIGN)
_UNKNOWN_UNIT = re.compile(rf"[^、和及()“”\d{FIGURE}]{{0,6}}")


@dataclass(frozen=True)
class Setting:
    """Where a phrase stands.

    ``listed``: in a list of targets, where a bare number is one. ``loose``: under a heading
    on indicators. ``timely``: under one on deadlines. ``name``: what a heading or the phrase
    before names, for a phrase that names nothing itself.
    """

    listed: bool = False
    loose: bool = False
    timely: bool = False
    name: Span | None = None


def targets_in(phrase: Span, setting: Setting) -> list[Told]:
    """The targets that a phrase states, in order; empty for most phrases."""
    masked = Masked(phrase)
    if len(masked.plain) <= _LONGEST and (masked or setting.timely):
        for form in (_said_reached, _by_standard, _by_deadline, _marked, _compared, _bare):
            if found := form(masked, setting):
                return [found]
    return list(_listed(masked, setting))


@cache
def _reached_pattern() -> re.Pattern[str]:
    indicator = words().indicator
    return re.compile(
        rf"(?P<name>.{{2,40}}?)(?P<target>(?:达到|{operator()})?{FIGURE})的?{any_of(indicator.modifiers)}*"
        rf"{any_of((*indicator.marks, *indicator.reached_of))}(?:任务|要求)?(?P<done>\D{{0,10}})"
    )


def _said_reached(masked: Masked, setting: Setting) -> Told | None:
    """失业率控制在4.5%以内的目标已实现."""
    match = _reached_pattern().fullmatch(masked.plain)
    if (
        not match
        or match["name"].startswith(words().indicator.reached)
        or not (name := name_of(masked.group(match, "name"), told=True))
    ):
        return None
    done = masked.group(match, "done")
    actual = done if is_done(done.plain) else None
    target = tightened(masked.group(match, "target"))
    told = Told(name, target, actual, paired=not setting.listed, marked=True)
    return told if is_told(told, setting) else None


@cache
def _done_pattern() -> re.Pattern[str]:
    indicator = words().indicator
    return re.compile(f"{any_of(indicator.done_adverbs)}+{any_of(indicator.done)}.{{0,6}}")


def is_done(text: str) -> bool:
    """Whether a text says in words whether a target was reached (已全部完成)."""
    return bool(_done_pattern().fullmatch(text))


@cache
def _standard_pattern() -> re.Pattern[str]:
    indicator = words().indicator
    per = rf"(?:每[^\d{FIGURE}]{{1,10}}|{any_of(indicator.per_head)})"
    return re.compile(
        rf"(?P<name>[^{FIGURE}]{{2,30}}?)(?:均|全部|严格)?按照?(?P<target>{per}?{FIGURE})的?"
        rf"(?:{any_of(indicator.by_standard)}|标准){{1,3}}"
        rf"|(?P<standard>[^{FIGURE}]{{2,30}}?标准)为?(?P<set>{per}?{FIGURE})"
    )


def _by_standard(masked: Masked, setting: Setting) -> Told | None:
    """补贴按每人每月1260元执行."""
    match = _standard_pattern().fullmatch(masked.plain)
    if not match:
        return None
    name_group, target_group = ("name", "target") if match["name"] else ("standard", "set")
    name = name_of(masked.group(match, name_group), told=True)
    kept = words().indicator.standard_kept
    paired = not setting.loose or bool(match["standard"])
    return Told(name, masked.group(match, target_group), paired=paired, by_words=kept) if name else None


@cache
def _deadline_pattern() -> re.Pattern[str]:
    verbs = any_of(words().indicator.deadline_verbs)
    return re.compile(rf"(?P<name>.{{2,30}}?){verbs}(?P<target>\D{{0,6}}\d.{{0,12}}前.{{0,8}})")


def _by_deadline(masked: Masked, setting: Setting) -> Told | None:
    """资金应于次月15日前拨付."""
    match = _deadline_pattern().fullmatch(masked.plain) if setting.timely else None
    if not match or not (name := name_of(masked.group(match, "name"))):
        return None
    return Told(name, masked.group(match, "target"), by_words=("",))


@cache
def _marked_pattern() -> re.Pattern[str]:
    indicator = words().indicator
    between = any_of((*indicator.links, *indicator.modifiers))
    return re.compile(
        rf"(?P<name>.{{0,40}}?){any_of(indicator.modifiers)}*"
        rf"(?:(?P<mark>{any_of(indicator.marks)})|(?P<weak>{any_of(indicator.weak_marks)})){between}*"
        rf"(?P<inner>[^{FIGURE}≥≤<>=]{{0,24}}?)(?P<target>(?:{operator()})?{FIGURE}(?P<rest>\D{{0,4}}))"
    )


def _marked(masked: Masked, setting: Setting) -> Told | None:
    """培训合格率目标95%, 年初目标不超过160个, 计划培训500人."""
    match = _marked_pattern().fullmatch(masked.plain)
    if not match:
        return None
    target = masked.group(match, "target")
    unread = match["rest"] and unit_of(target.plain) != match["rest"]
    if unread or (match["weak"] and _HAS_SIGN.search(match["target"])):
        return None
    outer, inner = (name_of(masked.group(match, part), told=True) for part in ("name", "inner"))
    name = inner or outer or setting.name
    if name is None:
        return None
    sure = bool(match["mark"]) and (setting.listed or setting.loose)
    told = Told(name, tightened(target), paired=not sure, marked=True)
    return told if is_told(told, setting) else None


@cache
def _compared_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>[^{FIGURE}]{{2,40}}?)(?P<target>(?!{SIGN}){operator()}{FIGURE}(?P<rest>\D{{0,4}}))"
    )


def _compared(masked: Masked, setting: Setting) -> Told | None:
    """预警覆盖率不低于95%, a target only where what became of it follows."""
    match = None if setting.listed else _compared_pattern().fullmatch(masked.plain)
    if not match or not (name := name_of(masked.group(match, "name"), told=True)):
        return None
    target = masked.group(match, "target")
    if (match["rest"] and unit_of(target.plain) != match["rest"]) or _of_scale(target):
        return None
    told = Told(name, tightened(target), paired=True)
    return told if is_told(told, setting) else None


@cache
def _bare_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[^{FIGURE}]{{2,40}}?)(?P<target>(?:达到|达)?{FIGURE})")


def _bare(masked: Masked, setting: Setting) -> Told | None:
    """合格率达到95%，实际为97%: a quantity is a target where the next one is told as 实际."""
    match = None if setting.listed else _bare_pattern().fullmatch(masked.plain)
    if not match or not (name := name_of(masked.group(match, "name"), told=True)):
        return None
    target = tightened(masked.group(match, "target"))
    rate = unit_of(target.plain) == "%" and not name.plain.endswith(words().indicator.rates)
    told = Told(name, target, paired=True, bare=True)
    return told if (setting.loose or rate) and is_told(told, setting) and not _of_scale(target) else None


def is_told(told: Told, setting: Setting) -> bool:
    """Whether it is an indicator here: sums of money are budgets but under a heading on indicators."""
    money = unit_of(told.target.plain).endswith(words().indicator.money)
    return not money or setting.loose or setting.listed


@cache
def _listed_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<sign>{SIGN})|{operator()})?(?P<figure>{FIGURE})|(?P<words>{comparison()})")


def _listed(masked: Masked, setting: Setting) -> Iterator[Told]:
    """风险评估率≥90%; in a list of targets also 表彰率100% and 发生率低于全国平均水平."""
    plain, at = masked.plain, 0
    if _FORMULA.search(plain) or not (setting.listed or _HAS_SIGN.search(plain)):
        return
    for match in _listed_pattern().finditer(plain):
        end = _quantity_end(masked, match)
        if end is None or not (match["sign"] or setting.listed):
            continue
        name = name_of(masked.cut(at, match.start())) or (None if at else setting.name)
        target, at = masked.cut(match.start(), end), end
        if name and not _of_scale(target):
            yield Told(name, tightened(target))


def _quantity_end(masked: Masked, match: re.Match[str]) -> int | None:
    """Where the quantity ends; None where it is no quantity of its own (2个重点项目).

    A unit that is not known is read where nothing else follows it (≥3单元).
    """
    rest = _UNKNOWN_UNIT.match(masked.plain, match.end())
    end = rest.end() if rest else match.end()
    closed = end == len(masked.plain) or masked.plain[end] in "、和及("
    without_unit = bool(match["figure"]) and not unit_of(masked.group(match, "figure").plain)
    if closed and (end == match.end() or without_unit):
        return end
    return match.end() if match["sign"] else None


def _of_scale(target: Span) -> bool:
    """Whether a quantity is a step on a scale of points or grades (≥90分为优)."""
    near = target.line.plain[max(0, target.start - 6) : target.end + 6]
    return bool(_POINTS.search(near)) or any(word in near for word in words().indicator.scale)
