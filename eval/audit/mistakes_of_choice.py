"""Mistakes in the choice of indicators, and in what is said of them: kinds, signs, reasons, slips of writing."""

from __future__ import annotations

import re
from random import Random

from audit.planting import Plant, Planted, changed, one_of, rows
from extractor.report import Quantity, Report

_COUNTS = re.compile(r"(?:数量|次数|人数|户数|场次)$")
_SLIPS = ("，资金按进度拔付", "，截止2023年12月底全部完成", "，对像准确", "，覆盖率不低于90%已上")


def indicator_of_another_kind(report: Report, rng: Random) -> Planted | None:
    # A name that does not say that it counts (覆盖乡镇) may be of either kind.
    found = [
        at for at, _, row in rows(report)
        if row.level2 == "数量指标" and row.target and row.target.value and _COUNTS.search(row.level3 or "")
    ]  # fmt: skip
    at = one_of(found, rng)
    if at is None:
        return None
    level = {f"{at}/level2": rng.choice(("质量指标", "时效指标"))}
    return changed(report, level, f"{at}/level2", f"{at}/level3")


def sign_the_wrong_way(report: Report, rng: Random) -> Planted | None:
    found = [
        (at, row.target) for at, _, row in rows(report)
        if row.target and row.target.operator == ">=" and (row.level2 == "数量指标" or "满意度" in (row.level3 or ""))
    ]  # fmt: skip
    at, target = one_of(found, rng) or (None, None)
    if at is None:
        return None
    turned = Quantity(text=target.text.replace("≥", "≤"), operator="<=", value=target.value, unit=target.unit)
    return changed(report, {f"{at}/target": turned.model_dump()})


def reason_that_is_none(report: Report, rng: Random) -> Planted | None:
    found = [
        at for at, _, row in rows(report)
        if row.deviation_reason and row.score is not None and row.max_score and row.score < row.max_score
    ]  # fmt: skip
    at = one_of(found, rng)
    reason = rng.choice(("无", "良好", "圆满完成", "合理使用资金"))
    return None if at is None else changed(report, {f"{at}/deviation_reason": reason})


def name_that_is_a_unit(report: Report, rng: Random) -> Planted | None:
    found = [at for at, _, row in rows(report) if row.level2 == "数量指标"]
    at = one_of(found, rng)
    return None if at is None else changed(report, {f"{at}/level3": rng.choice(("人次", "数量", "场次"))})


def slip_of_writing(report: Report, rng: Random) -> Planted | None:
    found = [
        (f"/forms/{at}/goals/0/expected", form.goals[0].expected)
        for at, form in enumerate(report.forms)
        if form.goals and form.goals[0].expected
    ]
    at, goal = one_of(found, rng) or (None, None)
    return None if at is None else changed(report, {at: f"{goal}{rng.choice(_SLIPS)}"})


CHOICE: tuple[Plant, ...] = (
    indicator_of_another_kind, sign_the_wrong_way, reason_that_is_none, name_that_is_a_unit, slip_of_writing,
)  # fmt: skip
