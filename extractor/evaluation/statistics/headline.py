"""The headlines of one run, each with its interval."""

from __future__ import annotations

from pydantic import Field

from extractor.evaluation.figures import Closed
from extractor.evaluation.outcome import EvalRun
from extractor.evaluation.statistics.intervals import Interval, NoInterval, of_rate
from extractor.evaluation.statistics.results import HEADLINES, Results, results_of, shares
from extractor.evaluation.statistics.spread import spread


class Headline(Closed):
    """A rate over all documents: ``f1`` (all leaves), ``macro_f1`` or ``rows`` (rows entirely right)."""

    figure: str
    value: float
    interval: Interval | NoInterval = Field(discriminator="kind")


def headlines(run: EvalRun) -> list[Headline]:
    """The headlines of a run; those of which nothing was to be counted are left out."""
    return headlines_of(results_of(run))


def headlines_of(results: Results) -> list[Headline]:
    """The same of a result file."""
    spreads = {figure: spread(list(shares(results.documents, figure).values())) for figure in HEADLINES}
    return [
        Headline(figure=figure, value=one.estimate, interval=of_rate(one))
        for figure, one in spreads.items()
        if one
    ]
