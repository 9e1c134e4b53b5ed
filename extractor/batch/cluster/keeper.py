"""What is one for all workers of a run, in the scheduler: pace, purse, and the count of deaths.

Workers ask for places and money by remote calls. What a worker holds is taken back when it dies: its places are
free again, and its calls under way count as their worst case, since they may have been billed.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from distributed import Scheduler, SchedulerPlugin

from extractor.batch.cluster.terms import operation, prefix
from extractor.errors import BudgetReached
from extractor.model.budget import Amount, Budget, Reservation
from extractor.model.limits import Limits

OPERATIONS = ("take", "give", "hold", "reserve", "settle")
_STEADY = 16
_SLACK = 0.97
"""Share of the pace that is used: between leave given here and the request lies a worker that may be busy."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Calls at once, requests and tokens per minute, tokens and US dollars of the run; None is no limit."""

    concurrency: int
    requests: int | None = None
    tokens: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None


@dataclass
class _Holdings:
    """What one worker has, by its own numbers."""

    waiting: dict[str, asyncio.Task[Any]] = field(default_factory=dict)
    places: dict[str, AbstractAsyncContextManager[int]] = field(default_factory=dict)
    money: dict[str, tuple[Reservation, AbstractContextManager[Reservation]]] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    turn: int = 0

    def give_up(self, number: str) -> None:
        """It is not waited for any more, or will not be when that is asked for."""
        waiting = self.waiting.get(number)
        if waiting is None or not waiting.cancel():
            self.given_up.add(number)


class Keeper(SchedulerPlugin):  # type: ignore[misc]
    """The keeper of one run; ends with the client that brought it."""

    def __init__(self, run: str, client: str, allowed: Allowed) -> None:
        self.name = f"extractor-{run}"
        self._run = run
        self._client = client
        self._allowed = allowed
        self._holding: set[str] = set()
        self._of: dict[str, _Holdings] = defaultdict(_Holdings)

    async def start(self, scheduler: Scheduler) -> None:
        """Begin to answer."""
        allowed = self._allowed
        self._scheduler = scheduler
        self._limits = Limits(
            allowed.concurrency, _slack(allowed.requests), _slack(allowed.tokens), shares=_STEADY
        )
        self._budget = Budget(allowed.max_tokens, allowed.max_cost)
        for name in OPERATIONS:
            scheduler.handlers[operation(self._run, name)] = getattr(self, name)

    async def take(self, worker: str, number: str, tokens: int) -> int | None:
        """A place for one attempt, when its turn has come: how often the places had been cut; None if it is too late."""
        place = self._limits.place(tokens)
        cuts = await self._waited(worker, number, place.__aenter__())
        if cuts is None:
            return None
        if self._is_late(worker, number):
            await place.__aexit__(None, None, None)
            return None
        self._of[worker].places[number] = place
        return int(cuts)

    async def give(self, worker: str, number: str, *, through: bool = False, cut: int | None = None) -> None:
        """Take a place back; ``through`` where the call got through, ``cut`` where it was asked too much."""
        if through:
            self._limits.places.grow()
        if cut is not None:
            self._limits.places.cut(cut)
        holdings = self._of[worker]
        if place := holdings.places.pop(number, None):
            await place.__aexit__(None, None, None)
        else:
            holdings.give_up(number)

    def hold(self, worker: str, turn: int, *, on: bool) -> None:
        """Let nobody begin anything while some worker was asked to wait; what arrives after a later ``turn`` is old."""
        holdings = self._of[worker]
        if turn < holdings.turn:
            return
        holdings.turn = turn
        self._hold(worker, on=on)

    def _hold(self, worker: str, *, on: bool) -> None:
        (self._holding.add if on else self._holding.discard)(worker)
        (self._limits.hold if self._holding else self._limits.go_on)()

    async def reserve(
        self, worker: str, number: str, label: str, tokens: int, cost: float | None
    ) -> tuple[str, str] | None:
        """Set the worst case of a call aside; what to say where it does not fit, in English and Chinese."""
        try:
            held = await self._waited(worker, number, self._budget.reserve(Amount(tokens, cost), label))
        except BudgetReached as reached:
            return reached.message, reached.zh or reached.message
        if held is None:
            return None
        closing = self._budget.closing(held)
        closing.__enter__()
        if self._is_late(worker, number):
            closing.__exit__(None, None, None)
            return None
        # Until its worker says otherwise, or dies: it may be sent from now on.
        held.sent = True
        self._of[worker].money[number] = held, closing
        return None

    async def settle(self, worker: str, number: str, *, sent: bool, tokens: int, cost: float | None) -> None:
        """Count what a call took instead of its worst case."""
        holdings = self._of[worker]
        if number not in holdings.money:
            holdings.give_up(number)
            return
        held, closing = holdings.money.pop(number)
        held.sent = sent
        held.settle(Amount(tokens, cost))
        closing.__exit__(None, None, None)

    def transition(self, key: Any, start: str, finish: str, *args: Any, **kwargs: Any) -> None:
        """Have the client told of the first death over a task; by itself the scheduler would try some more."""
        if start == "released" and isinstance(key, str) and key.startswith(prefix(self._run)):
            self._scheduler.tasks[key].suspicious = self._scheduler.allowed_failures

    async def remove_worker(self, scheduler: Scheduler, worker: str, **kwargs: Any) -> None:
        """Take back what a worker held that has gone."""
        if worker in self._holding:
            self._hold(worker, on=False)
        holdings = self._of.pop(worker, _Holdings())
        for waiting in holdings.waiting.values():
            waiting.cancel()
        for place in holdings.places.values():
            await place.__aexit__(None, None, None)
        for _, closing in holdings.money.values():
            closing.__exit__(None, None, None)

    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        """End with the run: who still waits for a place asks for nobody."""
        if client != self._client:
            return
        for holdings in self._of.values():
            for waiting in holdings.waiting.values():
                waiting.cancel()
        for name in OPERATIONS:
            scheduler.handlers.pop(operation(self._run, name), None)
        scheduler.plugins.pop(self.name, None)

    def _is_late(self, worker: str, number: str) -> bool:
        """Whether nobody waits any more for what has come."""
        given_up = self._of[worker].given_up
        is_late = number in given_up or worker not in self._scheduler.workers
        given_up.discard(number)
        return is_late

    async def _waited(self, worker: str, number: str, wait: Coroutine[Any, Any, Any]) -> Any:
        """What is waited for; None where it was given up meanwhile."""
        holdings = self._of[worker]
        waiting = holdings.waiting[number] = asyncio.ensure_future(wait)
        try:
            return await waiting
        except asyncio.CancelledError:
            waiting.cancel()
            return None
        finally:
            holdings.waiting.pop(number, None)


def _slack(per_minute: int | None) -> int | None:
    return None if per_minute is None else max(1, int(per_minute * _SLACK))
