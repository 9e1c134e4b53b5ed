"""The least that a run must reach, and where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.evaluation.outcome import EvalRun
from extractor.evaluation.words import rate, say
from extractor.result import Lang

_INDICATORS = "forms.indicators"


@dataclass(frozen=True, slots=True)
class Floors:
    """Limits that a run must not fall below; None asks for nothing.

    ``f1`` is that of all leaves together, ``f1_each`` that of every single document,
    ``mean_f1`` the mean of the documents, ``rows`` the number of indicator rows of forms
    that are right in every leaf. A rate of nothing reaches no floor.
    """

    f1: float | None = None
    f1_each: float | None = None
    mean_f1: float | None = None
    rows: int | None = None

    def missed(self, run: EvalRun, lang: Lang) -> Iterator[str]:
        """One sentence for each limit that the run falls below."""
        if _below(run.figures.f1, self.f1):
            yield say("below", lang, f1=rate(run.figures.f1), floor=self.f1)
        for document in run.documents:
            f1 = document.figures.f1
            if _below(f1, self.f1_each):
                name = document.document
                yield say("below_each", lang, document=name, f1=rate(f1), floor=self.f1_each)
        if _below(run.macro_f1, self.mean_f1):
            yield say("below_mean", lang, f1=rate(run.macro_f1), floor=self.mean_f1)
        rows = run.rows.get(_INDICATORS)
        if _below(right := rows.right if rows else 0, self.rows):
            yield say("below_rows", lang, right=right, floor=self.rows)


def _below(reached: float | None, floor: float | None) -> bool:
    return floor is not None and (reached is None or reached < floor)
