"""What a reader finds wrong in the figures of the sample reports, and nothing that only looks wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.audit import Subject, audit
from extractor.audit.catalogue import chosen
from extractor.report import Report

GOLD = Path(__file__).parents[2] / "eval" / "gold"
FIGURES = "points,scores,grades,funds,amounts,rates,lists,across,keyfigures"
ERRORS = {
    # Six forms lack a row of ten points; two rows of execution were copied; two scores differ from the list's.
    "dachang-2023": [
        *(f"/forms/{at}/indicators/0/max_score" for at in range(5, 11)),
        "/forms/4/total_score",
        "/forms/3/indicators/6/actual",
        "/forms/6/indicators/6/actual",
        "/project_list/2/score",
    ],
    # 555.31, and 184.64 with 365.54, against 535.67; 10 people in 11 posts are 90.9 %.
    "hetang-2022": [
        "/forms/0/fund_breakdown/0/amount",
        "/forms/0/fund_breakdown/1/amount",
        "/data_table/2/value",
    ],
    "laoting-2023": [],
    # 110 points; 42.7 for 42.97.
    "quannan-2022": ["/forms/0/total_max_score", "/project_list/7/annual_budget"],
    "zhaohua-2022": [],
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_of_figures_in_a_sample(name: str) -> None:
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    findings = audit(Subject(Report.model_validate(gold["report"])), chosen(FIGURES))
    errors = [one.pointers[0] for one in findings if one.severity == "error"]
    assert sorted(errors) == sorted(ERRORS[name])
