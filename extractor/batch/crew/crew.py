"""All processes of a run: started when there is work for them, replaced when they die."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass
from itertools import count
from typing import Self

from extractor.batch.crew.calls import Calls
from extractor.batch.crew.handle import Worker, WorkerDied
from extractor.batch.crew.messages import Begin
from extractor.batch.crew.vitals import memory_of_each
from extractor.batch.task import Lane, Manner, Outcome, Task
from extractor.errors import ExtractorError
from extractor.temporary import temporary_folder

_LOOKED_AFTER = 1.0  # seconds
_MOST_STILLBORN = 5
"""So many processes in a row that die before they begin with a document end the run."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many processes each lane has, and how many documents each works on at once (``slots``)."""

    processes: int
    light_slots: int = 1
    heavy_slots: int = 1

    def slots(self, lane: Lane) -> int:
        """Documents that a process of the lane works on at once."""
        return self.light_slots if lane == "light" else self.heavy_slots

    def depth(self, lane: Lane) -> int:
        """Documents that the lane's processes have at once: one each lies ready, so that none waits for the run."""
        return self.processes * (self.slots(lane) + 1)


class Crew:
    """Processes that work on documents. ``async with`` ends them all."""

    def __init__(self, manner: Manner, size: Size, calls: Calls) -> None:
        self._manner = manner
        self._size = size
        self._calls = calls
        self._workers: dict[Lane, list[Worker]] = {"light": [], "heavy": []}
        self._alone: set[Worker] = set()
        self._watch: asyncio.Task[None] | None = None
        self._ended_pages = 0
        self._stillborn = 0
        self._stack = ExitStack()
        self._folders = count(1)
        self._heavy = asyncio.Semaphore(size.processes * size.heavy_slots)
        # Where many died at once, not all documents may have a process of their own at the same time.
        self._places_alone = asyncio.Semaphore(size.processes)

    async def __aenter__(self) -> Self:
        """Nothing is started before there is work."""
        self._folder = self._stack.enter_context(temporary_folder())
        self._watch = asyncio.create_task(self._look_after())
        return self

    async def __aexit__(self, *error: object) -> None:
        """End all processes."""
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        try:
            await asyncio.gather(*(worker.close() for worker in self._all()))
        finally:
            self._stack.close()

    @property
    def pages(self) -> int:
        """How many scanned pages were told of so far."""
        return self._ended_pages + sum(worker.pages for worker in self._all())

    async def process(self, task: Task, lane: Lane) -> Outcome:
        """What comes of a document; see `Worker.process`."""
        # What takes seconds shall not wait behind something like it while another process has nothing to do.
        async with self._heavy if lane == "heavy" else nullcontext():
            worker = await self._least_busy(lane)
            return await worker.process(task)

    async def process_alone(self, task: Task, lane: Lane) -> Outcome:
        """The same in a process that has nothing else to do, so that what happens is this document's doing."""
        async with self._places_alone:
            worker = self._new(lane)
            self._alone.add(worker)
            try:
                await worker.start()
                return await worker.process(task)
            except WorkerDied:
                self._count(worker)
                raise
            finally:
                await self._let_go(worker)
                self._alone.discard(worker)

    async def _least_busy(self, lane: Lane) -> Worker:
        workers = self._workers[lane]
        dead = [worker for worker in workers if worker.has_died]
        # All at once: others come here while one is let go.
        workers[:] = [worker for worker in workers if not worker.has_died]
        for worker in dead:
            self._count(worker)
            await self._let_go(worker)
        if len(workers) < self._size.processes and all(worker.load for worker in workers):
            worker = self._new(lane)
            workers.append(worker)
            # Others who come meanwhile shall not take it for one that has nothing to do.
            worker.promised += 1
            await worker.start()
            worker.promised -= 1
            return worker
        return min(workers, key=lambda worker: worker.load)

    def _count(self, dead: Worker) -> None:
        self._stillborn = 0 if dead.has_begun else self._stillborn + 1
        if self._stillborn >= _MOST_STILLBORN and dead.problem:
            raise ExtractorError(
                f"no process can begin with a document: {dead.problem.said('en')}",
                zh=f"处理文档的进程一启动就退出：{dead.problem.said('zh')}",
            )

    def _new(self, lane: Lane) -> Worker:
        begin = Begin(self._manner, self._size.slots(lane), lane)
        return Worker(begin, self._calls, self._folder / str(next(self._folders)))

    async def _let_go(self, worker: Worker) -> None:
        self._ended_pages += worker.pages
        await worker.close()

    async def _look_after(self) -> None:
        settings = self._manner.settings
        while True:
            await asyncio.sleep(_LOOKED_AFTER)
            busy = [worker for worker in self._all() if worker.is_busy]
            taken = memory_of_each([worker.pid for worker in busy])
            for worker in busy:
                worker.look_after(settings.document_timeout, settings.document_memory_mb, taken[worker.pid])

    def _all(self) -> list[Worker]:
        return [*self._workers["light"], *self._workers["heavy"], *self._alone]
