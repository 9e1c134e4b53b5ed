"""Temporary folders: gone when they are done with, also those of processes that were ended without a word."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from extractor.temporary import temporary_folder

OLD = 1_000_000_000
HOLD = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from extractor.temporary import temporary_folder
with temporary_folder() as folder:
    (folder / "scan.pdf").write_bytes(b"%PDF")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def held(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process that holds a folder, which it made long ago."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(parent)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    folder = Path(process.stdout.readline().strip())
    os.utime(folder, (OLD, OLD))
    return process, folder


def test_a_folder_that_a_dead_process_has_left_is_removed_by_the_next(parent: Path) -> None:
    process, left = held(parent)
    with process:
        process.kill()
    assert left.is_dir()
    with temporary_folder() as folder:
        assert [*parent.iterdir()] == [folder]
    assert [*parent.iterdir()] == []


def test_a_folder_that_another_process_holds_stays(parent: Path) -> None:
    process, folder = held(parent)
    with process:
        with temporary_folder():
            assert (folder / "scan.pdf").is_file()
        process.communicate("")
    assert not folder.exists()


def test_folders_of_others_and_new_ones_stay(parent: Path) -> None:
    (parent / "extractor-of-mine").mkdir()
    os.utime(parent / "extractor-of-mine", (OLD, OLD))
    (parent / "extractor-temporary-new").mkdir()
    with temporary_folder():
        pass
    assert sorted(path.name for path in parent.iterdir()) == ["extractor-of-mine", "extractor-temporary-new"]
