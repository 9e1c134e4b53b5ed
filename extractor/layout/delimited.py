"""Rows with a comma or a TAB between all cells of a grid, quoted as spreadsheets save them, or as programs join them.

All rows have one number of cells. A line break inside of a cell stands between quotes, or is seen by what the
lines before and after it lack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Clip
from extractor.layout.labels import is_label, is_title
from extractor.layout.lines import Line
from extractor.layout.separated import Record, row_of, without_cuts
from extractor.layout.shape import shape_of
from extractor.text import fold

_FEWEST_CELLS = 4
_FEWEST_ROWS = 3
_MOST_BROKEN = 12
_LOOKED_AT = 12
_TEXTS = ("text", "long")


@dataclass(frozen=True)
class Records:
    """The rows from one line up to ``end``; ``mended`` says that they are more than lines cut at each sign."""

    end: int
    rows: tuple[tuple[Clip, ...], ...]
    mended: bool


def records_from(lines: Sequence[Line], start: int, sign: str) -> Records | None:
    """The rows that begin at ``lines[start]``, none where most of them are but guessed together.

    None where fewer than three of one length begin there.
    """
    first = row_of(lines, start, sign)
    if len(first.cells) < 2:
        return None
    for width in dict.fromkeys((len(first.cells), _usual(lines, start, sign))):
        if width >= _FEWEST_CELLS and len(found := list(_records(lines, start, sign, width))) >= _FEWEST_ROWS:
            is_guess = sum(record.guessed for record in found) * 2 > len(found)
            rows = () if is_guess else tuple(record.cells for record in found)
            return Records(found[-1].end, rows, any(record.mended for record in found))
    return None


def _usual(lines: Sequence[Line], start: int, sign: str) -> int:
    """The most frequent number of cells in the lines that come next."""
    counts = Counter(_counts(lines, at, sign) for at in range(start, min(start + _LOOKED_AT, len(lines))))
    return max(counts, key=lambda count: (count > 1, counts[count], count))


def _counts(lines: Sequence[Line], at: int, sign: str) -> int:
    """How many cells the signs of a line part; 1 behind the last line."""
    return lines[at].text.count(sign) + 1 if at < len(lines) else 1


def _records(lines: Sequence[Line], start: int, sign: str, width: int) -> Iterator[Record]:
    at: int = start
    told: str | None = None
    while at < len(lines):
        record = _record(lines, at, sign, width, told)
        if record is None:
            return
        record = _with_tail(lines, record, sign)
        at, told = record.end, fold(record.cells[0].text)
        yield record


def _record(lines: Sequence[Line], at: int, sign: str, width: int, told: str | None) -> Record | None:
    """The row that begins at a line, with the lines that a cell of it goes on over; ``told`` is the first cell above."""
    whole = row_of(lines, at, sign)
    if not whole.cells:
        return None
    parts = [whole]
    cells, guessed = list(whole.cells), False
    while len(cells) < width:
        end = parts[-1].end
        if end == len(lines) or lines[end].blank or len(parts) == _MOST_BROKEN:
            return None
        more = row_of(lines, end, sign)
        if not more.cells or not _is_broken(cells, more.cells, width, told):
            return None
        guessed |= not _is_one(cells[-1], more.cells[0], told)
        cells[-1:] = [_joined(cells[-1], lines[end - 1], more.cells[0]), *more.cells[1:]]
        parts.append(more)
    if len(cells) > width and len(cells := without_cuts(cells, sign, len(cells) - width)) > width:
        is_alone = _counts(lines, parts[-1].end, sign) == width
        return Record(parts[-1].end, tuple(cells), guessed=True) if is_alone and told is not None else None
    return Record(parts[-1].end, tuple(cells), len(parts) > 1 or whole.mended, guessed)


def _is_broken(cells: Sequence[Clip], more: Sequence[Clip], width: int, told: str | None) -> bool:
    """Whether the cells of a line go on with those of the line above: no row or line of its own begins there."""
    text = more[0].text.strip()
    if len(cells) + len(more) - 1 > width or not cells[-1] or not text:
        return False
    if _is_one(cells[-1], more[0], told):
        return True
    return not (len(cells) == 1 and len(more) == width) and not (is_label(text) or is_title(text))


def _is_one(above: Clip, below: Clip, told: str | None) -> bool:
    """Whether two pieces make one label, or a name with its points or its unit, or what the first cell above says."""
    text = below.text.strip()
    whole = above.text + text
    return text.startswith(("（", "(")) or is_label(whole) or fold(whole) == told


def _with_tail(lines: Sequence[Line], record: Record, sign: str) -> Record:
    """The row with the lines behind it that its last cell goes on over."""
    end, last = record.end, record.cells[-1]
    while end < len(lines) and sign not in lines[end].text and _goes_on(last, lines, end, sign):
        last = _joined(last, lines[end - 1], lines[end].clip)
        end += 1
    return Record(end, (*record.cells[:-1], last), True, record.guessed) if end > record.end else record


def _goes_on(last: Clip, lines: Sequence[Line], at: int, sign: str) -> bool:
    """Whether a line without signs goes on with the last cell of the row above it."""
    text = lines[at].text.strip()
    if not last or not text:
        return False
    if is_label(last.text.strip() + text):
        return True
    if is_label(text) or is_title(text) or ":" in fold(text) or shape_of(last.text) not in _TEXTS:
        return False
    return at + 1 < len(lines) and sign in lines[at + 1].text


def _joined(above: Clip, line: Line, below: Clip) -> Clip:
    return Clip.join((above, line.line_break, below))
