"""The cells of a line with commas, TABs or bars between them, quotes read as spreadsheets write them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractor.document import Clip, Run
from extractor.layout.labels import is_label
from extractor.layout.lines import Line, one_line
from extractor.layout.shape import shape_of

_MOST_LINES = 40
_MOST_SIGNS = 100
_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*+\"")
_DOUBLED = re.compile('""')
_THOUSANDS = re.compile(r"-?\d{1,3}")
_HUNDREDS = re.compile(r"\d{3}(?:\.\d+)?")
_SHORTEST_CLAUSE = 6
_TEXTS = ("text", "long")


@dataclass(frozen=True)
class Record:
    """The cells of one row and the line after it; ``mended`` where it goes on over lines, ``guessed`` where that is but likely."""

    end: int
    cells: tuple[Clip, ...]
    mended: bool = False
    guessed: bool = False


def row_of(lines: Sequence[Line], at: int, sign: str) -> Record:
    """The cells of a line, with the lines that belong between its quotes; none where it has more than any table."""
    if lines[at].text.count(sign) > _MOST_SIGNS:
        return Record(at + 1, ())
    end = _end_of_quotes(lines, at, sign) if '"' in lines[at].text else at + 1
    return Record(end, tuple(_cells(one_line(lines[at:end]), sign)), end > at + 1)


def _end_of_quotes(lines: Sequence[Line], start: int, sign: str) -> int:
    """The line after the one that ends a row whose quoted cells hold line breaks."""
    joined = lines[start : start + _MOST_LINES]
    # Where each line ends: one that was mended before holds breaks of its own.
    ends = [end - 1 for end in accumulate(len(line.text) + 1 for line in joined)]
    text, at = "\n".join(line.text for line in joined), 0
    while True:
        if text.startswith('"', at):
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                return start + 1
            at = quoted.end()
        last, after = bisect_left(ends, at), text.find(sign, at)
        if after < 0 or after > ends[last]:
            return start + last + 1
        at = after + 1


def _cells(line: Line, sign: str) -> Iterator[Clip]:
    text, at = line.text, 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted and text[quoted.end() : quoted.end() + 1] in ("", sign):
            yield _unquoted(line.clip[at + 1 : quoted.end() - 1])
            at = quoted.end()
        else:
            end = text.find(sign, at)
            end = len(text) if end < 0 else end
            yield line.clip[at:end].strip()
            at = end
        if at >= len(text):
            return
        at += 1


def _unquoted(cell: Clip) -> Clip:
    """The cell with one quote for each that is written twice."""
    parts, at = [], 0
    for mark in _DOUBLED.finditer(cell.text):
        parts.append(cell[at : mark.start() + 1])
        at = mark.end()
    return Clip.join([*parts, cell[at:]]) if parts else cell


def without_cuts(cells: Sequence[Clip], sign: str, spare: int) -> list[Clip]:
    """The cells, those that commas of their own have cut as one; as they are where there are more or fewer such commas."""
    cuts = [at for at in range(1, len(cells)) if sign == "," and _is_cut(cells[at - 1].text, cells[at].text)]
    if len(cuts) != spare:
        return list(cells)
    whole: list[Clip] = []
    for at, cell in enumerate(cells):
        if at in cuts:
            comma = Run(",", cell.runs[0].page, cell.runs[0].start - 1, cell.runs[0].start)
            whole[-1] = Clip.join((whole[-1], Clip((comma,)), cell))
        else:
            whole.append(cell)
    return whole


def _is_cut(before: str, after: str) -> bool:
    """Whether a comma between two pieces is one of a number or of a sentence."""
    if _THOUSANDS.fullmatch(before) and _HUNDREDS.fullmatch(after):
        return True
    is_said = shape_of(before) in _TEXTS and shape_of(after) in _TEXTS
    return (
        is_said
        and min(len(before), len(after)) >= _SHORTEST_CLAUSE
        and not (is_label(before) or is_label(after))
    )
