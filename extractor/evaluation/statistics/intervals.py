"""The interval of a rate or of a difference, or the reason why there is none."""

from __future__ import annotations

from math import exp, log
from typing import Literal

from pydantic import Field

from extractor.evaluation.figures import Closed
from extractor.evaluation.statistics.spread import LEVEL, Spread

Rough = Literal["few_documents", "few_bearing", "no_spread"]
Reason = Literal["too_few", "no_error", "no_spread", "no_difference"]

LEAST = 3
"""Clusters below which no interval is given."""
ENOUGH = 5
"""Clusters that bear on the spread below which the interval is marked as rough."""


class Interval(Closed):
    """Where the rate over documents like these lies, at the level of `LEVEL`.

    ``rough`` says why the level is not to be relied on: fewer than `ENOUGH` documents, fewer than that
    with any error (or any difference), or none that differs from another. None where it may be.
    """

    kind: Literal["interval"] = "interval"
    low: float
    high: float
    clusters: int
    bearing: int
    rough: Rough | None


class NoInterval(Closed):
    """Why there is no interval.

    ``bound`` is given for ``no_error``: at most this share of documents like these has any error at all,
    at the level of `LEVEL` (the rule of three, exactly).
    """

    kind: Literal["none"] = "none"
    reason: Reason
    clusters: int
    bound: float | None = Field(default=None)


def of_rate(of: Spread) -> Interval | NoInterval:
    """The interval of one rate, symmetrical in its log odds: so it stays within 0 and 1."""
    if of.bearing == 0:
        return NoInterval(reason="no_error", clusters=of.clusters, bound=1 - (1 - LEVEL) ** (1 / of.clusters))
    if of.clusters < LEAST:
        return NoInterval(reason="too_few", clusters=of.clusters)
    rate, error = of.estimate, of.error
    if not error or not 0 < rate < 1:
        return NoInterval(reason="no_spread", clusters=of.clusters)
    centre, reach = log(rate / (1 - rate)), of.pivot.critical * error / (rate * (1 - rate))
    return _interval(of, _share(centre - reach), _share(centre + reach))


def of_difference(of: Spread) -> Interval | NoInterval:
    """The interval of a difference of two rates; within -1 and 1."""
    if of.bearing == 0:
        return NoInterval(reason="no_difference", clusters=of.clusters)
    if of.clusters < LEAST:
        return NoInterval(reason="too_few", clusters=of.clusters)
    reach = of.pivot.critical * of.error
    return _interval(of, max(-1.0, of.estimate - reach), min(1.0, of.estimate + reach))


def _share(log_odds: float) -> float:
    # The exponential of a positive number could be too large for a float.
    return 1 / (1 + exp(-log_odds)) if log_odds >= 0 else 1 - 1 / (1 + exp(log_odds))


def _interval(of: Spread, low: float, high: float) -> Interval:
    return Interval(low=low, high=high, clusters=of.clusters, bearing=of.bearing, rough=_rough(of))


def _rough(of: Spread) -> Rough | None:
    if of.clusters < ENOUGH:
        return "few_documents"
    if not of.error:
        return "no_spread"
    return "few_bearing" if of.bearing < ENOUGH else None
