"""All that is measured of one document, and of several together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from extractor.document import Document
from extractor.evaluation.abstained import abstained
from extractor.evaluation.anls import anls
from extractor.evaluation.carried import flags_of
from extractor.evaluation.figures import Figures, Flags, Mistake, Rows, Spent, Whereabouts
from extractor.evaluation.ground import Ground
from extractor.evaluation.judged import Judged, judge
from extractor.evaluation.outcome import DocumentScore, Measured
from extractor.evaluation.pairs import edits, pairs
from extractor.evaluation.score import GROUPS, score
from extractor.evaluation.whereabouts import whereabouts
from extractor.report import Report
from extractor.result import Result


@dataclass(frozen=True)
class Marks:
    """What is measured of one document, its mistakes, and its cells for a calibration."""

    measured: Measured
    mistakes: list[Mistake]
    judged: list[Judged]


def measure(gold: Report, answer: Result | None, *, with_anls: bool = False) -> Marks:
    """Measure an answer against gold; None, or one that failed, is the answer of a document not read."""
    read = answer if answer and answer.status != "failed" else None
    sheet = score(gold, read.report if read else None)
    walked = pairs(gold, read.report if read else None)
    ground = Ground(document) if read and (document := _document(read)) else None
    measured = Measured(
        figures=sheet.figures(),
        lenient=sheet.lenient(),
        groups=sheet.by_group(),
        fields=sheet.by_field(),
        rows=sheet.by_list(),
        errors=_counted(sheet.errors),
        row_errors=_counted(sheet.row_errors),
        order=sheet.order,
        edits=edits(walked),
        abstained=abstained(walked, read, ground) if read else 0,
        flags=flags_of(walked, read) if read else Flags.of(0, 0, 0, {}),
        whereabouts=whereabouts(walked, read.evidence if read else {}, ground),
        spent=Spent.of(answer.usage if answer else None),
        anls=anls(walked) if with_anls else None,
    )
    return Marks(measured, sheet.mistakes, list(judge(walked, read)) if read else [])


def _document(answer: Result) -> Document | None:
    try:
        return answer.document
    except ValueError:  # a result from a file has none
        return None


def together(several: Sequence[DocumentScore]) -> Measured:
    """The figures of several documents together: sums, and the rates that follow from them."""
    known = [one.anls for one in several if one.anls is not None]
    groups = {group for one in several for group in one.groups}
    fields = {field for one in several for field in one.fields}
    return Measured(
        figures=Figures.sum(one.figures for one in several),
        lenient=Figures.sum(one.lenient for one in several),
        groups={
            group: Figures.sum(one.groups[group] for one in several if group in one.groups)
            for group in GROUPS
            if group in groups
        },
        fields={
            field: Figures.sum(one.fields[field] for one in several if field in one.fields)
            for field in sorted(fields)
        },
        rows={
            kind: Rows.sum([one.rows[kind] for one in several if kind in one.rows])
            for kind in sorted({kind for one in several for kind in one.rows})
        },
        errors=_counted(*(one.errors for one in several)),
        row_errors=_counted(*(one.row_errors for one in several)),
        order=sum(one.order for one in several),
        edits=sum(one.edits for one in several),
        abstained=sum(one.abstained for one in several),
        flags=Flags.sum([one.flags for one in several]),
        whereabouts=Whereabouts.sum([one.whereabouts for one in several]),
        spent=Spent.sum([one.spent for one in several]),
        anls=fmean(known) if known else None,
    )


def mean_f1(several: Sequence[DocumentScore]) -> float | None:
    """The mean of the documents' F1; None where none of them has one."""
    rates = [one.figures.f1 for one in several if one.figures.f1 is not None]
    return fmean(rates) if rates else None


def _counted(*counts: dict[Any, int]) -> dict[Any, int]:
    """Several counts together, without zeros, the most frequent first."""
    total: Counter[Any] = Counter()
    for one in counts:
        total.update(one)
    return {
        kind: count for kind, count in sorted(total.items(), key=lambda item: (-item[1], item[0])) if count
    }
