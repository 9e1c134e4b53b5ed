"""Folders of results that cannot be: other programs', newer versions', read-only ones, full disks."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import EXTRACTOR, Command, environment

from tests.support.batch_runs import Batch
from tests.support.small_reports import small_reports


def another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE documents(a)")
        db.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"PRAGMA application_id = {0x49455842}; PRAGMA user_version = 99; CREATE TABLE documents(a);"
        )


def garbage(path: Path) -> None:
    path.write_bytes(b"\x00\xff no database" * 1000)


@pytest.mark.parametrize(
    ("make", "word"),
    [(another_program, "another program"), (newer, "newer version"), (garbage, "no database")],
)
def test_what_is_not_ours_is_refused_and_stays(run: Command, folder: Path, make: object, word: str) -> None:
    small_reports(folder / "in", 1)
    (folder / "out").mkdir()
    store = folder / "out" / "batch.sqlite"
    make(store)
    before = store.read_bytes()
    for command in (["batch", "in", "-o", "out", "--lang", "en"], ["status", "out", "--lang", "en"]):
        done = run(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert word in done.stderr and done.stderr.count("\n") == 1
        assert store.read_bytes() == before
    assert [*(folder / "out").glob("batch.sqlite-*")] == []


def test_an_out_that_is_a_file_or_has_no_batch(run: Command, folder: Path) -> None:
    small_reports(folder / "in", 1)
    (folder / "file").write_text("mine")
    done = run("batch", "in", "-o", "file")
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert (folder / "file").read_text() == "mine"
    assert run("status", "in").returncode == 2
    assert run("batch", "in", "-o", "/proc/none").returncode == 2


@pytest.mark.parametrize("named", [["inn"], ["out"], ["empty", "inn"]])
def test_names_that_lead_to_no_document_make_no_folder(run: Command, folder: Path, named: list[str]) -> None:
    (folder / "empty").mkdir()
    small_reports(folder / "out", 1)
    done = run("batch", *named, "-o", "out", "--lang", "en")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert str(folder / named[0]) in done.stderr
    assert all(path.suffix == ".txt" for path in (folder / "out").iterdir())


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 300 KB at ``out``."""
    place = folder / "out"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.slow
def test_a_full_disk_ends_the_run_which_goes_on_when_there_is_room(folder: Path, small_disk: Path) -> None:
    small_reports(folder / "in", 30)
    run = Batch(EXTRACTOR, folder, environment(folder, EXTRACTOR_LANG="en"), "--no-html", "--no-export")
    run.start()
    (last,) = [event for event in run.events() if event["event"] == "ended"]
    assert run.process.wait(60) == 2
    assert "disk" in last["error"] or "space" in last["error"]
    assert run.all() == []
    subprocess.run(["mount", "-o", "remount,size=30m", str(small_disk)], check=True)
    states = run.statuses()
    assert 0 < states["ok"] < 30 and states.keys() == {"ok", "pending"} | (states.keys() & {"running"})
    run.start()
    assert run.finish() == 0
    assert run.statuses() == {"ok": 30}
    assert len(run.files()) == 30


@pytest.mark.slow
def test_a_folder_that_may_only_be_read_can_be_looked_at(
    run: Command, folder: Path, small_disk: Path
) -> None:
    small_reports(folder / "in", 1)
    batch = ("batch", "in", "-o", "out", "--no-html", "--no-export", "--lang", "en")
    assert run(*batch).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = run(*batch)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be" in done.stderr and done.stderr.count("\n") == 1
    done = run("status", "out", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 done" in done.stdout
