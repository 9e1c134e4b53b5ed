"""What a table that goes on over a page prints again: its header, and the title over it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.headers import Row, indicator_columns, is_fund_header, is_goal_header, is_title_row
from extractor.text import fold


def without_repeated_headers(rows: Sequence[Row]) -> list[Row]:
    """The rows of a form without the indicator headers printed again on each page.

    A header is only a repeat while the block that it opened goes on: after another block's
    header it opens one of its own.
    """
    kept: list[Row] = []
    open_header: list[tuple[str, ...]] = []
    at = 0
    while at < len(rows):
        header = indicator_columns(rows, at)
        size = header[1] if header else 1
        if header:
            said = _said(rows[at : at + size])
            is_repeat, open_header = said == open_header, said
        else:
            is_repeat = False
            if is_fund_header(rows[at]) or is_goal_header(rows[at]):
                open_header = []
        if not is_repeat:
            kept.extend(rows[at : at + size])
        at += size
    return kept


def goes_on_after_page(rows: Sequence[Row], part: Sequence[Row]) -> bool:
    """Whether a part begins with the very header of the indicators that the rows above end in."""
    header = indicator_columns(part, 0) if part else None
    if header is None:
        return False
    last = [at for at in range(len(rows)) if indicator_columns(rows, at)]
    return bool(last) and _said(rows[last[-1] : last[-1] + header[1]]) == _said(part[: header[1]])


def without_repeated_title(rows: Sequence[Row], part: list[Row]) -> list[Row]:
    """A part that goes on with the rows above, without their title printed again over it."""
    if len(part) < 2 or not is_title_row(part[0]) or not goes_on_after_page(rows, part[1:]):
        return part
    title = _said(part[:1])
    return part[1:] if any(_said([row]) == title for row in rows if is_title_row(row)) else part


def _said(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    return [tuple(fold(clip.text) for clip in row if clip) for row in rows]
