"""Points (分值): those of the rows against those of their level and of the form."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import FULL, form_name, is_execution, levels, scored_fund, weighs_in_shares
from extractor.audit.subject import Subject
from extractor.audit.tolerance import adds_up, same
from extractor.report import Form, Number
from extractor.result import Severity

_EXECUTION_POINTS = 10


def points_of_level(subject: Subject) -> Iterator[Hit]:
    """Rows of a level-1 indicator whose points are not those printed with its name."""
    for pointer, form in subject.forms:
        for name, printed, at in levels(form):
            points = {
                f"{pointer}/indicators/{index}/max_score": form.indicators[index].max_score for index in at
            }
            stated = {where: value for where, value in points.items() if value is not None}
            if printed is None or not stated or adds_up([*stated.values()], printed):
                continue
            made = sum(stated.values())
            heads = [f"{pointer}/indicators/{index}/level1_max_score" for index in at]
            fixes = _each(stated, printed - made) | dict.fromkeys(heads, made)
            yield hit(*stated, *heads[:1], fixes=fixes, level=name, expected=printed, found=made)


def points_total(subject: Subject) -> Iterator[Hit]:
    """A form whose points do not come to its total, or to 100 where it prints none."""
    for pointer, form in subject.forms:
        points = {
            f"{pointer}/indicators/{at}/max_score": row.max_score for at, row in enumerate(form.indicators)
        }
        stated = {where: value for where, value in points.items() if value is not None}
        if not stated or not _is_complete(form):
            continue
        fund = scored_fund(form)
        in_funds = form.funds[fund].max_score if fund is not None else None
        whole = form.total_max_score if form.total_max_score is not None else FULL
        whole = 1 if weighs_in_shares(form) else whole
        if _fits(form, [*stated.values()], in_funds, whole):
            continue
        if in_funds is not None and not any(map(is_execution, form.indicators)):
            stated[f"{pointer}/funds/{fund}/max_score"] = in_funds
        made = sum(stated.values())
        total = [f"{pointer}/total_max_score"] if form.total_max_score is not None else []
        fixes = _each(stated, whole - made) | dict.fromkeys(total, made)
        severity: Severity | None = None if total or _levels_come_to(form, whole) else "warning"
        yield hit(
            *total,
            *stated,
            fixes=fixes,
            severity=severity,
            form=form_name(form, pointer),
            expected=whole,
            found=made,
        )


def points_of_levels(subject: Subject) -> Iterator[Hit]:
    """Level-1 indicators whose points do not come to the total of the form."""
    for pointer, form in subject.forms:
        heads = {f"{pointer}/indicators/{at[0]}/level1_max_score": points for _, points, at in levels(form)}
        stated = {where: value for where, value in heads.items() if value is not None}
        fund = scored_fund(form)
        in_funds = form.funds[fund].max_score if fund is not None else None
        whole = form.total_max_score if form.total_max_score is not None else FULL
        if len(stated) < len(heads) or not stated or _fits(form, [*stated.values()], in_funds, whole):
            continue
        of_row = any(map(is_execution, form.indicators))
        made = sum(stated.values()) + (0 if in_funds is None or of_row else in_funds)
        total = {} if form.total_max_score is None else {f"{pointer}/total_max_score": made}
        fixes = _each(stated, whole - made) | total
        yield hit(*stated, *total, fixes=fixes, expected=whole, found=made)


def _fits(form: Form, points: list[Number], in_funds: Number | None, whole: Number) -> bool:
    """Whether points come to the whole, those of the funds with them unless a row says them again."""
    if in_funds is None:
        # 10 points are those of budget execution, which many templates print nowhere but in their notes.
        open_points = not any(map(is_execution, form.indicators))
        return adds_up(points, whole) or (open_points and same(sum(points), whole - _EXECUTION_POINTS))
    if any(map(is_execution, form.indicators)) and adds_up(points, whole):
        return True
    return adds_up([*points, in_funds], whole)


def _is_complete(form: Form) -> bool:
    """Whether every row that states anything prints its points."""
    return all(row.max_score is not None for row in form.indicators if row.target or row.score)


def _levels_come_to(form: Form, whole: Number) -> bool:
    printed = [points for _, points, _ in levels(form)]
    stated = [points for points in printed if points is not None]
    return len(stated) == len(printed) and adds_up(stated, whole)


def _each(stated: dict[str, Number], missing: Number) -> dict[str, Number]:
    """What each of some points would have to be for the sum to hold; those that it would make negative are not to blame."""
    return {where: value + missing for where, value in stated.items() if value + missing > 0}


RULES = (points_of_level, points_of_levels, points_total)
