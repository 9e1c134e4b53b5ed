"""Invented populations of documents, to see how often an interval holds the truth.

Sizes scatter as those of the samples do (the largest has eight times the leaves of the smallest of five).
In each population what an engine reaches on a document does not depend on its size, so the truth is the mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from random import Random
from statistics import fmean

Draw = Callable[[Random, float], float]
"""The F1 of a document of so many leaves, or for a pair of runs its change in F1."""


@dataclass(frozen=True)
class Population:
    name: str
    about: str
    paired: bool
    draw: Draw


def sizes(rng: Random, documents: int) -> list[float]:
    """The leaves of each document, in gold and answer together."""
    return [max(100.0, exp(rng.gauss(6.9, 0.8))) for _ in range(documents)]


@cache
def truth(population: Population) -> float:
    rng = Random(7)  # noqa: S311
    return fmean(population.draw(rng, 1000.0) for _ in range(400_000))


def _skewed(rng: Random, _size: float) -> float:
    return 1 - min(1.0, exp(rng.gauss(-4.2, 1)))


def _rare(rng: Random, _size: float) -> float:
    return rng.betavariate(6, 2) if rng.random() < 0.3 else 1 - min(1.0, exp(rng.gauss(-5.5, 0.7)))


def _some(mean: float) -> Draw:
    return lambda rng, _size: rng.gauss(mean, 0.03) if rng.random() < 0.3 else 0.0


POPULATIONS = (
    Population("good", "F1 about 0.93, ±0.04", False, lambda rng, _: rng.betavariate(37.2, 2.8)),
    Population("fair", "F1 about 0.80, ±0.12", False, lambda rng, _: rng.betavariate(8, 2)),
    Population("skewed", "F1 about 0.98, errors log-normal (σ = 1)", False, _skewed),
    Population("rare faults", "70 % nearly perfect, 30 % about 0.75", False, _rare),
    Population(
        "damage",
        "2 % of the leaves, at random",
        True,
        lambda rng, size: rng.gauss(-0.02, sqrt(0.02 * 0.98 / size)),
    ),
    Population("shift", "−1 point, ±3 points", True, lambda rng, _: rng.gauss(-0.01, 0.03)),
    Population("skewed change", "−1.5 points, exponential", True, lambda rng, _: 0.005 - rng.expovariate(50)),
    Population("some change", "30 % of the documents, by −3 ±3 points", True, _some(-0.03)),
    Population("no true change", "30 % of the documents, by 0 ±3 points", True, _some(0.0)),
)
