"""The documents of a cell, each read and scored in a process of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import InputMissing
from extractor.evaluation.answering import answer
from extractor.evaluation.benchmark.cells import Cell
from extractor.evaluation.benchmark.folder import Kept
from extractor.evaluation.figures import Failure
from extractor.evaluation.gold import load
from extractor.evaluation.outcome import DocumentScore, EvalRun, RenditionScore
from extractor.evaluation.renditions import Rendition, Task, described, outcome_of, tasks
from extractor.evaluation.run import Bench, Case, bench, gold_beside, marked, outcome
from extractor.result import Result
from extractor.settings import Settings


@dataclass(frozen=True)
class Job:
    """A document to be read; ``rendition`` says what it is, where it comes from a folder of renditions.

    ``key`` is the hash of document, gold, settings and code.
    """

    cell: str
    case: Case
    settings: Settings
    key: str
    rendition: Rendition | None = None


@dataclass(frozen=True)
class Work:
    """The jobs of a cell, at least one; ``over`` are two paired folders, or the files of a folder of renditions."""

    cell: Cell
    jobs: list[Job]
    over: Bench | list[Task]

    def run(self, scores: Sequence[DocumentScore]) -> EvalRun:
        """The run over its documents, which have been scored."""
        if isinstance(self.over, Bench):
            return outcome(self.cell.way.name, self.over, list(scores))
        found = [one for one in scores if isinstance(one, RenditionScore)]
        return outcome_of(self.over, found).model_copy(update={"engine": self.cell.way.name})


def work_of(cell: Cell, root: Path, code: str) -> Work:
    """The documents of a cell; relative folders begin at ``root``.

    Raises:
        InputMissing: no such folder, or nothing in it can be paired with gold.
        UsageError: a manifest that is none.
    """
    of = cell.of
    if of.renditions:
        planned = tasks(root / of.renditions, cell.way.settings, of.only)
        return Work(cell, [_job(cell, one.case, code, one.rendition) for one in planned], planned)
    documents = root / (of.documents or "")
    over = bench(documents, root / of.gold if of.gold else gold_beside(documents))
    cases = [case for case in over.cases if of.only is None or of.only in case.document.name]
    if not cases:
        raise InputMissing(
            f"no file contains “{of.only}”", document=str(documents), zh=f"没有文件名含“{of.only}”的文件"
        )
    return Work(cell, [_job(cell, case, code) for case in cases], over)


def _job(cell: Cell, case: Case, code: str, rendition: Rendition | None = None) -> Job:
    parts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (case.document, case.gold)]
    key = hashlib.sha256("\n".join([*parts, cell.way.digest, code]).encode()).hexdigest()
    # Documents are read side by side already.
    settings = cell.way.settings
    one_page = settings.model_copy(update={"ocr_processes": settings.ocr_processes or 1})
    return Job(cell.name, case, one_page, key, rendition)


def read(job: Job) -> Kept:
    """Read and score one document; whatever is wrong with it is its failure.

    Raises:
        ConfigurationError, EndpointUnreachable: no document would fare better.
    """
    answered = answer(job.case.document, job.settings)
    return _kept(job, answered.result, answered.failure)


def unread(job: Job, failure: Failure) -> Kept:
    """The same for a document whose process died or was ended."""
    return _kept(job, None, failure)


def _kept(job: Job, result: Result | None, failure: Failure | None) -> Kept:
    score = marked(job.case, load(job.case.gold), result, failure)
    return Kept(
        key=job.key,
        score=described(score, job.rendition) if job.rendition else score,
        judged=score.judged,
        result=result,
        pages=[page.text for page in result.document.pages] if result else [],
    )
