"""The fault matrix in small: no fault of an endpoint or of an answer does harm that nobody is told of."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from extractor.errors import EndpointUnreachable

sys.path.append(str(Path(__file__).parents[2] / "eval"))

from fault_marks import marks_of
from fault_matrix import FORM_FAULTS
from fault_planted import INSTRUCTION, PLANTED, planted
from simulated import EVAL, STYLES, Case, Outcome, foreign_to, read

from tests.support.content_faults import FAULTS, Injection

NAMES = ("yunnan-pipe", "prose-target-actual")
CASES = {name: Case.of(EVAL / "specimens" / f"{name}.txt") for name in NAMES}
FORM = CASES[NAMES[0]]
OTHER = Case.of(EVAL / "samples" / "zhaohua-2022.txt")
IN_A_CELL = [name for name, where in PLANTED.items() if where != "end"]
# Operators and units are parsed from the page in style point: no answer can get them wrong.
NOT_IN_POINT = ("wrong operator", "wrong unit")


def right(case: Case, style: str) -> Outcome:
    outcome = read(case, style)
    assert outcome.word == "ok"
    return outcome


@cache
def undisturbed(name: str, style: str) -> Outcome:
    """What a document gives without any fault: the same for all faults, so it is read once."""
    return right(CASES[name], style)


@pytest.mark.parametrize("times", [1, None], ids=["first answer", "every answer"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", [name for name in FAULTS if name not in IN_A_CELL])
@pytest.mark.parametrize("name", NAMES)
def test_every_wrong_value_is_repaired_or_flagged(
    name: str, fault: str, style: str, times: int | None, tmp_path: Path
) -> None:
    case = planted(CASES[name], PLANTED[fault], tmp_path) if fault in PLANTED else CASES[name]
    assert case is not None
    foreign = foreign_to(case, [OTHER])
    injection = Injection(style, FAULTS[fault], foreign=foreign)  # type: ignore[arg-type]
    outcome = read(case, style, lambda server: server.change(injection, times=times))
    if name == "yunnan-pipe" and not (style == "point" and fault in NOT_IN_POINT):
        assert injection.sites
    base = right(case, style) if fault in PLANTED else undisturbed(name, style)
    marks = marks_of(base.result, outcome.result)
    assert outcome.result is not None
    assert marks.silent_cells == ()
    if times == 1 and fault in ("missing rows", "wrong digit"):
        assert marks.wrong == 0


@pytest.mark.parametrize("fault", IN_A_CELL)
@pytest.mark.parametrize("style", STYLES)
def test_orders_in_a_cell_that_are_obeyed_are_flagged(style: str, fault: str, tmp_path: Path) -> None:
    case = planted(FORM, PLANTED[fault], tmp_path)
    assert case is not None
    base = right(case, style)
    assert base.result is not None
    assert INSTRUCTION in base.result.report.model_dump_json()
    injection = Injection(style, FAULTS[fault])  # type: ignore[arg-type]
    outcome = read(case, style, lambda server: server.change(injection, times=None))
    assert injection.sites
    assert marks_of(base.result, outcome.result).silent_cells == ()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", [name for name in FORM_FAULTS if "Retry-After" not in name])
def test_a_fault_that_passes_leaves_no_trace(fault: str, style: str) -> None:
    kind, options = FORM_FAULTS[fault]
    outcome = read(FORM, style, lambda server: server.fault(kind, **options), timeout=2)  # type: ignore[arg-type]
    assert outcome.word == "ok"
    assert marks_of(undisturbed(NAMES[0], style).result, outcome.result).wrong == 0


@pytest.mark.parametrize("fault", ["empty_choices", "refusal", "truncated", "cut", "wrong_types"])
@pytest.mark.parametrize("style", STYLES)
def test_an_answer_that_never_comes_is_a_finding(fault: str, style: str) -> None:
    outcome = read(FORM, style, lambda server: server.fault(fault, times=None))
    assert outcome.result is not None
    assert outcome.word == "failed"
    assert "segment_failed" in {finding.rule for finding in outcome.result.findings}
    assert marks_of(undisturbed(NAMES[0], style).result, outcome.result).silent_cells == ()


@pytest.mark.parametrize("fault", ["empty_choices", "truncated"])
def test_the_rules_read_what_the_model_does_not(fault: str) -> None:
    outcome = read(FORM, "copy", lambda server: server.fault(fault, times=None), fallback="rules")
    assert outcome.result is not None
    assert "read_by_fallback" in {finding.rule for finding in outcome.result.findings}
    assert len(outcome.result.report.forms[0].indicators) == len(FORM.gold.forms[0].indicators)


def test_an_endpoint_that_fails_for_good_is_an_error() -> None:
    outcome = read(FORM, "copy", lambda server: server.fault("503", times=None, retry_after=0), tries=2)
    assert isinstance(outcome.error, EndpointUnreachable)
    assert outcome.error.exit_code == 4
    assert outcome.calls == 2
