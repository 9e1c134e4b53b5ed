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
from extractor.layout.dashed import find_dashed
from extractor.layout.furniture import is_furniture
from extractor.layout.labels import is_label, is_title
from extractor.layout.lines import Line
from extractor.layout.points import points_beside_levels
from extractor.layout.shape import FILLER, shape_of
from extractor.layout.tika import make_table
from extractor.lexicon import lexicon
from extractor.text import fold

_TOKEN = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_POINTS = re.compile(r"[(（]\d+(?:\.\d+)?分?[)）].{0,4}")
_ITEM = re.compile(r"[^:\d]{2,20}:-?[\d.,]+(?:万?元)?")
_FEWEST_LINES = 3
_FEWEST_LABELS = 3
_MOST_BLANKS = 3
_JITTER = 1
_NEARLY_FULL = 4
_NEAR = 3


@dataclass(frozen=True)
class _Token:
    clip: Clip
    start: int
    end: int


def find_spaced(lines: Sequence[Line], start: int) -> tuple[int, Table] | None:
    """The table in columns of spaces that begins at ``lines[start]``, and the line after it."""
    if (dashed := find_dashed(lines, start)) is not None:
        return dashed
    if len(_TOKEN.findall(lines[start].text)) < 2 or len(_tokens(lines[start])) < 2:
        return None
    end = _end_of(lines, start)
    rows = [_tokens(line) for line in lines[start:end]]
    if sum(len(row) >= 2 for row in rows) < _FEWEST_LINES or not any(map(_is_header, rows)):
        return None
    columns = _columns(rows)
    joined = list(_joined(_placed(rows, columns), len(columns)))
    return end, make_table(points_beside_levels(joined), rebuilt=True)


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
    if "\t" in line.text.strip() or is_furniture(line.text):
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


def _names_goals(row: Sequence[_Token]) -> bool:
    """Whether the row names goals, be it beside the block's name."""
    return any(lexicon().goal.field(token.clip.text) == "expected" for token in row[:2])


def _columns(rows: Sequence[Sequence[_Token]]) -> list[int]:
    """Where the columns begin, in order."""
    starts = sorted({token.start for row in rows for token in row})
    return starts[:1] + [after for before, after in pairwise(starts) if after - before > _JITTER]


def _placed(rows: Sequence[Sequence[_Token]], columns: Sequence[int]) -> list[dict[int, _Token]]:
    """The cells of each line by column."""
    placed: list[dict[int, _Token]] = []
    titles: list[int] = []
    header: dict[int, _Token] = {}
    goes_on = False
    places = Counter(_column_of(token, columns) for row in rows for token in row)
    for row in rows:
        own = [_column_of(token, columns) for token in row]
        named = _is_header(row) or _names_goals(row)
        if named:
            titles = own
            header = {**(header if goes_on else {}), **dict(zip(own, row, strict=True))}
        goes_on = named
        # Titles with nothing under them: the cells have drifted, and only their order counts.
        alone = sum(places[column] == 1 for column in titles)
        drifted = len(titles) == len(row) and alone >= _FEWEST_LINES and not set(own) <= set(titles)
        if not named:
            own = titles if drifted else _under_titles(row, own, header, placed[-1] if placed else {})
        placed.append(dict(zip(own, row, strict=True)))
    return placed


def _joined(lines: Sequence[dict[int, _Token]], width: int) -> Iterator[list[Clip]]:
    full = _fullest(lines)
    current: list[Clip] = []
    above: dict[int, _Token] = {}
    apart = False
    for placed in lines:
        if not placed:
            apart = True
            continue
        goes_on = _completes(placed, current) if apart else _goes_on(placed, above, current, full)
        apart = False
        if current and goes_on:
            for column, token in placed.items():
                current[column] = Clip.join((current[column], token.clip))
            above = {**above, **placed}
            continue
        if current:
            yield current
        current = [Clip()] * width
        for column, token in placed.items():
            current[column] = token.clip
        above = placed
    if current:
        yield current


def _under_titles(
    row: Sequence[_Token], own: Sequence[int], header: dict[int, _Token], above: dict[int, _Token]
) -> list[int]:
    """The columns of a row's cells; one that begins under no title but stands below one belongs to it.

    Centred texts and figures set to the right begin anywhere under their title, and so does
    the rest of a wrapped text under its first line.
    """
    wanted = [
        column if column in header else _column_over(token, [*header.items(), *above.items()], column)
        for token, column in zip(row, own, strict=True)
    ]
    return wanted if all(left < right for left, right in pairwise(wanted)) else list(own)


def _column_over(token: _Token, known: Sequence[tuple[int, _Token]], own: int) -> int:
    """The column of what stands most over a cell, its own where nothing does."""
    shares = [(_overlap(token, above), column) for column, above in known]
    share, column = max(shares, default=(0, own))
    near = _NEAR if shape_of(token.clip.text) in ("number", "percent") else 0
    return column if share > -near else own


def _overlap(token: _Token, title: _Token) -> int:
    return min(token.end, title.end) - max(token.start, title.start)


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


def _fullest(lines: Sequence[dict[int, _Token]]) -> dict[int, int]:
    """Where the longest cell of each column ends."""
    full: dict[int, int] = {}
    for placed in lines:
        for column, token in placed.items():
            full[column] = max(full.get(column, 0), token.end)
    return full


def _goes_on(
    placed: dict[int, _Token], above: dict[int, _Token], current: Sequence[Clip], full: dict[int, int]
) -> bool:
    """Whether every cell of a line goes on with the cell above it, or completes all that stands there."""
    if _completes_all(placed, above, current):
        return True
    for column, token in placed.items():
        if column not in above:
            return False
        said = fold(current[column].text + token.clip.text)
        if _ITEM.fullmatch(fold(token.clip.text)):
            return False
        if is_label(said) or (_POINTS.fullmatch(token.clip.text) and lexicon().is_level(said)):
            continue
        if is_label(token.clip.text) or lexicon().is_level(token.clip.text) or is_label(current[column].text):
            return False
        if above[column].end < full[column] - _NEARLY_FULL or shape_of(token.clip.text) not in (
            "text",
            "long",
        ):
            return False
    return True


def _completes_all(placed: dict[int, _Token], above: dict[int, _Token], current: Sequence[Clip]) -> bool:
    """Whether the line above holds parts of level names only, and this one the rest of each."""
    said = [(current[column].text, placed[column].clip.text if column in placed else "") for column in above]
    is_level = lexicon().is_level
    return all(rest and FILLER.sub("", part) and is_level(part + rest) for part, rest in said) and not all(
        is_level(part) for part, _ in said
    )
