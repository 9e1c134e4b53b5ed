"""The run itself: takes documents from the store, has them read, keeps what came of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

from extractor.batch.content import content_hash
from extractor.batch.crew import Calls, Crew, WorkerDied
from extractor.batch.crew.crew import Size
from extractor.batch.standing import Standing
from extractor.batch.store import Claimed, Claims, Named
from extractor.batch.task import Lane, Manner, Outcome, Problem, Task
from extractor.errors import EndpointUnreachable, ExtractorError, StorageUnreachable

_BEAT = 15.0  # seconds between two signs of life, a quarter of a lease
_MOST_CRASHES = 2
_MOST_DEATHS_IN_WAITING = 3
"""So many deaths of its process while a document waits for the model's answers count as a crash over it, and so does each after them."""
_SILENT = (EndpointUnreachable.__name__, StorageUnreachable.__name__)
_SILENT_DOCUMENTS = 3
"""So many documents in a row that find endpoint or storage silent end the run."""
_Given = ParamSpec("_Given")
_Got = TypeVar("_Got")


class Reads(Protocol):
    """What has documents read: processes here, or machines elsewhere."""

    async def process(self, task: Task, lane: Lane) -> Outcome:
        """What comes of a document; raises `WorkerDied`."""

    async def process_alone(self, task: Task, lane: Lane) -> Outcome:
        """The same with nothing else beside it."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a run goes: where its results are, whether pages are made, how many documents at most."""

    out: str
    page: bool = True
    limit: int | None = None


class Run:
    """One run over the documents of a store that are to be done. For one event loop."""

    def __init__(self, claims: Claims, number: int, manner: Manner, way: Way, standing: Standing) -> None:
        self.standing = standing
        self.error: ExtractorError | None = None
        self.is_stopping = False
        self.at_stop: Callable[[], object] | None = None
        self._claims = claims
        self._number = number
        self._manner = manner
        self._way = way
        self._taken = 0
        self._silent = 0
        self._reading: dict[str, asyncio.Event] = {}
        self._disk = ThreadPoolExecutor(1, "store")
        self._hashing = asyncio.Semaphore(2)

    def stop(self) -> None:
        """Take nothing more; what is under way is finished."""
        self.is_stopping = True
        if self.at_stop is not None:
            self.at_stop()

    def task(self, document: Named) -> Task:
        """What is to be done to a document."""
        return Task(document.id, document.path, document.name, self._way.out, self._way.page)

    async def go(self, reads: Reads, depths: dict[Lane, int]) -> None:
        """Have everything read, with at most so many documents of each lane under way."""
        beat = asyncio.create_task(self._beat())
        try:
            async with asyncio.TaskGroup() as group:
                for lane, depth in depths.items():
                    for _ in range(depth):
                        group.create_task(self._consume(reads, lane))
        finally:
            beat.cancel()
            with suppress(asyncio.CancelledError):
                await beat
            await self._give_back()

    async def _consume(self, reads: Reads, lane: Lane) -> None:
        """One document after another, until there are none or the run stops."""
        try:
            while (claimed := await self._next(lane)) is not None:
                await self._one(claimed, lane, reads)
        except ExtractorError as error:
            self.error = self.error or error
            self.stop()

    async def _next(self, lane: Lane) -> Claimed | None:
        if self.is_stopping or self._taken == self._way.limit:
            return None
        self._taken += 1
        taken = await self._stored(self._claims.take, lane)
        if taken is None and await self._stored(self._claims.take_back_lost) > 0:
            # Another run has died over its share.
            taken = await self._stored(self._claims.take, lane)
        if taken is None:
            self._taken -= 1
        return taken

    async def _one(self, claimed: Claimed, lane: Lane, reads: Reads) -> None:
        """A document: passed over where its content is known, else read and kept."""
        sha256 = await self._hash(claimed)
        if sha256 is None:
            await self._read(claimed, lane, reads)
            return
        while sha256 in self._reading:  # the same content is being read under another name
            await self._reading[sha256].wait()
        read = self._reading[sha256] = asyncio.Event()
        try:
            if not await self._known(claimed, sha256):
                await self._read(claimed, lane, reads)
        finally:
            del self._reading[sha256]
            read.set()

    async def _known(self, claimed: Claimed, sha256: str) -> bool:
        if await self._stored(self._claims.unchanged, claimed, sha256):
            self.standing.count(claimed.path, "unchanged")
            return True
        twin = await self._stored(self._claims.twin, claimed, sha256)
        if twin is not None:
            await self._stored(self._claims.same, claimed, sha256, twin)
            self.standing.count(claimed.path, "duplicate")
        return twin is not None

    async def _read(self, claimed: Claimed, lane: Lane, reads: Reads) -> None:
        outcome = await self._outcome(self.task(claimed), claimed, lane, reads)
        if await self._stored(self._claims.finish, outcome, again=outcome.interrupted is not None):
            self.standing.ended(claimed.path, outcome)
        self._mind(outcome)

    async def _outcome(self, task: Task, claimed: Claimed, lane: Lane, reads: Reads) -> Outcome:
        """What comes of it, tried once more alone where a process died over it."""
        crashes, waited = claimed.crashes, 0
        process = reads.process_alone if crashes else reads.process
        while True:
            try:
                return await process(task, lane)
            except WorkerDied as died:
                waited += died.waiting
                # Nobody saw what ended it: the kernel may, for want of memory, as often as the document is read.
                if died.suspect or (died.waiting and waited >= _MOST_DEATHS_IN_WAITING):
                    crashes = await self._stored(self._claims.crashed, claimed)
                    process = reads.process_alone
                if crashes >= _MOST_CRASHES:
                    return Outcome(task.id, "failed", None, 0.0, problem=died.problem)

    def _mind(self, outcome: Outcome) -> None:
        """End the run where a limit is reached, or endpoint or storage were silent for some documents in a row."""
        why = outcome.interrupted
        if why is None:
            self._silent = 0
        elif why.kind in _SILENT:
            self._silent += 1
            if self._silent >= _SILENT_DOCUMENTS:
                self._end_for(why)
        else:
            self._end_for(why)

    def _end_for(self, why: Problem) -> None:
        self.error = self.error or why.as_error()
        self.stop()

    async def _hash(self, claimed: Claimed) -> str | None:
        """The hash of a document's content; None where it cannot be read, which its reader will say in words."""
        async with self._hashing:
            return await asyncio.to_thread(content_hash, claimed.path, self._manner.settings)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            with suppress(ExtractorError):  # whoever writes next says it
                await self._stored(self._claims.renew, self._number)

    async def _give_back(self) -> None:
        with suppress(ExtractorError):
            await self._stored(self._claims.give_back)
        self._disk.shutdown()

    async def _stored(self, do: Callable[_Given, _Got], *given: _Given.args, **named: _Given.kwargs) -> _Got:
        """Do something with the store, in its own thread: a slow disk must not hold the calls up."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._disk, lambda: do(*given, **named))


async def run_here(run: Run, manner: Manner, size: Size) -> None:
    """Run with processes on this machine."""
    async with (
        Calls(manner.settings) as calls,
        Crew(manner, size, calls) as crew,
        run.standing.following(lambda: (crew.pages, calls.counted, calls.total)),
    ):
        await run.go(crew, {"light": size.depth("light"), "heavy": size.depth("heavy")})
