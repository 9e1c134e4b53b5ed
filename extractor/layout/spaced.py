"""Tables set in columns of spaces, as ``pdftotext -layout`` and print dumps give them.

Cells of one column begin at one place of the line (a CJK character takes two places). A
line that only goes on with cells of the line above it is joined to that line.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.document import Clip, Table
from extractor.layout.labels import is_label, is_title
from extractor.layout.lines import Line
from extractor.layout.shape import shape_of
from extractor.layout.tika import make_table
from extractor.lexicon import lexicon
from extractor.text import fold

_TOKEN = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_POINTS = re.compile(r"[(（]\d+(?:\.\d+)?分?[)）].{0,4}")
_FEWEST_LINES = 3
_FEWEST_LABELS = 3
_MOST_BLANKS = 3
_JITTER = 1
_NEARLY_FULL = 4


@dataclass(frozen=True)
class _Token:
    clip: Clip
    start: int
    end: int


def find_spaced(lines: Sequence[Line], start: int) -> tuple[int, Table] | None:
    """The table in columns of spaces that begins at ``lines[start]``, and the line after it."""
    if len(_tokens(lines[start])) < 2:
        return None
    end = _end_of(lines, start)
    rows = [_tokens(line) for line in lines[start:end]]
    if sum(len(row) >= 2 for row in rows) < _FEWEST_LINES or not any(map(_is_header, rows)):
        return None
    return end, make_table(list(_joined(rows, _columns(rows))), rebuilt=True)


def _end_of(lines: Sequence[Line], start: int) -> int:
    end, blanks = start, 0
    for at in range(start, len(lines)):
        tokens = _tokens(lines[at])
        if not tokens:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        if (
            len(tokens) == 1
            and (tokens[0].start == 0 or is_title(tokens[0].clip.text))
            and not _is_cell(tokens[0])
        ):
            break
        end, blanks = at + 1, 0
    return end


def _is_cell(token: _Token) -> bool:
    text = token.clip.text
    return is_label(text) or bool(_POINTS.fullmatch(text)) or len(fold(text)) <= 4


def _tokens(line: Line) -> list[_Token]:
    if "\t" in line.text.strip():
        return []
    tokens, place, at = [], 0, 0
    for match in _TOKEN.finditer(line.text):
        place += _width(line.text[at : match.start()])
        end = place + _width(match[0])
        tokens.append(_Token(line.clip[match.start() : match.end()], place, end))
        place, at = end, match.end()
    return tokens


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _is_header(row: Sequence[_Token]) -> bool:
    words = lexicon()
    texts = [token.clip.text for token in row]
    return any(
        sum(text in vocabulary for text in texts) >= _FEWEST_LABELS
        for vocabulary in (words.indicator, words.fund, words.project)
    )


def _columns(rows: Sequence[Sequence[_Token]]) -> list[int]:
    """Where the columns begin, in order."""
    starts = sorted({token.start for row in rows for token in row})
    return starts[:1] + [after for before, after in pairwise(starts) if after - before > _JITTER]


def _joined(rows: Sequence[Sequence[_Token]], columns: Sequence[int]) -> Iterator[list[Clip]]:
    full = _fullest(rows, columns)
    current: list[Clip] = []
    above: dict[int, _Token] = {}
    apart = False
    titles: list[int] = []
    places = Counter(_column_of(token, columns) for row in rows for token in row)
    for row in rows:
        if not row:
            apart = True
            continue
        own = [_column_of(token, columns) for token in row]
        if _is_header(row):
            titles = own
        # Titles with nothing under them: the cells have drifted, and only their order counts.
        alone = sum(places[column] == 1 for column in titles)
        drifted = len(titles) == len(row) and alone >= _FEWEST_LINES and not set(own) <= set(titles)
        placed = dict(zip(titles if drifted else own, row, strict=True))
        goes_on = _completes(placed, current) if apart else _goes_on(placed, above, current, full)
        apart = False
        if current and goes_on:
            for column, token in placed.items():
                current[column] = Clip.join((current[column], token.clip))
            above = {**above, **placed}
            continue
        if current:
            yield current
        current = [Clip()] * len(columns)
        for column, token in placed.items():
            current[column] = token.clip
        above = placed
    if current:
        yield current


def _completes(placed: dict[int, _Token], current: Sequence[Clip]) -> bool:
    """Whether every cell, after an empty line, completes a label above it or stands in vertical text."""
    if not current:
        return False
    said = {column: fold(current[column].text + token.clip.text) for column, token in placed.items()}
    vertical = {
        column for column, token in placed.items() if len(token.clip.text) == 1 and len(said[column]) > 1
    }
    return all(column in vertical or is_label(text) for column, text in said.items())


def _column_of(token: _Token, columns: Sequence[int]) -> int:
    return max(index for index, start in enumerate(columns) if start <= token.start + _JITTER)


def _fullest(rows: Sequence[Sequence[_Token]], columns: Sequence[int]) -> dict[int, int]:
    full: dict[int, int] = {}
    for row in rows:
        for token in row:
            column = _column_of(token, columns)
            full[column] = max(full.get(column, 0), token.end)
    return full


def _goes_on(
    placed: dict[int, _Token], above: dict[int, _Token], current: Sequence[Clip], full: dict[int, int]
) -> bool:
    """Whether every cell of a line goes on with the cell above it."""
    for column, token in placed.items():
        if column not in above:
            return False
        said = fold(current[column].text + token.clip.text)
        if is_label(said) or (_POINTS.fullmatch(token.clip.text) and lexicon().is_level(said)):
            continue
        if is_label(token.clip.text) or lexicon().is_level(token.clip.text):
            return False
        if above[column].end < full[column] - _NEARLY_FULL or shape_of(token.clip.text) not in (
            "text",
            "long",
        ):
            return False
    return True
