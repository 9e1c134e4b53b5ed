"""Run a benchmark: read what the folder does not hold yet, then count every cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from extractor.evaluation.benchmark.cells import cells
from extractor.evaluation.benchmark.folder import Kept, RunFolder
from extractor.evaluation.benchmark.pinned import Pinned
from extractor.evaluation.benchmark.plan import Benchmark
from extractor.evaluation.benchmark.reading import Job, Work, read, unread, work_of
from extractor.evaluation.benchmark.summary import Counted, Summary, summarised
from extractor.evaluation.calibration import calibrate
from extractor.evaluation.figures import Failure
from extractor.evaluation.parallel import in_processes

Track = Callable[[Iterable[Kept], int], Iterable[Kept]]


def run_benchmark(benchmark: Benchmark, out: Path, jobs: int, seconds: float, track: Track) -> Summary:
    """Read and score all documents of all cells into a folder; what it holds already is not read again.

    Args:
        benchmark: what to run.
        out: the folder of the run; made where it is missing.
        jobs: documents read at a time. Those of a model go one by one: its calls are made at once
            already, and its limits hold within one process.
        seconds: that one document may take.
        track: wraps the documents as they are done, told of how many there are, to show progress.

    Raises:
        InputMissing, UsageError: a set is not there, or is none.
        ConfigurationError, EndpointUnreachable: the engine cannot work; what is done stays done.
    """
    folder, pinned = RunFolder(out), Pinned.here()
    works = [work_of(cell, benchmark.folder, pinned.code) for cell in cells(benchmark)]
    folder.begin(benchmark, [work.cell for work in works], pinned)
    total = sum(len(work.jobs) for work in works)
    for _ in track((kept for work in works for kept in _all(work, folder, jobs, seconds)), total):
        continue
    summary = summarised(benchmark.name, [_counted(work, folder) for work in works])
    folder.put(summary, "summary.json")
    return summary


def _counted(work: Work, folder: RunFolder) -> Counted:
    """The figures of a cell, out of its documents' files; its result file is written."""
    kept = [folder.document(job.cell, job.case.document.name) for job in work.jobs]
    run = work.run([one.score for one in kept])
    run = run.model_copy(update={"calibration": calibrate([cell for one in kept for cell in one.judged])})
    folder.put_result(work.cell.name, run)
    return Counted(work.cell.name, work.cell.of.name, work.cell.way.name, run)


def _all(work: Work, folder: RunFolder, jobs: int, seconds: float) -> Iterator[Kept]:
    """Every document of a cell: first what is there, then the others as they are done."""
    missing: list[Job] = []
    for job in work.jobs:
        kept = folder.kept(job.cell, job.case.document.name, job.key)
        if kept:
            yield kept
        else:
            missing.append(job)
    at_once = 1 if work.cell.way.settings.engine == "model" else jobs
    for job, outcome in in_processes(read, missing, at_once, seconds):
        kept = unread(job, outcome) if isinstance(outcome, Failure) else outcome
        folder.keep(job.cell, kept)
        yield kept
