"""Targets and actual values: points that do not follow from them, cells left blank, values far apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import blank_alone, form_name, row_name
from extractor.audit.shared.measures import comparable, is_cost, is_money, is_percent, outcome, scale
from extractor.audit.subject import Subject
from extractor.audit.tolerance import RATE, same, within
from extractor.report import Indicator, Quantity
from extractor.result import Severity
from extractor.text import fold

_FAR = 10
_VERY_FAR = 100
_BEYOND = 50
"""Values that far apart were not missed or reached: one of them has lost its unit or its point."""
_SLIGHT = 0.05
_GENEROUS = 0.3
_MOST = 0.5
_SIGNS = "≥≤><≧≦"
_BESIDE = ("completion", "score")
_LASTS = re.compile(r"年限|寿命|持续时间|有效期")


def full_score_missed(subject: Subject) -> Iterator[Hit]:
    """A row with all its points though its target was not reached."""
    for pointer, _, row in subject.rows:
        if not row.max_score or row.score is None or not same(row.score, row.max_score):
            continue
        if outcome(row) == "missed" and not _is_far(row):
            yield _of_row(pointer, "score", row, severity=_how_sure(row), points=row.max_score)


def points_lost(subject: Subject) -> Iterator[Hit]:
    """A row that loses points though its target was reached."""
    for pointer, _, row in subject.rows:
        points, score = row.max_score, row.score
        if points is None or score is None or not 0 <= score < points or outcome(row) != "met":
            continue
        found = _of_row(pointer, "score", row, severity=_how_lost(row), points=points, expected=points)
        yield replace(found, fixes={f"{pointer}/score": points, f"{pointer}/max_score": score})


def target_missed(subject: Subject) -> Iterator[Hit]:
    """A target that was not reached in a form without scores, where nothing else says so."""
    for pointer, _, row in subject.rows:
        if row.score is not None or row.max_score is not None or outcome(row) != "missed" or _is_far(row):
            continue
        bounded = row.target is not None and row.target.operator is not None
        excess = is_cost(row) and row.target is not None and is_money(row.target)
        severity: Severity | None = None if bounded and (excess or not row.deviation_reason) else "info"
        yield _of_row(pointer, "actual", row, severity=severity)


def missed_without_reason(subject: Subject) -> Iterator[Hit]:
    """A row that missed its target and lost points, without the reason that the form asks for."""
    asked = any(row.deviation_reason for _, _, row in subject.rows)
    for pointer, form, row in subject.rows:
        if not asked or form.remarks or row.deviation_reason or row.score is None:
            continue
        if outcome(row) == "missed" and row.max_score is not None and row.score < row.max_score:
            yield _of_row(pointer, "deviation_reason", row, points=row.max_score)


def score_generous(subject: Subject) -> Iterator[Hit]:
    """A row that fell far short of its target and lost few points."""
    for pointer, _, row in subject.rows:
        times = _times(row)
        if not row.max_score or row.score is None or times is None or row.score >= row.max_score:
            continue
        upwards = row.target is not None and row.target.operator in (">=", ">", None)
        if upwards and outcome(row) == "missed" and row.score / row.max_score > times + _GENEROUS:
            share = round(row.max_score * times, 2)
            yield _of_row(pointer, "score", row, points=row.max_score, expected=share)


def actual_missing(subject: Subject) -> Iterator[Hit]:
    """A row with a target and no actual value, where most rows of the form have one."""
    for pointer, form in subject.forms:
        rows = [(at, row, row.target) for at, row in enumerate(form.indicators) if row.target is not None]
        blank = [one for one in rows if one[1].actual is None]
        for at, row, target in blank if len(blank) < _MOST * len(rows) else ():
            where = f"{pointer}/indicators/{at}"
            severity: Severity | None = "info" if row.deviation_reason else None
            blanks = [f"{where}/{cell}" for cell in _BESIDE if blank_alone(form, row, cell)]
            said: dict[str, Any] = {
                "row": row_name(row),
                "target": target.text,
                "form": form_name(form, pointer),
            }
            yield hit(f"{where}/actual", where, *blanks, severity=severity, **said)


def target_missing(subject: Subject) -> Iterator[Hit]:
    """A named row with an actual value and no target, where most rows of the form have one."""
    for pointer, form in subject.forms:
        rows = [(at, row) for at, row in enumerate(form.indicators) if row.actual is not None and row.level3]
        blank = [(at, row) for at, row in rows if row.target is None]
        for at, row in blank if len(blank) < _MOST * len(rows) else ():
            where = f"{pointer}/indicators/{at}"
            actual = row.actual.text if row.actual else ""
            yield hit(f"{where}/target", where, row=row_name(row), actual=actual)


def actual_repeats_inequality(subject: Subject) -> Iterator[Hit]:
    """An actual value that says no more than the target: an inequality where a measured value belongs."""
    for pointer, _, row in subject.rows:
        target, actual = row.target, row.actual
        if target is None or actual is None or actual.value is None or actual.operator in (None, "="):
            continue
        signed = any(sign in fold(actual.text) for sign in _SIGNS)
        # Nobody has measured yet how many years something will last.
        lasts = _LASTS.search(fold(row.level3 or ""))
        repeats = fold(target.text) == fold(actual.text) and not lasts
        yield _of_row(pointer, "actual", row, severity=None if signed and repeats else "info")


def actual_far_off(subject: Subject) -> Iterator[Hit]:
    """An actual value ten times its target or a tenth of it: most suspect where only the decimal point moved."""
    for pointer, _, row in subject.rows:
        times = _times(row)
        if times is None or row.target is None or row.actual is None or 1 / _FAR < times < _FAR:
            continue
        if scale(row.target.unit)[0] != scale(row.actual.unit)[0]:
            continue
        below = row.target.operator in ("<=", "<") and times < 1
        suspect = _is_moved(row.target, times) or (_is_far(row) and _figures(row.target) > 1)
        if suspect or not below:
            said = times if times > 1 else 1 / times
            severity: Severity | None = None if suspect and not below else "info"
            yield _of_row(pointer, "actual", row, severity=severity, times=round(said, 1))


def equality_exceeded(subject: Subject) -> Iterator[Hit]:
    """A target that is to be equalled (＝80%), outdone: the sign or the value is not what was meant."""
    for pointer, _, row in subject.rows:
        if outcome(row) == "exceeded":
            yield _of_row(pointer, "actual", row)


def completion_differs(subject: Subject) -> Iterator[Hit]:
    """A completion that differs from the actual value, in a form that otherwise prints the one for the other."""
    for pointer, form in subject.forms:
        pairs = [
            (at, fold(row.completion), fold(row.actual.text))
            for at, row in enumerate(form.indicators)
            if row.completion and row.actual
        ]
        unlike = [at for at, completion, actual in pairs if completion != actual]
        for at in unlike if len(unlike) < _MOST * len(pairs) else ():
            row = form.indicators[at]
            yield _of_row(f"{pointer}/indicators/{at}", "completion", row, completion=row.completion)


def goal_complete_though_missed(subject: Subject) -> Iterator[Hit]:
    """A goal told as complete although a target of its form was not reached."""
    for pointer, form in subject.forms:
        missed = [at for at, row in enumerate(form.indicators) if outcome(row) == "missed"]
        for at, goal in enumerate(form.goals):
            if missed and goal.completion_rate == 100:
                rows = [f"{pointer}/indicators/{index}/actual" for index in missed]
                first = row_name(form.indicators[missed[0]])
                yield hit(
                    f"{pointer}/goals/{at}/completion_rate", *rows, form=form_name(form, pointer), row=first
                )


def _of_row(pointer: str, leaf: str, row: Indicator, severity: Severity | None = None, **more: Any) -> Hit:
    target, actual = row.target, row.actual
    said: dict[str, Any] = {
        "row": row_name(row),
        "target": target.text if target else "",
        "actual": actual.text if actual else "",
        "expected": target.text if target else "",
        "found": (row.score if row.score is not None else "")
        if leaf == "score"
        else (actual.text if actual else ""),
    }
    leaves = dict.fromkeys((leaf, "actual", "target"))
    return hit(*(f"{pointer}/{one}" for one in leaves), severity=severity, **(said | more))


def _how_sure(row: Indicator) -> Severity | None:
    target, actual = row.target, row.actual
    if target is None or actual is None or target.value is None or actual.value is None:
        return "warning"
    if target.operator not in (">=", "<=") or same(target.value, actual.value):
        return "warning"
    nearly = is_percent(actual) and within(actual.value, target.value, RATE)
    return "info" if nearly else None


def _how_lost(row: Indicator) -> Severity | None:
    """``info`` where a way of scoring may have taken the points: by share, by judgement, for nothing done."""
    target, actual, points, score = row.target, row.actual, row.max_score, row.score
    if target is None or actual is None or points is None or score is None or actual.value is None:
        return "info"
    upwards = target.operator in (">=", ">", None)
    by_share = is_percent(actual) and within(score, points * actual.value / 100, RATE / 2)
    slight = target.text != actual.text and score >= (1 - _SLIGHT) * points
    undone = actual.value == 0 and target.value != 0
    return "info" if undone or (upwards and (by_share or slight)) else None


def _times(row: Indicator) -> float | None:
    if row.target is None or row.actual is None or (pair := comparable(row.target, row.actual)) is None:
        return None
    times = pair[1] / pair[0] if pair[0] > 0 and pair[1] > 0 else 0.0
    return times if 0 < times < math.inf else None


def _is_far(row: Indicator) -> bool:
    times = _times(row)
    return times is not None and not 1 / _BEYOND < times < _BEYOND


def _is_moved(target: Quantity, times: float) -> bool:
    """Whether two values differ by their decimal point alone; 10 against 1 is often what was done."""
    power = math.log10(times)
    return same(power, round(power)) and (_figures(target) > 1 or not 1 / _VERY_FAR < times < _VERY_FAR)


def _figures(value: Quantity) -> int:
    """How many digits tell something: 1500 has two."""
    return len(f"{value.value:f}".replace(".", "").strip("0")) if value.value else 0


RULES = (
    full_score_missed,
    points_lost,
    target_missed,
    missed_without_reason,
    score_generous,
    actual_missing,
    target_missing,
    actual_repeats_inequality,
    actual_far_off,
    equality_exceeded,
    completion_differs,
    goal_complete_though_missed,
)
