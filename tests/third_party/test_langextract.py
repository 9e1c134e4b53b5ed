"""langextract itself as a baseline of the guard benchmark; every answer is simulated."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "eval"))

from guard.baseline import LangExtract, installed
from guard.faults import plant
from guard.judge import outcomes
from guard.run import Bench
from simulated import EVAL, Case

pytestmark = [
    pytest.mark.third_party,
    pytest.mark.skipif(not installed(), reason="make guard-baselines installs it"),
]
CASE = Case.of(EVAL / "specimens" / "yunnan-pipe.txt")


def test_it_gives_back_what_it_is_told_and_says_what_it_could_not_place():
    bench = Bench.of([CASE])
    with LangExtract(bench.offsets) as system:
        right = system.read(CASE, (), always=False)
        assert right.report is not None
        told = [row.level3 for row in right.report.forms[0].indicators]
        assert told == [row.level3 for row in CASE.gold.forms[0].indicators]
        lost = plant("missing row", CASE.gold, 0, CASE.document.name)
        answer = system.read(CASE, lost, always=False)
        assert set(outcomes(CASE.gold, lost, answer)) == {"missed"}
        invented = plant("invented row", CASE.gold, 0, CASE.document.name)
        answer = system.read(CASE, invented, always=False)
        assert set(outcomes(CASE.gold, invented, answer)) == {"flagged"}
