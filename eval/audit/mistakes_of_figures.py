"""Mistakes in figures: each kind plants one into a consistent report, or gives None where it has no place."""

from __future__ import annotations

from random import Random

from audit.planting import Plant, Planted, changed, one_of, other_score, projects, rows
from extractor.report import Report

_CELLS_OF_LINE = ("annual_budget", "executed", "score")


def points_of_a_row(report: Report, rng: Random) -> Planted | None:
    found = [(at, row) for at, _, row in rows(report) if row.max_score and row.max_score >= 5]
    at, row = rng.choice(found)
    return changed(report, {f"{at}/max_score": row.max_score + rng.choice((5, 10, 20))})


def points_of_a_level(report: Report, rng: Random) -> Planted | None:
    found = [(at, form, row) for at, form, row in rows(report) if row.level1_max_score]
    if not found:
        return None
    at, form, row = rng.choice(found)
    top = at.rpartition("/")[0]
    same = [index for index, one in enumerate(form.indicators) if one.level1 == row.level1]
    wrong = row.level1_max_score + rng.choice((5, 10))
    return changed(report, {f"{top}/{index}/level1_max_score": wrong for index in same},
                   *(f"{top}/{index}/level1_max_score" for index in same))  # fmt: skip


def points_of_the_total(report: Report, rng: Random) -> Planted | None:
    found = [at for at, form in enumerate(report.forms) if form.total_max_score]
    at = one_of(found, rng)
    return (
        None if at is None else changed(report, {f"/forms/{at}/total_max_score": rng.choice((85, 95, 120))})
    )


def score_of_a_row(report: Report, rng: Random) -> Planted | None:
    found = [
        (at, row) for at, form, row in rows(report)
        if form.total_score is not None and row.item_score is None and (row.score or 0) > 4
    ]  # fmt: skip
    at, row = one_of(found, rng) or (None, None)
    return None if row is None else changed(report, {f"{at}/score": row.score - rng.choice((1, 2, 3))})


def score_above_its_points(report: Report, rng: Random) -> Planted | None:
    at, _, row = rng.choice(list(rows(report)))
    return changed(report, {f"{at}/score": (row.max_score or 0) + rng.choice((1, 5, 10))})


def score_of_the_total(report: Report, rng: Random) -> Planted | None:
    found = [(at, form) for at, form in enumerate(report.forms) if form.total_score is not None]
    at, form = one_of(found, rng) or (None, None)
    return None if form is None else changed(report, {f"/forms/{at}/total_score": form.total_score - 2.5})


def weighted_score(report: Report, rng: Random) -> Planted | None:
    found = [(at, form, row) for at, form, row in rows(report) if row.item_score is not None and row.score]
    at, form, row = one_of(found, rng) or (None, None, None)
    if row is None:
        return None
    return changed(report, other_score(report, at, form, row.score - 1), f"{at}/score", f"{at}/item_score")


def negative_score(report: Report, rng: Random) -> Planted | None:
    at, form, row = rng.choice(list(rows(report)))
    return changed(report, other_score(report, at, form, -(row.max_score or 1)), f"{at}/score")


def execution_rate(report: Report, rng: Random) -> Planted | None:
    at = rng.randrange(len(report.forms))
    rate = report.forms[at].funds[0].execution_rate or 0
    return changed(report, {f"/forms/{at}/funds/0/execution_rate": round(rate - rng.uniform(2, 20), 2)})


def executed_of_a_form(report: Report, rng: Random) -> Planted | None:
    at, form = rng.choice(projects(report))
    spent = form.funds[0].executed or 0
    return changed(report, {f"{at}/funds/0/executed": round(spent * rng.uniform(0.5, 0.9), 2)})


def part_of_the_funds(report: Report, rng: Random) -> Planted | None:
    found = [(at, form) for at, form in projects(report) if len(form.funds) > 1]
    at, form = one_of(found, rng) or (None, None)
    if form is None:
        return None
    return changed(
        report, {f"{at}/funds/1/annual_budget": round((form.funds[1].annual_budget or 0) + 12.34, 2)}
    )


def more_spent_than_there_was(report: Report, rng: Random) -> Planted | None:
    at, form = rng.choice(projects(report))
    budget = form.funds[0].annual_budget or 0
    return changed(report, {f"{at}/funds/0/executed": round(budget * 1.2, 2)})


