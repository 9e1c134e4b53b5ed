"""Rows with bars or TABs between their cells that a line break inside of a label, or before its points, has cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.layout.labels import is_label, is_title
from extractor.layout.lines import Line, joined_where
from extractor.layout.shape import shape_of

_SIGNS = ("|", "\t")
_BRACKETS = ("（", "(")


def without_cuts(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that are one row as one."""
    return joined_where(lines, lambda held, line, _: _is_cut(held[-1].text, line.text))


def _is_cut(above: str, line: str) -> bool:
    """Whether the last cell of a line and the first of the next are one."""
    sign = next((sign for sign in _SIGNS if sign in above or sign in line), None)
    # Two blanks at the end are a line break of Markdown, whose rows are told otherwise.
    if (
        sign is None
        or above.endswith("  ")
        or line.endswith("  ")
        or above.strip(" ").endswith(sign)
        or line.strip(" ").startswith(sign)
    ):
        return False
    tail, head = above.rsplit(sign, 1)[-1].strip(), line.split(sign, 1)[0].strip()
    if not tail or not head or is_title(tail) or is_title(head) or (is_label(tail) and is_label(head)):
        return False
    if is_label(tail + head):
        return True
    is_name = is_label(tail) or shape_of(tail).startswith("level")
    return sign in line and head.startswith(_BRACKETS) and is_name
