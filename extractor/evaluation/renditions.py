"""Run an engine over a folder of renditions: the same reports in many formats, layouts and qualities.

The folder's ``manifest.json`` names each file, its gold, and what it is. Files are read in
processes of their own, so that one that brings its reader down only counts as missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.errors import InputMissing
from extractor.evaluation.answering import answer
from extractor.evaluation.figures import Failure
from extractor.evaluation.gold import load
from extractor.evaluation.measure import mean_f1, together
from extractor.evaluation.outcome import DocumentScore, Kindred, RenditionRun, RenditionScore
from extractor.evaluation.parallel import in_processes
from extractor.evaluation.run import Case, load_as, marked, versions
from extractor.result import Result
from extractor.settings import Settings

Track = Callable[[Iterable[RenditionScore]], Iterable[RenditionScore]]
LONGEST = 1800.0  # seconds that one file may take; the readers' own limits are far below


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

    @property
    def case(self) -> Case:
        """The file with its gold."""
        return Case(self.folder / self.rendition.file, self.folder / self.rendition.gold)


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
    # Files are read side by side already.
    settings = settings.model_copy(update={"ocr_processes": settings.ocr_processes or 1})
    found = [
        Task(folder, one, settings, with_anls) for one in manifest.files if only is None or only in one.file
    ]
    if not found:
        raise InputMissing(f"no file contains “{only}”", document=str(path), zh=f"没有文件名含“{only}”的文件")
    return found


def run_renditions(planned: list[Task], jobs: int, track: Track) -> RenditionRun:
    """Read every file and score it; ``track`` wraps the finished ones to show progress.

    Raises:
        UsageError: gold that is not a report.
        ConfigurationError, EndpointUnreachable: no file would fare better.
    """
    return outcome_of(planned, list(track(_finished(planned, jobs))))


def outcome_of(planned: list[Task], scored: list[RenditionScore]) -> RenditionRun:
    """The run over a folder whose files have been read and scored, at least one."""
    scores = sorted(scored, key=lambda one: one.document)
    folder = planned[0].folder.as_posix()
    return RenditionRun(
        **dict(together(scores)),
        engine=planned[0].settings.engine,
        versions=versions(),
        documents_folder=folder,
        gold_folder=f"{folder}/gold",
        macro_f1=mean_f1(scores),
        documents_right=sum(one.right for one in scores),
        documents=scores,
        by_format=_kindred(scores, lambda one: f"{one.format} {one.quality}" if one.quality else one.format),
        by_layout=_kindred(scores, lambda one: one.layout),
    )


def _finished(planned: list[Task], jobs: int) -> Iterator[RenditionScore]:
    """The files as they are done; one whose process dies, or takes too long, gave no answer."""
    for task, scored in in_processes(read_one, planned, jobs, LONGEST):
        yield _marked(task, None, scored) if isinstance(scored, Failure) else scored


def read_one(task: Task) -> RenditionScore:
    """Read and score one file; whatever is wrong with it is its failure."""
    answered = answer(task.folder / task.rendition.file, task.settings)
    return _marked(task, answered.result, answered.failure)


def _marked(task: Task, result: Result | None, failure: Failure | None) -> RenditionScore:
    gold = load(task.case.gold)
    scored = marked(task.case, gold, result, failure, with_anls=task.with_anls)
    return described(scored, task.rendition)


def described(score: DocumentScore, one: Rendition) -> RenditionScore:
    """The score of a file, with what the file is."""
    return RenditionScore(
        **dict(score),
        sample=one.sample,
        layout=one.layout,
        format=one.format,
        quality=one.quality,
        pages=one.pages,
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
