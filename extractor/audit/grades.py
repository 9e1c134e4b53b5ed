"""Grades (优、良、中、差) and the scores they stand for."""

from __future__ import annotations

import re

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
