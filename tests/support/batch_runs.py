"""A batch as a user runs it, seen from outside: its lines, its processes, what it keeps."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

LONGEST = 60.0


class Batch:
    """``extractor batch`` over ``folder/in`` into ``folder/out``; what it says is read while it goes on.

    ``command`` is the program, ``environment`` all its variables; HOME tells its processes from all others.
    """

    def __init__(self, command: Path, folder: Path, environment: dict[str, str], *options: str) -> None:
        self.out = folder / "out"
        self.temporary = folder / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self._home = environment["HOME"]
        self._environment = environment | {"TMPDIR": str(self.temporary)}
        self._command = [str(command), "batch", "in", "-o", "out", "--log-json", *options]
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None

    @property
    def process(self) -> subprocess.Popen[str]:
        """The run itself."""
        assert self._process is not None, "not started"
        return self._process

    def start(self, *more: str) -> None:
        """Start it, or start it again."""
        self._process = subprocess.Popen(
            [*self._command, *more], cwd=self._folder, env=self._environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def events(self) -> Iterator[dict[str, Any]]:
        """What it says, until it ends."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            yield json.loads(line)

    def after(self, documents: int) -> bool:
        """Wait until it has told of so many more documents; False where it ends before."""
        for event in self.events():
            documents -= event["event"] == "document"
            if not documents:
                return True
        return False

    def finish(self) -> int:
        """Let it come to its end; its exit code."""
        for _ in self.events():
            pass
        return self.process.wait(LONGEST)

    def kill(self) -> None:
        """End it without a word, and wait until all that it started has gone."""
        self.process.kill()
        self.process.wait(LONGEST)
        psutil.wait_procs(self.all(), timeout=LONGEST)

    def put_temporary_back(self, seconds: float) -> None:
        """Let what is left of temporary folders look older by so much."""
        for folder in self.temporary.iterdir():
            changed = folder.stat().st_mtime - seconds
            os.utime(folder, (changed, changed))

    def all(self, named: str = "") -> list[psutil.Process]:
        """All processes of it whose command line has this, the run as well."""
        return [one for one in psutil.process_iter() if _is_of(one, self._home) and named in _said(one)]

    def end_one(self, named: str) -> bool:
        """End one of its processes without a word, and wait until it has gone; False where there was none."""
        for one in self.all(named):
            os.kill(one.pid, signal.SIGKILL)
            psutil.wait_procs([one], timeout=LONGEST)
            return True
        return False

    def statuses(self) -> dict[str, int]:
        """How many documents of each status the store has; the store is whole, and each has its rows once."""
        with sqlite3.connect(self.out / "batch.sqlite") as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            read = db.execute("SELECT count(*) FROM documents WHERE status IN ('ok', 'partial')").fetchone()
            assert db.execute("SELECT count(*) FROM rows").fetchone() == read
            states = db.execute("SELECT iif(state = 'done', status, state) FROM documents")
            return dict(Counter(state for (state,) in states))

    def files(self) -> list[str]:
        """The names of all files of results, those left half-written as well."""
        return sorted(path.name for path in (self.out / "documents").iterdir())


def _is_of(process: psutil.Process, home: str) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.environ().get("HOME") == home
    except (psutil.Error, OSError):
        return False


def _said(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
