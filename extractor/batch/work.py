"""What is done to one document of a run, wherever that happens: read it, write its files, say what came of it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from extractor.batch.deferring import put_questions
from extractor.batch.results import put_result, remove_results
from extractor.batch.storage import fetched, is_url
from extractor.batch.tables import doubt_of, packed
from extractor.batch.task import Manner, Outcome, Problem, Task
from extractor.document import Document
from extractor.errors import (
    BudgetReached,
    ClusterUnreachable,
    ConfigurationError,
    EndpointUnreachable,
    ExtractorError,
    OutputUnwritable,
    PartMissing,
    StorageUnreachable,
)
from extractor.pipeline import engine_of, result_of
from extractor.readers import Progress, read_document
from extractor.result import Result
from extractor.temporary import temporary_folder

# PyMuPDF is not to be used by two threads at once, and one document at a time keeps memory low.
_READING = threading.Lock()
_OF_THE_RUN = (ClusterUnreachable, ConfigurationError, OutputUnwritable)
_PASSING = (BudgetReached, EndpointUnreachable, StorageUnreachable)


def process(task: Task, manner: Manner, progress: Progress | None = None) -> Outcome:
    """Read one document and write its files; what is wrong with it is in the outcome.

    Raises:
        ConfigurationError: no document can be read so (a setting, a key, the endpoint refuses).
        OutputUnwritable: its files cannot be written.
        ClusterUnreachable: the run has gone that wanted it read.
    """
    start = time.perf_counter()
    try:
        return _read(task, manner, progress, start)
    except ExtractorError as error:
        if isinstance(error, _OF_THE_RUN) and not isinstance(error, PartMissing):
            raise
        return _failed(task, manner, Problem.of(error), start, passing=isinstance(error, _PASSING))
    except Exception as error:  # the one place that keeps a document from ending the run
        said = f"{type(error).__name__}: {error}"[:500]
        return _failed(
            task, manner, Problem(type(error).__name__, f"内部错误：{said}", f"internal error: {said}"), start
        )


def _read(task: Task, manner: Manner, progress: Progress | None, start: float) -> Outcome:
    engine = engine_of(manner.settings)
    with _READING:
        document = _document(task, manner, progress)
    if manner.asks_only:
        return _asked(task, document, manner, start)
    result = result_of(document, engine, manner.settings, start)
    with _READING:
        put_result(result, task, manner.lang)
    interrupted = Problem.of(engine.interrupted) if engine.interrupted else None
    return _outcome(task, result, interrupted, time.perf_counter() - start)


def _asked(task: Task, document: Document, manner: Manner, start: float) -> Outcome:
    put_questions(document, manner.settings)
    return Outcome(task.id, "ok", document.sha256, round(time.perf_counter() - start, 3), len(document.pages))


def _document(task: Task, manner: Manner, progress: Progress | None) -> Document:
    if not is_url(task.path):
        return read_document(Path(task.path), manner.settings, progress)
    with temporary_folder() as folder:
        copy = fetched(task.path, folder, manner.settings.max_input_mb)
        return read_document(copy, manner.settings, progress)


def _outcome(task: Task, result: Result, interrupted: Problem | None, seconds: float) -> Outcome:
    return Outcome(
        id=task.id,
        status=result.status,
        sha256=result.source.sha256,
        seconds=round(seconds, 3),
        pages=len(result.source.pages),
        findings=len(result.findings),
        doubt=doubt_of(result),
        usage=result.usage,
        interrupted=interrupted,
        rows=packed(result),
    )


def _failed(task: Task, manner: Manner, problem: Problem, start: float, *, passing: bool = False) -> Outcome:
    if not manner.asks_only:
        # Files of what the document said before would look like its own.
        remove_results(task)
    return Outcome(
        id=task.id,
        status="failed",
        sha256=None,
        seconds=round(time.perf_counter() - start, 3),
        problem=problem,
        interrupted=problem if passing else None,
    )
