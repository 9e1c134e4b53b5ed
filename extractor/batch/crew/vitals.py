"""Whether a process is well: what memory it takes with all that it started, what it died of, what dies with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import suppress

import psutil

from extractor.batch.task import Problem

FOLDER = "TMPDIR"
"""The variable that names the folder of a process's temporary files, which is its own."""
_ROUNDS = 5


def memory_of(pid: int) -> int:
    """Bytes in memory of a process and of all that it started; 0 where it is gone."""
    try:
        root = psutil.Process(pid)
        return sum(_resident(one) for one in (root, *root.children(recursive=True)))
    except psutil.Error:
        return 0


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def end_all_in(folder: str) -> None:
    """End at once all other processes whose temporary files are to be there, or below.

    What a dead process has started has no other mark of it: it may be in a session of its own.
    """
    for _ in range(_ROUNDS):  # what is ended may just have started another
        found = [process for process in psutil.process_iter() if _is_in(process, folder)]
        for process in found:
            with suppress(psutil.Error):
                process.kill()
        if not found:
            return


def _is_in(process: psutil.Process, folder: str) -> bool:
    try:
        place = process.environ().get(FOLDER, "") if process.pid != os.getpid() else ""
    except (psutil.Error, OSError):
        return False
    return place == folder or place.startswith(folder + os.sep)


def cause_of_death(code: int, said: Sequence[str]) -> Problem:
    """Why a process ended, by its exit code and the last lines that it printed."""
    last = next((line.strip() for line in reversed(said) if line.strip()), "")
    how = signal.Signals(-code).name if code < 0 else str(code)
    more = f": {last[:200]}" if last else ""
    return Problem(
        "WorkerDied",
        f"处理该文档的进程意外退出（{how}）{more}",
        f"the process that read it died ({how}){more}",
    )
