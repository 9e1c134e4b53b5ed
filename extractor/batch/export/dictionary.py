"""The dictionary of columns beside the tables: what each is called, holds and means."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from extractor.batch.tables import REVIEW, Table, tables
from extractor.batch.tables.words import meaning, table_meaning, table_title, title, unit
from extractor.output.words import say
from extractor.result import Lang

FILES = ("columns.csv", "columns.md")
_HEADER = ("table", "column", "title", "type", "unit", "key", "meaning")


def dictionary(lang: Lang) -> dict[str, bytes]:
    """The dictionary as a table and as a text to read, by file name."""
    texts = dict(zip(FILES, (_csv(lang), _markdown(lang)), strict=True))
    return {
        name: text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8") for name, text in texts.items()
    }


def _all() -> Iterator[Table]:
    yield from tables().values()
    yield REVIEW


def _lines(table: Table, lang: Lang) -> Iterator[tuple[str, ...]]:
    for column in table.columns:
        key = say("yes", lang) if column.name in table.key else ""
        said = title(column, lang), column.kind, unit(column), key, meaning(column, lang)
        yield table.name, column.name, *said


def _header(lang: Lang) -> list[str]:
    return [say(f"dictionary_{word}", lang) for word in _HEADER]


def _csv(lang: Lang) -> str:
    out = io.StringIO()
    lines = csv.writer(out, dialect="excel")
    lines.writerow(_header(lang))
    for table in _all():
        lines.writerows(_lines(table, lang))
    return out.getvalue()


def _markdown(lang: Lang) -> str:
    return "\n".join(_sections(lang)) + "\n"


def _sections(lang: Lang) -> Iterator[str]:
    yield f"# {say('dictionary', lang)}"
    for table in _all():
        yield f"\n## {table.name}: {table_title(table, lang)}\n\n{table_meaning(table, lang)}\n"
        yield f"| {' | '.join(_header(lang)[1:])} |"
        yield "| --- " * (len(_HEADER) - 1) + "|"
        for _, *cells in _lines(table, lang):
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
