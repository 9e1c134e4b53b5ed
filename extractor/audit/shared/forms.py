"""What several rules ask of a form: which row is budget execution, which points and scores its funds carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from extractor.report import Form, FundLine, Indicator, Number
from extractor.text import fold

FULL = 100
"""The points of a whole form, by the Ministry of Finance's template and all that follow it."""
_EXECUTION = re.compile(r"(预算|资金|支出|经费)(执行|完成|支出)?(率|进度)|执行率|执行进度")
_REMEMBERED = 1024
_BUDGETS = ("annual_budget", "received", "initial_budget")


def is_execution(row: Indicator) -> bool:
    """Whether a row is that of budget execution, and no indicator of its own."""
    return any(name and _names_execution(name) for name in (row.level1, row.level2, row.level3))


@lru_cache(maxsize=_REMEMBERED)
def _names_execution(name: str) -> bool:
    """Many rules ask it of every row, and the levels of many rows are the same."""
    return _EXECUTION.search(fold(name)) is not None


def scored_fund(form: Form) -> int | None:
    """Which fund line carries the points of budget execution: the first that prints any; None without."""
    return next((at for at, line in enumerate(form.funds) if line.max_score is not None), None)


def budget_of(line: FundLine) -> tuple[str, Number] | None:
    """The budget that execution is measured by, and its field; None where none is printed."""
    for name in _BUDGETS:
        value: Number | None = getattr(line, name)
        if value is not None:
            return name, value
    return None


def levels(form: Form) -> Iterator[tuple[str, Number | None, Sequence[int]]]:
    """The runs of rows of one level-1 indicator: its name, its points, the indices of its rows."""
    rows = enumerate(form.indicators)
    for (name, points), group in groupby(rows, key=lambda one: (one[1].level1, one[1].level1_max_score)):
        yield name or "", points, [at for at, _ in group]


def weighs_in_shares(form: Form) -> bool:
    """Whether the points of a form are shares of one (0.1) and not out of a hundred."""
    points = [row.max_score for row in form.indicators if row.max_score is not None]
    return bool(points) and max(points) <= 1 and 0.5 < sum(points) < 1.5


def form_name(form: Form, pointer: str) -> str:
    """How a sentence calls a form that a pointer leads to or into: by its project, else its title, else its number."""
    return form.project_name or form.title or f"#{int(pointer.split('/')[2]) + 1}"


def row_name(row: Indicator) -> str:
    """How a sentence calls a row: by the lowest level that has a name."""
    return row.level3 or row.level2 or row.level1 or "—"


def scored_line(form: Form) -> int | None:
    """Which fund line carries the score of budget execution: the first that prints one; None without."""
    return next((at for at, line in enumerate(form.funds) if line.score is not None), None)


def blank_alone(form: Form, row: Indicator, cell: str) -> bool:
    """Whether a cell of a row is blank in a column that most rows of its form fill in."""
    filled = sum(getattr(one, cell) is not None for one in form.indicators)
    return getattr(row, cell) is None and 2 * filled > len(form.indicators)
