"""How fast an endpoint is asked: places at once, requests and tokens per minute."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

_BURST = 4


class Limits:
    """Keeps all calls of one client within their pace. For one event loop."""

    def __init__(self, concurrency: int, requests: int | None, tokens: int | None) -> None:
        self._places = asyncio.Semaphore(concurrency)
        self._requests = _bucket(requests)
        self._tokens = _bucket(tokens)
        self._open = asyncio.Event()
        self._open.set()

    def hold(self) -> None:
        """Begin nothing new: the endpoint has asked one call to wait."""
        self._open.clear()

    def go_on(self) -> None:
        """That call has waited, or has given up."""
        self._open.set()

    @asynccontextmanager
    async def place(self, tokens: int) -> AsyncIterator[None]:
        """A place for one attempt that may take so many tokens, when its turn has come."""
        async with self._places:
            await self._open.wait()
            await _pour(self._requests, 1)
            await _pour(self._tokens, tokens)
            yield


def _bucket(per_minute: int | None) -> AsyncLimiter | None:
    """A leaky bucket that lets at most ``per_minute`` through in any minute, a quarter of it at once."""
    if per_minute is None:
        return None
    burst = max(1, per_minute // _BURST)
    steady = max(per_minute - burst, 1)
    return AsyncLimiter(burst, 60 * burst / steady)


async def _pour(bucket: AsyncLimiter | None, amount: int) -> None:
    """Wait for the amount, in parts where it is more than the bucket holds."""
    while bucket is not None and amount > 0:
        part = min(amount, int(bucket.max_rate))
        await bucket.acquire(part)
        amount -= part
