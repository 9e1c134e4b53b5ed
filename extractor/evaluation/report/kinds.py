"""Which kinds of error were made: by way of reading, by field, and whose value was given where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from extractor.evaluation.figures import ErrorKind, RowError
from extractor.evaluation.report.fields import spoken
from extractor.evaluation.report.grids import Box, Grid, Line, label_of
from extractor.evaluation.report.model import EvalReport
from extractor.evaluation.report.words import say
from extractor.result import Lang

_KINDS: tuple[str, ...] = (*get_args(ErrorKind), *get_args(RowError))


def by_way(report: EvalReport, lang: Lang) -> Grid:
    """Cells down, kinds across."""
    counts = [
        (
            label_of(cell, report),
            {"set": cell.summary.set, "way": cell.summary.way},
            _sum(cell.confusion.values()),
        )
        for cell in report.cells
    ]
    kinds = _met(found for _, _, found in counts)
    lines = [Line(label, _boxes(found, kinds, pick)) for label, pick, found in counts]
    return Grid(say("by_way_caption", lang), _columns("set", kinds, lang), lines)


def by_field(report: EvalReport, lang: Lang) -> Grid:
    """Fields down, kinds across, over all cells."""
    fields = sorted({name for cell in report.cells for name in cell.confusion})
    counts = {name: _sum(cell.confusion.get(name, {}) for cell in report.cells) for name in fields}
    kinds = _met(counts.values())
    lines = [
        Line(
            name or say("whole_document", lang),
            _boxes(found, kinds, {"field": name}),
            code=bool(name),
            note=spoken(name, lang),
        )
        for name, found in counts.items()
    ]
    return Grid(say("by_field_caption", lang), _columns("field", kinds, lang), lines)


def landed(report: EvalReport, lang: Lang) -> Grid:
    """Whose values were given elsewhere, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for cell in report.cells:
        for one in cell.landed:
            counts[one.belongs, one.given] += one.count
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    columns = [say(key, lang) for key in ("landed_belongs", "landed_given", "count")]
    lines = [
        Line(spoken(belongs, lang), [Box(spoken(given, lang)), Box(str(count))])
        for (belongs, given), count in ordered
    ]
    return Grid(say("landed_caption", lang), columns, lines)


def total(report: EvalReport) -> int:
    """All mistakes of all cells."""
    return sum(_sum(cell.confusion.values()).total() for cell in report.cells)


def _sum(several: Iterable[dict[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in several:
        found.update(one)
    return found


def _met(several: Iterable[Counter[str]]) -> list[str]:
    met = {kind for found in several for kind in found}
    return [kind for kind in _KINDS if kind in met]


def _columns(first: str, kinds: list[str], lang: Lang) -> list[str]:
    return [say(first, lang), say("all", lang), *(say(f"error_{kind}", lang) for kind in kinds)]


def _boxes(found: Counter[str], kinds: list[str], pick: dict[str, str]) -> list[Box]:
    whole = found.total()
    boxes = [Box(str(whole), pick=pick if whole else {})]
    for kind in kinds:
        count = found[kind]
        boxes.append(Box(str(count), pick={**pick, "kind": kind}) if count else Box("·"))
    return boxes
