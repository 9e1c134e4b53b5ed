"""A Dask cluster of processes on 127.0.0.1: a scheduler, and workers that may be killed.

    with DaskCluster(tmp_path, workers=3, threads=8, resources="calls=8") as cluster:
        ...  # --scheduler cluster.address
        cluster.kill_a_worker(random)

Each worker has a home, and so a cache, of its own, as if it were another machine. What kills one leaves its nanny,
which starts another in its place.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

BIN = Path(sys.executable).parent
_PATIENCE = 300.0


class DaskCluster:
    """The processes; use it as a context manager.

    ``variables`` are set for all of them; ``preload`` is a program that the scheduler runs when it starts.
    """

    def __init__(
        self,
        folder: Path,
        *,
        workers: int,
        threads: int = 1,
        resources: str = "",
        variables: dict[str, str] | None = None,
        preload: str = "",
    ) -> None:
        self.folder = folder
        self.killed = 0
        self._preload = preload
        self._lives: list[int] = []
        self._variables = variables or {}
        self._workers = workers
        self._options = ["--nthreads", str(threads), *(["--resources", resources] if resources else [])]
        self._scheduler: subprocess.Popen[bytes]
        self._nannies: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return f"tcp://127.0.0.1:{self._port}"

    @property
    def processes(self) -> tuple[list[int], int]:
        """The numbers of the nannies, whose children the workers are, and of the scheduler."""
        return [nanny.pid for nanny in self._nannies], self._scheduler.pid

    def log(self, name: str) -> str:
        """What ``scheduler``, or a worker by its number, has said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        preload = ["--preload", self._preload] if self._preload else []
        self._scheduler = self._started(
            "scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *preload
        )
        try:
            self._port = self._told_port()
            for _ in range(self._workers):
                self.add_worker()
            self.wait_for_workers()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        for process in [*self._nannies, self._scheduler]:
            _end(process)

    def add_worker(
        self, *, options: list[str] | None = None, variables: dict[str, str] | None = None
    ) -> None:
        """Start one more worker."""
        name = str(len(self._nannies))
        process = self._started(
            name, "worker", self.address, "--no-dashboard", "--name", name,
            *(self._options if options is None else options), variables=variables,
        )  # fmt: skip
        self._nannies.append(process)
        self._lives.append(1)

    def wait_for_workers(self) -> None:
        """Until the scheduler knows all that were started, again where they were killed."""
        give_up = time.monotonic() + _PATIENCE
        while not all(
            self.log(str(at)).count("Registered to") >= lives for at, lives in enumerate(self._lives)
        ):
            if time.monotonic() > give_up:
                raise RuntimeError("a worker did not start")
            time.sleep(0.05)

    def kill_a_worker(self, chance: random.Random) -> None:
        """Kill one as by kill -9, with all that it started; its nanny lives."""
        at = chance.randrange(len(self._nannies))
        for child in psutil.Process(self._nannies[at].pid).children():
            if "spawn_main" in " ".join(_command(child)):
                for one in [child, *child.children(recursive=True)]:
                    one.kill()
                self.killed += 1
                self._lives[at] += 1

    def kill_a_process(self, named: str) -> None:
        """Kill one that workers have started, as by kill -9: of those whose command line has this."""
        started = [
            one for nanny in self._nannies for one in psutil.Process(nanny.pid).children(recursive=True)
        ]
        next(one for one in started if named in " ".join(_command(one))).kill()

    def end_scheduler(self) -> None:
        """Kill the scheduler."""
        self._scheduler.kill()
        self._scheduler.wait()

    def wait_for_scheduler(self) -> None:
        """Until the scheduler has ended by itself."""
        self._scheduler.wait(_PATIENCE)

    def _started(
        self, log: str, *arguments: str, variables: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        home = self.folder / f"home-{log}"
        home.mkdir()
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("EXTRACTOR_", "DASK_"))
        }
        environment = kept | {"HOME": str(home)} | self._variables | (variables or {})
        with (self.folder / f"{log}.log").open("wb") as said:
            return subprocess.Popen(
                [BIN / "dask", *arguments], cwd=home, env=environment, stdout=said, stderr=said
            )

    def _told_port(self) -> int:
        give_up = time.monotonic() + _PATIENCE
        while time.monotonic() < give_up and self._scheduler.poll() is None:
            for line in self.log("scheduler").splitlines():
                if "Scheduler at:" in line:
                    return int(line.rpartition(":")[2])
            time.sleep(0.05)
        raise RuntimeError(f"the scheduler did not start:\n{self.log('scheduler')}")


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started, at once: what a worker has left to say is of no interest."""
    try:
        started = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        started = []
    for one in started:
        one.kill()
    process.kill()
    process.wait()
