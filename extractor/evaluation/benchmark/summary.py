"""What a run shows: every cell with its headlines, and each way of reading against the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from extractor.evaluation.figures import Closed
from extractor.evaluation.outcome import EvalRun, Measured
from extractor.evaluation.statistics.comparison import Comparison, compare
from extractor.evaluation.statistics.headline import Headline, headlines
from extractor.evaluation.statistics.pairing import pair_strictly
from extractor.evaluation.statistics.results import results_of


@dataclass(frozen=True)
class Counted:
    """A cell with its run."""

    name: str
    set: str
    way: str
    run: EvalRun


class CellSummary(Closed):
    """The figures of one cell."""

    name: str
    set: str
    way: str
    documents: int
    failed: int
    documents_right: int
    headlines: list[Headline]
    measured: Measured


class Versus(Closed):
    """Two ways of reading one set: the first in the benchmark file, and another."""

    set: str
    before: str
    after: str
    comparison: Comparison


class Summary(Closed):
    """All cells of a run, and on each set every way against the first."""

    schema_version: Literal["benchmark-summary.v1"] = "benchmark-summary.v1"
    name: str
    cells: list[CellSummary]
    versus: list[Versus]


def summarised(name: str, counted: Sequence[Counted]) -> Summary:
    """The summary of a run's cells, which come set by set."""
    return Summary(name=name, cells=[_cell(one) for one in counted], versus=list(_versus(counted)))


def _cell(one: Counted) -> CellSummary:
    return CellSummary(
        name=one.name,
        set=one.set,
        way=one.way,
        documents=len(one.run.documents),
        failed=len(one.run.failed),
        documents_right=one.run.documents_right,
        headlines=headlines(one.run),
        measured=Measured(**{field: getattr(one.run, field) for field in Measured.model_fields}),
    )


def _versus(counted: Sequence[Counted]) -> Iterator[Versus]:
    for of, members in groupby(counted, key=lambda one: one.set):
        first, *others = members
        before = results_of(first.run)
        for other in others:
            after = results_of(other.run)
            found = compare(before, after, pair_strictly(before, after))
            yield Versus(set=of, before=first.way, after=other.way, comparison=found)
