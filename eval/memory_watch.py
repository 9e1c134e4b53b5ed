"""How much memory a process and all that it starts hold together (Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Self


class MemoryWatch:
    """Looks every fifth of a second, from when it is entered until it is left, at what a process tree holds.

    ``most_mb`` is the most that was seen: of memory that several of them share, each counts its part (PSS).
    ``most_processes`` is how many there were at once.
    """

    def __init__(self, pid: int | None = None) -> None:
        self.most_mb = 0.0
        self.most_processes = 0
        self._pid = os.getpid() if pid is None else pid
        self._done = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            those = [*family(self._pid)]
            self.most_mb = max(self.most_mb, sum(map(_held_mb, those)))
            self.most_processes = max(self.most_processes, len(those))
            if self._done.wait(0.2):
                return


def family(pid: int) -> Iterator[int]:
    """The process, and those it has started, and those they have."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from family(int(child))


def _held_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
