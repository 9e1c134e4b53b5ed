"""Whether a process is well: what memory it takes with all that it started, and what it died of."""

from __future__ import annotations

import signal
from collections.abc import Sequence

import psutil

from extractor.batch.task import Problem


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
