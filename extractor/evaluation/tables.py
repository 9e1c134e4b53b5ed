"""The tables of a run for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from rich.table import Table
from rich.text import Text

from extractor.evaluation.figures import Figures, Mistake, Rows
from extractor.evaluation.outcome import DocumentScore, EvalRun, Kindred, Measured
from extractor.evaluation.words import rate, say
from extractor.result import Lang

_COUNTS = ("right", "wrong", "missing", "invented")
_RATES = ("precision", "recall", "f1")
_LIST_WORDS = {"forms": "forms_whole"}
_COLOURS = {"wrong": "yellow", "missing": "red", "invented": "magenta"}


def by_document(run: EvalRun, lang: Lang) -> Table:
    """One line for each document, all of them together in the last."""
    table = _table("documents", ("document", *_RATES, *_COUNTS, "indicators_right"), lang)
    for document in run.documents:
        table.add_row(Text(document.document), *_cells(document.figures), _indicators(document.rows))
    table.add_section()
    table.add_row(say("all", lang), *_cells(run.figures), _indicators(run.rows))
    return table


def by_group(run: EvalRun, lang: Lang) -> Table:
    """One line for each group of fields."""
    table = _table("groups", ("group", *_RATES, *_COUNTS), lang)
    for group, figures in run.groups.items():
        table.add_row(say(group, lang), *_cells(figures))
    return table


def by_list(run: EvalRun, lang: Lang) -> Table:
    """One line for each list: rows in gold, answered, found, right in every leaf."""
    table = _table("lists", ("list", "rows_gold", "rows_answered", "rows_found", "rows_right"), lang)
    for kind, rows in run.rows.items():
        name = kind.rpartition(".")[2]
        counts = (rows.gold, rows.answered, rows.found, rows.right)
        table.add_row(say(_LIST_WORDS.get(name, name), lang), *map(str, counts))
    return table


def by_kind(kindred: dict[str, Kindred], title: Literal["format", "layout"], lang: Lang) -> Table:
    """One line for each format or layout of a folder of renditions."""
    columns = ("files", "failed_files", "f1", "mean_f1", "indicators_right", "edits", "flagged", "alarms")
    table = _table(f"by_{title}", (title, *columns), lang)
    for name, one in kindred.items():
        rates = (rate(one.figures.f1), rate(one.mean_f1), _indicators(one.rows), str(one.edits))
        flagged = f"{one.flags.carried}/{one.flags.wrong}"
        alarms = one.flags.alarms / one.files
        table.add_row(name, str(one.files), str(one.failed), *rates, flagged, f"{alarms:.1f}")
    return table


def by_work(run: EvalRun, lang: Lang) -> Table:
    """One line for each document: what is left to a clerk, how far evidence can be trusted, what it took."""
    columns = ("status", "edits", "abstained", "flagged", "false_alarms", "page_right", "place_right")
    table = _table("work", ("document", *columns, "calls", "tokens", "cost", "seconds"), lang)
    for document in run.documents:
        status = say(f"status_{document.status}", lang)
        table.add_row(Text(document.document), status, *_work(document), *_spent(document))
    table.add_section()
    table.add_row(say("all", lang), "", *_work(run), *_spent(run))
    return table


def by_error(run: EvalRun, lang: Lang) -> Table:
    """One line for each kind of error: leaves, or rows without a partner."""
    table = _table("errors", ("error", "leaves", "error_rows"), lang)
    for kind, count in run.errors.items():
        table.add_row(say(f"error_{kind}", lang), str(count), "")
    for row_kind, count in run.row_errors.items():
        table.add_row(say(f"error_{row_kind}", lang), "", str(count))
    return table


def summary(run: EvalRun, lang: Lang) -> Iterator[str]:
    """The figures that are one for the whole run."""
    yield say("macro", lang, macro=rate(run.macro_f1), count=len(run.documents))
    yield say(
        "summary",
        lang,
        right=run.documents_right,
        documents=len(run.documents),
        lenient=rate(run.lenient.f1),
        edits=run.edits,
        failed=len(run.failed),
    )
    if run.order:
        yield say("order", lang, count=run.order)
    if run.anls is not None:
        yield say("anls", lang, anls=rate(run.anls))


def mistakes(listed: Iterable[tuple[DocumentScore, Mistake]], lang: Lang) -> Table:
    """One line for each mistake."""
    table = Table(title=say("mistakes", lang), title_justify="left", show_lines=False)
    for key in ("document", "kind", "pointer", "field", "gold", "answer"):
        table.add_column(say(key, lang), overflow="fold")
    for document, mistake in listed:
        table.add_row(
            Text(document.document),
            Text(say(mistake.kind, lang), style=_COLOURS[mistake.kind]),
            Text(str(mistake.pointer if mistake.pointer is not None else mistake.answer_pointer)),
            Text(mistake.field),
            Text(_said(mistake, "gold", lang)),
            Text(_said(mistake, "answer", lang)),
        )
    return table


def _said(mistake: Mistake, side: str, lang: Lang) -> str:
    value = mistake.gold if side == "gold" else mistake.answer
    if value is None:
        return ""
    if not mistake.whole_row:
        return str(value)
    return say("row" if mistake.field else "whole", lang, leaves=mistake.leaves, name=value).strip()


def _table(title: str, columns: tuple[str, ...], lang: Lang) -> Table:
    table = Table(title=say(title, lang), title_justify="left")
    table.add_column(say(columns[0], lang), no_wrap=True)
    for key in columns[1:]:
        table.add_column(say(key, lang), justify="right")
    return table


def _cells(figures: Figures) -> list[str]:
    rates = (rate(value) for value in (figures.precision, figures.recall, figures.f1))
    counts = (figures.right, figures.wrong, figures.missing, figures.invented)
    return [*rates, *map(str, counts)]


def _indicators(rows: dict[str, Rows]) -> str:
    found = rows.get("forms.indicators")
    return f"{found.right}/{found.gold}" if found else "–"


def _work(one: Measured) -> list[str]:
    led = one.whereabouts
    checked = led.place + led.page_only + led.elsewhere
    evidence = (f"{led.place + led.page_only}/{checked}", f"{led.place}/{checked}")
    flagged = f"{one.flags.carried}/{one.flags.wrong}"
    return [str(one.edits), str(one.abstained), flagged, str(one.flags.alarms), *evidence]


def _spent(one: Measured) -> list[str]:
    spent = one.spent
    cost = "–" if spent.cost is None else f"{spent.cost:.4f}"
    seconds = "–" if spent.seconds is None else f"{spent.seconds:.1f}"
    return [str(spent.calls), str(spent.input_tokens + spent.output_tokens), cost, seconds]