def negative_amount(report: Report, rng: Random) -> Planted | None:
    at, form = rng.choice(projects(report))
    return changed(report, {f"{at}/funds/0/executed": -(form.funds[0].executed or 1)})


def amount_of_a_line(report: Report, rng: Random) -> Planted | None:
    """Two digits of an amount change places, as whoever types makes it."""
    found = [at for at, line in enumerate(report.project_list) if line.executed and line.executed > 20]
    at = one_of(found, rng)
    if at is None:
        return None
    spent = report.project_list[at].executed or 0
    return changed(report, {f"/project_list/{at}/executed": round(spent - rng.choice((9, 1.8, 0.27)), 2)})


def score_of_a_line(report: Report, rng: Random) -> Planted | None:
    if not report.project_list or report.forms[-1].total_score is None:
        return None
    at = rng.randrange(len(report.project_list))
    score = report.project_list[at].score or 0
    wrong = score - 1 if score >= 91 or 81 <= score < 90 else score + 1 if score < 89 else score + 2
    return changed(report, {f"/project_list/{at}/score": wrong})


def total_of_the_list(report: Report, rng: Random) -> Planted | None:
    totals = report.project_list_totals
    if totals is None:
        return None
    name = rng.choice(("annual_budget", "executed"))
    return changed(report, {f"/project_list_totals/{name}": round(getattr(totals, name) + 36.9, 2)})


def count_of_the_list(report: Report, rng: Random) -> Planted | None:
    totals = report.project_list_totals
    if totals is None:
        return None
    return changed(
        report, {"/project_list_totals/project_count": len(report.project_list) + rng.choice((1, 2))}
    )


def average_of_the_list(report: Report, rng: Random) -> Planted | None:
    totals = report.project_list_totals
    if totals is None or totals.average_score is None:
        return None
    return changed(report, {"/project_list_totals/average_score": round(totals.average_score - 3, 2)})


def adjusted_budget(report: Report, rng: Random) -> Planted | None:
    found = [(at, line) for at, line in enumerate(report.project_list) if line.budget_adjustment]
    at, line = one_of(found, rng) or (None, None)
    if line is None:
        return None
    wrong = round((line.budget_adjustment or 0) + rng.choice((10, 5.5)), 2)
    return changed(report, {f"/project_list/{at}/budget_adjustment": wrong})


def double_number(report: Report, rng: Random) -> Planted | None:
    if len(report.project_list) < 2:
        return None
    at = rng.randrange(1, len(report.project_list))
    return changed(report, {f"/project_list/{at}/sequence": at})


def grade_of_a_line(report: Report, rng: Random) -> Planted | None:
    found = [at for at, line in enumerate(report.project_list) if line.score is not None]
    at = one_of(found, rng)
    if at is None:
        return None
    return changed(
        report, {f"/project_list/{at}/grade": "中" if report.project_list[at].grade != "中" else "优"}
    )


def points_lost_though_met(report: Report, rng: Random) -> Planted | None:
    found = [
        (at, form, row) for at, form, row in rows(report)
        if row.target and row.target.operator == ">=" and row.score == row.max_score and row.score > 3
        and row.item_score is None and row.completion is None
    ]  # fmt: skip
    at, form, row = one_of(found, rng) or (None, None, None)
    if row is None:
        return None
    return changed(report, other_score(report, at, form, row.score - rng.choice((1, 2))), f"{at}/score")


def full_score_though_missed(report: Report, rng: Random) -> Planted | None:
    found = [
        (at, form, row) for at, form, row in rows(report)
        if row.target and row.target.operator in (">=", "<=") and (row.score or 0) < (row.max_score or 0)
        and row.item_score is None and row.completion is None
    ]  # fmt: skip
    at, form, row = one_of(found, rng) or (None, None, None)
    if row is None:
        return None
    return changed(report, other_score(report, at, form, row.max_score), f"{at}/score")


FIGURES: tuple[Plant, ...] = (
    points_of_a_row, points_of_a_level, points_of_the_total, score_of_a_row, score_above_its_points,
    score_of_the_total, weighted_score, negative_score, execution_rate, executed_of_a_form, part_of_the_funds,
    more_spent_than_there_was, negative_amount, amount_of_a_line, score_of_a_line, total_of_the_list,
    count_of_the_list, average_of_the_list, adjusted_budget, double_number, grade_of_a_line,
    points_lost_though_met, full_score_though_missed,
)  # fmt: skip
