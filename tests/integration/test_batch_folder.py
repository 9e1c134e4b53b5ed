"""A folder of good and bad files: each is read once, what is wrong with one is its own, and a second run does what changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import EXTRACTOR, ROOT, environment

REPORT = (ROOT / "eval/specimens/sichuan-cell-per-line.txt").read_text(encoding="utf-8")
NAMES = {
    "newline": "两\n行.txt",
    "quotes": "\"a' b`;$(x)&.txt",
    "odd bytes": os.fsdecode(b"\xff\xfe.txt"),
    "255 bytes": "长" * 83 + "ab.txt",
    "formula": "=1+1.txt",
    "plain": "a.txt",
    "same name": "b/a.txt",
}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes, links")


class Folder:
    """A folder of inputs, and what a batch makes of it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.out = place / "out"
        self.put()
        self.first = self.batch()

    def put(self) -> None:
        """Make the inputs."""
        (self.place / "in/b").mkdir(parents=True)
        for number, name in enumerate(NAMES.values()):
            self.path(name).write_text(f"第{number}号\n{REPORT}", encoding="utf-8")
        self.path("twin.txt").write_bytes(self.path("a.txt").read_bytes())
        self.path("empty.txt").write_bytes(b"")
        self.path("binary.txt").write_bytes(bytes(range(256)) * 40)
        self.path("no report.txt").write_text("今天天气很好。", encoding="utf-8")
        self.path("round").symlink_to(self.path("."), target_is_directory=True)
        self.path("itself.txt").symlink_to("itself.txt")
        self.path("nothing.txt").symlink_to("gone.txt")

    def path(self, name: str) -> Path:
        """An input."""
        return self.place / "in" / name

    def batch(self, *options: str, inputs: tuple[str, ...] = ("in",)) -> subprocess.CompletedProcess[str]:
        """Run over it."""
        given = ["batch", *inputs, "-o", "out", "--processes", "1", "--lang", "en", "--log-json", *options]
        return self.run(*given)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run anything in it."""
        return subprocess.run(
            [EXTRACTOR, *command], cwd=self.place, env=environment(self.place), text=True, capture_output=True,
            timeout=60,
        )  # fmt: skip

    def files(self) -> dict[str, int]:
        """The files of results, and when they were written."""
        return {file.name: file.stat().st_mtime_ns for file in (self.out / "documents").iterdir()}

    def status(self) -> dict[str, Any]:
        """What `extractor status` says."""
        done = self.run("status", "out", "--json")
        assert (done.returncode, done.stderr) == (0, "")
        said: dict[str, Any] = json.loads(done.stdout)
        return said


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("batch"))


def events(done: subprocess.CompletedProcess[str], kind: str) -> list[dict[str, Any]]:
    """What a run told, of one kind; each line of it is an object."""
    assert done.stdout == ""
    said = [json.loads(line) for line in done.stderr.splitlines()]
    return [event for event in said if event["event"] == kind]


def ended(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    """How the documents of a run ended."""
    (event,) = events(done, "ended")
    assert event["error"] is None
    documents: dict[str, int] = event["documents"]
    return documents


def reread(folder: Folder, before: dict[str, int]) -> set[str]:
    """The documents whose results were written since."""
    return {name for name, written in folder.files().items() if before.get(name) != written}


def test_what_can_be_read_is_read_once_and_the_others_say_why(done: Folder) -> None:
    assert done.first.returncode == 1
    assert ended(done.first) == {"ok": len(NAMES), "duplicate": 1, "failed": 3}
    told = Counter(event["path"] for event in events(done.first, "document"))
    assert set(told.values()) == {1}
    why = {Path(event["path"]).name: event.get("reason") for event in events(done.first, "document")}
    assert "empty" in why["empty.txt"]
    assert all(why[name] for name in ("binary.txt", "no report.txt"))
    refused = {Path(event["path"]).name for event in events(done.first, "refused")}
    assert refused == {"itself.txt", "nothing.txt"}


def test_files_of_results_have_names_that_any_system_takes(done: Folder) -> None:
    names = done.files()
    pages = {name for name in names if name.endswith(".html")}
    assert len(names) == 2 * len(NAMES) and len(pages) == len(NAMES)
    assert {"a.json", "a-2.json", "a.html", "a-2.html", "=1+1.json"} < set(names)
    assert all(name.isprintable() and not set(name) & set('<>:"/\\|?*') for name in names)
    for name in names.keys() - pages:
        assert json.loads((done.out / "documents" / name).read_bytes())["status"] == "ok"


def test_status_tells_the_same(done: Folder) -> None:
    said = done.status()
    assert said["documents"] == {"ok": len(NAMES), "duplicate": 1, "failed": 3}
    assert said["runs"][0]["ended"] == "done"
    assert {Path(failure["path"]).name for failure in said["failures"]} == {
        "empty.txt", "binary.txt", "no report.txt",
    }  # fmt: skip


def test_a_second_run_reads_what_has_changed_and_not_what_was_touched(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    before = folder.files()
    os.utime(folder.path(NAMES["quotes"]), (1, 1))
    folder.path("a.txt").write_text(f"第100号\n{REPORT}", encoding="utf-8")
    # What was its twin has to be read too.
    assert ended(folder.batch()) == {"unchanged": 1, "ok": 2}
    assert {name.rpartition(".")[0] for name in reread(folder, before)} == {"a", "twin"}
    before = folder.files()
    (planned,) = events(folder.batch(), "planned")
    assert planned["to_do"] == 0
    assert reread(folder, before) == set()


@pytest.mark.slow
def test_options_say_what_is_done_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.path("empty.txt").write_text(REPORT, encoding="utf-8")
    os.utime(folder.path("empty.txt"), ns=(0, 0))
    assert ended(folder.batch("--retry-failed")) == {"ok": 1, "failed": 2}
    assert ended(folder.batch("--force", "--limit", "3")).keys() <= {"ok", "failed"}
    assert folder.status()["documents"]["pending"] == len(NAMES) + 4 - 3
    assert sum(ended(folder.batch()).values()) == len(NAMES) + 4 - 3
    (planned,) = events(folder.batch("--since", "1h", "--force"), "planned")
    assert planned["named"] == planned["to_do"] == len(NAMES) + 3
    # Other settings make other results: all is read anew.
    (planned,) = events(folder.batch("--no-html", "--limit", "1"), "planned")
    assert planned["resettled"] == len(NAMES) + 4


def test_quiet_says_nothing_but_errors(done: Folder, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(REPORT, encoding="utf-8")
    quiet = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--processes", "1", "--quiet"]
    said = done.run(*quiet)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    (tmp_path / "file").write_text("")
    said = done.run("batch", "in", "-o", str(tmp_path / "file"), "--quiet")
    assert said.returncode == 2
    assert said.stderr.startswith("错误：") and said.stderr.count("\n") == 1
