"""Whether a process is well: what memory it takes with all that it started, what it died of, what dies with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Collection, Sequence
from contextlib import suppress

import psutil

from extractor.batch.task import Problem

FOLDER = "TMPDIR"
"""The variable that names the folder of a process's temporary files, which is its own."""
_ROUNDS = 5


def memory_of_each(pids: Collection[int]) -> dict[int, int]:
    """Bytes in memory of processes that this one has started, each with all that it started; 0 where one is gone.

    All processes of the machine are looked through once for all of them: where there are many, that takes its time.
    """
    taken = dict.fromkeys(pids, 0)
    whose = {pid: pid for pid in pids}
    started = psutil.Process().children(recursive=True) if pids else []
    for one in started:  # each after the one that started it
        with suppress(psutil.Error):
            owner = whose.get(one.pid) or whose.get(one.ppid())
            if owner:
                whose[one.pid] = owner
                taken[owner] += int(one.memory_info().rss)
    return taken


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
