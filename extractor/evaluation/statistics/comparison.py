"""Whether one run is better than another, worse, or tied, over documents like these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from extractor.evaluation.figures import Closed
from extractor.evaluation.score import GROUPS
from extractor.evaluation.statistics.intervals import Interval, NoInterval, of_difference
from extractor.evaluation.statistics.pairing import Pairing
from extractor.evaluation.statistics.results import HEADLINES, Measured, Results, shares
from extractor.evaluation.statistics.spread import LEVEL, SEED, Spread, difference

Outcome = Literal["better", "worse", "tied", "identical", "unknown"]


class Difference(Closed):
    """One figure in both runs, over the documents that both have.

    ``difference`` is after less before. ``verdict`` is ``identical`` where every document has
    the same figure in both, ``unknown`` where there is no interval, else what the interval says; for a group, what its
    ``p_value`` says after Holm's correction. ``detectable`` is the least true difference that would
    be called better or worse four times in five, None where there is no spread to reckon it from.
    """

    figure: str
    before: float
    after: float
    difference: float
    interval: Interval | NoInterval = Field(discriminator="kind")
    p_value: float | None
    detectable: float | None
    verdict: Outcome


class Moved(Closed):
    """A document whose counts differ between the runs."""

    document: str
    before: float | None
    after: float | None


class Comparison(Closed):
    """Two runs over the documents that both have; ``clusters`` are what the intervals count as one."""

    schema_version: Literal["eval-comparison.v1"] = "eval-comparison.v1"
    engine_before: str
    engine_after: str
    level: float = LEVEL
    seed: int = SEED
    documents: int
    clusters: int
    verdict: Outcome
    headlines: list[Difference]
    groups: list[Difference]
    moved: list[Moved]
    newly_failed: list[str]
    newly_read: list[str]
    only_before: list[str]
    only_after: list[str]


def compare(before: Results, after: Results, pairing: Pairing) -> Comparison:
    """Compare over the pairs, of which there must be one at least."""
    olds, news = [old for old, _ in pairing.pairs], [new for _, new in pairing.pairs]
    headlines = _differences(HEADLINES, olds, news)
    failed = {old.document for old in olds if old.status == "failed"}
    fails = {new.document for new in news if new.status == "failed"}
    return Comparison(
        engine_before=before.engine,
        engine_after=after.engine,
        documents=len(pairing.pairs),
        clusters=len({old.cluster for old in olds}),
        verdict=headlines[0].verdict if headlines else "unknown",
        headlines=headlines,
        groups=_holm(_differences(tuple(GROUPS), olds, news)),
        moved=_moved(pairing),
        newly_failed=sorted(fails - failed),
        newly_read=sorted(failed - fails),
        only_before=list(pairing.only_before),
        only_after=list(pairing.only_after),
    )


def _differences(
    figures: Sequence[str], olds: Sequence[Measured], news: Sequence[Measured]
) -> list[Difference]:
    found = []
    for figure in figures:
        old, new = shares(olds, figure), shares(news, figure)
        of = difference(list(old.values()), list(new.values()))
        if of:
            rate = sum(one.part for one in old.values()) / sum(one.whole for one in old.values())
            same = all(shares([a], figure) == shares([b], figure) for a, b in zip(olds, news, strict=True))
            found.append(_one(figure, rate, of, same=same))
    return found


def _one(figure: str, before: float, of: Spread, *, same: bool) -> Difference:
    interval = of_difference(of)
    error = of.error if of.clusters > 1 else 0
    measured = error and isinstance(interval, Interval)
    return Difference(
        figure=figure,
        before=before,
        after=before + of.estimate,
        difference=of.estimate,
        interval=interval,
        p_value=of.pivot.p_value(of.estimate / error) if measured else None,
        detectable=of.detectable if measured else None,
        verdict="identical" if same else _verdict(interval),
    )


def _verdict(interval: Interval | NoInterval) -> Outcome:
    if isinstance(interval, NoInterval):
        # Renditions of one sample may differ and yet make up for one another.
        return "tied" if interval.reason == "no_difference" else "unknown"
    return "better" if interval.low > 0 else "worse" if interval.high < 0 else "tied"


def _holm(groups: list[Difference]) -> list[Difference]:
    """Hold the verdicts of all groups together to the level: Holm, Scand. J. Statist. 6, 1979."""
    asked = sorted((one for one in groups if one.p_value is not None), key=lambda one: one.p_value or 0)
    tied: set[str] = set()
    for place, one in enumerate(asked):
        if tied or (one.p_value or 0) * (len(asked) - place) > 1 - LEVEL:
            tied.add(one.figure)
    return [one.model_copy(update={"verdict": "tied"}) if one.figure in tied else one for one in groups]


def _moved(pairing: Pairing) -> list[Moved]:
    """The documents whose counts differ, what was lost most first."""
    moved = [(old, new) for old, new in pairing.pairs if old.figures != new.figures]
    listed = [Moved(document=old.document, before=_f1(old), after=_f1(new)) for old, new in moved]
    return sorted(listed, key=lambda one: (one.after or 0) - (one.before or 0))


def _f1(one: Measured) -> float | None:
    part, whole = one.figures.share
    return part / whole if whole else None
