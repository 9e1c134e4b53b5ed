"""Ctrl-C as a program gets it from a terminal, one at a time."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

LONGEST = 600.0


def interrupt(process: subprocess.Popen[str]) -> None:
    """Send it, and wait until it has come: the system makes two that wait one."""
    process.send_signal(signal.SIGINT)
    give_up = time.monotonic() + LONGEST
    while _is_waiting(process.pid):
        assert time.monotonic() < give_up, "the interrupt did not come"
        time.sleep(0.01)


def _is_waiting(pid: int) -> bool:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    pending = [int(line.split()[1], 16) for line in lines if line.startswith(("SigPnd", "ShdPnd"))]
    return any(mask >> (signal.SIGINT - 1) & 1 for mask in pending)
