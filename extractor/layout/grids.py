"""Tables whose every line is a row: tab-separated or with pipes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from extractor.document import Clip, Table
from extractor.layout.furniture import is_furniture
from extractor.layout.headers import is_fund_header, is_indicator_header, is_project_header
from extractor.layout.lines import Line
from extractor.layout.piped import is_grid_rule, is_laid_out, is_piped, is_rule, piped_rows, without_padding
from extractor.layout.points import points_beside_levels
from extractor.layout.tabbed import is_tabbed, tabbed_rows
from extractor.layout.tika import make_table

_FEWEST_ROWS = 3
_FEWEST_UNDER_HEADER = 2
# Cells joined with a blank on either side of each bar, and none before the first: no one lays out a table so.
_SPACED_BARS = re.compile(r"[^|]*(?: \|(?= |$)[^|]*)+")


def find_grid(lines: Sequence[Line], start: int) -> tuple[int, Table] | None:
    """The table of whole-line rows that begins at ``lines[start]``, and the line after it."""
    if is_tabbed(lines[start]) and not (start and is_tabbed(lines[start - 1])):
        end, rows = tabbed_rows(lines, start)
        is_grid = _is_regular(rows) or _has_header(rows)
        return (end, make_table(points_beside_levels(rows))) if is_grid else None
    if _is_drawn(lines[start]) and not (start and _is_drawn(lines[start - 1])):
        end = _end_of(lines, start, _is_drawn)
        rows = piped_rows(lines[start:end])
        is_grid = _is_regular(rows) or (_shows_rows(lines[start:end]) and _has_header(rows))
        return (end, make_table(without_padding(rows))) if is_grid else None
    return None


def _shows_rows(lines: Sequence[Line]) -> bool:
    """Whether the drawing says that a line is a row, or the rule of Markdown under the first, or its break after each."""
    if is_laid_out(lines) or (len(lines) > 1 and is_rule(lines[1])):
        return True
    rows = [line.text for line in lines if is_piped(line)]
    if all(text.endswith("  ") and text.strip()[0] != "|" for text in rows):
        return True
    return all(_SPACED_BARS.fullmatch(text) for text in rows)


def _is_drawn(line: Line) -> bool:
    return is_piped(line) or is_grid_rule(line)


def _end_of(lines: Sequence[Line], start: int, is_row: Callable[[Line], bool]) -> int:
    """The first line that is no row: a blank line or a page number between rows does not count."""
    end = start
    for at in range(start, len(lines)):
        if is_row(lines[at]):
            end = at + 1
        elif not (is_furniture(lines[at].text) or (lines[at].blank and at == end)):
            break
    return end


def _is_regular(rows: Sequence[Sequence[Clip]]) -> bool:
    """Whether two rows of three have one number of cells, as in a real grid."""
    (width, times), *_ = Counter(map(len, rows)).most_common(1) or [(0, 0)]
    fewest = _FEWEST_UNDER_HEADER if _has_header(rows) else _FEWEST_ROWS
    return len(rows) >= fewest and width >= 3 and times * 3 >= len(rows) * 2


def _has_header(rows: Sequence[Sequence[Clip]]) -> bool:
    """Whether a row names columns that a template prints: rows that leave cells out are rows all the same."""
    return len(rows) >= _FEWEST_UNDER_HEADER and any(
        is_indicator_header(row) or is_fund_header(row) or is_project_header(row) for row in map(tuple, rows)
    )
