"""What a run of a benchmark shows on a terminal: a table for each set, one line for each way of reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.table import Table
from rich.text import Text

from extractor.evaluation.benchmark.summary import CellSummary, Summary
from extractor.evaluation.statistics import words as statistics_words
from extractor.evaluation.statistics.comparison import Comparison
from extractor.evaluation.statistics.intervals import Interval
from extractor.evaluation.statistics.words import points
from extractor.evaluation.words import rate, say
from extractor.result import Lang

_COLUMNS = (
    "files", "failed_files", "f1", "interval", "mean_f1", "indicators_right", "edits", "flagged",
    "calls", "tokens", "cost", "seconds",
)  # fmt: skip


def by_set(summary: Summary, lang: Lang) -> Iterator[tuple[str, Table]]:
    """For each set its name and table."""
    for of, cells in groupby(summary.cells, key=lambda cell: cell.set):
        table = Table(title=of, title_justify="left")
        table.add_column(say("way", lang))
        for column in _COLUMNS:
            table.add_column(say(column, lang), justify="right", no_wrap=True)
        for cell in cells:
            table.add_row(*_line(cell))
        yield of, table


def versus(summary: Summary, of: str, lang: Lang) -> Iterator[str]:
    """For each other way of a set: better, worse or tied against the first."""
    for one in summary.versus:
        if one.set == of:
            verdict = statistics_words.say(one.comparison.verdict, lang)
            yield f"{one.before} → {one.after}: {verdict}{_change(one.comparison)}"


def _change(comparison: Comparison) -> str:
    """The difference of F1 in points, with its interval where it has one."""
    f1 = next(iter(comparison.headlines), None)
    if f1 is None:
        return ""
    found = f1.interval
    bounds = f" ({points(found.low)} – {points(found.high)})" if isinstance(found, Interval) else ""
    return f", F1 {points(f1.difference)}{bounds}"


def _line(cell: CellSummary) -> list[Text | str]:
    measured = cell.measured
    rows = measured.rows.get("forms.indicators")
    spent = measured.spent
    macro = next((one.value for one in cell.headlines if one.figure == "macro_f1"), None)
    return [
        Text(cell.way),
        str(cell.documents),
        str(cell.failed),
        rate(measured.figures.f1),
        _interval(cell),
        rate(macro),
        f"{rows.right}/{rows.gold}" if rows else "–",
        str(measured.edits),
        f"{measured.flags.carried}/{measured.flags.wrong}",
        str(spent.calls),
        str(spent.input_tokens + spent.output_tokens),
        "–" if spent.cost is None else f"{spent.cost:.4f}",
        "–" if spent.seconds is None else f"{spent.seconds:.1f}",
    ]


def _interval(cell: CellSummary) -> str:
    found = next((one.interval for one in cell.headlines if one.figure == "f1"), None)
    return f"{rate(found.low)}–{rate(found.high)}" if isinstance(found, Interval) else "–"
