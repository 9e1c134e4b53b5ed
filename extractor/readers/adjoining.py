"""Tables set right below each other, whose rules make one grid: parted where a title stands between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.document import Block, Cell, Table
from extractor.layout.labels import is_title


def parted(block: Block) -> Iterator[Block]:
    """The block, or a table as the tables that it consists of.

    A new one begins with a row that is nothing but a title, after rows that are not.
    """
    if not isinstance(block, Table) or not block.exact:
        yield block
        return
    start = 0
    for at in range(1, len(block.rows) + 1):
        if at == len(block.rows) or (_is_title(block.rows[at]) and not _is_title(block.rows[at - 1])):
            yield _from_first_row(block, start, at)
            start = at


def _is_title(row: tuple[Cell, ...]) -> bool:
    return len(row) == 1 and row[0].column == 0 and is_title(row[0].text)


def _from_first_row(table: Table, start: int, end: int) -> Table:
    first = table.rows[start][0].row
    if not first:
        return replace(table, rows=table.rows[start:end])
    rows = tuple(tuple(replace(cell, row=cell.row - first) for cell in row) for row in table.rows[start:end])
    return replace(table, rows=rows)
