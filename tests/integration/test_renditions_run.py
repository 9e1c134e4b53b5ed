"""``extractor eval run --renditions`` as a user calls it, on files of the small set."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EVAL = Path(__file__).parents[2] / "eval"
SMALL = EVAL / "renditions" / "small"
NAME = "hetang-2022-form-national"


# Ends any process that was started by another one and opens the file: as when a native library crashes.
DEADLY = """
import os, sys
def hook(event, given):
    if event == "open" and str(given[0]).endswith("deadly.docx") and "-m" in sys.orig_argv:
        os._exit(9)
sys.addaudithook(hook)
"""


def evaluate(*arguments, **variables):
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "eval", "run", *arguments]
    env = {name: value for name, value in os.environ.items() if not name.startswith("EXTRACTOR_")}
    env |= {"COLUMNS": "160"} | variables
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False)


def entry(path, gold, **given):
    return {
        "file": path.name,
        "gold": gold,
        "sample": "hetang-2022",
        "extent": "form",
        "layout": "national",
        "format": path.suffix[1:],
        "quality": None,
        "pages": 1,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "fonts": [],
        "dropped": {},
    } | given


def write_manifest(folder, *entries):
    listed = {"schema_version": "renditions.v1", "files": list(entries)}
    (folder / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """One good file, one that is damaged, and one whose gold says something else."""
    gold = f"gold/{NAME}.json"
    (tmp_path / "gold").mkdir()
    shutil.copy(SMALL / gold, tmp_path / gold)
    report = json.loads((tmp_path / gold).read_text(encoding="utf-8"))
    report["forms"][0]["indicators"][0]["score"] = 9.5
    (tmp_path / "gold" / "other.json").write_text(json.dumps(report), encoding="utf-8")
    good, damaged, other = tmp_path / "good.docx", tmp_path / "damaged.docx", tmp_path / "other.docx"
    for path in (good, other):
        shutil.copy(SMALL / f"{NAME}.docx", path)
    damaged.write_bytes(good.read_bytes()[:2000])
    write_manifest(
        tmp_path,
        entry(good, gold),
        entry(damaged, gold, format="scan", quality="bad"),
        entry(other, "gold/other.json", layout="signed"),
    )
    return tmp_path


def test_figures_by_format_and_layout(folder, tmp_path):
    out = tmp_path / "run.json"
    done = evaluate("--renditions", str(folder), "-o", str(out), "--lang", "en")
    assert done.returncode == 1
    assert "damaged.docx: not read" in done.stderr
    assert "Traceback" not in done.stderr
    outcome = json.loads(out.read_text(encoding="utf-8"))
    assert list(outcome["by_format"]) == ["docx", "scan bad"]
    docx, scan = outcome["by_format"]["docx"], outcome["by_format"]["scan bad"]
    assert (docx["files"], docx["failed"], docx["figures"]["wrong"]) == (2, 0, 1)
    assert docx["flags"] == {"wrong": 1, "carried": 0, "share": 0, "pointing": 0, "false_alarms": {}}
    assert (scan["files"], scan["failed"], scan["mean_f1"]) == (1, 1, 0)
    assert scan["flags"]["wrong"] == 0
    assert outcome["by_layout"]["signed"]["figures"]["wrong"] == 1
    assert outcome["by_layout"]["national"]["rows"]["forms.indicators"]["gold"] == 18
    assert [one["document"] for one in outcome["documents"]] == ["damaged.docx", "good.docx", "other.docx"]
    assert "/forms/0/indicators/0/score" in done.stdout
    assert "By format" in done.stdout


def test_a_selection_reads_only_what_its_name_has(folder):
    done = evaluate("--renditions", str(folder), "--only", "good", "--min-f1", "1", "--json")
    assert done.returncode == 0, done.stderr
    assert [one["document"] for one in json.loads(done.stdout)["documents"]] == ["good.docx"]


def test_the_same_run_gives_the_same_file_whatever_the_number_of_processes(folder, tmp_path):
    for jobs in ("1", "3"):
        evaluate("--renditions", str(folder), "-o", str(tmp_path / f"{jobs}.json"), "--jobs", jobs)
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "3.json").read_bytes()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_its_process_dies_of_is_missing_and_no_other(tmp_path, jobs):
    gold = f"gold/{NAME}.json"
    (tmp_path / "gold").mkdir()
    shutil.copy(SMALL / gold, tmp_path / gold)
    (tmp_path / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    paths = [tmp_path / f"{stem}.docx" for stem in ("a", "deadly", "z")]
    for path in paths:
        shutil.copy(SMALL / f"{NAME}.docx", path)
    write_manifest(tmp_path, *(entry(path, gold) for path in paths))
    done = evaluate(
        "--renditions", str(tmp_path), "--jobs", jobs, "--json", "--lang", "en", PYTHONPATH=str(tmp_path)
    )
    assert done.returncode == 1
    assert "deadly.docx: not read" in done.stderr
    rates = {one["document"]: one["figures"]["f1"] for one in json.loads(done.stdout)["documents"]}
    assert rates == {"a.docx": 1, "deadly.docx": 0, "z.docx": 1}


def test_what_cannot_be_run_is_said(folder, tmp_path):
    both = evaluate("--renditions", str(folder), "--documents", str(folder))
    assert both.returncode == 2
    assert "--renditions" in both.stderr
    nothing = evaluate("--renditions", str(tmp_path / "gold"), "--lang", "en")
    assert nothing.returncode == 2
    assert "manifest.json" in nothing.stderr
    unnamed = evaluate("--renditions", str(folder), "--only", "no such name", "--lang", "en")
    assert unnamed.returncode == 2
    (folder / "manifest.json").write_text(
        '{"schema_version": "renditions.v1", "files": [{}]}', encoding="utf-8"
    )
    broken = evaluate("--renditions", str(folder), "--lang", "en")
    assert broken.returncode == 2
    assert "not a manifest" in broken.stderr
    assert "Traceback" not in both.stderr + nothing.stderr + unnamed.stderr + broken.stderr


@pytest.mark.parametrize("name", ["hetang-2022-form-national", "dachang-2023-form-signed"])
@pytest.mark.parametrize("suffix", [".docx"])
def test_the_small_set_is_read_whole(name, suffix):
    done = evaluate("--renditions", str(SMALL), "--only", name + suffix, "--min-f1", "1")
    assert done.returncode == 0, done.stdout + done.stderr
