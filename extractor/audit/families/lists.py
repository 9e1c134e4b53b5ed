"""The list of projects (绩效自评情况汇总表) against its own totals, numbers and columns."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.hits import Hit, hit, printed
from extractor.audit.shared.elsewhere import totals_of_projects
from extractor.audit.shared.lines import TITLES, TITLES_EN
from extractor.audit.shared.matching import core
from extractor.audit.subject import Subject
from extractor.audit.tolerance import RATE, adds_up, is_rate, is_slip, rounding, same, within
from extractor.report import Number, ProjectLine
from extractor.result import Severity

_COLUMNS = ("initial_budget", "annual_budget", "executed")
_FULL = 100
_TOTALS = "/project_list_totals"


def list_total(subject: Subject) -> Iterator[Hit]:
    """A column of the list that does not come to its total."""
    totals, lines = subject.report.project_list_totals, subject.report.project_list
    for column in _COLUMNS if totals and lines else ():
        total = getattr(totals, column)
        stated = _column(lines, column)
        made = sum(stated.values())
        if total is None or not stated or adds_up([*stated.values()], total):
            continue
        # Blank cells may make up for the rest; twice the total is a list with its subtotals in it.
        if (len(stated) < len(lines) and made < total) or same(made, 2 * total):
            continue
        if _is_of_last_list(lines, column, total):
            continue
        fixes = {leaf: value + total - made for leaf, value in stated.items() if value + total > made}
        where = f"{_TOTALS}/{column}"
        slips = [leaf for leaf, right in fixes.items() if is_slip(printed(stated[leaf]), printed(right))]
        yield hit(
            where,
            *slips,
            fixes=fixes | {where: made},
            column=TITLES[column],
            column_en=TITLES_EN[column],
            lines=len(stated),
            expected=made,
            found=total,
        )


def list_average(subject: Subject) -> Iterator[Hit]:
    """A mean score that is not that of the list's scores."""
    totals, lines = subject.report.project_list_totals, subject.report.project_list
    scores = _column(lines, "score")
    if totals is None or totals.average_score is None or not scores:
        return
    values, said = [*scores.values()], totals.average_score
    budgets = [line.annual_budget or 0 for line in lines if line.score is not None]
    means = [sum(values) / len(values), sum(values) / len(lines)]
    if sum(budgets):
        means.append(sum(map(float.__mul__, map(float, values), map(float, budgets))) / sum(budgets))
    if not any(within(said, mean, RATE + rounding(said)) for mean in means):
        where, right = f"{_TOTALS}/average_score", round(means[0], 2)
        fixes: dict[str, Number] = {where: right}
        for at, total in totals_of_projects(subject.report).items():
            leaf = f"/project_list/{at}/score"
            would_be = (sum(values) - scores.get(leaf, 0) + total) / len(values)
            if leaf in scores and scores[leaf] != total and within(said, would_be, RATE + rounding(said)):
                fixes[leaf] = total
        yield hit(where, *scores, fixes=fixes, expected=right, found=said)


def average_leaves_out(subject: Subject) -> Iterator[Hit]:
    """A mean score of the scored projects only, though the total counts all of them."""
    totals, lines = subject.report.project_list_totals, subject.report.project_list
    scores = _column(lines, "score")
    blank = [at for at, line in enumerate(lines) if line.score is None and line.project_name]
    if totals is None or totals.average_score is None or not blank or totals.project_count != len(lines):
        return
    said, values = totals.average_score, [*scores.values()]
    if len(values) > 1 and within(said, sum(values) / len(values), RATE + rounding(said)) and said:
        yield hit(
            f"{_TOTALS}/average_score",
            *(f"/project_list/{at}/score" for at in blank),
            projects="、".join(lines[at].project_name or "" for at in blank),
            expected=round(sum(values) / len(lines), 2),
            found=said,
        )


def list_count(subject: Subject) -> Iterator[Hit]:
    """A number of projects that is not the number of lines."""
    totals, lines = subject.report.project_list_totals, subject.report.project_list
    if totals is None or totals.project_count is None or not lines or totals.project_count == len(lines):
        return
    numbered = [line.sequence for line in lines] == list(range(1, len(lines) + 1))
    severity: Severity | None = None if numbered or totals.project_count < len(lines) else "warning"
    yield hit(f"{_TOTALS}/project_count", severity=severity, expected=len(lines), found=totals.project_count)


def evaluation_rate(subject: Subject) -> Iterator[Hit]:
    """A rate of projects evaluated below 100 % though all that are listed were: mostly the rate of execution."""
    totals, lines = subject.report.project_list_totals, subject.report.project_list
    said = totals.evaluation_rate if totals else None
    if totals is None or said is None or said >= _FULL or not lines:
        return
    if totals.project_count not in (None, len(lines)):
        return
    spent, budget = (_sum_or_total(subject, name) for name in ("executed", "annual_budget"))
    is_execution = budget > 0 and is_rate(said, spent, budget)
    evaluated = sum(line.score is not None or line.grade is not None for line in lines)
    if not is_execution and is_rate(said, evaluated, len(lines)):
        return
    severity: Severity | None = None if is_execution else "info"
    yield hit(
        f"{_TOTALS}/evaluation_rate",
        severity=severity,
        lines=len(lines),
        rate=round(_FULL * spent / budget, 2) if budget else "—",
        expected=_FULL,
        found=said,
    )


