"""The file of one run: what an engine reached, over all documents and on each.

Measured ─ EvalRun ─ RenditionRun (files in many formats: Kindred figures by format and layout)
         ├ DocumentScore ─ RenditionScore
         └ Kindred
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from extractor.evaluation.calibration import Calibration
from extractor.evaluation.figures import (
    Closed,
    ErrorKind,
    Failure,
    Figures,
    Flags,
    Mistake,
    RowError,
    Rows,
    Spent,
    Whereabouts,
)
from extractor.evaluation.judged import Judged


class Measured(Closed):
    """What is measured of one document, and of several together.

    ``lenient`` counts leaves as right that differ in format only. ``errors`` counts leaves,
    ``row_errors`` rows, by what is the matter; ``order`` rows in another order than in gold. ``edits``
    would make the answer gold (`evaluation.pairs.edits`). ``abstained`` are leaves among the wrong and
    missing of which the tool said that it could not read them (`evaluation.abstained`). ``anls`` is
    ANLS* over flat rows, the mean of the documents; None where it was not asked for. A result file holds
    ``fields`` of the run only.
    """

    figures: Figures
    lenient: Figures
    groups: dict[str, Figures]
    fields: dict[str, Figures] = Field(default_factory=dict)
    rows: dict[str, Rows]
    errors: dict[ErrorKind, int]
    row_errors: dict[RowError, int]
    order: int
    edits: int
    abstained: int
    flags: Flags
    whereabouts: Whereabouts
    spent: Spent
    anls: float | None = None


class DocumentScore(Measured):
    """The score of one document; ``failure`` is None where the engine did not raise.

    ``judged`` are its cells for a calibration; they are not kept.
    """

    document: str
    sha256: str
    gold_sha256: str
    status: Literal["ok", "partial", "failed"]
    failure: Failure | None
    mistakes: list[Mistake] = Field(default_factory=list)
    judged: list[Judged] = Field(default_factory=list, exclude=True, repr=False)

    @property
    def right(self) -> bool:
        """Whether the answer is as gold in every leaf."""
        counts = self.figures
        return self.status != "failed" and not counts.wrong + counts.missing + counts.invented


class EvalRun(Measured):
    """One engine over one set of documents.

    ``figures`` are micro (all leaves of all documents), ``macro_f1`` is the mean of the
    documents' F1, ``documents_right`` counts those right in every leaf. ``unscored`` are the documents
    without gold and the gold without a document. Neither date nor time is kept: the same engine on the
    same files gives the same file.
    """

    schema_version: Literal["eval-run.v2"] = "eval-run.v2"
    engine: str
    versions: dict[str, str]
    documents_folder: str
    gold_folder: str
    macro_f1: float | None
    documents_right: int
    calibration: Calibration | None = None
    documents: Sequence[DocumentScore]
    unscored: list[str] = Field(default_factory=list)

    @property
    def failed(self) -> list[DocumentScore]:
        """The documents that gave no answer."""
        return [document for document in self.documents if document.status == "failed"]


class RenditionScore(DocumentScore):
    """The score of one file of a folder of renditions."""

    sample: str
    layout: str
    format: str
    quality: str | None
    pages: int | None


class Kindred(Measured):
    """The files that share a format, a quality or a layout."""

    files: int
    failed: int
    mean_f1: float | None
    documents_right: int


class RenditionRun(EvalRun):
    """One engine over one folder of renditions; ``by_format`` names scans with their quality."""

    documents: Sequence[RenditionScore]
    by_format: dict[str, Kindred]
    by_layout: dict[str, Kindred]
