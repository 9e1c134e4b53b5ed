"""Run an engine over documents that are perturbed more and more."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from extractor.errors import ExtractorError, InputMissing
from extractor.evaluation.carried import flags
from extractor.evaluation.figures import Failure, Flags
from extractor.evaluation.gold import load, resolved
from extractor.evaluation.perturb.figures import Curve, Point, RobustnessRun, Trouble, area_under
from extractor.evaluation.perturb.kinds import Kind, Perturbed, named, perturb
from extractor.evaluation.run import Bench, Case, write
from extractor.evaluation.score import Sheet, score
from extractor.pipeline import extract
from extractor.result import Result
from extractor.settings import Settings

TEXT = (".txt", ".md")


@dataclass(frozen=True)
class Plan:
    """What is to be run: the kinds by name, the strengths (0 to 1) in rising order, the number of seeds."""

    kinds: tuple[str, ...]
    strengths: tuple[float, ...]
    seeds: int


@dataclass(frozen=True)
class Task:
    """One document under one kind and seed, at all strengths."""

    case: Case
    kind: str
    seed: int
    strengths: tuple[float, ...]
    settings: Settings


@dataclass(frozen=True)
class Reading:
    """The marks of one reading, and how many of its wrong leaves carry a finding."""

    sheet: Sheet
    flags: Flags
    failure: Failure | None


@dataclass(frozen=True)
class Done:
    """A task's readings, one for each strength, with the texts that were read."""

    task: Task
    texts: tuple[Perturbed, ...]
    readings: tuple[Reading, ...]


def run_robustness(
    over: Bench,
    plan: Plan,
    settings: Settings,
    jobs: int = 1,
    track: Callable[[Iterable[Done], int], Iterable[Done]] = lambda done, _: done,
) -> RobustnessRun:
    """Perturb, read and score every text document of the bench; ``track`` wraps the tasks as they are done.

    Raises:
        InputMissing: none of the documents is a text file.
        UsageError: gold is not a report.
    """
    cases = _texts(over)
    tasks = [
        Task(case, kind, seed, plan.strengths, settings)
        for case in cases
        for kind in plan.kinds
        for seed in range(plan.seeds)
    ]
    done = sorted(track(_finished(tasks, jobs), len(tasks)), key=lambda one: one.task.seed)
    undamaged = Sheet()
    for case in cases:
        undamaged.add(_read(case, _text(case), settings).sheet)
    left_out = [case.document.name for case in over.cases if case not in cases]
    return RobustnessRun(
        engine=settings.engine,
        versions={"indicator-extractor": version("indicator-extractor"), "schema": "report.v1"},
        documents_folder=over.documents.as_posix(),
        gold_folder=over.gold.as_posix(),
        documents={case.document.name: _sha256(case.document) for case in cases},
        unscored=sorted([*over.unscored, *left_out]),
        strengths=list(plan.strengths),
        seeds=plan.seeds,
        undamaged=undamaged.figures(),
        curves=[
            _curve(kind, [one for one in done if one.task.kind == kind.name]) for kind in named(plan.kinds)
        ],
    )


def save_robustness(outcome: RobustnessRun, path: Path) -> None:
    """Write the run as JSON; raises OutputUnwritable."""
    write(outcome.model_dump_json(indent=1), path)


def _texts(over: Bench) -> list[Case]:
    cases = [case for case in over.cases if case.document.suffix.lower() in TEXT]
    if not cases:
        raise InputMissing(
            f"only text files ({', '.join(TEXT)}) can be perturbed, and there is none with gold",
            document=str(over.documents),
            zh=f"只能扰动文本文件（{'、'.join(TEXT)}），其中没有带标注的",
        )
    return cases


def _finished(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    if jobs == 1:
        yield from map(work, tasks)
        return
    # Processes are started fresh: libraries that run threads of their own do not survive a fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(work, task) for task in tasks]):
            yield future.result()


def work(task: Task) -> Done:
    """Read the document at every strength; a text that a lower strength has left is not read again."""
    whole, kind = _text(task.case), named([task.kind])[0]
    seed = f"{task.case.document.name}/{task.kind}/{task.seed}"
    texts = tuple(perturb(whole, kind, strength, seed) for strength in task.strengths)
    known = {text: _read(task.case, text, task.settings) for text in dict.fromkeys(one.text for one in texts)}
    return Done(task, texts, tuple(known[one.text] for one in texts))


def _text(case: Case) -> str:
    return case.document.read_text(encoding="utf-8")


def _read(case: Case, text: str, settings: Settings) -> Reading:
    answer, failure = _answer(case, text, settings)
    report = answer.report if answer and answer.status != "failed" else None
    gold = resolved(load(case.gold), report)
    sheet = score(gold, report)
    return Reading(sheet, flags(gold, answer), failure)


def _answer(case: Case, text: str, settings: Settings) -> tuple[Result | None, Failure | None]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.document.name
        path.write_text(text, encoding="utf-8")
        try:
            return extract(path, engine=settings.engine, settings=settings), None
        except ExtractorError as error:
            return None, Failure(message=error.zh or error.message, message_en=error.message)
        except Exception as error:
            # To find what brings an engine down is what this is for: the run goes on and tells it.
            said = f"{type(error).__name__}: {error}"
            return None, Failure(message=said, message_en=said)


def _curve(kind: Kind, done: Sequence[Done]) -> Curve:
    strengths = done[0].task.strengths if done else ()
    points = [_point(strength, at, done) for at, strength in enumerate(strengths)]
    return Curve(
        kind=kind.name,
        nature=kind.nature,
        label=kind.zh,
        label_en=kind.en,
        shows=kind.shows,
        most=kind.most,
        area=area_under(points),
        points=points,
    )


def _point(strength: float, at: int, done: Sequence[Done]) -> Point:
    names = sorted({one.task.case.document.name for one in done})
    flagged = Flags.sum([one.readings[at].flags for one in done])
    return Point(
        strength=strength,
        struck=sum(one.texts[at].struck for one in done),
        places=sum(one.texts[at].places for one in done),
        figures=_sum(done, at).figures(),
        by_seed=[
            _f1([one for one in done if one.task.seed == seed], at)
            for seed in sorted({one.task.seed for one in done})
        ],
        by_document={
            name: _f1([one for one in done if one.task.case.document.name == name], at) for name in names
        },
        wrong=flagged.wrong,
        flagged=flagged.carried,
        flagged_share=flagged.share,
        failed=[
            Trouble(document=one.task.case.document.name, seed=one.task.seed, reason=failure)
            for one in done
            if (failure := one.readings[at].failure)
        ],
    )


def _f1(done: Sequence[Done], at: int) -> float | None:
    return _sum(done, at).figures().f1


def _sum(done: Sequence[Done], at: int) -> Sheet:
    total = Sheet()
    for one in done:
        total.add(one.readings[at].sheet)
    return total


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
