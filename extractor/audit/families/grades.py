"""Grades (优、良、中、差) and full scores: whether they go with the scores and rates they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.elsewhere import right_item, totals_of_projects
from extractor.audit.shared.forms import FULL, row_name
from extractor.audit.subject import Subject
from extractor.audit.tolerance import same
from extractor.report import Number, Report
from extractor.result import Severity
from extractor.text import fold

LIST_FULL = 10
"""The full score in lists that print only the ten points of a project's budget execution."""
_RANGES: dict[str, tuple[float, float]] = {
    "优": (90, 100),
    "良": (80, 90),
    "中": (60, 80),
    "差": (0, 60),
}
"""By the Ministry of Finance's measures for budget performance; 合格 and 一般 are said for 中."""
_SAME = {"优秀": "优", "良好": "良", "一般": "中", "合格": "中", "中等": "中", "较差": "差", "不合格": "差"}
_MARGIN = 10
"""How far other scales in use (优 from 85 or 95, 良 from 75, 70 or 85) lie from that one."""
_GRADE = re.compile(r"优秀?|良好?|中等?|一般|不?合格|较?差")
_LOW_EXECUTION = 0.9
_RATE = re.compile(r"(?:执行率|执行进度|支出进度)(?:达到了?|为|达|是|约)?(\d+(?:\.\d+)?)%")


def grade_of_row(subject: Subject) -> Iterator[Hit]:
    """A row whose grade does not go with its score out of a hundred."""
    for pointer, _, row in subject.rows:
        score = row.item_score
        if score is None and row.score is not None and row.max_score:
            score = 100 * row.score / row.max_score
        if score is None or not 0 <= score <= FULL or (doubt := fits_grade(row.completion, score)) is None:
            continue
        where = f"{pointer}/item_score" if row.item_score is not None else f"{pointer}/score"
        right = {
            leaf: item
            for leaf, item in right_item(pointer, row).items()
            if not fits_grade(row.completion, item)
        }
        yield hit(
            f"{pointer}/completion",
            where,
            fixes=right,
            severity=doubt,
            row=row_name(row),
            found=row.completion,
            score=score,
        )


def grade_of_project(subject: Subject) -> Iterator[Hit]:
    """A project of the list, or a conclusion in running text, whose grade does not go with its score."""
    full, totals = scale_of_list(subject.report), totals_of_projects(subject.report)
    for at, (pointer, line) in enumerate(subject.projects):
        if line.score is None or (doubt := fits_grade(line.grade, 100 * line.score / full)) is None:
            continue
        right = totals.get(at)
        fits = right is not None and right != line.score and fits_grade(line.grade, right) is None
        yield hit(
            f"{pointer}/grade",
            f"{pointer}/score",
            fixes={f"{pointer}/score": right} if right is not None and fits else None,
            severity=doubt,
            row=line.project_name or "—",
            found=line.grade,
            score=line.score,
        )
    for at, told in enumerate(subject.report.conclusions):
        if told.score is None or (doubt := fits_grade(told.grade, told.score)) is None:
            continue
        place = f"/conclusions/{at}"
        yield hit(
            f"{place}/grade",
            f"{place}/score",
            severity=doubt,
            row=told.scope or "—",
            found=told.grade,
            score=told.score,
        )


def full_score_unspent(subject: Subject) -> Iterator[Hit]:
    """A project of the list with the full score though much of its money was not spent."""
    full = scale_of_list(subject.report)
    for pointer, line in subject.projects:
        budget = line.annual_budget or line.initial_budget
        if line.score is None or not same(line.score, full) or not budget or line.executed is None:
            continue
        if line.executed < _LOW_EXECUTION * budget:
            rate = 100 * line.executed / budget
            expected = f"{full * rate / 100:.2f}" if full == LIST_FULL else f"<{full}"
            yield hit(
                f"{pointer}/score",
                f"{pointer}/executed",
                row=line.project_name or "—",
                rate=round(rate, 2),
                expected=expected,
                found=line.score,
            )


def best_grade_unspent(subject: Subject) -> Iterator[Hit]:
    """The best grade told for a rate of execution below 90 %, with no score for it."""
    for at, told in enumerate(subject.report.conclusions):
        rate = _RATE.search(fold(told.quote or ""))
        if (
            rate
            and told.score is None
            and grade_in(told.grade) == "优"
            and float(rate[1]) < 100 * _LOW_EXECUTION
        ):
            yield hit(f"/conclusions/{at}/grade", row=told.scope or "—", rate=rate[1], found=told.grade)


def grade_in(text: str | None) -> str | None:
    """The grade that a cell prints alone, as one of 优 良 中 差; None for anything else."""
    plain = fold(text or "")
    if not _GRADE.fullmatch(plain):
        return None
    return _SAME.get(plain, plain)


def fits_grade(text: str | None, score: float) -> Severity | None:
    """None where a score out of a hundred goes with a grade; ``info`` where it does by another scale in use."""
    grade = grade_in(text)
    if grade is None:
        return None
    low, high = _RANGES[grade]
    if low <= score <= high:
        return None
    return "info" if low - _MARGIN <= score < high + _MARGIN else "warning"


def scale_of_list(report: Report) -> Number:
    """The full score of the list of projects: 100, or 10 where no score is above that and the best is it."""
    scores = [line.score for line in report.project_list if line.score is not None]
    return LIST_FULL if scores and max(scores) <= LIST_FULL and LIST_FULL in scores else 100


RULES = (grade_of_row, grade_of_project, full_score_unspent, best_grade_unspent)