def list_adjustment(subject: Subject) -> Iterator[Hit]:
    """An annual budget that is not the initial one with its adjustment."""
    for pointer, line in subject.projects:
        first, more, annual = line.initial_budget, line.budget_adjustment, line.annual_budget
        if first is None or more is None or annual is None or adds_up([first, more], annual):
            continue
        yield hit(
            f"{pointer}/annual_budget",
            f"{pointer}/initial_budget",
            f"{pointer}/budget_adjustment",
            fixes={
                f"{pointer}/annual_budget": first + more,
                f"{pointer}/initial_budget": annual - more,
                f"{pointer}/budget_adjustment": annual - first,
            },
            project=line.project_name or "—",
            first=first,
            more=more,
            expected=first + more,
            found=annual,
        )


def list_overspent(subject: Subject) -> Iterator[Hit]:
    """A project of the list that spent more than its budget."""
    for pointer, line in subject.projects:
        budget, column = line.annual_budget, "annual_budget"
        if budget is None and line.budget_adjustment is None:
            budget, column = line.initial_budget, "initial_budget"
        if budget is None or line.executed is None or line.executed <= budget:
            continue
        if not same(line.executed, budget):
            yield hit(
                f"{pointer}/executed",
                f"{pointer}/{column}",
                fixes={f"{pointer}/executed": budget, f"{pointer}/{column}": line.executed},
                project=line.project_name or "—",
                expected=budget,
                found=line.executed,
            )


def list_unspent(subject: Subject) -> Iterator[Hit]:
    """A project of the list with a budget of which nothing was spent."""
    for pointer, line in subject.projects:
        budget = line.annual_budget or line.initial_budget
        if line.executed == 0 and budget:
            yield hit(f"{pointer}/executed", project=line.project_name or "—", budget=budget, found=0)


def list_sequence(subject: Subject) -> Iterator[Hit]:
    """Numbers of the list that skip or repeat one; each unit may begin again with 1."""
    lines = subject.report.project_list
    numbers = [line.sequence for line in lines]
    for at, number in enumerate(numbers):
        before = numbers[at - 1] if at else 0
        if before is None or number is None or number == before + 1 or _begins_again(lines, at):
            continue
        leaf, above = f"/project_list/{at}/sequence", f"/project_list/{at - 1}/sequence"
        yield hit(
            leaf,
            *([above] if at else []),
            fixes={leaf: before + 1} | ({above: number - 1} if at else {}),
            project=lines[at].project_name or "—",
            expected=before + 1,
            found=number,
        )


def list_double(subject: Subject) -> Iterator[Hit]:
    """A project listed twice, of one unit and one kind of money."""
    seen: dict[tuple[str, str | None, str | None], int] = {}
    for at, line in enumerate(subject.report.project_list):
        if not line.project_name:
            continue
        first = seen.setdefault((core(line.project_name), line.unit, line.fund_type), at)
        other = subject.report.project_list[first]
        if first != at and line.annual_budget == other.annual_budget:
            yield hit(
                f"/project_list/{at}/project_name",
                f"/project_list/{first}/project_name",
                project=line.project_name,
                first=first + 1,
                again=at + 1,
            )


def _is_of_last_list(lines: list[ProjectLine], column: str, total: Number) -> bool:
    """Whether a total is that of the lines since the numbers began again: a report may have several lists."""
    starts = [at for at, line in enumerate(lines) if at and line.sequence == 1]
    values = [getattr(line, column) for line in lines[starts[-1] :]] if starts else []
    return bool(values) and adds_up([value for value in values if value is not None], total)


def _begins_again(lines: list[ProjectLine], at: int) -> bool:
    """Whether a line is the first of another unit, or of a list that goes on from there."""
    if at == 0 or lines[at].sequence != 1:
        return False
    return lines[at].unit != lines[at - 1].unit or (at + 1 < len(lines) and lines[at + 1].sequence == 2)


def _column(lines: list[ProjectLine], column: str) -> dict[str, Number]:
    stated = {f"/project_list/{at}/{column}": getattr(line, column) for at, line in enumerate(lines)}
    return {leaf: value for leaf, value in stated.items() if value is not None}


def _sum_or_total(subject: Subject, column: str) -> Number:
    total: Number | None = getattr(subject.report.project_list_totals, column, None)
    return total if total is not None else sum(_column(subject.report.project_list, column).values())


RULES = (
    list_total,
    list_average,
    average_leaves_out,
    list_count,
    evaluation_rate,
    list_adjustment,
    list_overspent,
    list_unspent,
    list_sequence,
    list_double,
)
