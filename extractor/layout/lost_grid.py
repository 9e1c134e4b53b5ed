"""Regions of text in which a table's cells follow one another and its grid is lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor.document import Clip, Table
from extractor.layout.glued import cut_glued, is_glued
from extractor.layout.header_order import NAMES
from extractor.layout.labels import is_title
from extractor.layout.lines import Line
from extractor.layout.stream import rebuild
from extractor.layout.tokens import by_lines, by_pipes, join_wrapped
from extractor.lexicon import Vocabulary, lexicon
from extractor.text import fold

Region = tuple[int, int, Table]

_FEWEST_PIPES = 12
_FEWEST_LABELS = 4
_REACH_BACK = 200
_PROSE = re.compile(r".{60,}。|^[一二三四五六七八九十]+、.{2,20}$", re.DOTALL)
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))[^|。;]{2,25}。?$")
_LIST_NAMES = frozenset({"project_name"})
_END = Clip.of("。", 1, 0)


def find_lost_grids(lines: Sequence[Line], taken: Sequence[bool]) -> Iterator[Region]:
    """First line, line after the last, and rebuilt table of each such region; ``taken`` lines are left alone."""
    for start, end in _free_ranges(lines, taken):
        part = lines[start:end]
        for low, high, table in _piped(part) or _glued(part) or _cell_per_line(part):
            yield start + low, start + high, table


def _free_ranges(lines: Sequence[Line], taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(len(lines) + 1):
        if at == len(lines) or taken[at]:
            if start < at:
                yield start, at
            start = at + 1


def _piped(lines: Sequence[Line]) -> list[Region]:
    found = []
    for start, end in _between_headings(lines):
        with_bars = [index for index in range(start, end) if "|" in lines[index].text]
        if sum(lines[index].text.count("|") for index in with_bars) < _FEWEST_PIPES:
            continue
        start, end = with_bars[0], with_bars[-1] + 1
        if len(with_bars) * 2 < sum(not line.blank for line in lines[start:end]):
            continue
        if table := rebuild(join_wrapped(by_pipes(lines[start:end]))):
            found.append((start, end, table))
    return found


def _between_headings(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The stretches of lines between headings of chapters: no table goes on over one."""
    start = 0
    for at, line in enumerate(lines):
        if _HEADING.match(fold(line.text)) and "|" not in _next_filled(lines, at + 1):
            yield start, at
            start = at + 1
    yield start, len(lines)


def _next_filled(lines: Sequence[Line], at: int) -> str:
    return next((line.text for line in lines[at:] if not line.blank), "")


def _glued(lines: Sequence[Line]) -> list[Region]:
    found = []
    for index, line in enumerate(lines):
        if is_glued(line.text) and (table := rebuild(cut_glued(line.clip))) is not None:
            found.append((index, index + 1, table))
    return found


def _cell_per_line(lines: Sequence[Line]) -> list[Region]:
    cells = join_wrapped(by_lines(lines))
    starts = [line.end - len(line.text) for line in lines]
    found: list[Region] = []
    low = 0
    for anchor in _anchors(cells):
        if anchor < low:
            continue
        first, last = _first_cell(cells, anchor, low), _end_cell(cells, anchor)
        table = rebuild(cells[first:last])
        if table:
            end = _line_of(starts, cells, last) if last < len(cells) else len(lines)
            found.append((_line_of(starts, cells, first), end, table))
        low = last
    return found


def _line_of(starts: Sequence[int], cells: Sequence[Clip], index: int) -> int:
    """The line on which a cell begins (a blank cell: the one after it)."""
    while index < len(cells) and not cells[index].runs:
        index += 1
    if index == len(cells):
        return len(starts)
    return bisect_left(starts, cells[index].runs[0].start + 1) - 1


def headers_in(cells: Sequence[Clip]) -> Iterator[tuple[int, int]]:
    """Where runs of column titles of indicators or of projects begin, and how many titles each has."""
    words = lexicon()
    yield from _runs_of(cells, words.indicator, NAMES)
    yield from _runs_of(cells, words.project, _LIST_NAMES)


def _anchors(cells: Sequence[Clip]) -> list[int]:
    return sorted({first for first, _ in headers_in(cells)})


def _runs_of(
    cells: Sequence[Clip], vocabulary: Vocabulary, names: frozenset[str]
) -> Iterator[tuple[int, int]]:
    run: list[str] = []
    start = 0
    for index, clip in enumerate([*cells, _END]):
        field = vocabulary.field(clip.text) if clip else None
        if field:
            start = start if run else index
            run.append(field)
        elif clip and clip.text not in lexicon().section:
            if len(set(run)) >= _FEWEST_LABELS and names & set(run) and set(run) - names:
                yield start, len(run)
            run = []


def _first_cell(cells: Sequence[Clip], anchor: int, low: int) -> int:
    """The title of the table, else the first label of its head, before its indicator header."""
    lowest = max(low, anchor - _REACH_BACK)
    for index in range(anchor, lowest - 1, -1):
        if is_title(cells[index].text):
            return index
    first, words = anchor, lexicon()
    for index in range(anchor, lowest - 1, -1):
        text = cells[index].text
        if text in words.head or text in words.fund or text in words.goal or text in words.section:
            first = index
    return first


def _end_cell(cells: Sequence[Clip], anchor: int) -> int:
    """The cell after the table: a new title, or prose once its total has been printed."""
    words, ended = lexicon(), False
    for index in range(anchor + 1, len(cells)):
        text = cells[index].text
        if is_title(text) and index > anchor + 3:
            return index
        plain = fold(text)
        if any(f"{label}:" in plain for label in words.sign_off.exact):
            return index
        if (ended or len(plain) > 100) and _PROSE.search(plain):
            return index
        ended |= text in words.total
    return len(cells)
