"""Figures that no arithmetic can bear are not looked at."""

from __future__ import annotations

import pytest

from extractor.audit import Subject, audit
from tests.support.reports import form, found, fund, line, report, row


@pytest.mark.parametrize("absurd", [10**400, float("inf"), float("nan"), -(10**20)])
def test_figures_run_together_leave_the_other_findings_alone(absurd: float) -> None:
    said = report(
        form(
            row("甲", "≥" + "9" * 400 + "%", "1" * 400, max_score=10, score=absurd),
            row("乙", "≥95%", "90%", max_score=10, score=15, item_score=absurd),
            funds=[fund("总额", absurd, 5), fund("财政拨款", 5, absurd, execution_rate=absurd)],
            total_score=absurd,
        ),
        project_list=[line("甲", absurd, absurd, score=absurd)],
    )
    assert [one.pointers[0] for one in found(said, "score_above_points")] == ["/forms/0/indicators/1/score"]
    assert audit(Subject(said))
