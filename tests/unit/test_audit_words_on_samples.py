"""What a reader sees in the published samples, beside their figures; and what looks wrong there and is not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from extractor.audit import Subject, audit
from extractor.readers import read_document
from extractor.report import Report
from extractor.result import Finding
from extractor.settings import Settings

_EVAL = Path(__file__).parents[2] / "eval"


@cache
def _findings(sample: str) -> list[Finding]:
    gold = json.loads((_EVAL / "gold" / f"{sample}.json").read_text("utf-8"))
    document = read_document(_EVAL / "samples" / f"{sample}.txt", Settings.load())
    return audit(Subject(Report.model_validate(gold["report"]), document=document))


def _told(sample: str, rule: str) -> list[str]:
    """Where the findings of a rule lead: the first pointer, else what stands there."""
    every = [one for found in _findings(sample) for one in (found, *found.consequences)]
    return [one.pointers[0] if one.pointers else one.places[0].text for one in every if one.rule == rule]


@pytest.mark.parametrize(
    ("sample", "rule", "where"),
    [
        ("dachang-2023", "goal_copied", ["/forms/8/goals/0/expected"]),
        ("dachang-2023", "nameless_row", ["/forms/4/indicators/6/level3"]),
        ("hetang-2022", "goal_copied", ["/forms/0/goals/0/expected"]),
        ("hetang-2022", "department_told", ["/forms/0/funds/0/executed"]),
        ("hetang-2022", "target_is_name", ["/forms/2/indicators/8/target"]),
        ("hetang-2022", "all_met_told", ["/forms/1/indicators/5/actual"]),
        ("laoting-2023", "execution_row_missing", ["/forms/0/indicators"]),
        ("laoting-2023", "executed_missing", ["/forms/0/funds/0/executed"]),
        ("laoting-2023", "level_of_another", ["/forms/0/indicators/3/level2"]),
        ("quannan-2022", "project_name_apart", ["/project_list/11/project_name"]),
        ("quannan-2022", "executed_count_told", ["/project_list/1/executed"]),
        ("zhaohua-2022", "title_year", ["/title"]),
        ("zhaohua-2022", "department_told", ["/forms/0/funds/0/initial_budget"]),
        ("zhaohua-2022", "projects_exceed_told", ["/forms/1/funds/0/executed"]),
        ("zhaohua-2022", "report_of_another", ["结合我委2022年网格化管理经费项目实施情况"]),
        ("zhaohua-2022", "placeholder_in_text", ["（项目名称）"]),
    ],
)
def test_mistakes_of_the_samples_are_found_where_they_stand(sample: str, rule: str, where: list[str]) -> None:
    assert _told(sample, rule) == where


@pytest.mark.parametrize(
    "rule", ["share_told", "growth_told", "execution_told", "adjusted_told", "grades_told", "rate_told"]
)
def test_figures_of_the_samples_that_are_right_are_left_alone(rule: str) -> None:
    samples = [path.stem for path in (_EVAL / "gold").glob("*.json")]
    assert samples
    assert not [where for sample in samples for where in _told(sample, rule)]
