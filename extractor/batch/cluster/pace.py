"""Pace and purse of a run as a worker sees them: both are kept in the scheduler."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from typing import Any

from distributed import Worker

from extractor.batch.cluster.terms import operation
from extractor.errors import BudgetReached, ClusterUnreachable
from extractor.model.budget import Amount, Reservation

_numbers = count(1)


def run_over() -> ClusterUnreachable:
    """What to say of a run that wants nothing more."""
    return ClusterUnreachable(
        "the run has ended; nothing more is done for it", zh="本次运行已结束，不再为其处理"
    )


class ToKeeper:
    """Remote calls to the keeper of a run; ``at_end`` is called in the loop of whoever finds it gone."""

    def __init__(self, run: str, worker: Worker, at_end: Callable[[], None]) -> None:
        self._run = run
        self._worker = worker
        self._at_end = at_end

    async def ask(self, name: str, **given: Any) -> Any:
        """What the keeper answers.

        Raises:
            ClusterUnreachable: the run has ended, or the scheduler.
        """
        try:
            return await asyncio.wrap_future(self._sent(name, given))
        except (OSError, ValueError, AttributeError) as error:
            self._at_end()
            raise ClusterUnreachable(
                f"the scheduler no longer keeps the pace of this run: {error}",
                zh=f"调度器已不再维护本次运行的调用速率：{error}",
            ) from error

    def ended(self) -> ClusterUnreachable:
        """What to raise where the keeper has gone, and with it the run."""
        self._at_end()
        return run_over()

    def tell(self, name: str, **given: Any) -> None:
        """Say something without waiting until it is heard."""
        self._sent(name, given).add_done_callback(_unheard)

    def _sent(self, name: str, given: dict[str, Any]) -> Future[Any]:
        loop: Any = self._worker.loop
        return asyncio.run_coroutine_threadsafe(self._send(name, given), loop.asyncio_loop)

    async def _send(self, name: str, given: dict[str, Any]) -> Any:
        call = getattr(self._worker.scheduler, operation(self._run, name))
        return await call(worker=self._worker.address, **given)


class FarPace:
    """A `Pace` that holds for all workers; for one event loop.

    ``most`` is how many of this worker's calls have or await a place: each of them is a connection of the scheduler.
    """

    def __init__(self, keeper: ToKeeper, most: int) -> None:
        self._keeper = keeper
        self._own = asyncio.Semaphore(most)
        self._holds = False
        self._through = False
        self._cut: int | None = None

    @property
    def places(self) -> FarPace:
        """How many calls there are at once."""
        return self

    def cut(self, seen: int) -> None:
        """The endpoint answered a call that it is asked too much; told when that call gives its place back."""
        self._cut = seen

    def grow(self) -> None:
        """A call got through; told when it gives its place back."""
        self._through = True

    def hold(self) -> None:
        """Have no worker begin anything new."""
        self._holds = True
        self._keeper.tell("hold", turn=next(_numbers), on=True)

    def go_on(self) -> None:
        """The wait is over."""
        if self._holds:
            self._holds = False
            self._keeper.tell("hold", turn=next(_numbers), on=False)

    @asynccontextmanager
    async def place(self, tokens: int) -> AsyncIterator[int]:
        """A place for one attempt, when its turn has come; see `limits.Limits.place`."""
        number = str(next(_numbers))
        async with self._own:
            try:
                cuts = await self._keeper.ask("take", number=number, tokens=tokens)
                if cuts is None:
                    raise self._keeper.ended()
                yield cuts
            finally:
                self._give(number)

    def _give(self, number: str) -> None:
        through, cut = self._through, self._cut
        self._through, self._cut = False, None
        self._keeper.tell("give", number=number, through=through, cut=cut)


class _Reserved(Reservation):
    """A reservation by the keeper's number."""

    def __init__(self, worst: Amount, number: str) -> None:
        super().__init__(worst)
        self.number = number


class FarPurse:
    """A `Purse` that holds for all workers."""

    def __init__(self, keeper: ToKeeper) -> None:
        self._keeper = keeper

    async def reserve(self, worst: Amount, label: str) -> Reservation:
        """Set the worst case of a call aside.

        Raises:
            BudgetReached: it does not fit, and nothing is under way anywhere.
        """
        number = str(next(_numbers))
        try:
            reached = await self._keeper.ask(
                "reserve", number=number, label=label, tokens=worst.tokens, cost=worst.cost
            )
        except BaseException:
            self._settle(number, Amount(), sent=False)
            raise
        if reached is not None:
            en, zh = reached
            raise BudgetReached(en, zh=zh)
        return _Reserved(worst, number)

    @contextmanager
    def closing(self, reservation: Reservation) -> Iterator[Reservation]:
        """Count the reservation, settled or not, when the block is left."""
        try:
            yield reservation
        finally:
            assert isinstance(reservation, _Reserved)  # noqa: S101  from `reserve`
            self._settle(reservation.number, reservation.held, sent=reservation.sent)

    def _settle(self, number: str, held: Amount, *, sent: bool) -> None:
        self._keeper.tell("settle", number=number, sent=sent, tokens=held.tokens, cost=held.cost)


def _unheard(sent: Future[Any]) -> None:
    # Said to a scheduler that has ended: there is nobody left who would count it.
    if not sent.cancelled():
        sent.exception()
