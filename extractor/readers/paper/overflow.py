"""Texts that run over into the empty cell at their right, as spreadsheets print them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.readers.pdf.characters import Character
from extractor.readers.pdf.tables import Slot

_CLOSE = 0.2
_SAME_LINE = 0.3
_OVER = 1.5


def with_overflow(cells: dict[Slot, list[Character]]) -> dict[Slot, list[Character]]:
    """The characters by cell, with what only ran over from the cell at its left given back to that."""
    kept: dict[Slot, list[Character]] = {}
    beside: dict[tuple[int, int], Slot] = {}
    for slot in sorted(cells, key=lambda slot: (slot.row, slot.column)):
        left = beside.get((slot.row, slot.column))
        # What it ran over may itself have been filled to its end: it is looked for from left to right.
        if left is not None and _ran_over(kept[left], cells[slot], slot):
            kept[left] = [*kept[left], *cells[slot]]
            beside[slot.row, slot.column + slot.column_span] = left
        else:
            kept[slot] = cells[slot]
            beside[slot.row, slot.column + slot.column_span] = slot
    return kept


def _ran_over(left: Sequence[Character], right: Sequence[Character], slot: Slot) -> bool:
    """Whether all in a cell is the rest of the last line at its left, without a gap over the rule."""
    first = min(right, key=lambda each: each.box.x0)
    line = [each for each in left if abs(each.box.y0 - first.box.y0) <= _SAME_LINE * first.size]
    if not line or any(abs(each.box.y0 - first.box.y0) > _SAME_LINE * first.size for each in right):
        return False
    last = max(line, key=lambda each: each.box.x1)
    if first.text.isdigit() or last.text.isspace() or first.heading != "right":
        return False
    over_the_rule = first.box.x0 < slot.box.x0 + _OVER and last.box.x1 > slot.box.x0 - first.size
    return over_the_rule and abs(first.box.x0 - last.box.x1) <= _CLOSE * first.size
