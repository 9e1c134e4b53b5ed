"""What a worker of the cluster keeps for each run: processes that read its documents, and the client that they ask.

A document is read in a process of its own here too, so that one that hangs, or takes too much memory, is ended
by the same rules as on one machine, and takes neither the worker nor the calls of other documents with it.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import CancelledError
from contextlib import AsyncExitStack
from functools import cache, partial
from math import ceil

from distributed import Worker, get_worker

from extractor.batch.cluster.pace import FarPace, FarPurse, ToKeeper, run_over
from extractor.batch.cluster.terms import CALLS, OCR, Terms, asks_model
from extractor.batch.crew import Calls, Crew
from extractor.batch.crew.crew import Size
from extractor.batch.storage import Place
from extractor.batch.storage.answers import SharedAnswers
from extractor.batch.task import Lane, Manner, Outcome, Task
from extractor.errors import ConfigurationError
from extractor.model.cache import AnswerCache
from extractor.model.settings import ModelSettings
from extractor.model.sharing import Shared

_READY = 2
_IDLE = 60.0
"""Seconds without a document after which the processes end: nobody says so where the machine with the run has died."""

# What is cached is made twice where two threads come at once.
_starting = threading.Lock()
_over: set[str] = set()
_kept: dict[str, _Kept] = {}
_ending: set[asyncio.Task[None]] = set()


def read_apart(task: Task, lane: Lane, manner: Manner, terms: Terms) -> Outcome:
    """What comes of a document, from a process of this worker's crew for the run.

    Raises:
        WorkerDied: the process ended before.
        ClusterUnreachable: the run has ended.
        ConfigurationError: no document can be read, or no process started.
        OutputUnwritable: its files cannot be written.
    """
    reading = _read(get_worker(), task, lane, manner, terms)
    try:
        return asyncio.run_coroutine_threadsafe(reading, _loop()).result()
    except CancelledError:
        raise run_over() from None
    except OSError as error:
        raise ConfigurationError(
            f"a worker cannot have documents read by processes: {error}",
            zh=f"worker 无法启动处理文档的进程：{error}",
        ) from error


async def let_go(run: str) -> None:
    """Do nothing more for a run, and end what is kept for it."""
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_end(run), _loop()))


class _Kept:
    """A run's crew in this worker, opened by its first document. For the worker's loop."""

    def __init__(self, worker: Worker, manner: Manner, terms: Terms) -> None:
        self._run = terms.run
        self._stack = AsyncExitStack()
        self._calls = Calls(manner.settings, partial(_shared, worker, terms))
        self._crew = Crew(manner, _size(worker, asks=asks_model(manner.settings)), self._calls)
        self._opening = asyncio.create_task(self._open())
        self._reading: set[asyncio.Task[Outcome]] = set()
        self._idle: asyncio.TimerHandle | None = None

    async def read(self, task: Task, lane: Lane) -> Outcome:
        """What comes of a document; see `Crew.process`."""
        if self._idle is not None:
            self._idle.cancel()
        reading = asyncio.create_task(self._read(task, lane))
        self._reading.add(reading)
        try:
            return await reading
        finally:
            self._reading.discard(reading)
            if not self._reading:
                self._idle = asyncio.get_running_loop().call_later(_IDLE, _forget, self._run)

    async def end(self) -> None:
        """End the processes, and what waits for them."""
        if self._idle is not None:
            self._idle.cancel()
        for reading in self._reading:
            reading.cancel()
        await asyncio.gather(self._opening, *self._reading, return_exceptions=True)
        await self._stack.aclose()

    async def _open(self) -> None:
        await self._stack.enter_async_context(self._calls)
        await self._stack.enter_async_context(self._crew)

    async def _read(self, task: Task, lane: Lane) -> Outcome:
        await asyncio.shield(self._opening)
        return await self._crew.process(task, lane)


async def _read(worker: Worker, task: Task, lane: Lane, manner: Manner, terms: Terms) -> Outcome:
    if terms.run in _over:
        raise run_over()
    if terms.run not in _kept:
        _kept[terms.run] = _Kept(worker, manner, terms)
    return await _kept[terms.run].read(task, lane)


async def _end(run: str) -> None:
    _over.add(run)
    if kept := _kept.pop(run, None):
        await kept.end()


def _give_up(run: str) -> None:
    """End with the run, from within a call for it."""
    # What has all its answers shall not be written either: the next run may have read it by now.
    _over.add(run)
    _forget(run)


def _forget(run: str) -> None:
    """End what is kept for a run, without waiting until that is done."""
    if kept := _kept.pop(run, None):
        ending = asyncio.get_running_loop().create_task(kept.end())
        _ending.add(ending)
        ending.add_done_callback(_ending.discard)


def _size(worker: Worker, *, asks: bool) -> Size:
    """As many processes as keep a core busy each; where a model is asked, many documents in each of them wait.

    There is room for all that the worker is given at once, so that what it is given alone is alone in its process.
    """
    threads = int(worker.state.nthreads)
    if not asks:
        return Size(threads)
    processes = max(1, int(worker.state.total_resources.get(OCR, 1)))
    slots = ceil(threads / processes)
    return Size(processes, slots, slots)


def _shared(worker: Worker, terms: Terms, settings: ModelSettings) -> Shared:
    """What the client has in common with those of other workers: answers, pace and purse."""
    keeper = ToKeeper(terms.run, worker, partial(_give_up, terms.run))
    documents = int(worker.state.total_resources.get(CALLS, worker.state.nthreads))
    limited = settings.max_tokens is not None or settings.max_cost is not None
    answers = None
    if terms.answers is not None and settings.use_cache:
        answers = SharedAnswers(Place(terms.answers), AnswerCache(settings.cache_dir))
    pace = FarPace(keeper, _READY * documents + _READY)
    return Shared(answers, pace, FarPurse(keeper) if limited else None)


def _loop() -> asyncio.AbstractEventLoop:
    """The loop of crews and calls, in a thread of its own: shaping requests must not hold up the worker's heartbeat."""
    with _starting:
        return _started()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="calls", daemon=True).start()
    return loop
