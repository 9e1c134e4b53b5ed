"""Rows that print every place of a grid, as programs write out tables: what they add is dropped, lines are told from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractor.document import Block, Clip, Paragraph
from extractor.layout.headers import distinct, indicator_columns, is_fund_header, is_project_header
from extractor.layout.labels import is_label, is_title
from extractor.layout.points import points_beside_levels
from extractor.layout.tika import make_table

_NOTHING = re.compile(r"None|nan|NaN|<NA>|NaT|null|NULL|Unnamed: \d+(?:_level_\d+)?")
_FEWEST_ROWS = 3
_LONG = 40
_Cells = list[Clip]


def says_nothing(cell: Clip) -> bool:
    """Whether a cell holds but the word that a program prints for an empty one."""
    return bool(_NOTHING.fullmatch(cell.text.strip()))


def as_printed(rows: Sequence[Sequence[Clip]]) -> list[_Cells]:
    """The rows without what a program adds: words for empty cells, numbers of columns and, counted from 0, of rows."""
    plain = [[Clip() if says_nothing(cell) else cell for cell in row] for row in rows]
    if len(plain) >= _FEWEST_ROWS and _counts_rows(plain):
        plain = [row[1:] for row in plain]
    return plain[1:] if plain and _counts_columns(plain[0]) else plain


def _counts_rows(rows: Sequence[_Cells]) -> bool:
    """Whether the first cells count on, those of titles too, or from 0 under a blank one."""
    first = [row[0].text.strip() if row else "" for row in rows]
    begin = int(first[0]) if first[0].isdecimal() else -1
    return first[1:] == [str(begin + number) for number in range(1, len(rows))] and (
        begin >= 0 or not first[0]
    )


def _counts_columns(row: _Cells) -> bool:
    said = [cell.text.strip() for cell in row]
    return len(said) > 1 and said == [str(number) for number in range(len(said))]


def has_header(rows: Sequence[Sequence[Clip]]) -> bool:
    """Whether some row names columns that a template prints."""
    told = [tuple(row) for row in rows]
    return any(
        is_project_header(row) or is_fund_header(row) or indicator_columns(told, at)
        for at, row in enumerate(told)
    )


def blocks_of(rows: Sequence[Sequence[Clip]]) -> list[Block]:
    """The rows as tables, and as paragraphs those that hold but one text at their beginning: titles and prose."""
    plain = as_printed(rows)
    runs = [(lone, list(run)) for lone, run in groupby(plain, key=is_lone)]
    blocks: list[Block] = []
    held: list[_Cells] = []
    for at, (lone, run) in enumerate(runs):
        if lone and _are_lines(run, is_edge=at in (0, len(runs) - 1)):
            blocks += _tables(held)
            held = []
            blocks += (line for row in run for line in _lines(row))
        else:
            held += run
    return blocks + _tables(held)


def _tables(rows: Sequence[_Cells]) -> list[Block]:
    return [make_table(points_beside_levels(rows))] if any(any(row) for row in rows) else []


def is_lone(row: Sequence[Clip]) -> bool:
    """Whether a row holds no more than one text, in its first cell, be it repeated in the others."""
    return len(distinct(tuple(row))) <= 1 and (not any(row) or bool(row[0]))


def _are_lines(rows: Sequence[_Cells], *, is_edge: bool) -> bool:
    """Whether rows of one text each are lines of their own rather than rows of a form."""
    texts = [row[0].text.strip() for row in rows if any(row)]
    if len(texts) > _FEWEST_ROWS or any(is_title(text) or len(text) > _LONG for text in texts):
        return True
    return bool(texts) and not any(map(is_label, texts)) and (is_edge or len(texts) > 1)


def _lines(row: _Cells) -> Iterator[Paragraph]:
    """What a row of one text says, a paragraph for each line."""
    if not row or not row[0]:
        return
    for line in re.finditer(r"[^\n]+", row[0].text):
        if clip := row[0][line.start() : line.end()].strip():
            yield Paragraph(clip)
