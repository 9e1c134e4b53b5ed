"""Rows of a table with tabs between its cells, as Word and spreadsheets copy them.

A row is a line, but a paragraph break inside a cell breaks the line as well: what stands
before the next tab then goes on with the last cell of the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Clip
from extractor.layout.furniture import is_furniture
from extractor.layout.labels import is_label, is_title
from extractor.layout.lines import Line
from extractor.layout.shape import shape_of
from extractor.text import fold

_TAB = re.compile("\t")
_NUMBERED = re.compile(
    r"(?:^|(?<=[\n；;。]))(?:目标)?[(（]?(?P<number>\d{1,2}|[一二三四五六七八九十])(?:[、．：:)）]|\.(?!\d))"
)
_ORDER = "一二三四五六七八九十"
_OPEN_ENDS = ("，", "、", ",", "；", ";")
_TEXTS = ("text", "long", "quantity")


def is_tabbed(line: Line) -> bool:
    """Whether a tab stands between two cells of the line: one that only begins it does not."""
    return line.text.count("\t") >= 2 or "\t" in line.text.strip()


def tabbed_rows(lines: Sequence[Line], start: int) -> tuple[int, list[list[Clip]]]:
    """The line after the table that begins at ``lines[start]``, and its rows."""
    rows: list[list[Clip]] = []
    end = start
    for at in range(start, len(lines)):
        line = lines[at]
        if is_tabbed(line) or (line.is_cell and end == at):
            cells = list(_cells(line))
            if end == at and rows and (_continues_numbering(rows[-1], cells) or _completes(rows, cells)):
                rows[-1][-1:] = [_joined(rows[-1][-1], lines[at - 1], cells[0]), *cells[1:]]
            else:
                rows.append(cells)
        elif end == at and _goes_on(rows[-1], lines, at):
            rows[-1][-1] = _joined(rows[-1][-1], lines[at - 1], line.clip)
        elif is_furniture(line.text) or (line.blank and at == end):
            continue
        else:
            break
        end = at + 1
    return end, rows


def _cells(line: Line) -> Iterator[Clip]:
    at = 0
    for tab in _TAB.finditer(line.text):
        yield line.clip[at : tab.start()]
        at = tab.end()
    yield line.clip[at:]


def _joined(above: Clip, line: Line, clip: Clip) -> Clip:
    return Clip.join((above, line.line_break, clip))


def _continues_numbering(above: Sequence[Clip], cells: Sequence[Clip]) -> bool:
    """Whether the first cell is the next item of a list that the last cell above, and only it, begins."""
    number = _number(cells[0].text, first=True)
    if number is None or number < 2 or _number(above[-1].text) != number - 1:
        return False
    return all(_number(cell.text) is None for cell in above[:-1])


def _completes(rows: Sequence[Sequence[Clip]], cells: Sequence[Clip]) -> bool:
    """Whether the cells end a row that broke off at a comma, and make it as long as the one above it."""
    if len(rows) < 2 or not rows[-1][-1].text.rstrip().endswith(_OPEN_ENDS) or not cells[0]:
        return False
    return len(rows[-1]) + len(cells) - 1 == len(rows[-2]) > len(rows[-1])


def _number(text: str, *, first: bool = False) -> int | None:
    found = [match["number"] for match in _NUMBERED.finditer(text.strip())]
    if not found:
        return None
    digits = found[0] if first else found[-1]
    return int(digits) if digits.isdecimal() else _ORDER.index(digits) + 1


def _goes_on(above: Sequence[Clip], lines: Sequence[Line], at: int) -> bool:
    """Whether a line without a tab, between rows, goes on with the text of the last cell."""
    text, follows = lines[at].text, lines[at + 1] if at + 1 < len(lines) else None
    if follows is None or lines[at].blank or is_furniture(text) or is_title(text) or is_label(text):
        return False
    last = above[-1].text
    is_open = shape_of(last) in _TEXTS and not is_label(last) and ":" not in fold(text)
    numbered = _number(text, first=True)
    in_order = numbered is None or numbered - 1 == _number(last)
    return is_open and in_order and (is_tabbed(follows) or (numbered is not None and not follows.blank))
