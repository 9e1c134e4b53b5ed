"""Reading pages in processes of their own, so that one that hangs or dies takes no other page with it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from typing import IO, TYPE_CHECKING, cast

from extractor.printed import PrintedBlock

if TYPE_CHECKING:
    from extractor.ocr.sources import ScanSource

Answer = tuple[PrintedBlock, ...] | str
_AHEAD = 2
_LONGEST_START = 300.0


def read_in_processes(
    sources: Iterable[ScanSource], engine: str, dpi: int, processes: int, timeout: float
) -> Iterator[Answer]:
    """For each source its blocks, or why it failed, in order; at most twice as many as processes are under way."""
    workers: SimpleQueue[_Worker] = SimpleQueue()
    crew = [_Worker(engine, dpi) for _ in range(processes)]
    for worker in crew:
        workers.put(worker)

    def read(source: ScanSource) -> Answer:
        worker = workers.get()
        try:
            return worker.read(source, timeout)
        finally:
            workers.put(worker)

    with ThreadPoolExecutor(processes) as threads:
        under_way: deque[Future[Answer]] = deque()
        try:
            for source in sources:
                under_way.append(threads.submit(read, source))
                if len(under_way) >= _AHEAD * processes:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()
            for worker in crew:
                worker.stop()


class _Worker:
    """A process that reads one page at a time; started when it is first needed, and again when it has died."""

    def __init__(self, engine: str, dpi: int) -> None:
        self._command = [sys.executable, "-P", "-m", "extractor.ocr.worker", engine, str(dpi)]
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def read(self, source: ScanSource, timeout: float) -> Answer:
        """The blocks of a page, or why there are none; after ``timeout`` seconds the process is ended."""
        if self._stopped:
            return "stopped"
        try:
            process = self._started()
            pickle.dump(source, cast(IO[bytes], process.stdin))
            cast(IO[bytes], process.stdin).flush()
            return cast(Answer, self._heard(process, timeout))
        except TimeoutError:
            return f"took over {timeout:g} seconds"
        except (EOFError, OSError, pickle.UnpicklingError):
            return "the process that read it died"

    def _heard(self, process: subprocess.Popen[bytes], timeout: float) -> object:
        """What the process says next; raises TimeoutError when that takes too long, EOFError when it dies."""
        too_late = Event()

        def end() -> None:
            too_late.set()
            process.kill()

        late = Timer(timeout, end)
        late.start()
        try:
            return pickle.load(cast(IO[bytes], process.stdout))  # noqa: S301  our own process
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self._end()
            if too_late.is_set():
                raise TimeoutError from error
            raise
        finally:
            late.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, with its engine started: that takes seconds, which are not the page's."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  our own module
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
            )
            self._heard(self._process, _LONGEST_START)
        return self._process

    def stop(self) -> None:
        """End the process, for good."""
        self._stopped = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                cast(IO[bytes], pipe).close()
            except OSError:  # what was still to be written has nowhere to go
                continue
        process.wait()


def _environment() -> dict[str, str]:
    """Ours, with this very package first on the path, and engines held to one thread."""
    ours = str(Path(__file__).parents[2])
    given = os.environ.get("PYTHONPATH")
    path = os.pathsep.join((ours, given)) if given else ours
    return os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
