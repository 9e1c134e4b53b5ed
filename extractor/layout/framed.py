"""Markdown tables as programs write them, a word in every empty cell: a cell left blank belongs to a row that goes on."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Clip
from extractor.layout.full_rows import says_nothing
from extractor.layout.lines import Line
from extractor.layout.piped import cells_of, is_piped, is_rule

_FEWEST_ROWS = 2


def framed_rows(lines: Sequence[Line], start: int) -> tuple[int, list[list[Clip]]] | None:
    """The line after the table that begins at ``lines[start]``, and its rows; None where no cell says that it is empty."""
    if start + 2 >= len(lines) or not is_piped(lines[start]) or not is_rule(lines[start + 1]):
        return None
    end = start + 2
    while end < len(lines) and is_piped(lines[end]) and not is_rule(lines[end]):
        end += 1
    rows = [[cell.strip() for cell in cells_of(lines[at])] for at in (start, *range(start + 2, end))]
    is_full = len(rows) > _FEWEST_ROWS and len({len(row) for row in rows}) == 1
    if not is_full or not any(says_nothing(cell) for row in rows[1:] for cell in row):
        return None
    return end, _joined(rows, lines[start + 1 : end - 1])


def _joined(rows: Sequence[list[Clip]], above_each: Sequence[Line]) -> list[list[Clip]]:
    """The rows, each line that leaves cells blank with the one above."""
    whole = [rows[0]]
    for row, line in zip(rows[1:], above_each, strict=True):
        if len(whole) > 1 and not all(row):
            whole[-1] = [
                Clip.join((above, line.line_break, cell)) if above and cell else above or cell
                for above, cell in zip(whole[-1], row, strict=True)
            ]
        else:
            whole.append(row)
    return whole
