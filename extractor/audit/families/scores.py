"""Scores (得分): their sum, their bounds, what they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.elsewhere import right_item, totals_of_projects
from extractor.audit.shared.forms import (
    FULL,
    form_name,
    is_execution,
    row_name,
    scored_line,
    weighs_in_shares,
)
from extractor.audit.subject import Subject
from extractor.audit.tolerance import RATE, adds_up, rounding, same, within
from extractor.report import Form, Indicator, Number
from extractor.result import Severity

_EXECUTION_POINTS = 10
_MOST_MISSING = 0.5
_BONUS = ("加分", "附加", "扣分", "减分", "倒扣")


def score_total(subject: Subject) -> Iterator[Hit]:
    """A form whose scores do not come to its total score; scores left blank may be what is missing."""
    for pointer, form in subject.forms:
        scores = _scores(form, pointer)
        total = form.total_score
        if total is None or not scores or _explains(form, pointer, scores, total):
            continue
        rows = _without_fund(form, scores)
        made = sum(rows.values())
        fixes = {where: value + total - made for where, value in rows.items() if value + total - made >= 0}
        where = f"{pointer}/total_score"
        yield hit(
            where,
            *rows,
            fixes=fixes | {where: made},
            form=form_name(form, pointer),
            expected=made,
            found=total,
        )


def score_above_points(subject: Subject) -> Iterator[Hit]:
    """A score higher than its points."""
    for pointer, points, score, name in _scored(subject):
        if points is not None and score > points and not same(score, points) and not _is_bonus(name):
            yield hit(
                f"{pointer}/score",
                f"{pointer}/max_score",
                fixes={f"{pointer}/score": points, f"{pointer}/max_score": score},
                row=name,
                expected=points,
                found=score,
            )
    for where, score, most, name, fixes in _bounded(subject):
        if score > most:
            yield hit(where, fixes=fixes, row=name, expected=most, found=score)


def score_negative(subject: Subject) -> Iterator[Hit]:
    """A score below 0."""
    for pointer, _, score, name in _scored(subject):
        if score < 0 and not _is_bonus(name):
            yield hit(f"{pointer}/score", fixes={f"{pointer}/score": -score}, row=name, found=score)


def weighted_score(subject: Subject) -> Iterator[Hit]:
    """A row whose weighted score is not its item score times its weight."""
    for pointer, form, row in subject.rows:
        if row.item_score is None or row.max_score is None or row.score is None:
            continue
        made = row.item_score * row.max_score / (1 if weighs_in_shares(form) else 100)
        if within(row.score, made, RATE / 2) or same(row.score, row.item_score):
            continue
        severity: Severity | None = "warning" if within(row.score, made, rounding(row.score)) else None
        yield hit(
            f"{pointer}/score",
            f"{pointer}/item_score",
            f"{pointer}/max_score",
            fixes={f"{pointer}/score": made} | right_item(pointer, row),
            severity=severity,
            row=row_name(row),
            item=row.item_score,
            weight=row.max_score,
            expected=made,
            found=row.score,
        )


def score_missing(subject: Subject) -> Iterator[Hit]:
    """A row with points and a value but no score, where most rows of the form have one."""
    for pointer, form in subject.forms:
        rows = [(at, row) for at, row in enumerate(form.indicators) if row.max_score or row.item_score]
        without = [(at, row) for at, row in rows if row.score is None and row.actual is not None]
        if len(without) >= _MOST_MISSING * len(rows):
            continue
        for at, row in without:
            place = f"{pointer}/indicators/{at}"
            made = (
                None if row.item_score is None or not row.max_score else row.item_score * row.max_score / 100
            )
            fixes = {} if made is None else {f"{place}/score": made}
            yield hit(f"{place}/score", place, fixes=fixes, row=row_name(row))


def _scores(form: Form, pointer: str) -> dict[str, Number]:
    rows = {f"{pointer}/indicators/{at}/score": row.score for at, row in enumerate(form.indicators)}
    stated = {where: score for where, score in rows.items() if score is not None}
    fund = scored_line(form)
    if stated and fund is not None and (score := form.funds[fund].score) is not None:
        stated[f"{pointer}/funds/{fund}/score"] = score
    return stated


def _without_fund(form: Form, scores: Mapping[str, Number]) -> dict[str, Number]:
    """The scores that are to be added: those of the funds only where no row says them again."""
    again = any(is_execution(row) and row.score is not None for row in form.indicators)
    return {where: score for where, score in scores.items() if not again or "/funds/" not in where}


def _explains(form: Form, pointer: str, scores: Mapping[str, Number], total: Number) -> bool:
    rows = [score for where, score in scores.items() if "/funds/" not in where]
    every = [*scores.values()]
    missing = _missing(form)
    if any(adds_up(some, total) for some in (rows, every)):
        return True
    return missing > 0 and any(sum(some) <= total <= sum(some) + missing for some in (rows, every))


def _missing(form: Form) -> float:
    """The most that scores left blank can come to: those of rows, and of execution where nothing prints it."""
    blank = [row for row in form.indicators if row.score is None and _may_score(row)]
    if weighs_in_shares(form):
        return FULL
    points = sum(float(row.max_score or 0) for row in blank)
    unprinted = not any(map(is_execution, form.indicators)) and scored_line(form) is None
    in_rows = sum(float(row.max_score or 0) for row in form.indicators)
    if unprinted and in_rows <= FULL - _EXECUTION_POINTS + RATE:
        points += FULL - in_rows
    return points


def _may_score(row: Indicator) -> bool:
    """Whether a blank score can be one that was left out; nobody scores a row that did nothing."""
    return row.actual is not None or row.item_score is not None


def _scored(subject: Subject) -> Iterator[tuple[str, Number | None, Number, str]]:
    for pointer, form, row in subject.rows:
        if row.score is not None and not weighs_in_shares(form):
            yield pointer, row.max_score, row.score, row_name(row)
    for pointer, _, line in subject.funds:
        if line.score is not None:
            yield pointer, line.max_score, line.score, line.source or "—"


def _bounded(subject: Subject) -> Iterator[tuple[str, Number, Number, str, dict[str, Number]]]:
    """Scores with the most that each can be: of forms, of items out of a hundred, of the list; and what would fit."""
    for pointer, form in subject.forms:
        if form.total_score is not None and not _has_bonus(form):
            most = form.total_max_score or FULL
            whole: dict[str, Number] = {f"{pointer}/total_max_score": FULL} if most < FULL else {}
            yield f"{pointer}/total_score", form.total_score, most, form_name(form, pointer), whole
    for pointer, _, row in subject.rows:
        if row.item_score is not None and not _is_bonus(row_name(row)):
            yield f"{pointer}/item_score", row.item_score, FULL, row_name(row), right_item(pointer, row)
    totals = totals_of_projects(subject.report)
    for at, (pointer, line) in enumerate(subject.projects):
        if line.score is not None:
            right = {f"{pointer}/score": totals[at]} if at in totals else {}
            yield f"{pointer}/score", line.score, FULL, line.project_name or "—", right


def _is_bonus(name: str) -> bool:
    return any(word in name for word in _BONUS)


def _has_bonus(form: Form) -> bool:
    return any(_is_bonus(f"{row.level1}{row.level2}{row.level3}") for row in form.indicators)


RULES = (
    score_above_points,
    score_negative,
    weighted_score,
    score_total,
    score_missing,
)
