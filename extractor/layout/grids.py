"""Tables whose every line is a row: tab-separated, with pipes, or in columns of spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from extractor.document import Clip, Table
from extractor.layout.lines import Line
from extractor.layout.tika import make_table

_WIDE_SPACE = re.compile(r"[ \u3000]{2,}|\t")
_RULE_ROW = re.compile(r"[\s|:+=-]+")
_FEWEST_ROWS = 3


def find_grid(lines: Sequence[Line], start: int) -> tuple[int, Table] | None:
    """The table of whole-line rows that begins at ``lines[start]``, and the line after it."""
    for is_row, split in ((_is_tabbed, _by_tab), (_is_piped, _by_pipe)):
        if is_row(lines[start]) and not (start and is_row(lines[start - 1])):
            end = _end_of(lines, start, is_row)
            rows = [split(line) for line in lines[start:end] if is_row(line) and not _is_rule(line)]
            if len(rows) >= _FEWEST_ROWS and _is_regular(rows):
                return end, make_table(rows)
    return None


def _end_of(lines: Sequence[Line], start: int, is_row: Callable[[Line], bool]) -> int:
    """The first line that is no row: a single blank line between rows does not count."""
    end = start
    while end < len(lines):
        if is_row(lines[end]):
            end += 1
        elif lines[end].blank and end + 1 < len(lines) and is_row(lines[end + 1]):
            end += 2
        else:
            break
    return end


def _is_regular(rows: Sequence[Sequence[Clip]]) -> bool:
    """Whether two rows of three have one number of cells, as in a real grid."""
    (width, times), *_ = Counter(map(len, rows)).most_common(1)
    return width >= 3 and times * 3 >= len(rows) * 2


def _is_tabbed(line: Line) -> bool:
    return line.text.count("\t") >= 2


def _by_tab(line: Line) -> list[Clip]:
    return _split(line, re.compile("\t"))


def _is_piped(line: Line) -> bool:
    return "|" in line.text


def _by_pipe(line: Line) -> list[Clip]:
    cells = _split(line, re.compile(r"\|"))
    text = line.text.strip()
    return cells[text.startswith("|") : len(cells) - text.endswith("|")]


def _is_rule(line: Line) -> bool:
    return bool(_RULE_ROW.fullmatch(line.text)) and "-" in line.text


def _split(line: Line, separator: re.Pattern[str]) -> list[Clip]:
    cells, at = [], 0
    for match in separator.finditer(line.text):
        cells.append(line.clip[at : match.start()])
        at = match.end()
    return [*cells, line.clip[at:]]
