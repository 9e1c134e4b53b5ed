"""Text with HTML tables in it: Markdown, and what programs that recognise tables write."""

from __future__ import annotations

import html
from collections.abc import Iterator

from extractor.document import Table
from extractor.layout.dashed import find_dashed
from extractor.layout.grids import find_grid
from extractor.layout.lines import split_lines
from extractor.readers.web.markup import TAG, outside_tables, tables_in


def marked_up(text: str) -> str:
    """Such a text as a web page: each line between the tables is a paragraph."""
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    tables = (text[start:end] for start, end in tables_in(text))
    for part in outside_tables(text):
        yield from _paragraphs(part)
        yield next(tables, "")


def _paragraphs(text: str) -> Iterator[str]:
    """The lines as paragraphs, and tables drawn in them with bars, tabs or dashes as tables."""
    raw, lines, at = text.split("\n"), split_lines(text), 0
    while at < len(lines):
        drawn = None if lines[at].blank else find_grid(lines, at) or find_dashed(lines, at)
        if drawn is not None:
            at, table = drawn
            yield _table(table)
            continue
        plain = TAG.sub("", raw[at])
        if plain.strip():
            yield f"<p>{html.escape(html.unescape(plain))}</p>"
        at += 1


def _table(table: Table) -> str:
    rows = ("".join(_cell(cell.clip.text) for cell in row) for row in table.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(text: str) -> str:
    return f"<td>{html.escape(TAG.sub('', text)).replace(chr(10), '<br>')}</td>"
