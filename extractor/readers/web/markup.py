"""What shows that a text holds HTML: the beginning of a page, tables in it, lines of text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|meta|body|title|style|div|center|h[1-6]|p|span|font|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_TABLE_TAG = re.compile(r"<(?P<end>/?)table\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")


def is_markup(text: str) -> bool:
    """Whether a text, or its beginning, is that of a web page."""
    return _BEGINS.match(text) is not None


def has_table(text: str) -> bool:
    """Whether a whole HTML table with cells stands in the text; one that is only spoken of does not count."""
    return any(_CELL.search(text, *table) for table in tables_in(text))


def is_mixed(text: str) -> bool:
    """Whether the lines between the tables are lines of text, not of HTML."""
    if _PAGE.search(text):
        return False
    outside = [line for part in outside_tables(text) for line in part.split("\n") if line.strip()]
    plain = [line for line in outside if not TAG.search(line)]
    return len(plain) * 2 > len(outside)


def outside_tables(text: str) -> Iterator[str]:
    """What stands before each table, and after the last one."""
    at = 0
    for start, end in tables_in(text):
        yield text[at:start]
        at = end
    yield text[at:]


def tables_in(text: str) -> list[tuple[int, int]]:
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
