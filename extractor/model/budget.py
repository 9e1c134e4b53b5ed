"""The run's limit of tokens and money, kept although calls run in parallel.

Before a call is sent its worst case is reserved: every byte of the request a token (no
tokenizer makes more), and the whole completion that it may write. After it the reservation
gives way to what it took.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from extractor.errors import BudgetReached


@dataclass(frozen=True)
class Amount:
    """Tokens and US dollars; ``cost`` None where the price is not known."""

    tokens: int = 0
    cost: float | None = 0.0

    def __add__(self, other: Amount) -> Amount:
        """Both together; unknown money makes the sum unknown."""
        known = self.cost is not None and other.cost is not None
        return Amount(self.tokens + other.tokens, (self.cost or 0.0) + (other.cost or 0.0) if known else None)


class Reservation:
    """The worst case of one call until `settle` says what it took; nothing if it is never ``sent``."""

    def __init__(self, worst: Amount) -> None:
        self.held = worst
        self.sent = False

    def settle(self, taken: Amount) -> None:
        """From here on only this counts."""
        self.held = taken


class Budget:
    """What may still be spent. One per run, for one event loop."""

    def __init__(self, max_tokens: int | None, max_cost: float | None) -> None:
        self.max_tokens = max_tokens
        self.max_cost = max_cost
        self._spent = Amount()
        self._open: set[Reservation] = set()
        self._change = asyncio.Event()

    @property
    def spent(self) -> Amount:
        """What the calls that are over took."""
        return self._spent

    async def reserve(self, worst: Amount, label: str) -> Reservation:
        """Set the worst case of a call aside; waits while calls under way may still give some back.

        Raises:
            BudgetReached: it does not fit, and nothing is under way.
        """
        while not self._fits(worst):
            if not self._open:
                raise self._reached(worst, label)
            self._change.clear()
            await self._change.wait()
        reservation = Reservation(worst)
        self._open.add(reservation)
        return reservation

    @contextmanager
    def closing(self, reservation: Reservation) -> Iterator[Reservation]:
        """Count the reservation, settled or not, when the block is left."""
        try:
            yield reservation
        finally:
            self._open.discard(reservation)
            self._spent += reservation.held if reservation.sent else Amount()
            self._change.set()

    def _fits(self, worst: Amount) -> bool:
        total = sum((each.held for each in self._open), self._spent + worst)
        if self.max_tokens is not None and total.tokens > self.max_tokens:
            return False
        return self.max_cost is None or (total.cost is not None and total.cost <= self.max_cost)

    def _reached(self, worst: Amount, label: str) -> BudgetReached:
        spent = self._spent
        if self.max_tokens is not None and (spent + worst).tokens > self.max_tokens:
            need = f"{spent.tokens} + {worst.tokens} > {self.max_tokens}"
            return BudgetReached(
                f"{label}: the limit of tokens is reached (used + worst case of the next call: {need}); raise --max-tokens "
                "and run again: what is answered already costs nothing",
                zh=f"{label}：已到 token 上限（已用 + 下一次调用最多：{need}）；请提高 --max-tokens 后重跑，已得到的回答不再收费",
            )
        need = f"{spent.cost or 0:.4f} + {worst.cost or 0:.4f} > {self.max_cost} USD"
        return BudgetReached(
            f"{label}: the limit of money is reached (spent + worst case of the next call: {need}); raise --max-cost "
            "and run again: what is answered already costs nothing",
            zh=f"{label}：已到费用上限（已用 + 下一次调用最多：{need}）；请提高 --max-cost 后重跑，已得到的回答不再收费",
        )
