"""What ``extractor eval run`` shows while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from extractor.cli import terminal

if TYPE_CHECKING:
    from extractor.evaluation.floors import Floors
    from extractor.evaluation.outcome import EvalRun

Item = TypeVar("Item")


def with_progress(done: Iterable[Item], total: int) -> Iterator[Item]:
    """The items as they come, with a bar on stderr where that is a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(
        done, description="", total=total, console=console, transient=True, disable=not console.is_terminal
    )


def print_run(outcome: EvalRun, limit: int | None) -> None:
    """Print the tables, and as many mistakes as asked for."""
    from extractor.evaluation import tables
    from extractor.evaluation.calibration_tables import calibration_tables
    from extractor.evaluation.outcome import RenditionRun
    from extractor.evaluation.statistics.headline import headlines
    from extractor.evaluation.statistics.tables import headline_lines
    from extractor.evaluation.words import say

    console, lang = terminal.console(), terminal.language()
    if isinstance(outcome, RenditionRun):
        console.print(tables.by_kind(outcome.by_format, "format", lang))
        console.print(tables.by_kind(outcome.by_layout, "layout", lang))
    for table in (tables.by_document, tables.by_group, tables.by_list, tables.by_work):
        console.print(table(outcome, lang))
    if outcome.errors:
        console.print(tables.by_error(outcome, lang))
    for line in (*tables.summary(outcome, lang), *headline_lines(headlines(outcome), lang)):
        console.print(line, soft_wrap=True)
    if outcome.calibration:
        for part in calibration_tables(outcome.calibration, lang):
            console.print(part)
    found = [(document, mistake) for document in outcome.documents for mistake in document.mistakes]
    listed = found if limit is None else found[:limit]
    if listed:
        console.print(tables.mistakes(listed, lang))
    if not found:
        console.print(say("no_mistakes", lang))
    elif len(listed) < len(found):
        console.print(say("more", lang, count=len(found) - len(listed)))


def passed(outcome: EvalRun, floors: Floors) -> bool:
    """Whether the run meets what was asked; stderr says where it does not."""
    from extractor.evaluation.words import say

    lang = terminal.language()
    if outcome.unscored:
        terminal.note(say("unscored", lang, names=", ".join(outcome.unscored)))
    for document in outcome.failed:
        reason = document.failure.said(lang) if document.failure else say("no_reason", lang)
        terminal.note(say("failed", lang, document=document.document, reason=reason))
    missed = list(floors.missed(outcome, lang))
    for sentence in missed:
        terminal.note(sentence)
    return not missed and not outcome.failed
