"""Rows of Markdown tables that go on after a line break of Markdown: two blanks at the end of a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.layout.labels import is_label
from extractor.layout.lines import Line, joined_where
from extractor.layout.piped import is_piped, is_rule


def without_breaks(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a part of a first cell with its row, and a part of the last cell of a header with the header."""
    return joined_where(lines, _goes_on)


def _goes_on(held: Sequence[Line], line: Line, follows: Line | None) -> bool:
    """Whether a line is of one row with the lines above it."""
    above = held[-1]
    if line.blank or above.blank or not above.text.endswith("  "):
        return False
    if is_rule(line) or is_rule(above):
        return False
    if is_piped(above):
        before_rule = follows is not None and is_piped(follows) and is_rule(follows)
        return _is_label_cut(above, line) or (before_rule and not is_piped(line))
    return is_piped(line) and not any(map(is_piped, held))


def _is_label_cut(above: Line, line: Line) -> bool:
    """Whether the last cell of a line and the first of the next make one label."""
    tail, head = above.text.rsplit("|", 1)[-1].strip(), line.text.split("|", 1)[0].strip()
    is_row = is_piped(line) and is_label(head) and is_label(tail)
    return bool(tail and head) and is_label(tail + head) and not is_row
