"""Ends a process that takes too long; one that others keep from its work, on a busy machine, is given more time."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

MOST_TIMES = 5
"""So many times as long as it may take is waited for what gets too little of the processors."""
_ITS_SHARE, _STANDING_STILL = 0.5, 0.01


@contextmanager
def ended_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """End the process where the context lasts longer; the event tells whether that was done."""
    done, too_late = threading.Event(), threading.Event()

    def watch() -> None:
        if not _is_done_in_time(done, process.pid, seconds):
            too_late.set()
            process.kill()

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield too_late
    finally:
        done.set()
        watching.join()


def _is_done_in_time(done: threading.Event, pid: int, seconds: float) -> bool:
    begun = before = _worked(
        pid, started=False
    )  # it has started nothing yet: to look for that takes milliseconds
    for _ in range(MOST_TIMES):
        if done.wait(seconds):
            return True
        now = _worked(pid)
        if now - begun >= _ITS_SHARE * seconds or now - before <= _STANDING_STILL * seconds:
            return False
        before = now
    return False


def _worked(pid: int, *, started: bool = True) -> float:
    """Seconds of processor time that a process has had, with what it ``started``; 0 where it is gone."""
    try:
        process = psutil.Process(pid)
        times = [process.cpu_times()]
        if started:
            times += [one.cpu_times() for one in process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    return sum(time.user + time.system for time in times) + times[0].children_user + times[0].children_system
