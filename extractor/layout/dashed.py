"""Tables in columns of blanks with dashes under the titles, as pandoc writes them.

The dashes say where each column begins (an ideograph takes two places). With blank lines between the rows a
cell may go on over several lines; without any, each line is a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractor.document import Clip, Table
from extractor.layout.lines import Line
from extractor.layout.piped import width_of
from extractor.layout.tika import make_table

_RULE = re.compile(r" *-{12,} *")
_COLUMNS = re.compile(r" *-{2,}(?: -{2,})+ *")
_DASHES = re.compile(r"-+")
_MOST_TITLE_LINES = 12
_FEWEST_ROWS = 2
_Row = list[Clip]


def find_dashed(lines: Sequence[Line], start: int) -> tuple[int, Table] | None:
    """The table that begins at ``lines[start]``, be it with a rule or with its titles, and the line after it."""
    ruler = _ruler(lines, start)
    if ruler is None:
        return None
    end = _end_of(lines, start, ruler)
    starts = [dashes.start() for dashes in _DASHES.finditer(lines[ruler].text)]
    head, body = _texts(lines[start:ruler]), _texts(lines[ruler + 1 : end])
    if not all(line.blank or _cells(line, starts) for line in head + body):
        return None
    groups = [
        *_between_blanks(head),
        *(_between_blanks(body) if _has_gaps(body) else [[line] for line in body]),
    ]
    rows = [_row(group, starts) for group in groups]
    return (end, make_table(rows)) if len(rows) >= _FEWEST_ROWS else None


def _texts(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not _is_drawn(line)]


def _has_gaps(lines: Sequence[Line]) -> bool:
    return any(line.blank for line in lines)


def _between_blanks(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(group) for blank, group in groupby(lines, lambda line: line.blank) if not blank]


def _ruler(lines: Sequence[Line], start: int) -> int | None:
    """The line of dashes over the columns of a table that begins at ``lines[start]``."""
    if _COLUMNS.fullmatch(lines[start].text):
        return start
    if not _RULE.fullmatch(lines[start].text):
        is_title = not lines[start].blank and (not start or lines[start - 1].blank)
        below = lines[start + 1].text if start + 1 < len(lines) else ""
        return start + 1 if is_title and _COLUMNS.fullmatch(below) else None
    for at in range(start + 1, min(start + 2 + _MOST_TITLE_LINES, len(lines))):
        if _is_drawn(lines[at]) or lines[at].blank:
            is_ruler = at > start + 1 and _COLUMNS.fullmatch(lines[at].text)
            return at if is_ruler else None
    return None


def _end_of(lines: Sequence[Line], start: int, ruler: int) -> int:
    """The line after the rule that closes the table; without one a table ends at a blank line."""
    closing = _RULE if _RULE.fullmatch(lines[start].text) else _COLUMNS if start == ruler else None
    for at in range(ruler + 1, len(lines)):
        if closing is None and lines[at].blank:
            return at
        if _is_drawn(lines[at]):
            return at + 1 if closing is not None and closing.fullmatch(lines[at].text) else ruler + 1
    return ruler + 1 if closing is not None else len(lines)


def _is_drawn(line: Line) -> bool:
    return bool(_RULE.fullmatch(line.text) or _COLUMNS.fullmatch(line.text))


def _row(lines: Sequence[Line], starts: Sequence[int]) -> _Row:
    """The cells of the lines of one row."""
    columns = zip(*(_cells(line, starts) for line in lines), strict=True)
    return [_joined(cells, lines) for cells in columns]


def _joined(cells: Sequence[Clip], lines: Sequence[Line]) -> Clip:
    filled = [(cell, line) for cell, line in zip(cells, lines, strict=True) if cell]
    parts = [part for cell, line in filled for part in (cell, line.line_break)]
    return Clip.join(parts[:-1])


def _cells(line: Line, starts: Sequence[int]) -> _Row:
    """What stands in each column; no cells where a text runs over the beginning of one."""
    cuts: list[int] = []
    place = 0
    for at, char in enumerate(line.text):
        if len(cuts) < len(starts) and place >= starts[len(cuts)]:
            cuts.append(at)
        place += width_of(char)
    cuts += [len(line.text)] * (len(starts) - len(cuts) + 1)
    if line.text[: cuts[0]].strip() or any(
        line.text[cut - 1].strip() for cut in cuts[1:-1] if cut < len(line.text)
    ):
        return []
    return [line.clip[low:high].strip() for low, high in zip(cuts, cuts[1:], strict=False)]
