"""Whose turn it is, where more is asked than can be at once: what is urgent first, then what has waited longest."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count


class Turns:
    """So many at once. For one event loop."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._order = count()
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """A turn, when it has come."""
        await self._come(urgent)
        try:
            yield
        finally:
            self._next()

    async def _come(self, urgent: bool) -> None:
        if self._free:
            self._free -= 1
            return
        mine = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (not urgent, next(self._order), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it came, and nobody takes it any more
                self._next()
            raise

    def _next(self) -> None:
        while self._waiting:
            _, _, its = heapq.heappop(self._waiting)
            if not its.done():
                its.set_result(None)
                return
        self._free += 1
