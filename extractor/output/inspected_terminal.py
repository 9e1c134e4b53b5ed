"""An inspection on a terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.output.inspected import InspectedPage, InspectedTable, Inspection
from extractor.output.inspected_words import say
from extractor.output.safe import visible
from extractor.result import Lang

_COLUMNS = ("page", "read_by", "size", "characters", "tables", "confidence", "doubtful")
_NUMERIC = ("page", "characters", "doubtful")


def show(inspection: Inspection, console: Console, lang: Lang) -> None:
    """Print the facts of the file, a line for each page, and which pages hold doubtful words."""
    facts = Table.grid(padding=(0, 2))
    for key, value in (
        ("file", inspection.file),
        ("media_type", inspection.media_type),
        ("page_count", str(len(inspection.pages))),
        ("seconds", f"{inspection.seconds:.2f}"),
    ):
        facts.add_row(Text(say(key, lang), style="dim"), Text(visible(value)))
    console.print(facts)
    console.print(_pages(inspection, lang))
    doubtful = [str(page.number) for page in inspection.pages if page.doubtful_words]
    if doubtful:
        console.print(Text(say("doubtful_pages", lang, pages=", ".join(doubtful)), style="yellow"))


def _pages(inspection: Inspection, lang: Lang) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for key in _COLUMNS:
        table.add_column(
            Text(say(key, lang)), justify="right" if key in _NUMERIC else "left", overflow="fold"
        )
    for page in inspection.pages:
        table.add_row(*(Text(visible(text)) for text in _row(page, lang)))
    return table


def _row(page: InspectedPage, lang: Lang) -> tuple[str, ...]:
    how = say(page.read_by, lang)
    if page.reason:
        how = say("with_reason", lang, read_by=how, reason=say(page.reason, lang))
    size = f"{page.width:g}×{page.height:g}" if page.width and page.height else ""
    tables = "  ".join(_size(table, lang) for table in page.tables)
    sure = f"{page.confidence:.2f}/{page.lowest_confidence:.2f}" if _has_confidence(page) else ""
    doubtful = str(page.doubtful_words) if sure else ""
    return str(page.number), how, size, str(page.characters), tables, sure, doubtful


def _has_confidence(page: InspectedPage) -> bool:
    return page.confidence is not None and page.lowest_confidence is not None


def _size(table: InspectedTable, lang: Lang) -> str:
    size = f"{table.rows}×{table.columns}"
    if len(table.pages) < 2:
        return size
    return say("over_pages", lang, size=size, first=table.pages[0], last=table.pages[-1])
