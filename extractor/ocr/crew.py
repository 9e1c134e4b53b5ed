"""Reading pages in processes of their own, so that one that hangs or dies takes no other page with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, cast

from extractor.errors import ExtractorError
from extractor.printed import PrintedBlock
from extractor.processes import Companion, ProcessDied, Reserve
from extractor.temporary import temporary_folder

if TYPE_CHECKING:
    from extractor.ocr.sources import ScanSource

Answer = tuple[PrintedBlock, ...] | str
_AHEAD = 2
# So many processes find lines in turns: two then peak at 1.4 GB instead of 1.9, at the same speed.
_SHARING = 2
# From 300 to 400 MB over a hundred pages is what one was seen to grow; to start another takes what a page takes.
_PAGES_OF_A_PROCESS = 80
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    # The models ask for and give back some hundreds of megabytes for each page. Left to itself the C library
    # keeps what was given back, in ever smaller pieces, and a process grows to twice what it needs.
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(8 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(32 * 1024 * 1024),
}


class _Worker(Companion):
    """A process that is followed by another after so many pages: what it has grown to by then, it keeps."""

    _pages = 0

    def ask(self, question: object, timeout: float) -> object:
        """The answer to a question; see `Companion.ask`."""
        answer = super().ask(question, timeout)
        self._pages += 1
        if self._pages % _PAGES_OF_A_PROCESS == 0:
            self.end()
        return answer


def read_in_processes(
    sources: Iterable[ScanSource],
    engine: str,
    dpi: int,
    processes: int,
    timeout: float,
    threads: int | None = 1,
) -> Iterator[Answer]:
    """For each source its blocks, or why it failed, in order; at most twice as many as processes are under way.

    ``threads`` is what each process may use for a page, None for all cores. A single process is kept for
    the next document: to start one takes as long as to read a page.
    """
    if processes == 1:
        for source in sources:
            # Given back before the page is: whoever has the last one does not come here again.
            with _reserve(engine, dpi, threads).lent() as worker:
                answer = _read(source, worker, timeout)
            yield answer
        return
    with temporary_folder() as folder:
        workers = [
            _worker(engine, dpi, threads, str(lock))
            for lock in (folder / f"turns-{at // _SHARING}" for at in range(processes))
        ]
        yield from _answers(sources, workers, timeout)


def _worker(engine: str, dpi: int, threads: int | None, lock: str = "") -> _Worker:
    return _Worker("extractor.ocr.worker", engine, str(dpi), str(threads or 0), lock, **_ENVIRONMENT)


@cache
def _reserve(engine: str, dpi: int, threads: int | None) -> Reserve:
    return Reserve(partial(_worker, engine, dpi, threads))


def _answers(sources: Iterable[ScanSource], workers: Sequence[Companion], timeout: float) -> Iterator[Answer]:
    idle: SimpleQueue[Companion] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def read(source: ScanSource) -> Answer:
        worker = idle.get()
        try:
            return _read(source, worker, timeout)
        finally:
            idle.put(worker)

    with ThreadPoolExecutor(len(workers)) as pool:
        under_way: deque[Future[Answer]] = deque()
        try:
            for source in sources:
                under_way.append(pool.submit(read, source))
                if len(under_way) >= _AHEAD * len(workers):
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()
            for worker in workers:
                worker.stop()


def _read(source: ScanSource, worker: Companion, timeout: float) -> Answer:
    """The blocks of a page, or why there are none; tried once more where the process died."""
    try:
        try:
            return cast(Answer, worker.ask(source, timeout))
        except ProcessDied:  # of this page, or because somebody was short of memory
            return cast(Answer, worker.ask(source, timeout))
    except TimeoutError:
        return f"took over {timeout:g} seconds"
    except ProcessDied:
        return "the process that read it died"
    except ExtractorError as error:  # its picture cannot even be sent
        return error.message
