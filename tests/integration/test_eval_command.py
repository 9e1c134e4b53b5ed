"""``extractor eval run`` as a user calls it; gold is what the engine itself answers, then changed by hand."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from extractor import extract

SAMPLE = Path(__file__).parents[2] / "eval" / "samples" / "quannan-2022.txt"


@pytest.fixture
def evaluate(run):
    return partial(run, "eval", "run")


@pytest.fixture
def here(folder):
    """A folder with eval/samples/a.txt and the engine's own answer as eval/gold/a.json."""
    samples, gold = folder / "eval" / "samples", folder / "eval" / "gold"
    samples.mkdir(parents=True)
    gold.mkdir()
    shutil.copy(SAMPLE, samples / "a.txt")
    (gold / "a.json").write_text(extract(SAMPLE).report.model_dump_json(), encoding="utf-8")
    return folder


def change_first_score(here):
    path = here / "eval" / "gold" / "a.json"
    report = json.loads(path.read_text(encoding="utf-8"))
    row = report["forms"][0]["indicators"][0]
    row["score"] = (row["score"] or 0) + 0.5
    path.write_text(json.dumps(report), encoding="utf-8")


def test_default_folders_and_full_marks(evaluate, here):
    done = evaluate("--min-f1", "1")
    assert done.returncode == 0, done.stderr
    assert "a.txt" in done.stdout
    assert "1.0000" in done.stdout
    assert "没有差错" in done.stdout
    assert done.stderr == ""


def test_a_mistake_is_listed_and_the_floor_missed(evaluate, here):
    change_first_score(here)
    done = evaluate("--min-f1", "1", "--lang", "en")
    assert done.returncode == 1
    assert "/forms/0/indicators/0/score" in done.stdout
    assert "forms.indicators.score" in done.stdout
    assert "below the 1.0 asked for" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("option", "floor", "said"),
    [
        ("--min-f1-each", "1", "a.txt: F1 is 0.99"),
        ("--min-mean-f1", "1", "the mean F1 is 0.99"),
        ("--min-rows", "8", "7 indicator rows are right, fewer than the 8 asked for"),
    ],
)
def test_each_limit_fails_the_run_on_its_own(evaluate, here, option, floor, said):
    assert evaluate(option, floor, "--errors", "0").returncode == 0
    change_first_score(here)
    done = evaluate(option, floor, "--errors", "0", "--lang", "en")
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_errors_can_be_limited(evaluate, here):
    change_first_score(here)
    done = evaluate("--errors", "0")
    assert done.returncode == 0
    assert "/forms/0" not in done.stdout
    assert "另有 1 处差错" in done.stdout


def test_json_on_stdout_is_the_result_file_with_time_and_fields_of_each_document(evaluate, here):
    change_first_score(here)
    done = evaluate("--json", "-o", "run.json")
    assert done.returncode == 0, done.stderr
    outcome, kept = json.loads(done.stdout), json.loads((here / "run.json").read_text(encoding="utf-8"))
    for part in (outcome, *outcome["documents"]):
        assert part["spent"].pop("seconds") > 0
    for document in outcome["documents"]:
        document.pop("fields", None)
    assert outcome == kept
    assert outcome["engine"] == "rules"
    assert outcome["documents_folder"] == "eval/samples"
    assert [m["field"] for m in outcome["documents"][0]["mistakes"]] == ["forms.indicators.score"]
    assert outcome["figures"]["f1"] < 1
    assert (outcome["edits"], outcome["documents_right"]) == (1, 0)
    assert outcome["whereabouts"]["place_accuracy"] == 1


def test_calibration_is_printed_and_kept_where_it_is_asked_for(evaluate, here):
    change_first_score(here)
    done = evaluate("--calibration", "-o", "run.json", "--lang", "en")
    assert "Error left after review" in done.stdout
    calibration = json.loads((here / "run.json").read_text(encoding="utf-8"))["calibration"]
    # Text has no confidence: nothing to calibrate, but one wrong cell that no finding leads to.
    assert (calibration["sure"], calibration["ece"], calibration["bins"]) == (0, None, [])
    assert (calibration["flagged"]["wrong"], calibration["flagged"]["found"]) == (1, 0)


def test_anls_is_left_out_unless_asked_for(evaluate, here):
    pytest.importorskip("anls_star")
    change_first_score(here)
    assert json.loads(evaluate("--json").stdout)["anls"] is None
    assert 0.9 < json.loads(evaluate("--json", "--anls").stdout)["anls"] < 1


def test_a_document_that_cannot_be_read_fails_the_run(evaluate, here):
    (here / "eval" / "samples" / "b.txt").write_bytes(b"")
    shutil.copy(here / "eval" / "gold" / "a.json", here / "eval" / "gold" / "b.json")
    done = evaluate()
    assert done.returncode == 1
    assert "b.txt" in done.stderr
    assert "0.0000" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "eval/samples"),
        (("--documents", "none"), "none"),
        (("--errors", "few"), "--errors few"),
        (("--min-f1", "2"), "--min-f1"),
        (("--min-f1-each", "-1"), "--min-f1-each"),
        (("--min-rows", "many"), "--min-rows"),
        (("--engine", "none"), "none"),
        (("-o", "none/run.json"), "none"),
    ],
)
def test_called_wrongly(evaluate, arguments, said):
    done = evaluate(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
