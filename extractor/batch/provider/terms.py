"""What a provider's Batch API asks and grants, where it is not the usual."""

from __future__ import annotations

from dataclasses import dataclass

FILE = "provider-batch.sqlite"
"""What is handed in stands there, in the folder of the run."""


@dataclass(frozen=True)
class Terms:
    """The terms of a provider; the defaults are OpenAI's published ones.

    A file holds at most ``requests`` and ``size`` bytes. ``price_factor`` is what a request costs beside an
    ordinary one: providers charge half, and their price lists are for ordinary calls. ``endpoint`` and
    ``window`` are written into every batch. A batch is asked after every ``first_wait`` seconds, then ever more seldom
    up to ``longest_wait``; after ``silent`` times without an answer it is left for the next run.
    """

    requests: int = 50_000
    size: int = 200_000_000
    price_factor: float = 0.5
    endpoint: str = "/v1/chat/completions"
    window: str = "24h"
    first_wait: float = 5.0
    longest_wait: float = 120.0
    silent: int = 30
