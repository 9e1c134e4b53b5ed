"""Documents read by a cluster, in the way that a `crew` reads them here."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Self

from extractor.batch.cluster.checks import (
    check_code,
    check_files,
    check_label,
    connected,
    require_distributed,
)
from extractor.batch.cluster.room import Room
from extractor.batch.cluster.terms import CALLS, Terms, asks_model, code, prefix
from extractor.batch.cluster.watch import Watch, answered, forsaken
from extractor.batch.crew import WorkerDied
from extractor.batch.task import Lane, Manner, Outcome, Problem, Task
from extractor.model.configured import model_settings
from extractor.model.meter import added
from extractor.model.types import CallUsage
from extractor.result import Usage

if TYPE_CHECKING:
    from distributed import Client, KilledWorker

    from extractor.batch.cluster.keeper import Allowed

_IN_COMPANY, _ALONE = 3, 4
"""Deaths of workers until a document is suspected, and until one that was read alone is held for their cause.

All that a worker has is struck when it dies, and a long run sees machines go that no document has ended: they are
read in processes of their own, and few have a machine's memory taken away from a worker too.
"""

_FAREWELL = 10.0  # seconds


class Cluster:
    """Has documents read by the workers of a scheduler. ``async with`` opens and leaves it; for one event loop.

    ``calls``, ``pages`` and ``taken`` sum up what the outcomes tell. Once ``is_over`` nothing more is begun.
    """

    def __init__(self, scheduler: str, manner: Manner, out: str, *, is_over: Callable[[], bool]) -> None:
        self.calls = 0
        self.pages = 0
        self.taken = CallUsage(cost=0.0)
        self._scheduler = scheduler
        self._manner = manner
        self._out = out
        self._asks = asks_model(manner.settings)
        self._terms = Terms(secrets.token_hex(6), code(), out if self._asks else None)
        self._room = Room(asks=self._asks, is_over=is_over)
        self._turns = count(1)
        self._client: Client
        self._watch: Watch

    async def __aenter__(self) -> Self:
        """Look at the cluster, and bring the keeper to its scheduler.

        Raises:
            PartMissing: the extra is not installed.
            ClusterUnreachable: no scheduler, or no worker.
            ConfigurationError: the workers are others than this run needs.
            OutputUnwritable: they do not see where the results go.
        """
        require_distributed()
        self._client = await connected(self._scheduler)
        try:
            await check_code(self._client)
            await check_files(self._client, self._out)
            self._watch = Watch(self._client, self._room)
            await self._watch.look()
            if not self._room.workers:
                raise forsaken()
            await self._bring_keeper()
        except BaseException:
            await self._close()
            raise
        self._watch.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Leave; what is still under way is let go."""
        await self._watch.stop()
        if self._client.status == "running":
            from extractor.batch.cluster.crews import let_go

            with suppress(OSError, AttributeError):
                async with asyncio.timeout(_FAREWELL):
                    await self._client.run(let_go, self._terms.run, on_error="ignore")
        await self._close()

    def depths(self) -> dict[Lane, int]:
        """How many documents of each lane to have at hand: enough for workers that join later."""
        return {
            "light": max(64, 4 * self._room.size("light")),
            "heavy": max(16, 4 * self._room.size("heavy")),
        }

    async def process(self, task: Task, lane: Lane) -> Outcome:
        """What comes of a document.

        Raises:
            WorkerDied: some workers died that had it, among others.
            ClusterUnreachable: scheduler or workers have gone.
            ConfigurationError: no worker reads such documents, or none can read any.
            OutputUnwritable: its files cannot be written.
        """
        return await self._read(task, lane, alone=False)

    async def process_alone(self, task: Task, lane: Lane) -> Outcome:
        """The same on a worker that has nothing else to do where it is labelled, so that a death is this document's."""
        return await self._read(task, lane, alone=True)

    async def _read(self, task: Task, lane: Lane, *, alone: bool) -> Outcome:
        from distributed import KilledWorker

        for label in self._room.labels(lane):
            check_label(label, self._room.labelled)
        for left in reversed(range(_ALONE if alone else _IN_COMPANY)):
            try:
                async with self._room.place(lane):
                    return self._counted(await self._watch.unless_gone(self._done(task, lane, alone=alone)))
            except KilledWorker as killed:
                if not left:
                    raise WorkerDied(_of(killed), suspect=True) from killed
        raise AssertionError("the last death raises")

    async def _done(self, task: Task, lane: Lane, *, alone: bool) -> Outcome:
        from distributed.client import ClosedClientError, FutureCancelledError

        from extractor.batch.cluster.worker import Died, work

        future = None
        try:
            future = self._client.submit(
                work, task, lane, self._manner, self._terms,
                key=f"{prefix(self._terms.run)}{task.id}-{next(self._turns)}",
                resources=self._room.needs(lane, alone=alone),
                pure=False,
            )  # fmt: skip
            outcome: Outcome | Died = await future
        except (ClosedClientError, FutureCancelledError, OSError) as error:
            # It went while it was asked for the outcome (OSError: whatever a task raises is no such error), or before:
            # a scheduler that was started anew knows nothing of what the one before it was given.
            raise forsaken() from error
        finally:
            if future is not None:
                future.release()
        if isinstance(outcome, Died):
            raise WorkerDied(outcome.problem, suspect=outcome.suspect, waiting=outcome.waiting)
        return outcome

    def _counted(self, outcome: Outcome) -> Outcome:
        self.pages += outcome.pages
        if usage := outcome.usage:
            self.calls += usage.calls
            self.taken = added(self.taken, _as_call(usage))
        return outcome

    async def _close(self) -> None:
        # A scheduler that has gone takes no leave.
        with suppress(OSError, AttributeError):
            await self._client.close()

    async def _bring_keeper(self) -> None:
        from extractor.batch.cluster.keeper import Keeper

        if self._asks:
            check_label(CALLS, self._room.labelled)
        keeper = Keeper(self._terms.run, self._client.id, self._allowed())
        await answered(self._client, self._client.register_plugin(keeper))

    def _allowed(self) -> Allowed:
        from extractor.batch.cluster.keeper import Allowed

        if not self._asks:
            return Allowed(1)
        wanted = model_settings(self._manner.settings)
        return Allowed(
            wanted.concurrency,
            wanted.requests_per_minute,
            wanted.tokens_per_minute,
            wanted.max_tokens,
            wanted.max_cost,
        )


def _of(killed: KilledWorker) -> Problem:
    worker = killed.last_worker.address
    return Problem(
        "WorkerDied",
        f"处理该文档的 worker 多次意外退出（最后一次在 {worker}）",
        f"the workers that read it died (the last at {worker})",
    )


def _as_call(usage: Usage) -> CallUsage:
    return CallUsage(
        attempts=usage.attempts,
        prompt_tokens=usage.input_tokens,
        cached_prompt_tokens=usage.cached_input_tokens,
        completion_tokens=usage.output_tokens,
        cost=usage.cost,
    )
