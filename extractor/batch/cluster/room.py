"""How many documents the workers of a cluster have room for, as workers come and go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from extractor.batch.cluster.terms import CALLS, OCR
from extractor.batch.task import Lane

Workers = dict[str, dict[str, Any]]
Needs = dict[str, float]


class Room:
    """Keeps workers busy and the rest of the documents here, where a worker's death does not strike them.

    ``asks`` is whether documents are read with a language model, ``is_over`` whether no more are to be begun. For
    one event loop.
    """

    def __init__(self, *, asks: bool, is_over: Callable[[], bool]) -> None:
        self.workers: Workers = {}
        self.labelled: set[str] = set()
        self._asks = asks
        self._is_over = is_over
        self._taken: dict[Lane, int] = {"light": 0, "heavy": 0}
        self._change = asyncio.Condition()

    async def see(self, workers: Workers) -> None:
        """Know who is there, by address; ``labelled`` keeps what anybody was labelled for since the beginning."""
        self.workers = workers
        self.labelled |= {
            name for each in workers.values() for name, most in each["resources"].items() if most
        }
        async with self._change:
            self._change.notify_all()

    def labels(self, lane: Lane) -> list[str]:
        """What a worker has to be labelled for, to read a document of the lane."""
        return [OCR] * (lane == "heavy") + [CALLS] * self._asks

    def size(self, lane: Lane) -> int:
        """How many documents of the lane are read at once."""
        return sum(_places(worker, self.labels(lane)) for worker in self.workers.values())

    def needs(self, lane: Lane, *, alone: bool) -> Needs:
        """What a document takes up of a worker; all that one has where it is to be ``alone`` there."""
        labels = self.labels(lane)
        if alone:
            able = [worker for worker in self.workers.values() if _places(worker, labels)]
            most = max(able, key=lambda worker: _places(worker, labels), default=None)
            return dict(most["resources"]) if most else dict.fromkeys(labels, 1.0)
        return dict.fromkeys(labels, 1.0)

    @asynccontextmanager
    async def place(self, lane: Lane) -> AsyncIterator[None]:
        """A place for a document, when there is one.

        Raises:
            CancelledError: no more are begun; the document is left for another run.
        """
        async with self._change:
            await self._change.wait_for(lambda: self._is_over() or self._taken[lane] < self._most(lane))
            if self._is_over():
                raise asyncio.CancelledError
            self._taken[lane] += 1
        try:
            yield
        finally:
            self._taken[lane] -= 1
            async with self._change:
                self._change.notify()

    def _most(self, lane: Lane) -> int:
        """One lies ready at each worker, so that none waits for the next."""
        size = self.size(lane)
        return size + len(self.workers) if size else 1


def _places(worker: dict[str, Any], labels: list[str]) -> int:
    given = [int(worker["resources"].get(label, 0)) for label in labels]
    return min([int(worker["nthreads"]), *given])
