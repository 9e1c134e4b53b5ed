"""Text with HTML tables in it: Markdown, and what programs that recognise tables write."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from extractor.document import Table
from extractor.layout.dashed import find_dashed
from extractor.layout.grids import find_grid
from extractor.layout.lines import split_lines

_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|meta|body|title|style|div|center|h[1-6]|p|span|font|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_TABLE_TAG = re.compile(r"<(?P<end>/?)table\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")


def is_markup(text: str) -> bool:
    """Whether a text, or its beginning, is that of a web page."""
    return _BEGINS.match(text) is not None


def has_table(text: str) -> bool:
    """Whether a whole HTML table with cells stands in the text; one that is only spoken of does not count."""
    return any(_CELL.search(text, *table) for table in _tables(text))


def is_mixed(text: str) -> bool:
    """Whether the lines between the tables are lines of text, not of HTML."""
    if _PAGE.search(text):
        return False
    outside = [line for part in _outside(text) for line in part.split("\n") if line.strip()]
    plain = [line for line in outside if not _TAG.search(line)]
    return len(plain) * 2 > len(outside)


def marked_up(text: str) -> str:
    """Such a text as a web page: each line between the tables is a paragraph."""
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    tables = (text[start:end] for start, end in _tables(text))
    for part in _outside(text):
        yield from _paragraphs(part)
        yield next(tables, "")


def _outside(text: str) -> Iterator[str]:
    """What stands before each table, and after the last one."""
    at = 0
    for start, end in _tables(text):
        yield text[at:start]
        at = end
    yield text[at:]


def _tables(text: str) -> list[tuple[int, int]]:
    """Where tables that are closed begin and end; those inside of others are part of them."""
    begun: list[int] = []
    tables: list[tuple[int, int]] = []
    for tag in _TABLE_TAG.finditer(text):
        if not tag["end"]:
            begun.append(tag.start())
        elif begun:
            start = begun.pop()
            while tables and tables[-1][0] > start:
                tables.pop()
            tables.append((start, tag.end()))
    return tables


def _paragraphs(text: str) -> Iterator[str]:
    """The lines as paragraphs, and tables drawn in them with bars, tabs or dashes as tables."""
    raw, lines, at = text.split("\n"), split_lines(text), 0
    while at < len(lines):
        drawn = None if lines[at].blank else find_grid(lines, at) or find_dashed(lines, at)
        if drawn is not None:
            at, table = drawn
            yield _table(table)
            continue
        plain = _TAG.sub("", raw[at])
        if plain.strip():
            yield f"<p>{html.escape(html.unescape(plain))}</p>"
        at += 1


def _table(table: Table) -> str:
    rows = ("".join(_cell(cell.clip.text) for cell in row) for row in table.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(text: str) -> str:
    return f"<td>{html.escape(_TAG.sub('', text)).replace(chr(10), '<br>')}</td>"
