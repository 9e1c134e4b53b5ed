"""``extractor eval history`` over a repository of git, and over a folder."""

import json
import shutil
import subprocess

import pytest

from tests.support.damaged_runs import write_run


def git(folder, *arguments):
    identity = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    place = tmp_path / "repository" / "results"
    place.mkdir(parents=True)
    git(place.parent, "init", "-q")
    for name, share in (("older format", None), ("begin", 0.05), ("better", 0.02), ("same", 0.02)):
        if share is None:
            (place / "run.json").write_text('{"f1": 1}', encoding="utf-8")
        else:
            write_run(place / "run.json", share)
        (place / "note.txt").write_text(name, encoding="utf-8")
        git(place, "add", ".")
        git(place, "commit", "-q", "-m", name)
    return place


def test_the_commits_that_changed_the_file(run, repository):
    done = run("eval", "history", repository / "run.json", "--json")
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    steps = [(one["name"], one["verdict"], one["scope"]) for one in outcome["steps"]]
    assert steps == [("begin", None, None), ("better", "better", "same")]
    assert outcome["steps"][1]["change"] > 0.02
    assert all(len(one["commit"]) == 40 and one["date"] for one in outcome["steps"])
    assert len(outcome["unread"]) == 1
    assert "格式不同" in done.stderr


def test_what_is_not_committed_yet_comes_last(run, repository):
    write_run(repository / "run.json", 0.1)
    steps = json.loads(run("eval", "history", repository / "run.json", "--json").stdout)["steps"]
    assert (steps[-1]["commit"], steps[-1]["verdict"]) == (None, "worse")


def test_printed_as_a_table(run, repository):
    done = run("eval", "history", repository / "run.json", "--lang", "en", env={"COLUMNS": "160"})
    line = next(line for line in done.stdout.splitlines() if "better" in line)
    assert "damaged" in line
    assert "0.97" in line


def test_a_folder_of_results_by_name(run, tmp_path):
    write_run(tmp_path / "a.json", 0)
    write_run(tmp_path / "b.json", 0.05)
    shutil.copy(tmp_path / "b.json", tmp_path / "c.json")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    done = run("eval", "history", tmp_path, "--json")
    outcome = json.loads(done.stdout)
    verdicts = [(one["name"], one["verdict"]) for one in outcome["steps"]]
    assert verdicts == [("a.json", None), ("b.json", "worse"), ("c.json", "identical")]
    assert outcome["unread"] == ["other.json"]


def test_other_gold_is_not_compared(run, tmp_path):
    text = write_run(tmp_path / "a.json", 0).read_text(encoding="utf-8")
    changed = json.loads(text)
    for document in changed["documents"]:
        document["gold_sha256"] = "0" * 64
    (tmp_path / "b.json").write_text(json.dumps(changed), encoding="utf-8")
    step = json.loads(run("eval", "history", tmp_path, "--json").stdout)["steps"][1]
    assert (step["scope"], step["change"], step["verdict"]) == ("other", None, None)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda place: place.mkdir(), "没有结果文件"),
        (lambda place: place.write_text("{}", encoding="utf-8"), "git 无法给出历史"),
        (lambda _place: None, "没有这个结果文件或文件夹"),
    ],
)
def test_no_history(run, tmp_path, make, said):
    make(tmp_path / "place")
    done = run("eval", "history", tmp_path / "place")
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_git(run, repository):
    done = run("eval", "history", repository / "run.json", env={"PATH": "/nonexistent"})
    assert done.returncode == 3
    assert "需要 git" in done.stderr


def test_never_committed(run, repository):
    write_run(repository / "new.json", 0)
    done = run("eval", "history", repository / "new.json")
    assert done.returncode == 2
    assert "没有提交过这个文件" in done.stderr
