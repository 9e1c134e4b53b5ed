"""How the figures went from version to version, and which steps were more than chance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from extractor.evaluation.figures import Closed
from extractor.evaluation.statistics.comparison import Outcome, compare
from extractor.evaluation.statistics.headline import headlines_of
from extractor.evaluation.statistics.pairing import Pairing, pair
from extractor.evaluation.statistics.results import Results
from extractor.evaluation.statistics.versions import Version

Scope = Literal["same", "part", "other"]


class Step(Closed):
    """One version. ``commit`` and ``date`` are None for what is in no commit.

    ``change`` (in F1) and ``verdict`` are against the version before, over the documents that are the
    same in both with the same gold: ``scope`` says whether these are all, a part or none (``other``:
    then both are None). All four are None for the first version, the figures where they are unknown.
    """

    name: str
    commit: str | None
    date: str | None
    engine: str
    documents: int
    failed: int
    f1: float | None
    macro_f1: float | None
    rows: float | None
    change: float | None
    verdict: Outcome | None
    scope: Scope | None


class History(Closed):
    """The versions, oldest first; ``unread`` are those in a format that is not read here."""

    schema_version: Literal["eval-history.v1"] = "eval-history.v1"
    steps: list[Step]
    unread: list[str]


def history(versions: Iterable[Version]) -> History:
    """Set each version against the one before."""
    steps: list[Step] = []
    unread: list[str] = []
    before: Results | None = None
    for version in versions:
        if version.results is None:
            unread.append(version.commit or version.name)
            continue
        steps.append(_step(version, version.results, before))
        before = version.results
    return History(steps=steps, unread=unread)


def _step(version: Version, results: Results, before: Results | None) -> Step:
    values = {one.figure: one.value for one in headlines_of(results)}
    change, verdict, scope = _against(before, results) if before else (None, None, None)
    return Step(
        name=version.name,
        commit=version.commit,
        date=version.date,
        engine=results.engine,
        documents=len(results.documents),
        failed=len(results.failed),
        f1=values.get("f1"),
        macro_f1=values.get("macro_f1"),
        rows=values.get("rows"),
        change=change,
        verdict=verdict,
        scope=scope,
    )


def _against(before: Results, after: Results) -> tuple[float | None, Outcome | None, Scope]:
    pairing = pair(before, after)
    if not pairing.pairs:
        return None, None, "other"
    compared = compare(before, after, pairing)
    change = compared.headlines[0].difference if compared.headlines else None
    return change, compared.verdict, _scope(pairing)


def _scope(pairing: Pairing) -> Scope:
    return "same" if pairing.same else "part"
