"""The folder of a run, gathered into a report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import InputMissing
from extractor.evaluation.benchmark.folder import Kept, RunFolder
from extractor.evaluation.benchmark.pinned import Pinned
from extractor.evaluation.benchmark.summary import CellSummary, Counted, Summary, summarised
from extractor.evaluation.figures import Mistake
from extractor.evaluation.kept import load_run
from extractor.evaluation.outcome import DocumentScore, EvalRun, RenditionRun, RenditionScore
from extractor.evaluation.perturb.figures import RobustnessRun
from extractor.evaluation.report.model import (
    CellReport,
    CostUnit,
    DocumentLine,
    Entry,
    EvalReport,
    Landed,
)
from extractor.evaluation.report.places import Places, field_of
from extractor.evaluation.run import load_as
from extractor.evaluation.sheet import group_of

MOST = 2_000
"""Mistakes that a report lists; beyond, a page would be slow to open."""


@dataclass
class _Tally:
    """What is added up over the documents of a cell; ``entries`` are its first mistakes, ``mistakes`` counts all."""

    lines: list[DocumentLine] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    confusion: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    landed: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: int = 0


Told = tuple[CellReport, _Tally]


def gather(run: Path, robustness: Path | None = None, most: int = MOST) -> EvalReport:
    """The report of a run.

    Args:
        run: the folder that a benchmark was run into, or the result file of a single run.
        robustness: a file of ``extractor eval robust -o``; None for ``robustness.json`` in the folder, if it is there.
        most: mistakes to list, taken evenly from the cells.

    Raises:
        InputMissing: no run is here, or it was cut off.
        UsageError: a file of it is damaged, or of another version.
    """
    pinned, summary, told = _of_file(run, most) if run.is_file() else _of_folder(RunFolder(run), most)
    tallies = [tally for _, tally in told]
    listed = _evenly([tally.entries for tally in tallies], most)
    return EvalReport(
        name=summary.name,
        pinned=pinned,
        sources=pinned is not None,
        cost_unit=_cost_unit(summary.cells),
        cells=[cell for cell, _ in told],
        versus=summary.versus,
        mistakes=listed,
        left_out=sum(tally.mistakes for tally in tallies) - len(listed),
        robustness=_robustness(run, robustness),
    )


def _of_folder(folder: RunFolder, most: int) -> tuple[Pinned, Summary, list[Told]]:
    pinned, summary = folder.pinned().pinned, _summary(folder.path)
    told = []
    for one in summary.cells:
        run = load_run(folder.path / one.name / "result.json")
        documents = (folder.document(one.name, document.document) for document in run.documents)
        told.append(_cell(one, folder.cell(one.name).settings, run, _tallied(one, documents, most)))
    return pinned, summary, told


def _of_file(path: Path, most: int) -> tuple[None, Summary, list[Told]]:
    """The same of a result file, which has neither what the run was pinned to nor texts."""
    run = load_run(path)
    counted = Counted(path.stem, Path(run.documents_folder).name, run.engine, run)
    summary = summarised(path.stem, [counted])
    documents = (Kept(key="", score=one, judged=[], result=None, pages=[]) for one in run.documents)
    tally = _tallied(summary.cells[0], documents, most)
    if isinstance(run, RenditionRun):
        # Its mistakes were left out of the file.
        tally.lines = [line.model_copy(update={"mistakes": None}) for line in tally.lines]
    return None, summary, [_cell(summary.cells[0], {}, run, tally)]


def _summary(run: Path) -> Summary:
    path = run / "summary.json"
    if not path.is_file():
        raise InputMissing(
            "the run was cut off: start it again with the same -o, it goes on where it stopped",
            document=str(run),
            zh="评测没有跑完：请用同一个 -o 再次运行，会从中断处继续",
        )
    return load_as(Summary, path, "this is no summary of a run", "不是评测结果的汇总")


def _robustness(run: Path, given: Path | None) -> RobustnessRun | None:
    path = given or run / "robustness.json"
    if path.is_file():
        return load_as(
            RobustnessRun,
            path,
            "this is no file of “extractor eval robust -o”",
            "不是 extractor eval robust -o 的结果",
        )
    if given:
        raise InputMissing("no such file", document=str(given), zh="没有这个文件")
    return None


def _cell(summary: CellSummary, settings: dict[str, Any], run: EvalRun, tally: _Tally) -> Told:
    cell = CellReport(
        summary=summary,
        settings=settings,
        documents=tally.lines,
        by_format=run.by_format if isinstance(run, RenditionRun) else {},
        by_layout=run.by_layout if isinstance(run, RenditionRun) else {},
        confusion={name: dict(sorted(kinds.items())) for name, kinds in sorted(tally.confusion.items())},
        landed=[
            Landed(belongs=belongs, given=given, count=count)
            for (belongs, given), count in sorted(tally.landed.items(), key=lambda one: (-one[1], one[0]))
        ],
        calibration=run.calibration,
    )
    return cell, tally


def _tallied(of: CellSummary, documents: Iterable[Kept], most: int) -> _Tally:
    tally = _Tally()
    for kept in documents:
        _count(tally, of, kept, most)
    return tally


def _count(tally: _Tally, of: CellSummary, kept: Kept, most: int) -> None:
    places = Places(kept)
    tally.lines.append(_line(kept.score))
    for mistake in kept.score.mistakes:
        tally.mistakes += 1
        tally.confusion[mistake.field][mistake.error] += 1
        if mistake.belongs and mistake.answer_pointer:
            tally.landed[field_of(mistake.belongs), field_of(mistake.answer_pointer)] += 1
        if len(tally.entries) < most:
            tally.entries.append(_entry(of, kept.score.document, mistake, places))


def _line(score: DocumentScore) -> DocumentLine:
    rendition = score if isinstance(score, RenditionScore) else None
    return DocumentLine(
        document=score.document,
        format=" ".join(filter(None, (rendition.format, rendition.quality))) if rendition else None,
        layout=rendition.layout if rendition else None,
        status=score.status,
        failure=score.failure,
        figures=score.figures,
        edits=score.edits,
        mistakes=len(score.mistakes),
        flags=score.flags,
        spent=score.spent,
    )


def _entry(of: CellSummary, document: str, mistake: Mistake, places: Places) -> Entry:
    return Entry(
        set=of.set,
        way=of.way,
        document=document,
        group=group_of(mistake.field) if mistake.field else "",
        mistake=mistake,
        source=places.of(mistake),
        notes=places.notes(mistake),
    )


def _evenly(several: Sequence[list[Entry]], most: int) -> list[Entry]:
    """The first of each list, as many of each as leave room for the others."""
    room, taken = most, [0] * len(several)
    for left, at in enumerate(sorted(range(len(several)), key=lambda one: len(several[one]))):
        taken[at] = min(len(several[at]), room // (len(several) - left))
        room -= taken[at]
    return [entry for entries, count in zip(several, taken, strict=True) for entry in entries[:count]]


def _cost_unit(cells: Iterable[CellSummary]) -> CostUnit | None:
    """Dollars where every price is known and something was paid, else tokens, else seconds."""
    spent = [cell.measured.spent for cell in cells]
    costs = [one.cost for one in spent]
    if None not in costs and any(costs):
        return "dollars"
    if any(one.input_tokens + one.output_tokens for one in spent):
        return "tokens"
    return "seconds" if all(one.seconds is not None for one in spent) else None
