"""Tables as programs write them out: rows as lists, with commas, or with TABs between all cells of a grid."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Block, Clip
from extractor.layout.delimited import Records, records_from
from extractor.layout.framed import framed_rows
from extractor.layout.full_rows import as_printed, blocks_of, has_header, is_lone, says_nothing
from extractor.layout.justified import justified_rows
from extractor.layout.lines import Line
from extractor.layout.listed import rows_from
from extractor.layout.piped import is_piped, is_rule

_FEWEST_ROWS = 2
_FEWEST_SIGNS = 3
_FEWEST_PADDED = 3


def find_program_tables(lines: Sequence[Line]) -> dict[int, tuple[int, list[Block]]]:
    """First line → line after the last, and the tables and paragraphs between."""
    found: dict[int, tuple[int, list[Block]]] = {}
    at = 0
    while at < len(lines):
        rows = _listed(lines, at) or _delimited(lines, at) or _laid_out(lines, at)
        if rows is None:
            at += 1
            continue
        end, cells = rows
        if cells:
            found[at] = (end, blocks_of(cells))
        at = end
    return found


_Found = tuple[int, Sequence[Sequence[Clip]]]


def _listed(lines: Sequence[Line], at: int) -> _Found | None:
    end, rows = rows_from(lines, at)
    return (end, rows) if len(rows) >= _FEWEST_ROWS else None


def _delimited(lines: Sequence[Line], at: int) -> _Found | None:
    """The rows that begin at a line, none where they are no table of a report: their lines are not looked at again."""
    for sign in ",\t|":
        if sign == "|" and not _begins_plain_bars(lines, at):
            continue
        if lines[at].text.count(sign) >= _FEWEST_SIGNS and (records := records_from(lines, at, sign)):
            return records.end, records.rows if _is_sure(records, sign) else ()
    return None


def _begins_plain_bars(lines: Sequence[Line], at: int) -> bool:
    """Whether rows of cells with bars only between them begin at a line, and no table of Markdown."""
    if at and is_piped(lines[at - 1]):
        return False
    below = lines[at + 1 : at + 3]
    return not lines[at].text.strip().startswith("|") and not any(
        is_piped(line) and is_rule(line) for line in below
    )


def _laid_out(lines: Sequence[Line], at: int) -> _Found | None:
    found = framed_rows(lines, at) or justified_rows(lines, at)
    return found if found and _is_report(as_printed(found[1])) else None


def _is_report(rows: Sequence[Sequence[Clip]]) -> bool:
    """Whether rows print the titles of a template's columns, or lines of their own between blank cells."""
    return sum(is_lone(row) and any(row) for row in rows) >= _FEWEST_PADDED or has_header(rows)


def _is_sure(records: Records, sign: str) -> bool:
    """Whether rows are a table, and with TABs more than lines cut at each: those are read elsewhere."""
    rows = as_printed(records.rows)
    if not _is_report(rows):
        return False
    placeholders = any(says_nothing(cell) for row in records.rows for cell in row)
    return sign == "," or records.mended or placeholders or any(is_lone(row) and any(row) for row in rows)
