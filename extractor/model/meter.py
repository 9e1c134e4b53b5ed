"""What one ask takes, counted while it happens: every attempt, also those that fail."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from extractor.model.pictures import Picture
from extractor.model.reply import Reply, Tokens
from extractor.model.types import CallUsage


@dataclass
class Meter:
    """Counts for one ask. ``reply`` is the last thing that came back; None while nothing has.

    ``pictures`` are those that are sent with it.
    """

    label: str
    pictures: tuple[Picture, ...] = ()
    attempts: int = 0
    tokens: Tokens = field(default_factory=Tokens)
    cost: float | None = 0.0
    reply: Reply | None = None
    started: float = field(default_factory=time.perf_counter)

    def add(self, tokens: Tokens | None, cost: float | None) -> None:
        """Count what came back; ``cost`` None makes the sum unknown."""
        if tokens is not None:
            mine = self.tokens
            self.tokens = Tokens(
                mine.prompt + tokens.prompt, mine.completion + tokens.completion, mine.cached + tokens.cached
            )
        self.cost = None if cost is None or self.cost is None else self.cost + cost

    def usage(self) -> CallUsage:
        """The counts so far."""
        return CallUsage(
            attempts=self.attempts,
            prompt_tokens=self.tokens.prompt,
            cached_prompt_tokens=self.tokens.cached,
            completion_tokens=self.tokens.completion,
            cost=self.cost,
            seconds=time.perf_counter() - self.started,
        )


def added(one: CallUsage, other: CallUsage) -> CallUsage:
    """Both together; unknown money makes the sum unknown, ``cache_hit`` is that of both."""
    known = one.cost is not None and other.cost is not None
    return CallUsage(
        attempts=one.attempts + other.attempts,
        prompt_tokens=one.prompt_tokens + other.prompt_tokens,
        cached_prompt_tokens=one.cached_prompt_tokens + other.cached_prompt_tokens,
        completion_tokens=one.completion_tokens + other.completion_tokens,
        cost=(one.cost or 0.0) + (other.cost or 0.0) if known else None,
        seconds=one.seconds + other.seconds,
        cache_hit=one.cache_hit and other.cache_hit,
    )
