"""A batch that is told to end, has company, or loses what it was to read: it says so, and the same command goes on."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXTRACTOR, environment

from tests.support.batch_runs import LONGEST, Batch
from tests.support.small_reports import NAME, SPECIMENS, small_reports

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tells processes apart by their environment")
CREW = "extractor.batch.crew.worker"
REPORT = (SPECIMENS / f"{NAME}.txt").read_text(encoding="utf-8")


def batch(folder: Path, *options: str, **more: str) -> Batch:
    given = environment(folder, EXTRACTOR_LANG="en", **more)
    return Batch(EXTRACTOR, folder, given, "--no-html", "--no-export", *options)


def put_slow(folder: Path) -> Path:
    """A document that takes many seconds, the first one in order."""
    path = folder / "in" / "0-slow.txt"
    path.write_text("\n".join(f"第{number}号\n{REPORT}" for number in range(1500)), encoding="utf-8")
    return path


def test_told_to_end_it_finishes_what_is_under_way_and_goes_on_later(folder: Path) -> None:
    small_reports(folder / "in", 12)
    run = batch(folder, "--processes", "1")
    run.start()
    assert run.after(2)
    run.process.send_signal(signal.SIGINT)
    (last,) = [event for event in run.events() if event["event"] == "ended"]
    assert run.process.wait(LONGEST) == 130
    assert last["interrupted"] and last["error"] is None
    states = run.statuses()
    assert states.keys() == {"ok", "pending"} and sum(states.values()) == 12
    assert len(run.files()) == states["ok"]
    assert run.all() == [] and [*run.temporary.iterdir()] == []
    run.start()
    (plan, *_) = run.events()
    assert plan["unfinished"] == plan["to_do"] == states["pending"]
    assert run.process.wait(LONGEST) == 0
    assert run.statuses() == {"ok": 12}


@pytest.mark.slow
def test_told_to_end_twice_it_ends_at_once(folder: Path) -> None:
    small_reports(folder / "in", 3)
    slow = put_slow(folder)
    run = batch(folder, "--processes", "2")
    run.start()
    # The third one lies ready behind the slow one.
    assert run.after(2)
    while run.process.poll() is None:
        run.process.send_signal(signal.SIGINT)
        try:
            run.process.wait(0.5)
        except subprocess.TimeoutExpired:
            continue
    # The latter where one more came when it was about to leave.
    assert run.process.returncode in (130, -signal.SIGINT)
    # Who read the others may have come to the third as well.
    states = run.statuses()
    assert states in ({"ok": 2, "pending": 2}, {"ok": 3, "pending": 1})
    assert run.all() == [] and [*run.temporary.iterdir()] == []
    slow.write_text(REPORT)
    run.start()
    assert run.finish() == 0
    assert run.statuses() == {"ok": 4}


@pytest.mark.slow
def test_a_document_over_which_processes_die_fails_and_takes_no_other_with_it(folder: Path) -> None:
    small_reports(folder / "in", 3)
    put_slow(folder)
    run = batch(folder, "--processes", "2")
    run.start()
    while run.process.poll() is None:
        for process in run.all(CREW):
            times = process.cpu_times()
            if times.user + times.system > 3:  # it has begun: to get there takes a second
                process.kill()
        try:
            run.process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    assert run.process.returncode == 1
    failed = [event for event in run.events() if event.get("status") == "failed"]
    assert [Path(event["path"]).name for event in failed] == ["0-slow.txt"]
    assert "SIGKILL" in failed[0]["reason"]
    assert run.statuses() == {"ok": 3, "failed": 1}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limit", "name"),
    [
        ({"EXTRACTOR_DOCUMENT_TIMEOUT": "2"}, "document_timeout"),
        ({"EXTRACTOR_DOCUMENT_MEMORY_MB": "160"}, "document_memory_mb"),
    ],
)
def test_a_document_that_takes_too_much_is_ended(folder: Path, limit: dict[str, str], name: str) -> None:
    small_reports(folder / "in", 3)
    put_slow(folder)
    run = batch(folder, "--processes", "1", **limit)
    run.start()
    failed = [event for event in run.events() if event.get("status") == "failed"]
    assert run.process.wait(LONGEST) == 1
    assert [Path(event["path"]).name for event in failed] == ["0-slow.txt"]
    assert name in failed[0]["reason"]
    assert run.statuses() == {"ok": 3, "failed": 1}


@pytest.mark.slow
def test_two_runs_share_the_work_and_one_goes_on_alone(folder: Path) -> None:
    small_reports(folder / "in", 400)
    one, other = (batch(folder, "--processes", "1") for _ in range(2))
    one.start()
    assert one.after(1)
    other.start()
    status = subprocess.run(
        [EXTRACTOR, "status", "out", "--json"], cwd=folder, capture_output=True, timeout=LONGEST
    )
    assert json.loads(status.stdout)["runs"][0]["ended"] == "running"
    refused = batch(folder, "--engine", "model", "--model", "m", "--base-url", "http://127.0.0.1:1/v1")
    refused.start()
    assert refused.process.wait(LONGEST) == 2
    (event,) = refused.events()
    assert (
        f"another run with other settings is at work there (process {one.process.pid} on " in event["error"]
    )
    done = [
        event["path"]
        for event, _ in zip(other.events(), range(8), strict=False)
        if event["event"] == "document"
    ]
    one.process.kill()
    earlier = [event["path"] for event in one.events() if event["event"] == "document"]
    done += [event["path"] for event in other.events() if event["event"] == "document"]
    assert other.process.wait(LONGEST) == 0
    assert other.statuses() == {"ok": 400}
    assert len(done) == len(set(done))
    # What it had told of nobody did again.
    assert not set(done) & set(earlier)


@pytest.mark.slow
def test_files_that_go_or_change_while_they_wait(folder: Path) -> None:
    paths = small_reports(folder / "in", 12)
    run = batch(folder, "--processes", "1")
    run.start()
    assert run.after(1)
    paths[-1].unlink()
    paths[-2].write_text(REPORT.replace("99001", "88888"), encoding="utf-8")
    paths[-3].unlink()
    paths[-3].mkdir()
    assert run.finish() == 1
    assert run.statuses() == {"ok": 10, "failed": 2}
    result = json.loads((run.out / "documents/0010.json").read_bytes())
    assert "88888" in json.dumps(result["report"])
    paths[-1].write_text(REPORT.replace("99001", "77777"), encoding="utf-8")
    run.start()
    # A folder of its name is no document any more.
    assert run.finish() == 0
    assert run.statuses() == {"ok": 11, "failed": 1}


AT_THE_END = """
import os, signal, sys
from contextlib import contextmanager

from extractor.batch.batch import Wish, run_batch
from extractor.cli.batch_display import Quiet
from extractor.settings import Settings

heard = []
signal.signal(signal.SIGINT, lambda *_: heard.append("before"))


class Told(Quiet):
    @contextmanager
    def watch(self, run):
        yield
        os.kill(os.getpid(), signal.SIGINT)


ended = run_batch(Wish(["in"], "out", page=False, processes=1), Settings(audit="off"), Told("en"))
print(ended.counts, ended.interrupted, heard)
"""


def test_who_heard_the_signals_before_a_run_hears_them_after_it(folder: Path) -> None:
    small_reports(folder / "in", 1)
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_END], cwd=folder, capture_output=True, text=True, timeout=LONGEST, check=False
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("{'ok': 1} False ['before']\n", "")
