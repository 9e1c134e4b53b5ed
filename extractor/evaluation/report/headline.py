"""The headline of a report: what every way of reading reached, with intervals, and which is better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.evaluation.benchmark.summary import CellSummary, Versus
from extractor.evaluation.report.grids import Box, Grid, Line, level
from extractor.evaluation.report.model import EvalReport
from extractor.evaluation.report.words import say
from extractor.evaluation.statistics.comparison import Outcome
from extractor.evaluation.statistics.headline import Headline
from extractor.evaluation.statistics.intervals import Interval
from extractor.evaluation.statistics.words import about, points
from extractor.evaluation.words import rate
from extractor.result import Lang

_COLUMNS = (
    "files", "failed_files", "documents_right", "f1", "mean_f1", "indicators_right", "edits", "flagged",
    "calls", "tokens", "cost", "seconds",
)  # fmt: skip
_FIGURES = ("f1", "macro_f1", "rows")


@dataclass(frozen=True)
class Verdict:
    """A way against the first one of its set, in words; ``groups`` are those that are better or worse."""

    set: str
    outcome: Outcome
    word: str
    line: str
    groups: str


def scope(report: EvalReport, lang: Lang) -> str:
    """How much was read, in one line."""
    return say(
        "scope",
        lang,
        documents=sum(report.of_set(name)[0].summary.documents for name in report.sets),
        sets=len(report.sets),
        ways=len(report.ways),
        mistakes=sum(line.mistakes or 0 for cell in report.cells for line in cell.documents),
    )


def headline(report: EvalReport, lang: Lang) -> Grid:
    """One line for each way of reading each set."""
    lines: list[Line] = []
    one_way = len(report.ways) == 1
    for name in report.sets:
        lines += [] if one_way else [Line(name, head=True)]
        for cell in report.of_set(name):
            label = name if one_way else cell.summary.way
            lines.append(Line(label, list(_boxes(cell.summary, lang))))
    key, name = ("headline_sets", report.ways[0]) if one_way else ("headline_of", report.name)
    first = say("set" if one_way else "way", lang)
    return Grid(say(key, lang, name=name), [first, *(say(column, lang) for column in _COLUMNS)], lines)


def remarks(report: EvalReport, lang: Lang) -> Iterator[tuple[str, str]]:
    """For each cell what its interval of F1 says, or why there is none."""
    for cell in report.cells:
        found = _headlines(cell.summary).get("f1")
        if found:
            yield f"{cell.summary.set} · {cell.summary.way}", about(found.interval, lang)


def verdicts(report: EvalReport, lang: Lang) -> Iterator[Verdict]:
    """Each way against the first of its set."""
    for one in report.versus:
        found = one.comparison.verdict
        yield Verdict(one.set, found, say(found, lang), _change(one, lang), _groups(one, lang))


def _change(one: Versus, lang: Lang) -> str:
    f1 = next(iter(one.comparison.headlines), None)
    moved = points(f1.difference) if f1 else "–"
    line = say("versus_line", lang, before=one.before, after=one.after, points=moved)
    if f1 and isinstance(f1.interval, Interval):
        ends = {"low": points(f1.interval.low), "high": points(f1.interval.high)}
        line += say("versus_interval", lang, **ends)
    return line


def _groups(one: Versus, lang: Lang) -> str:
    told = [group for group in one.comparison.groups if group.verdict in ("better", "worse")]
    return ", ".join(
        f"{say(group.figure, lang)} {say(group.verdict, lang)} ({points(group.difference)})" for group in told
    )


def _headlines(cell: CellSummary) -> dict[str, Headline]:
    return {one.figure: one for one in cell.headlines}


def _boxes(cell: CellSummary, lang: Lang) -> Iterator[Box]:
    measured, spent = cell.measured, cell.measured.spent
    yield Box(str(cell.documents))
    yield Box(str(cell.failed))
    yield Box(str(cell.documents_right))
    for figure in _FIGURES:
        yield _rate(_headlines(cell).get(figure), lang)
    yield Box(str(measured.edits))
    yield Box(f"{measured.flags.carried}/{measured.flags.wrong}")
    yield Box(str(spent.calls))
    yield Box(str(spent.input_tokens + spent.output_tokens))
    yield Box("–" if spent.cost is None else f"{spent.cost:.4f}")
    yield Box("–" if spent.seconds is None else f"{spent.seconds:.1f}")


def _rate(one: Headline | None, lang: Lang) -> Box:
    if one is None:
        return Box("–")
    within = one.interval
    note = f"{rate(within.low)}–{rate(within.high)}" if isinstance(within, Interval) else ""
    return Box(rate(one.value), note=note, title=about(within, lang), level=level(one.value))
