"""``extractor eval compare`` and ``gate`` over the samples' gold, damaged by a known share."""

import json
import shutil

import pytest

from extractor.evaluation.run import bench
from tests.support.damaged_runs import EVAL, write_run


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    for name, share, only in (
        ("gold", 0.0, None),
        ("damaged-2", 0.02, None),
        ("damaged-5", 0.05, None),
        ("one-of-five", 0.05, ["quannan-2022"]),
        ("lightly", 0.03, ["laoting-2023"]),
    ):
        write_run(folder / f"{name}.json", share, only=only)
    write_run(folder / "damaged-2-again.json", 0.02, seed=2)
    return folder


def compared(run, *arguments):
    done = run("eval", "compare", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("gold", "damaged-2", "worse"),
        ("gold", "damaged-5", "worse"),
        ("damaged-2", "damaged-5", "worse"),
        ("damaged-5", "damaged-2", "better"),
        ("damaged-2", "damaged-2-again", "tied"),
        ("gold", "one-of-five", "tied"),
        ("gold", "gold", "identical"),
    ],
)
def test_runs_known_to_differ(run, runs, before, after, verdict):
    comparison = compared(run, runs / f"{before}.json", runs / f"{after}.json")
    assert comparison["verdict"] == verdict
    f1 = comparison["headlines"][0]
    assert f1["figure"] == "f1"
    if verdict == "identical":
        assert f1["interval"]["reason"] == "no_difference"
    else:
        low, high = f1["interval"]["low"], f1["interval"]["high"]
        assert low < f1["difference"] < high
        assert (low <= 0 <= high) == (verdict == "tied")
        assert f1["detectable"] > 0


def test_five_documents_that_lose_2_percent_tell_it_and_three_may_not(run, runs, tmp_path):
    """The same damage in three small documents: the interval no longer tells."""
    folder = tmp_path / "three"
    folder.mkdir()
    for stem in ("laoting-2023", "quannan-2022", "zhaohua-2022"):
        shutil.copy(EVAL / "samples" / f"{stem}.txt", folder)
    over = bench(folder, EVAL / "gold")
    before = write_run(tmp_path / "before.json", 0, over=over)
    after = write_run(tmp_path / "after.json", 0.02, seed=2, over=over)
    comparison = compared(run, before, after)
    assert (comparison["documents"], comparison["verdict"]) == (3, "tied")
    assert comparison["headlines"][0]["interval"]["rough"] == "few_documents"


def test_one_document_says_why_there_is_no_interval(run, runs, tmp_path):
    for name in ("gold", "damaged-2"):
        kept = json.loads((runs / f"{name}.json").read_text(encoding="utf-8"))
        kept["documents"] = kept["documents"][:1]
        (tmp_path / f"{name}.json").write_text(json.dumps(kept), encoding="utf-8")
    done = run("eval", "compare", tmp_path / "gold.json", tmp_path / "damaged-2.json")
    assert done.returncode == 0, done.stderr
    assert "无从判断" in done.stdout
    assert "无区间：只有 1 份独立文件" in done.stdout
    assert "…" not in done.stdout.split("按内容")[0]


def test_the_groups_are_held_to_the_level_together(run, runs):
    groups = compared(run, runs / "gold.json", runs / "damaged-2.json")["groups"]
    called = [one for one in groups if one["verdict"] == "worse"]
    asked = [one for one in groups if one["p_value"] is not None]
    assert called
    assert min(one["p_value"] for one in called) <= 0.05 / len(asked)
    assert any(one["interval"].get("high", 0) < 0 and one["verdict"] == "tied" for one in groups)


def test_printed_in_english_and_twice_the_same(run, runs):
    arguments = ("eval", "compare", runs / "gold.json", runs / "damaged-5.json", "--lang", "en")
    done = run(*arguments)
    assert "gold.json (damaged) → damaged-5.json (damaged)" in done.stdout
    assert "F1 of all leaves: worse" in done.stdout
    assert "seed 20221" in done.stdout
    assert "four times in five" in done.stdout
    assert run(*arguments).stdout == done.stdout


def test_other_gold_is_an_error_that_says_which(run, runs, tmp_path):
    changed = json.loads((runs / "gold.json").read_text(encoding="utf-8"))
    changed["documents"][3]["gold_sha256"] = "0" * 64
    (tmp_path / "changed.json").write_text(json.dumps(changed), encoding="utf-8")
    done = run("eval", "compare", runs / "gold.json", tmp_path / "changed.json", "--lang", "en")
    assert done.returncode == 2
    assert f"the gold is not the same in both runs: {changed['documents'][3]['document']};" in done.stderr
    assert done.stdout == ""


