"""What became of each fault in an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from extractor.evaluation.pairs import Pair, pairs
from extractor.report import Report
from extractor.text import fold
from guard.answers import Answer
from guard.faults import INVENTED, Site

Outcome = Literal["repaired", "flagged", "missed"]
ROWS = "forms.indicators"


def outcomes(gold: Report, sites: Sequence[Site], answer: Answer) -> Iterator[Outcome]:
    """The outcome of each fault that was laid in; an answer that ended in an error is a flag on all of it."""
    walked = pairs(gold, answer.report) if answer.report else []
    for number in sorted(answer.struck):
        yield _outcome(sites[number], walked, answer) if answer.report else "flagged"


def _outcome(site: Site, walked: Sequence[Pair], answer: Answer) -> Outcome:
    if site.change in ("doubled row", "invented row"):
        return _too_many(site, walked, answer)
    pair = next(one for one in walked if one.gold and one.gold.pointer == site.row.pointer)
    if pair.answer is None:
        return "flagged" if answer.doubts.missing(pair.row) else "missed"
    cell = next((one for one in pair.cells() if one.name == site.field), None)
    if not site.field or cell is None or cell.right or cell.pointer is None:
        return "repaired"
    says = cell.says(next(iter(cell.said), ""))
    return "flagged" if answer.doubts.cell(cell.pointer, pair.row, says) else "missed"


def _too_many(site: Site, walked: Sequence[Pair], answer: Answer) -> Outcome:
    name = fold(INVENTED if site.change == "invented row" else site.row.indicator.level3 or "")
    over = [one for one in walked if one.gold is None and one.answer and one.answer.kind == ROWS]
    own = [one for one in over if one.answer and name in (fold(one.answer.label), "")]
    # In style `point` an invented row has no name: its cell does not exist.
    own = own or [one for one in over if one.answer and site.change == "invented row"]
    if not own:
        return "repaired"
    return "flagged" if all(one.answer and answer.doubts.row(one.answer.pointer) for one in own) else "missed"


def lost_silently(gold: Report, answer: Answer) -> int:
    """Indicator rows of gold that the answer lacks without a word."""
    return sum(
        one.gold is not None and one.gold.kind == ROWS and one.answer is None
        and not answer.doubts.missing(one.row)
        for one in (pairs(gold, answer.report) if answer.report else [])
    )  # fmt: skip


def doubted(gold: Report, answer: Answer) -> tuple[int, int]:
    """Of the right cells of indicator rows: those doubted all the same, and all."""
    cells = [
        (cell, pair)
        for pair in (pairs(gold, answer.report) if answer.report else [])
        if pair.gold and pair.answer and pair.gold.kind == ROWS
        for cell in pair.cells()
        if cell.right and cell.pointer
    ]
    told = sum(
        answer.doubts.cell(cell.pointer or "", pair.row, cell.says(next(iter(cell.said), "")))
        for cell, pair in cells
    )
    return told, len(cells)
