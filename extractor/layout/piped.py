"""Rows of tables drawn with bars: a line each, or padded to columns, where a cell goes on over several lines.

Converters to plain text wrap what does not fit a column. Some rule a line under each row (``+---+``);
others leave the reader to see that a cell was full.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.document import Clip
from extractor.layout.labels import is_label
from extractor.layout.lines import Line
from extractor.layout.shape import shape_of

_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED_BAR = re.compile(r"\\(?=\|)")
_RULE_ROW = re.compile(r"[\s|:+=-]+")
_PARTIAL_RULE = re.compile(r"\+[-=:]{3,}(?=[+|])")
_MARK = re.compile(r"[+|]")
_DRAWN = re.compile(r"[-=:]{3,}")
_GRID_RULE = re.compile(r"\s*\+[-=:+]{3,}\+\s*")
_MARKDOWN_RULE = re.compile(r"\s*(?:\|\s*:?-+:?\s*)+\|\s*")
_FEWEST_RULES = 3
_FEWEST_PADDED = 4
_PADDED_CELLS = 3
_UNEVEN = 4
_WRITTEN_WITH_SPACES = 0.9
_FIGURES = frozenset({"number", "percent", "quantity"})
_Cells = list[Clip]


def is_piped(line: Line) -> bool:
    """Whether a bar stands in the line."""
    return bool(_BAR.search(line.text))


def is_rule(line: Line) -> bool:
    """Whether the line is drawn between rows and holds no text."""
    return bool(_RULE_ROW.fullmatch(line.text)) and ("-" in line.text or "=" in line.text)


def is_grid_rule(line: Line) -> bool:
    """Whether the line is drawn over the full width of a table that rules each row (``+---+---+``)."""
    return bool(_GRID_RULE.fullmatch(line.text))


def _is_markdown(lines: Sequence[Line]) -> bool:
    """Whether a rule between bars stands under the first line and nowhere else: then each line is a row."""
    rules = [at for at, line in enumerate(lines) if is_rule(line)]
    return rules == [1] and bool(_MARKDOWN_RULE.fullmatch(lines[1].text))


def is_laid_out(lines: Sequence[Line]) -> bool:
    """Whether rules between the rows, or the padding of the cells, show what is a row."""
    return _is_ruled(lines) or _is_padded([line for line in lines if is_piped(line) and not is_rule(line)])


def piped_rows(lines: Sequence[Line]) -> list[_Cells]:
    """The rows of the lines of one table."""
    drawn = [line for line in lines if is_piped(line) or is_grid_rule(line)]
    plain = [line for line in drawn if not is_rule(line)]
    if _is_ruled(drawn):
        rows = _ruled_rows(drawn)
    elif _is_markdown(drawn) and _is_padded(plain):
        rows = [[cell.strip() for cell in cells_of(line)] for line in plain]
    else:
        rows = _wrapped_rows(plain)
    return [[_unescaped(cell) for cell in row] for row in rows]


def without_padding(rows: Sequence[_Cells]) -> list[_Cells]:
    """The rows without what fills them up to one length, where cells are written with spaces beside the bars.

    A row that lacks the cells which span it from above is as long as the others but for such cells at its end.
    """
    filled = [cell.text for row in rows for cell in row if cell.text.strip()]
    if sum(text[0].isspace() or text[-1].isspace() for text in filled) < _WRITTEN_WITH_SPACES * len(filled):
        return list(rows)
    return [row[: max((at for at, cell in enumerate(row, 1) if cell.text), default=0)] for row in rows]


def _wrapped_rows(lines: Sequence[Line]) -> list[_Cells]:
    """A row for each line, but for those that go on with the row above where the cells are padded."""
    is_padded, is_framed = _is_padded(lines), _is_framed(lines)
    rows: list[_Cells] = []
    last: _Cells = []
    for line in lines:
        cells = cells_of(line, is_framed)
        if is_padded and len(last) == len(cells) and _goes_on(last, cells):
            rows[-1] = [_one(above, line, below) for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append([cell.strip() for cell in cells] if is_padded else cells)
        last = cells
    return rows


def _ruled_rows(lines: Iterable[Line]) -> list[_Cells]:
    """What stands between rules, a cell that a rule leaves out (``|   +---+``) going on below it."""
    rows: list[_Cells] = []
    owners: list[int] | None = None
    for line in lines:
        if is_grid_rule(line):
            owners = None
            continue
        pieces = _by_mark(line) if _PARTIAL_RULE.search(line.text) else None
        cells = pieces or cells_of(line)
        if owners is None or len(owners) != len(cells):
            owners = [len(rows)] * len(cells)
        for column, (owner, cell) in enumerate(zip(owners, cells, strict=True)):
            _add(rows, owner, column, line, Clip() if pieces and _is_drawn(cell) else cell, len(cells))
        if pieces:
            owners = [
                len(rows) if _is_drawn(cell) else owner for owner, cell in zip(owners, pieces, strict=True)
            ]
    return rows


def _add(rows: list[_Cells], owner: int, column: int, line: Line, cell: Clip, width: int) -> None:
    """Add a piece of a cell to the row in which the cell begins, which may be a new one."""
    if owner == len(rows):
        rows.append([Clip()] * width)
    rows[owner][column] = _one(rows[owner][column], line, cell)


def _by_mark(line: Line) -> _Cells:
    """What stands between the bars and crossings of a rule that leaves cells out."""
    marks = [mark.start() for mark in _MARK.finditer(line.text)]
    return [line.clip[start + 1 : end] for start, end in zip(marks, marks[1:], strict=False)]


def _is_drawn(cell: Clip) -> bool:
    return bool(_DRAWN.fullmatch(cell.text))


def _one(above: Clip, line: Line, below: Clip) -> Clip:
    below = below.strip()
    return Clip.join([above, line.line_break, below]) if above and below else above or below


def _is_ruled(lines: Sequence[Line]) -> bool:
    return sum(map(is_grid_rule, lines)) >= _FEWEST_RULES


def _is_padded(lines: Sequence[Line]) -> bool:
    """Whether spaces fill the cells up to columns of one width, as nobody types them."""
    if len(lines) < _FEWEST_PADDED:
        return False
    widths = [width_of(line.text.rstrip()) for line in lines]
    usual, _ = Counter(widths).most_common(1)[0]
    cells = [cell.text for line in lines for cell in cells_of(line)]
    filled_up = sum(cell.endswith("  ") for cell in cells)
    return sum(abs(width - usual) <= _UNEVEN for width in widths) * 10 >= len(
        widths
    ) * 9 and filled_up * _PADDED_CELLS >= len(cells)


def _goes_on(row: _Cells, cells: _Cells) -> bool:
    """Whether each filled cell goes on with a full one above it, or completes a label."""
    filled = [(above, below) for above, below in zip(row, cells, strict=True) if below]
    return bool(filled) and all(_continues(above, below) for above, below in filled)


def _continues(above: Clip, below: Clip) -> bool:
    if not above or {shape_of(above.text), shape_of(below.text)} <= _FIGURES:
        return False
    is_full = len(above.text) - len(above.text.rstrip(" ")) < 2
    text = below.text.strip()
    return is_full or text.startswith(("（", "(")) or is_label(above.text.strip() + text)


def width_of(text: str) -> int:
    """Columns that the text takes where an ideograph takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _is_framed(lines: Sequence[Line]) -> bool:
    """Whether most lines begin with a bar: else a bar at the beginning follows a blank cell."""
    return sum(line.text.lstrip().startswith("|") for line in lines) * 2 > len(lines)


def cells_of(line: Line, is_framed: bool = True) -> _Cells:
    """The cells between the bars of a line, and before the first and behind the last where those are no frame."""
    cells, at = [], 0
    for bar in _BAR.finditer(line.text):
        cells.append(line.clip[at : bar.start()])
        at = bar.end()
    cells.append(line.clip[at:])
    text = line.text.strip()
    if not is_framed:
        return cells
    return cells[text.startswith("|") : len(cells) - text.endswith("|")]


def _unescaped(cell: Clip) -> Clip:
    """The cell without the backslashes that keep its bars from ending it."""
    parts, at = [], 0
    for escape in _ESCAPED_BAR.finditer(cell.text):
        parts.append(cell[at : escape.start()])
        at = escape.end()
    return Clip.join([*parts, cell[at:]]) if parts else cell
