"""``extractor eval robust`` as a user calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def robust(*arguments, cwd=ROOT):
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "eval", "robust", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One sample with its gold, and a file that is no text."""
    here = tmp_path_factory.mktemp("robust")
    (here / "gold").mkdir()
    for source, name in (("samples", "quannan-2022.txt"), ("gold", "quannan-2022.json")):
        target = here / ("gold" if source == "gold" else "") / name
        target.write_bytes((ROOT / "eval" / source / name).read_bytes())
    (here / "b.pdf").write_bytes(b"%PDF-1.4")
    (here / "gold" / "b.json").write_bytes((ROOT / "eval" / "gold" / "quannan-2022.json").read_bytes())
    return here


SOME = ("--kinds", "digits,synonyms", "--strengths", "0,0.5,1", "--seeds", "2", "--engine", "rules")


def test_curves_start_at_the_undamaged_figure_and_are_the_same_twice(folder, tmp_path):
    first = robust("--documents", str(folder), *SOME, "--jobs", "1", "--json", "-o", str(tmp_path / "a.json"))
    assert first.returncode == 0, first.stderr
    run = json.loads(first.stdout)
    assert [curve["kind"] for curve in run["curves"]] == ["digits", "synonyms"]
    for curve in run["curves"]:
        start = curve["points"][0]
        assert (start["strength"], start["struck"]) == (0, 0)
        assert start["figures"]["f1"] == run["undamaged"]["f1"]
        assert start["by_seed"] == [run["undamaged"]["f1"]] * 2
    digits = run["curves"][0]["points"]
    assert digits[0]["figures"]["f1"] > digits[1]["figures"]["f1"] > digits[2]["figures"]["f1"]
    assert digits[1]["struck"] < digits[2]["struck"] <= digits[2]["places"]
    assert run["unscored"] == ["b.pdf"]
    again = robust("--documents", str(folder), *SOME, "--jobs", "2", "--json")
    assert again.stdout == first.stdout
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == run


def test_table_in_both_languages(folder):
    arguments = ("--documents", str(folder), "--kinds", "lost-point", "--strengths", "0,1", "--seeds", "1")
    assert "小数点丢失" in robust(*arguments, "--jobs", "1").stdout
    english = robust(*arguments, "--jobs", "1", "--lang", "en")
    assert "decimal points lost" in english.stdout
    assert "b.pdf" in english.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kinds", "noise"), "known are signs"),
        (("--strengths", "0.5,0.1"), "rising numbers"),
        (("--strengths", "0,2"), "rising numbers"),
        (("--strengths", "much"), "rising numbers"),
        (("-o", "nowhere/x.json"), "no such folder"),
    ],
)
def test_wrong_calls_are_refused_before_the_work(arguments, said):
    done = robust(*arguments, "--lang", "en")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_text_is_refused(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "gold" / "a.json").write_text("{}", encoding="utf-8")
    done = robust("--documents", str(tmp_path), "--lang", "en")
    assert done.returncode == 2
    assert "only text files" in done.stderr


def test_every_kind_is_told_in_the_guide():
    from extractor.evaluation.perturb.kinds import KINDS

    guide = (ROOT / "docs" / "perturbations.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        assert f"| `{kind.name}` | {kind.nature} | {kind.most:g} |" in guide
        assert kind.shows in guide
