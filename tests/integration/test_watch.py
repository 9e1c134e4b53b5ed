"""A watched folder: what arrives is read when it is whole, what was there already too, and it ends in order."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import EXTRACTOR, ROOT, Command, environment
from test_bad_input import complain

from extractor.evaluation.run import load_gold
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

REPORT = (ROOT / "eval/samples/quannan-2022.txt").read_bytes()
WORD = (ROOT / "eval/renditions/small/hetang-2022-form-national.docx").read_bytes()
GOLD = load_gold(ROOT / "eval/gold/quannan-2022.json")
LONGEST = 60


@pytest.fixture
def inbox(folder: Path) -> Path:
    place = folder / "inbox"
    place.mkdir()
    return place


@contextmanager
def watching(folder: Path, home: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [EXTRACTOR, "watch", "inbox", "-o", "out", "--settle", "0.4s", "--processes", "1", *options]
    with subprocess.Popen(
        command, cwd=folder, env=environment(home, EXTRACTOR_LANG="en"), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as watcher:  # fmt: skip
        try:
            yield watcher
        finally:
            watcher.kill()


def until(watcher: subprocess.Popen[str], is_so: Callable[[], bool]) -> None:
    """Wait for something that the watcher is to bring about."""
    for _ in range(LONGEST * 20):
        if is_so():
            return
        try:
            watcher.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(watcher.communicate(timeout=LONGEST))


def results(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "out/documents").glob("*.json"))


@pytest.mark.parametrize(
    "options", [(), pytest.param(("--poll",), marks=pytest.mark.slow)], ids=["told", "poll"]
)
def test_what_arrives_is_read_when_it_is_whole(
    folder: Path, inbox: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (inbox / "before.txt").write_bytes(REPORT)
    with watching(folder, tmp_path, *options) as watcher:
        until(watcher, lambda: results(folder) == ["before"])
        (inbox / "half.docx").write_bytes(WORD[:5000])
        (inbox / "copied.txt.part").write_bytes(REPORT + b"\n")
        (inbox / "county").mkdir()
        (inbox / "county/new.txt").write_bytes(REPORT + b"\n\n")
        until(watcher, lambda: results(folder) == ["before", "new"])
        (inbox / "half.docx").write_bytes(WORD)
        (inbox / "copied.txt.part").rename(inbox / "copied.txt")
        until(watcher, lambda: results(folder) == ["before", "copied", "half", "new"])
        watcher.send_signal(signal.SIGINT)
        _, said = watcher.communicate(timeout=LONGEST)
    assert (watcher.returncode, "Traceback" in said) == (130, False), said
    assert json.loads((folder / "out/documents/half.json").read_text(encoding="utf-8"))["report"]["forms"]
    assert (folder / "out/results.xlsx").exists()


@pytest.mark.slow
def test_what_came_while_nobody_watched_and_what_is_old(run: Command, folder: Path, inbox: Path) -> None:
    (inbox / "a.txt").write_bytes(REPORT)
    once = ("watch", "inbox", "-o", "out", "--once", "--settle", "0.1", "--lang", "en")
    assert run(*once).returncode == 0
    before = (folder / "out/documents/a.json").stat().st_mtime_ns
    shutil.copy(inbox / "a.txt", inbox / "b.txt")
    (inbox / "c.txt").write_bytes(REPORT + b"\n")
    done = run(*once)
    assert (done.returncode, done.stdout) == (0, "")
    assert "3 documents, 2 to do (2 new)" in done.stderr
    assert (folder / "out/documents/a.json").stat().st_mtime_ns == before
    assert "c" in results(folder)


@pytest.mark.slow
def test_once_leaves_what_is_not_whole_until_it_is_old(run: Command, folder: Path, inbox: Path) -> None:
    (inbox / "half.docx").write_bytes(WORD[:5000])
    once = ("watch", "inbox", "-o", "out", "--once", "--settle", "0.1", "--lang", "en")
    done = run(*once)
    assert done.returncode == 0
    assert "half.docx: not complete yet, left for the next time" in done.stderr
    assert results(folder) == []
    done = run(*once, "--give-up", "0s")
    assert done.returncode == 1
    assert "1 failed" in done.stderr


@pytest.mark.slow
def test_the_folder_of_results_below_is_not_watched(run: Command, folder: Path, inbox: Path) -> None:
    (inbox / "a.txt").write_bytes(REPORT)
    for _ in range(2):
        assert run("watch", "inbox", "-o", "inbox/out", "--once", "--settle", "0").returncode == 0
    assert [path.name for path in (inbox / "out/documents").glob("*.json")] == ["a.json"]


@pytest.mark.slow
def test_what_finds_no_answer_is_tried_again(folder: Path, inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_bytes(REPORT)
    # Its port is taken, but nobody listens there before it is entered.
    server = ScriptedServer(GoldAnswers(GOLD, "point"))
    with watching(folder, tmp_path, "--model", "simulated", "--base-url", server.url) as watcher:
        assert watcher.stderr is not None
        said = next(line for line in watcher.stderr if "trying again" in line)
        assert said.startswith("error: the endpoint gave no answer")
        with server:
            until(watcher, lambda: results(folder) == ["a"])
    assert json.loads((folder / "out/documents/a.json").read_text(encoding="utf-8"))["status"] == "ok"


def test_sigterm_ends_in_order(folder: Path, inbox: Path, tmp_path: Path) -> None:
    with watching(folder, tmp_path) as watcher:
        line = watcher.stderr.readline() if watcher.stderr else ""
        assert line == f"watching {inbox}; Ctrl-C ends it\n"
        watcher.send_signal(signal.SIGTERM)
        out, said = watcher.communicate(timeout=LONGEST)
    assert (watcher.returncode, out, said) == (130, "", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "-o", "out"), "nowhere"),
        (("a.txt", "-o", "out"), "不是文件夹"),
        (("inbox", "-o", "inbox"), "输出文件夹"),
        (("inbox", "-o", "out", "--settle", "soon"), "--settle"),
        (("inbox", "-o", "out", "--give-up", "-3"), "--give-up"),
        (("inbox", "-o", "a.txt"), "a.txt"),
    ],
)
def test_what_cannot_be_watched(
    run: Command, folder: Path, inbox: Path, arguments: tuple[str, ...], words: str
) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    complain(run("watch", *arguments), 2, words)


def test_without_what_tells_of_changes(folder: Path, inbox: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['watchfiles'] = None; from extractor.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "watch", "inbox", "-o", "out"],
        cwd=folder, env=environment(tmp_path), capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    assert done.returncode == 3
    assert "indicator-extractor[watch]" in done.stderr
    assert "--poll" in done.stderr
