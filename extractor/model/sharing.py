"""What the clients of several processes or machines may have in common: answers, a pace, a purse."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from extractor.model.budget import Amount, Reservation


class Answers(Protocol):
    """Raw answers of successful calls under the keys of `model.cache.cache_key`."""

    is_far: bool
    """Whether it takes so long to reach them that other calls should go on meanwhile."""

    def get(self, key: str) -> str | None:
        """The raw answer; None where there is none."""
        ...

    def put(self, key: str, raw: str) -> bool:
        """Keep a raw answer; False where that did not work."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class Throttle(Protocol):
    """How many calls there are at once; see `limits.Places`."""

    def cut(self, seen: int) -> None:
        """The endpoint answered a call that it is asked too much."""
        ...

    def grow(self) -> None:
        """A call got through."""
        ...


class Pace(Protocol):
    """How fast the endpoint is asked; see `limits.Limits`."""

    @property
    def places(self) -> Throttle:
        """How many calls there are at once."""
        ...

    def hold(self) -> None:
        """Begin nothing new."""
        ...

    def go_on(self) -> None:
        """The wait is over."""
        ...

    def place(self, tokens: int) -> AbstractAsyncContextManager[int]:
        """A place for one attempt, when its turn has come."""
        ...


class Purse(Protocol):
    """What may be spent; see `budget.Budget`."""

    async def reserve(self, worst: Amount, label: str) -> Reservation:
        """Set the worst case of a call aside."""
        ...

    def closing(self, reservation: Reservation) -> AbstractContextManager[Reservation]:
        """Count the reservation when the block is left."""
        ...


@dataclass(frozen=True)
class Shared:
    """What a client does not have for itself; None is one of its own."""

    answers: Answers | None = None
    pace: Pace | None = None
    purse: Purse | None = None
