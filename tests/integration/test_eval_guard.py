"""The guard benchmark in small: planted faults, what becomes of them, and that it is said to be simulated."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "eval"))

from guard.answers import Answer
from guard.faults import FAULTS, plant, rows_of
from guard.figures import GuardRun
from guard.judge import lost_silently, outcomes
from guard.page import page
from guard.run import Bench, run_guard
from guard.systems import Ours, PlainInstructor
from guard.wrong_report import wrong_report
from simulated import EVAL, Case

from extractor.report import Report

ROOT = Path(__file__).parents[2]
CASE = Case.of(EVAL / "specimens" / "yunnan-pipe.txt")
NAME = CASE.document.name
SIGNED = Case.of(EVAL / "specimens" / "sichuan-glued.txt")


def made_wrong(kind, case=CASE):
    sites = plant(kind, case.gold, 0, case.document.name)
    return sites, Report.model_validate(wrong_report(case.gold.model_dump(mode="json"), sites))


@pytest.mark.parametrize("kind", FAULTS)
def test_faults_are_laid_into_a_third_of_the_rows_the_same_each_time(kind):
    sites = plant(kind, SIGNED.gold, 0, "a.txt")
    assert sites == plant(kind, SIGNED.gold, 0, "a.txt")
    struck = {site.row.pointer for site in sites}
    assert 1 <= len(struck) <= -(-len(rows_of(SIGNED.gold)) // 3)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_wrong_report_taken_as_it_is_misses_every_fault(kind):
    sites, wrong = made_wrong(kind, SIGNED)
    taken = Answer(wrong, struck=frozenset(range(len(sites))))
    assert set(outcomes(SIGNED.gold, sites, taken)) == {"missed"}
    right = Answer(SIGNED.gold, struck=taken.struck)
    assert set(outcomes(SIGNED.gold, sites, right)) == {"repaired"}


def test_lost_rows_are_counted_and_an_error_is_a_flag():
    sites, wrong = made_wrong("missing row")
    assert lost_silently(CASE.gold, Answer(wrong)) == len(sites) == 2
    assert set(outcomes(CASE.gold, sites, Answer(None, struck=frozenset({0, 1})))) == {"flagged"}


@pytest.mark.parametrize("style", ["copy", "point"])
@pytest.mark.parametrize("kind", ["wrong digit", "missing row", "swapped target/actual"])
def test_our_engine_misses_none_of_these(kind, style):
    sites, _ = made_wrong(kind)
    for always in (False, True):
        answer = Ours(style).read(CASE, sites, always=always)
        assert len(answer.struck) == len(sites)
        assert "missed" not in set(outcomes(CASE.gold, sites, answer))


def test_schema_alone_takes_what_fits_the_schema():
    sites, wrong = made_wrong("wrong digit")
    answer = PlainInstructor().read(CASE, sites, always=False)
    assert answer.report is not None
    assert answer.report.model_dump() == wrong.model_dump()
    assert answer.calls == 1
    assert set(outcomes(CASE.gold, sites, answer)) == {"missed"}


def test_documents_without_indicator_rows_are_left_out():
    bench = Bench.of([Case.of(EVAL / "specimens" / "prose-target-actual.txt"), CASE])
    assert [case.document.name for case in bench.cases] == [NAME]
    assert bench.left_out == ["prose-target-actual.txt"]
    run = run_guard(bench, ["wrong score"], baselines=False)
    assert run.skipped == {"langextract": "not asked for"}
    for system in run.systems:
        assert [line.wrong_in for line in system.lines] == ["first answer", "every answer"]
        for line in system.lines:
            assert line.planted == line.repaired + line.flagged + line.missed == 2
    titles = [line for line in page(run).splitlines() if line.startswith("## ")]
    assert len(titles) == 3
    assert all("simulated answers" in title for title in titles)


def command(folder, *arguments):
    called = [sys.executable, "-c", "from extractor.cli import main; main()", "eval", "guard", *arguments]
    return subprocess.run(called, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_the_command_writes_what_it_prints(tmp_path):
    done = command(
        tmp_path, "wrong digit", "--document", "yunnan", "--no-baselines", "-o", "a.json", "--page", "a.md"
    )
    assert done.returncode == 0, done.stderr
    run = GuardRun.model_validate_json((tmp_path / "a.json").read_bytes())
    assert run.answers == "simulated"
    assert done.stdout.strip() == (tmp_path / "a.md").read_text(encoding="utf-8").strip() == page(run).strip()


def test_an_unknown_fault_is_refused(tmp_path):
    done = command(tmp_path, "wrong mood")
    assert done.returncode == 2
    assert "known are wrong digit" in done.stderr
    assert done.stderr.count("\n") == 1


def test_committed_page_and_figures_are_of_one_run():
    run = GuardRun.model_validate(json.loads((ROOT / "eval/results/guard.json").read_text(encoding="utf-8")))
    assert (ROOT / "docs" / "guard.md").read_text(encoding="utf-8") == page(run)
