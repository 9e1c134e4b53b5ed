"""All that a report shows, in one schema: ``report.json``, and what the page and the Markdown are made of.

EvalReport ─ CellReport (one set read in one way) ─ DocumentLine
           ├ Entry (a mistake) ─ Excerpt, Note
           └ Versus, RobustnessRun
"""

from __future__ import annotations

from typing import Any, Literal

from extractor.evaluation.benchmark.pinned import Pinned
from extractor.evaluation.benchmark.summary import CellSummary, Versus
from extractor.evaluation.calibration import Calibration
from extractor.evaluation.figures import Closed, Failure, Figures, Flags, Mistake, Spent
from extractor.evaluation.outcome import Kindred
from extractor.evaluation.perturb.figures import RobustnessRun
from extractor.evaluation.statistics.headline import Headline
from extractor.result import Severity

CostUnit = Literal["dollars", "tokens", "seconds"]


class Excerpt(Closed):
    """A place in the source: the text of a page around it, and what stands there itself.

    ``origin`` tells whether the evidence of the answer led there, or what gold says was looked up;
    ``others`` counts the further places that say the same as gold.
    """

    page: int
    before: str
    marked: str
    after: str
    origin: Literal["answer", "gold"]
    others: int = 0


class Note(Closed):
    """A finding that points to a mistake."""

    rule: str
    severity: Severity
    message: str
    message_en: str


class Entry(Closed):
    """A mistake as the page lists it; ``source`` is None where its place is not known."""

    set: str
    way: str
    document: str
    group: str
    mistake: Mistake
    source: Excerpt | None
    notes: list[Note]


class DocumentLine(Closed):
    """One document of a cell; ``format`` and ``layout`` are None but for renditions.

    ``mistakes`` counts as the page does: a whole row is one. None where the run does not tell them.
    """

    document: str
    format: str | None
    layout: str | None
    status: Literal["ok", "partial", "failed"]
    failure: Failure | None
    figures: Figures
    edits: int
    mistakes: int | None
    flags: Flags
    spent: Spent


class Landed(Closed):
    """How often the value of one field of gold was given in another place of the answer."""

    belongs: str
    given: str
    count: int


class CellReport(Closed):
    """One set of documents read in one way.

    ``confusion`` counts mistakes by field and kind of error. ``by_format`` and ``by_layout`` are empty
    but for renditions; ``calibration`` is None where nothing was judged.
    """

    summary: CellSummary
    settings: dict[str, Any]
    documents: list[DocumentLine]
    by_format: dict[str, Kindred]
    by_layout: dict[str, Kindred]
    confusion: dict[str, dict[str, int]]
    landed: list[Landed]
    calibration: Calibration | None

    @property
    def f1(self) -> Headline | None:
        """F1 of all leaves with its interval; None where there was nothing to count."""
        return next((one for one in self.summary.headlines if one.figure == "f1"), None)


class EvalReport(Closed):
    """A run of a benchmark, shown.

    ``cost_unit`` is what the cost of a document can be told in for every cell, None where in nothing. ``mistakes``
    are as many as a page holds, ``left_out`` counts the others. Of a single result file ``pinned`` is None, and
    there are no ``sources`` and findings beside the mistakes. Holds no date: the same run, the same report.
    """

    schema_version: Literal["eval-report.v1"] = "eval-report.v1"
    name: str
    pinned: Pinned | None
    sources: bool
    cost_unit: CostUnit | None
    cells: list[CellReport]
    versus: list[Versus]
    mistakes: list[Entry]
    left_out: int
    robustness: RobustnessRun | None

    @property
    def sets(self) -> list[str]:
        """The sets, in the order of the benchmark."""
        return list(dict.fromkeys(cell.summary.set for cell in self.cells))

    @property
    def ways(self) -> list[str]:
        """The ways of reading, in the order of the benchmark."""
        return list(dict.fromkeys(cell.summary.way for cell in self.cells))

    @property
    def listed(self) -> bool:
        """Whether the run tells its mistakes, of some documents at least."""
        return any(line.mistakes is not None for cell in self.cells for line in cell.documents)

    def of_set(self, name: str) -> list[CellReport]:
        """The cells of one set."""
        return [cell for cell in self.cells if cell.summary.set == name]
