"""How fast an endpoint is asked: places at once, requests and tokens per minute."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

_SHARES = 4


class Places:
    """Calls at once: half as many after a 429, one more after each round of calls that got through."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._allowed = float(most)
        self._taken = 0
        self._cuts = 0
        self._change = asyncio.Condition()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[int]:
        """A place when one is free; yields how often the places had been cut by then."""
        async with self._change:
            await self._change.wait_for(lambda: self._taken < max(1, int(self._allowed)))
            self._taken += 1
        try:
            yield self._cuts
        finally:
            self._taken -= 1
            async with self._change:
                self._change.notify_all()

    def cut(self, seen: int) -> None:
        """Halve them, once for all the calls that were under way together."""
        if seen == self._cuts:
            self._cuts += 1
            self._allowed = max(1.0, self._allowed / 2)

    def grow(self) -> None:
        """A call got through."""
        self._allowed = min(float(self._most), self._allowed + 1 / self._allowed)


class Limits:
    """Keeps all calls of one client within their pace. For one event loop.

    One part of ``shares`` may go at once, what is left is spread evenly over the minute.
    """

    def __init__(
        self, concurrency: int, requests: int | None, tokens: int | None, *, shares: int = _SHARES
    ) -> None:
        self.places = Places(concurrency)
        self._requests = _bucket(requests, shares)
        self._tokens = _bucket(tokens, shares)
        self._open = asyncio.Event()
        self._open.set()

    def hold(self) -> None:
        """Begin nothing new: the endpoint has asked one call to wait."""
        self._open.clear()

    def go_on(self) -> None:
        """That call has waited, or has given up."""
        self._open.set()

    @asynccontextmanager
    async def place(self, tokens: int) -> AsyncIterator[int]:
        """A place for one attempt that may take so many tokens, when its turn has come; see `Places.place`."""
        async with self.places.place() as cuts:
            await self._open.wait()
            await _pour(self._requests, 1)
            await _pour(self._tokens, tokens)
            yield cuts


def _bucket(per_minute: int | None, shares: int) -> AsyncLimiter | None:
    """A leaky bucket that lets at most ``per_minute`` through in any minute, a part of it at once."""
    if per_minute is None:
        return None
    burst = max(1, per_minute // shares)
    steady = max(per_minute - burst, 1)
    return AsyncLimiter(burst, 60 * burst / steady)


async def _pour(bucket: AsyncLimiter | None, amount: int) -> None:
    """Wait for the amount, in parts where it is more than the bucket holds."""
    while bucket is not None and amount > 0:
        part = min(amount, int(bucket.max_rate))
        await bucket.acquire(part)
        amount -= part
