"""Run an engine over a folder of renditions: the same reports in many formats, layouts and qualities.

The folder's ``manifest.json`` names each file, its gold, and what it is. Files are read in
processes of their own, so that one that brings its reader down only counts as missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.errors import ExtractorError, InputMissing
from extractor.evaluation.figures import Failure
from extractor.evaluation.gold import load
from extractor.evaluation.measure import mean_f1, together
from extractor.evaluation.outcome import Kindred, RenditionRun, RenditionScore
from extractor.evaluation.run import Case, load_as, marked, versions
from extractor.evaluation.score import Sheet
from extractor.pipeline import extract
from extractor.result import Result
from extractor.settings import Settings


class Rendition(BaseModel):
    """A line of the manifest; ``quality`` is that of a scan or a picture, ``pages`` None where it has none."""

    model_config = ConfigDict(extra="forbid")

    file: str
    gold: str
    sample: str
    extent: str
    layout: str
    format: str
    quality: str | None
    pages: int | None
    sha256: str
    fonts: list[str]
    dropped: dict[str, int]

    @property
    def kind(self) -> str:
        """The format, with the quality where there is one: ``docx``, ``scan clean``."""
        return f"{self.format} {self.quality}" if self.quality else self.format


class Manifest(BaseModel):
    """The list of a folder's files."""

    model_config = ConfigDict(extra="forbid")

    schema_version: Literal["renditions.v1"]
    files: list[Rendition]


@dataclass(frozen=True)
class Task:
    """A file to be read in another process."""

    folder: Path
    rendition: Rendition
    settings: Settings
    with_anls: bool = False


@dataclass(frozen=True)
class Marked:
    """A file's score, and its sheet for the sums."""

    score: RenditionScore
    sheet: Sheet


def tasks(
    folder: Path, settings: Settings, only: str | None = None, *, with_anls: bool = False
) -> list[Task]:
    """The files of the manifest whose name contains ``only``.

    Raises InputMissing without a manifest or without such a file, UsageError for one that is none.
    """
    path = folder / "manifest.json"
    if not path.is_file():
        raise InputMissing("no such file", document=str(path), zh="没有这个文件")
    manifest = load_as(Manifest, path, "this is not a manifest of renditions", "不是样例清单")
    found = [
        Task(folder, one, settings, with_anls) for one in manifest.files if only is None or only in one.file
    ]
    if not found:
        raise InputMissing(f"no file contains “{only}”", document=str(path), zh=f"没有文件名含“{only}”的文件")
    return found


def run_renditions(
    planned: list[Task], jobs: int, track: Callable[[Iterable[Marked]], Iterable[Marked]]
) -> RenditionRun:
    """Read every file and score it; ``track`` wraps the finished ones to show progress.

    Raises UsageError for gold that is not a report.
    """
    finished = sorted(track(_finished(planned, jobs)), key=lambda one: one.score.document)
    total = Sheet()
    for one in finished:
        total.add(one.sheet)
    scores = [one.score for one in finished]
    folder = planned[0].folder.as_posix()
    return RenditionRun(
        **dict(together(scores)),
        engine=planned[0].settings.engine,
        versions=versions(),
        documents_folder=folder,
        gold_folder=f"{folder}/gold",
        macro_f1=mean_f1(scores),
        documents_right=sum(one.right for one in scores),
        fields=total.by_field(),
        documents=scores,
        by_format=_kindred(scores, lambda one: f"{one.format} {one.quality}" if one.quality else one.format),
        by_layout=_kindred(scores, lambda one: one.layout),
    )


def _finished(planned: list[Task], jobs: int) -> Iterator[Marked]:
    """The files as they are done.

    When a process dies, the rest is read one by one: the first one not done is then what it died of.
    """
    waiting = list(planned)
    while waiting:
        done: set[int] = set()
        for at, marked_file in _in_processes(waiting, jobs):
            done.add(at)
            yield marked_file
        waiting = [task for at, task in enumerate(waiting) if at not in done]
        if waiting and jobs == 1:
            yield _crashed(waiting.pop(0))
        jobs = 1


def _in_processes(waiting: list[Task], jobs: int) -> Iterator[tuple[int, Marked]]:
    """Files with their number in ``waiting`` as they are done, up to the first process that dies."""
    # Processes are started fresh: libraries that run threads of their own do not survive a fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(read_one, task): at for at, task in enumerate(waiting)}
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                return


def read_one(task: Task) -> Marked:
    """Read and score one file; whatever its reader raises is the file's failure."""
    answer, failure = None, None
    try:
        answer = extract(
            task.folder / task.rendition.file, engine=task.settings.engine, settings=task.settings
        )
    except ExtractorError as error:
        failure = Failure(message=error.zh or error.message, message_en=error.message)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        failure = Failure(message=said, message_en=said)
    return _marked(task, answer, failure)


def _crashed(task: Task) -> Marked:
    said = "the process that read it died"
    return _marked(task, None, Failure(message="读取它的进程异常退出", message_en=said))


def _marked(task: Task, answer: Result | None, failure: Failure | None) -> Marked:
    one = task.rendition
    case = Case(task.folder / one.file, task.folder / one.gold)
    scored, sheet = marked(case, load(case.gold), answer, failure, with_anls=task.with_anls)
    return Marked(
        RenditionScore(
            **dict(scored),
            sample=one.sample,
            layout=one.layout,
            format=one.format,
            quality=one.quality,
            pages=one.pages,
        ),
        sheet,
    )


def _kindred(scores: list[RenditionScore], key: Callable[[RenditionScore], str]) -> dict[str, Kindred]:
    members: defaultdict[str, list[RenditionScore]] = defaultdict(list)
    for one in scores:
        members[key(one)].append(one)
    return {name: _together(members[name]) for name in sorted(members)}


def _together(scores: list[RenditionScore]) -> Kindred:
    return Kindred(
        **dict(together(scores)),
        files=len(scores),
        failed=sum(one.status == "failed" for one in scores),
        mean_f1=mean_f1(scores),
        documents_right=sum(one.right for one in scores),
    )
