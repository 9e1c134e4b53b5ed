"""The file of one run: what an engine reached, over all documents and on each.

EvalRun ─ DocumentScore ─ Figures (all, by group), Rows (by list), Mistake
        └ Figures (all, by group, by field), Rows (by list)

RenditionRun is an EvalRun over files in many formats; it adds Flags, and Kindred figures by format.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from extractor.evaluation.figures import Closed, Failure, Figures, Flags, Mistake, Rows


class DocumentScore(Closed):
    """The score of one document; ``failure`` is None where the engine did not raise."""

    document: str
    sha256: str
    gold_sha256: str
    status: Literal["ok", "partial", "failed"]
    failure: Failure | None
    figures: Figures
    groups: dict[str, Figures]
    rows: dict[str, Rows]
    mistakes: list[Mistake]


class EvalRun(Closed):
    """One engine over one set of documents.

    ``figures`` are micro (all leaves of all documents), ``macro_f1`` is the mean of the
    documents' F1. ``unscored`` are the documents without gold and the gold without a document.
    Neither date nor time is kept: the same engine on the same files gives the same file.
    """

    schema_version: Literal["eval-run.v1"] = "eval-run.v1"
    engine: str
    versions: dict[str, str]
    documents_folder: str
    gold_folder: str
    figures: Figures
    macro_f1: float | None
    groups: dict[str, Figures]
    rows: dict[str, Rows]
    fields: dict[str, Figures]
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
    flags: Flags


class Kindred(Closed):
    """The files that share a format, a quality or a layout."""

    files: int
    failed: int
    figures: Figures
    mean_f1: float | None
    rows: Rows
    flags: Flags


class RenditionRun(EvalRun):
    """One engine over one folder of renditions; ``by_format`` names scans with their quality."""

    documents: Sequence[RenditionScore]
    by_format: dict[str, Kindred]
    by_layout: dict[str, Kindred]
    flags: Flags
