"""Looks at the cluster while a run goes on: who is there, and whether anybody is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.batch.cluster.room import Room
from extractor.errors import ClusterUnreachable

if TYPE_CHECKING:
    from distributed import Client

_T = TypeVar("_T")
_EVERY = 1.0
_FORSAKEN = 300.0
"""Seconds without scheduler or worker after which a run ends; it goes on from there when it is started again."""


class Watch:
    """Tells the room who is there, and ends what waits for a cluster that has gone."""

    def __init__(self, client: Client, room: Room, patience: float = _FORSAKEN) -> None:
        self._client = client
        self._room = room
        self._patience = patience
        self._seen = time.monotonic()
        self._gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[None]

    def start(self) -> None:
        """Look again from time to time."""
        self._task = asyncio.create_task(self._look_again())

    async def stop(self) -> None:
        """Look no more."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def look(self) -> None:
        """Look once; a scheduler that does not answer has no workers."""
        try:
            told = await asyncio.wait_for(self._client.scheduler.identity(n_workers=-1), timeout=10)
            workers: dict[str, Any] = told["workers"]
        except (OSError, TimeoutError, AttributeError):
            workers = {}
        if workers:
            self._seen = time.monotonic()
        await self._room.see(workers)

    async def unless_gone(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What comes of some work.

        Raises:
            ClusterUnreachable: it did not end before the cluster had gone.
        """
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait((task, self._gone), return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise forsaken()
            return task.result()
        finally:
            task.cancel()

    async def _look_again(self) -> None:
        # Also when all are gone: whoever waits for a place is told by this that nothing more is begun.
        while True:
            await asyncio.sleep(_EVERY)
            await self.look()
            if time.monotonic() - self._seen > self._patience and not self._gone.done():
                self._gone.set_result(None)


async def answered(client: Client, asked: Awaitable[_T]) -> _T:
    """What the scheduler answers.

    Raises:
        ClusterUnreachable: it has gone.
    """
    try:
        return await asked
    except OSError as error:  # an exception of dask's own among them
        raise forsaken() from error
    except AttributeError as error:
        if client.scheduler is not None:
            raise
        raise forsaken() from error


def forsaken() -> ClusterUnreachable:
    """What to say when scheduler and workers have gone."""
    return ClusterUnreachable(
        "scheduler and workers have gone; run again to go on when they are back",
        zh="调度器或 worker 已全部断开；恢复后重新运行即可继续",
    )