def test_documents_of_one_run_only_are_left_out_and_named(run, runs, tmp_path):
    fewer = json.loads((runs / "damaged-2.json").read_text(encoding="utf-8"))
    gone = fewer["documents"].pop(0)["document"]
    (tmp_path / "fewer.json").write_text(json.dumps(fewer), encoding="utf-8")
    comparison = compared(run, runs / "gold.json", tmp_path / "fewer.json")
    assert (comparison["documents"], comparison["only_before"]) == (4, [gone])
    done = run("eval", "gate", tmp_path / "fewer.json", "--against", runs / "gold.json", "--max-loss", "50")
    assert done.returncode == 1
    assert f"基线中有、这次没有：{gone}" in done.stdout


def test_renditions_of_one_sample_count_as_one_document(run):
    results = EVAL / "results" / "renditions-small.json"
    comparison = compared(run, results, results)
    assert (comparison["documents"], comparison["clusters"], comparison["verdict"]) == (16, 2, "identical")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "不是 extractor eval run -o 写出的结果文件"),
        ("no json", "不是 extractor"),
        (None, "没有这个结果文件"),
    ],
)
def test_what_is_no_result_file(run, runs, tmp_path, text, said):
    path = tmp_path / "other.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    done = run("eval", "compare", runs / "gold.json", path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("new", "options", "code", "said"),
    [
        ("gold", (), 0, "passed"),
        ("lightly", (), 0, "passed"),
        ("one-of-five", (), 1, "whether documents like these lose more than that is open"),
        ("one-of-five", ("--fail-on", "proven"), 0, "passed"),
        (
            "lightly",
            ("--max-loss", "1", "--fail-on", "possible"),
            0,
            "documents like these do not lose more than that",
        ),
        ("lightly", ("--fail-on", "possible"), 1, "is open"),
        ("damaged-5", ("--fail-on", "proven"), 1, "documents like these lose more than that too"),
        ("damaged-5", ("--max-loss", "10"), 0, "passed"),
    ],
)
def test_the_gate(run, runs, new, options, code, said):
    arguments = (
        "eval",
        "gate",
        runs / f"{new}.json",
        "--against",
        runs / "gold.json",
        *options,
        "--lang",
        "en",
    )
    done = run(*arguments)
    assert done.returncode == code, done.stdout
    assert said in done.stdout


def test_the_gate_as_json(run, runs):
    done = run("eval", "gate", runs / "damaged-5.json", "--against", runs / "gold.json", "--json")
    outcome = json.loads(done.stdout)
    assert (done.returncode, outcome["causes"], outcome["proven"]) == (1, ["loss"], True)
    assert outcome["loss"] == pytest.approx(-100 * outcome["comparison"]["headlines"][0]["difference"])


def test_a_document_that_failed_newly_fails_the_gate(run, runs, tmp_path):
    failed = json.loads((runs / "gold.json").read_text(encoding="utf-8"))
    failed["documents"][2]["status"] = "failed"
    (tmp_path / "failed.json").write_text(json.dumps(failed), encoding="utf-8")
    done = run("eval", "gate", tmp_path / "failed.json", "--against", runs / "gold.json", "--lang", "en")
    assert done.returncode == 1
    assert f"read before, failed now: {failed['documents'][2]['document']}" in done.stdout
    assert done.stderr == ""


def test_a_run_prints_its_interval_or_why_there_is_none(run, tmp_path):
    folder = tmp_path / "some"
    folder.mkdir()
    samples = EVAL / "specimens"
    arguments = (
        "eval",
        "run",
        "--documents",
        folder,
        "--gold",
        samples / "gold",
        "--errors",
        "0",
        "--lang",
        "en",
    )
    shutil.copy(samples / "hubei-two-scores.txt", folder)
    assert "no interval: one independent document cannot tell" in run(*arguments).stdout
    for stem in ("hunan-department", "sichuan-glued", "yunnan-pipe"):
        shutil.copy(samples / f"{stem}.txt", folder)
    assert "; rough: only 4 independent documents" in run(*arguments).stdout
    (folder / "hubei-two-scores.txt").unlink()
    (folder / "sichuan-glued.txt").unlink()
    assert "no error seen in 2 independent documents; up to 78% of such documents" in run(*arguments).stdout
