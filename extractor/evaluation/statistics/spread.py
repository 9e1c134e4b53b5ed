"""How far a rate may lie off because these documents were measured and not others.

A rate is a ratio of sums over clusters (documents; renditions of one sample are one cluster). It is
linearised: what each cluster adds to the error is its influence, and their squares, each freed of the
share that the cluster has in the rate itself, give the standard error (the CR2 estimate of Bell and
McCaffrey, Survey Methodology 28, 2002, for a mean weighted by size).

Few documents of very different size make the usual critical values (1.96, or Student's) far too small.
So the distribution of estimate over standard error is drawn: a parametric bootstrap of the studentised
rate, in which documents keep their sizes and differ normally. Why this and no other bootstrap:
docs/decisions/014-intervals-of-few-documents.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt
from operator import mul
from random import Random
from typing import NamedTuple

LEVEL, POWER = 0.95, 0.8
SEED = 20221
_LEAST_DRAWS, _MOST_DRAWS, _NUMBERS = 4_000, 20_000, 200_000
_NOTHING = 1e-12  # what sums of equal terms may differ by in floating point


class Share(NamedTuple):
    """What one cluster brings to a rate: ``part`` of ``whole``."""

    part: float
    whole: float


@dataclass(frozen=True, slots=True)
class Spread:
    """A rate or a difference of rates, what each cluster adds to its error, and the clusters' weights.

    Weights are positive and sum to one. ``bearing`` counts the clusters that are not free of error,
    or that differ between two runs: all that is known of the spread rests on these.
    """

    estimate: float
    influences: tuple[float, ...]
    weights: tuple[float, ...]
    bearing: int

    @property
    def clusters(self) -> int:
        """How many clusters there are."""
        return len(self.weights)

    @property
    def error(self) -> float:
        """The standard error; 0 where the clusters do not differ. Needs two clusters."""
        squared = sum(weight**2 for weight in self.weights)
        pairs = zip(self.influences, self.weights, strict=True)
        error = sqrt(sum(part**2 / (1 - 2 * weight + squared) for part, weight in pairs))
        return error if error > _NOTHING else 0.0

    @property
    def pivot(self) -> Pivot:
        """How estimate over standard error is distributed with these weights."""
        return _drawn(tuple(round(weight, 12) for weight in self.weights))

    @property
    def detectable(self) -> float:
        """The least true difference that would be told from none with the power of `POWER`."""
        return self.error * self.pivot.reach / sqrt(sum(weight**2 for weight in self.weights))


@dataclass(frozen=True, slots=True)
class Pivot:
    """Sorted draws of estimate over standard error, without sign, where the truth is 0.

    ``reach`` is the true value that is told from 0 with the power of `POWER`, for documents that
    differ with a standard deviation of one.
    """

    draws: tuple[float, ...]
    reach: float

    @property
    def critical(self) -> float:
        """How many standard errors the interval reaches to each side."""
        return _quantile(self.draws, LEVEL)

    def p_value(self, ratio: float) -> float:
        """How often chance alone gives a ratio as far from 0 as this one, never quite 0."""
        beyond = len(self.draws) - bisect_left(self.draws, abs(ratio))
        return (beyond + 1) / (len(self.draws) + 1)


def spread(shares: Sequence[Share]) -> Spread | None:
    """The spread of one rate; None where nothing was to be counted."""
    counted = [share for share in shares if share.whole]
    if not counted:
        return None
    rate, whole = _rate(counted)
    return Spread(
        estimate=rate,
        influences=tuple((share.part - rate * share.whole) / whole for share in counted),
        weights=tuple(share.whole / whole for share in counted),
        bearing=sum(share.part != share.whole for share in counted),
    )


def difference(before: Sequence[Share], after: Sequence[Share]) -> Spread | None:
    """The spread of the rate after less that before, cluster by cluster; None where either counts nothing."""
    pairs = [(one, other) for one, other in zip(before, after, strict=True) if one.whole or other.whole]
    olds, news = [one for one, _ in pairs], [other for _, other in pairs]
    if not sum(one.whole for one in olds) or not sum(other.whole for other in news):
        return None
    (old, old_whole), (new, new_whole) = _rate(olds), _rate(news)
    return Spread(
        estimate=new - old,
        influences=tuple(
            (other.part - new * other.whole) / new_whole - (one.part - old * one.whole) / old_whole
            for one, other in pairs
        ),
        weights=tuple((one.whole / old_whole + other.whole / new_whole) / 2 for one, other in pairs),
        bearing=sum(one != other for one, other in pairs),
    )


def _rate(shares: Sequence[Share]) -> tuple[float, float]:
    whole = sum(share.whole for share in shares)
    return sum(share.part for share in shares) / whole, whole


@lru_cache(maxsize=64)
def _drawn(weights: tuple[float, ...]) -> Pivot:
    """Draw documents that differ normally, and reckon with each draw as with measured documents."""
    squared = sum(weight**2 for weight in weights)
    factors = [weight**2 / (1 - 2 * weight + squared) for weight in weights]
    drawn: list[tuple[float, float]] = []
    for values in _documents(len(weights)):
        mean = sum(map(mul, weights, values))
        squares = [(value - mean) ** 2 for value in values]
        drawn.append((mean, sqrt(sum(map(mul, factors, squares)))))
    ratios = tuple(sorted(abs(mean) / error for mean, error in drawn))
    critical = _quantile(ratios, LEVEL)
    return Pivot(ratios, _quantile(sorted(critical * error - mean for mean, error in drawn), POWER))


@lru_cache(maxsize=4)
def _documents(count: int) -> tuple[tuple[float, ...], ...]:
    """Draws of so many documents; a comparison weighs the same ones by each of its figures and groups."""
    gauss = Random(SEED).gauss  # noqa: S311 - no secret
    draws = max(_LEAST_DRAWS, min(_MOST_DRAWS, _NUMBERS // count))
    return tuple(tuple(gauss() for _ in range(count)) for _ in range(draws))


def _quantile(rising: Sequence[float], share: float) -> float:
    return rising[ceil(share * len(rising)) - 1]
