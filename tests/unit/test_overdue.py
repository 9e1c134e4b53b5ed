"""Processes that take too long are ended; those that get little of the processors are given time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractor.overdue import ended_after

SLEEPS = "import time; time.sleep(60)"
WORKS = "while True: pass"
# A tenth of what it may take, in processor time, spread over longer than it may take.
HELD_UP = """
import time
while time.process_time() < 0.2:
    worked = time.process_time() + 0.01
    while time.process_time() < worked:
        pass
    time.sleep(0.2)
"""


@pytest.mark.parametrize(
    ("program", "seconds", "ended"), [(SLEEPS, 1, True), (WORKS, 1, True), (HELD_UP, 2, False)]
)
def test_a_process_is_ended_where_it_does_nothing_or_had_its_time(
    program: str, seconds: float, ended: bool
) -> None:
    process = subprocess.Popen([sys.executable, "-c", program])
    with ended_after(process, seconds) as too_late:
        code = process.wait(60)
    assert too_late.is_set() == ended
    assert (code != 0) == ended
