"""How a run stands: what is done, what it took, what failed last. The run writes it, the display reads it."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from extractor.batch.provider.told import ProviderUsage
from extractor.batch.task import Outcome, Problem
from extractor.model.types import CallUsage

_LAST_FAILURES = 5
_RATE_OVER = 60.0  # seconds
_LOOKED_AT = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read."""

    path: str
    problem: Problem


@dataclass
class Standing:
    """Counts of a run that goes on. ``done`` is by status: ok, partial, failed, duplicate, unchanged."""

    total: int
    done: Counter[str] = field(default_factory=Counter)
    interrupted: int = 0
    pages: int = 0
    calls: int = 0
    taken: CallUsage = field(default_factory=lambda: CallUsage(cost=0.0))
    failures: deque[Failure] = field(default_factory=lambda: deque(maxlen=_LAST_FAILURES))
    started: float = field(default_factory=time.monotonic)
    ahead: ProviderUsage | None = None
    """What asking ahead came to, where that was wanted."""
    told: Callable[[str, str, Outcome | None], None] | None = field(default=None, repr=False)
    """Hears of each document: its path, how it ended, what came of it (None where it was not read)."""
    _ends: deque[float] = field(default_factory=lambda: deque(maxlen=5000), repr=False)

    @property
    def finished(self) -> int:
        """Documents that are done, however they ended."""
        return self.done.total()

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Documents per second over the last minute."""
        now = time.monotonic()
        over = min(_RATE_OVER, max(now - self.started, 1e-9))
        recent = sum(1 for end in self._ends if end > now - over)
        if self._ends and len(self._ends) == self._ends.maxlen and recent == len(self._ends):
            over = now - self._ends[0]
        return recent / over

    @property
    def left(self) -> float | None:
        """Seconds until the end at this rate; None where there is none to go by."""
        rate = self.rate
        return max(0, self.total - self.finished) / rate if rate else None

    @asynccontextmanager
    async def following(self, look: Callable[[], tuple[int, int, CallUsage]]) -> AsyncIterator[None]:
        """Keep up with the pages, the calls and what they took, as ``look`` gives them, while the context lasts."""

        def note() -> None:
            self.pages, self.calls, self.taken = look()

        async def again() -> None:
            while True:
                note()
                await asyncio.sleep(_LOOKED_AT)

        task = asyncio.create_task(again())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            note()

    def ended(self, path: str, outcome: Outcome) -> None:
        """Count a document that was read."""
        self.count(path, outcome.status, outcome)
        self.interrupted += outcome.interrupted is not None
        if outcome.problem is not None:
            self.failures.append(Failure(path, outcome.problem))

    def count(self, path: str, status: str, outcome: Outcome | None = None) -> None:
        """Count a document; without an outcome one that did not have to be read."""
        self.done[status] += 1
        self._ends.append(time.monotonic())
        if self.told is not None:
            self.told(path, status, outcome)
