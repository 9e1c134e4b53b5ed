"""The intervals that were not chosen, on the same populations: what decision record 014 weighs."""

from __future__ import annotations

from math import sqrt
from random import Random

import numpy as np
from coverage_populations import Population, sizes, truth

RESAMPLES = 999
# Student's quantile at 97.5 % for one degree of freedom less than there are documents.
STUDENT = {3: 4.303, 5: 2.776, 10: 2.262, 20: 2.093, 50: 2.010}
NAMES = ("percentile bootstrap", "BCa bootstrap", "bootstrap-t", "Student's t")


def covered(population: Population, documents: int, repeats: int) -> dict[str, float]:
    """How often each candidate holds the truth."""
    rng, resampling = Random(documents), np.random.default_rng(documents)  # noqa: S311
    target, hits = truth(population), dict.fromkeys(NAMES, 0)
    for _ in range(repeats):
        wholes = np.array(sizes(rng, documents))
        parts = np.array([size * population.draw(rng, size) for size in wholes])
        picks = resampling.integers(0, documents, (RESAMPLES, documents))
        for name, (low, high) in zip(NAMES, _intervals(parts, wholes, picks), strict=True):
            hits[name] += bool(low <= target <= high)
    return {name: count / repeats for name, count in hits.items()}


def _intervals(parts: np.ndarray, wholes: np.ndarray, picks: np.ndarray) -> list[tuple[float, float]]:
    rate, error = _rate(parts[None], wholes[None])
    rates, errors = _rate(parts[picks], wholes[picks])
    rate, error = float(rate[0]), float(error[0])
    with np.errstate(all="ignore"):
        ratios = np.nan_to_num((rates - rate) / errors, nan=0.0, posinf=1e9, neginf=-1e9)
    low, high = np.quantile(ratios, (0.025, 0.975))
    reach = STUDENT[len(parts)] * error
    return [
        tuple(np.quantile(rates, (0.025, 0.975))),
        _bca(rate, rates, _left_out(parts, wholes)),
        (rate - high * error, rate - low * error),
        (rate - reach, rate + reach),
    ]


def _rate(parts: np.ndarray, wholes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rate and its linearised standard error, for each line."""
    total, documents = wholes.sum(1), parts.shape[1]
    rate = parts.sum(1) / total
    residuals = (parts - rate[:, None] * wholes) / total[:, None]
    return rate, np.sqrt((residuals**2).sum(1) * documents / (documents - 1))


def _left_out(parts: np.ndarray, wholes: np.ndarray) -> np.ndarray:
    return (parts.sum() - parts) / (wholes.sum() - wholes)


def _bca(rate: float, rates: np.ndarray, left_out: np.ndarray) -> tuple[float, float]:
    """Efron's bias-corrected and accelerated percentiles."""
    from statistics import NormalDist

    normal = NormalDist()
    below = min(max(float((rates < rate).mean() + (rates == rate).mean() / 2), 0.001), 0.999)
    bias, away = normal.inv_cdf(below), left_out.mean() - left_out
    squares = float((away**2).sum())
    bend = float((away**3).sum()) / (6 * squares * sqrt(squares)) if squares else 0.0
    shares = [normal.cdf(bias + (bias + z) / (1 - bend * (bias + z))) for z in (-1.96, 1.96)]
    return tuple(np.quantile(rates, shares))
