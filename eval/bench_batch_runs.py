"""What the benchmarks of batches share: documents of which no two are alike, and runs that are measured."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

EVAL = Path(__file__).parent
EXTRACTOR = Path(sys.executable).with_name("extractor")
_NUMBER = re.compile(r"\d{3,}")
_MB = 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """What a run took: seconds, those of CPU of all its processes, most memory of all together in MB."""

    wall: float
    cpu: float
    memory: float


def varied(sources: Iterable[Path], folder: Path, count: int) -> None:
    """So many texts like the sources, each with a number of its own, the last digits of longer ones changed."""
    folder.mkdir(parents=True)
    texts = [path.read_text(encoding="utf-8") for path in sources]
    for number in range(count):
        turn = number // len(texts) + 1

        def other(found: re.Match[str], turn: int = turn) -> str:
            digits = found[0]
            return digits[:-2] + f"{(int(digits[-2:]) + turn) % 100:02}"

        text = _NUMBER.sub(other, texts[number % len(texts)])
        (folder / f"{number:05}.txt").write_text(f"第{number}号\n{text}", encoding="utf-8")


def measured(*command: str | Path, home: Path, fine: tuple[int, ...] = (0,), **more: str) -> Taken:
    """Run a command to its end; ``home`` is where it may keep a cache, ``fine`` the exit codes that are."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("EXTRACTOR_")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), env=kept | {"HOME": str(home)} | more, stdout=subprocess.DEVNULL
    )
    seen = _Seen(process.pid)
    code = process.wait()
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code not in fine:
        raise SystemExit(f"{command}: exit code {code}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory, seen_cpu = seen.all()
    # Nobody waits for a process that is killed at the end, as those of OCR are: it counts for nothing but what was seen of it.
    return Taken(wall, max(cpu, seen_cpu), memory)


class _Seen:
    """Looks at the memory and CPU of a process and of all that it started, some times a second."""

    def __init__(self, pid: int) -> None:
        self._most = 0
        self._cpu: dict[tuple[int, float], float] = {}
        self._over = threading.Event()
        self._process = psutil.Process(pid)
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self._thread.start()

    def all(self) -> tuple[float, float]:
        """The most memory there was, in MB, and seconds of CPU of all processes."""
        self._over.set()
        self._thread.join()
        return self._most / _MB, sum(self._cpu.values())

    def _look_on(self) -> None:
        while not self._over.wait(0.2):
            total = 0
            with suppress(psutil.Error):
                for one in (self._process, *self._process.children(recursive=True)):
                    with suppress(psutil.Error):
                        total += self._look_at(one)
            self._most = max(self._most, total)

    def _look_at(self, process: psutil.Process) -> int:
        taken = process.cpu_times()
        self._cpu[process.pid, process.create_time()] = taken.user + taken.system
        return int(process.memory_info().rss)


def load() -> str:
    """How busy the machine was with anything."""
    return f"load over the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
