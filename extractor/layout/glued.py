"""Cells glued on one line: cut at the labels that the lexicon knows, figures cut by their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractor.document import Clip
from extractor.layout.figures import Figure, cut_figures
from extractor.layout.labels import all_labels, is_title
from extractor.lexicon import lexicon
from extractor.text import fold

_HEADER = re.compile(r"一级指标.{0,6}二级指标.{0,6}三级指标")
_TITLE = re.compile(r"^.{2,50}?表(?:\s*[(（]\s*20\d\d\s*年度?\s*[)）])?")
_BRACKET = r"(?:\s*[(（][^()（）]{1,12}[)）])?"
_FIGURE = re.compile(
    r"(?P<sign>[≥≤≧≦><=＝═]?)(?P<digits>\d[\d.]*)(?P<unit>[%％]?(?:[^\d≥≤≧≦><=＝═%％]{1,4}?(?=[\d≥≤≧≦><=＝═]))?)"
)
_NOTE = re.compile("(?:备?注|说明)[:：]")
_SHORT_TITLE = re.compile("(?:得分|分值|权重|原因|单位|符号|性质)" + _BRACKET)
_FEWEST_COLUMNS = 2
_TOTAL_COLUMNS = ["max_score", "score"]


def is_glued(text: str) -> bool:
    """Whether a line holds the titles of an indicator table with nothing between them."""
    return bool(_HEADER.search(fold(text)))


def cut_glued(clip: Clip) -> list[Clip]:
    """The cells of a glued line: labels, and between them texts and figures."""
    note = _NOTE.search(clip.text)
    if note and _HEADER.search(fold(clip.text[: note.start()])):
        return [*cut_glued(clip[: note.start()]), clip[note.start() :]]
    cells: list[Clip] = []
    title = _TITLE.match(clip.text)
    if title and is_title(title[0]):
        cells.append(clip[: title.end()])
        clip = clip[title.end() :]
    columns: list[str] = []
    for piece, is_a_label in _outside_of_rows(_pieces(clip)):
        while columns and not is_a_label and (short := _short_title(piece)):
            columns.append(_column(short.text) or "")
            cells.append(short)
            piece = piece[len(short.text) :]
        field = _column(piece.text)
        if field and (is_a_label or columns):
            columns.append(field)
            cells.append(piece)
        elif is_a_label:
            cells.append(piece)
            columns = _columns_after(piece, columns)
        else:
            cells.extend(_cut(piece, columns) if len(columns) >= _FEWEST_COLUMNS else [piece])
    return cells


def _short_title(piece: Clip) -> Clip | None:
    """A column title too common to be cut at anywhere (分值, 得分), at the start of a piece in a header."""
    match = _SHORT_TITLE.match(piece.text)
    return piece[: match.end()] if match and match.end() < len(piece.text) else None


def _columns_after(label: Clip, columns: list[str]) -> list[str]:
    """Levels stand inside a table, a total has points and a score, any other label ends the table."""
    if lexicon().is_level(label.text):
        return columns
    return _TOTAL_COLUMNS if label.text in lexicon().total else []


def _is_among_rows(label: Clip) -> bool:
    """A level, or the name of the table, printed again where it goes on over a page."""
    return lexicon().is_level(label.text) or lexicon().section.field(label.text) == "indicator"


def _column(text: str) -> str | None:
    words = lexicon()
    if words.is_level(text):
        return None
    return words.indicator.field(text) or words.fund.field(text)


def _outside_of_rows(pieces: Iterable[tuple[Clip, bool]]) -> Iterator[tuple[Clip, bool]]:
    """The pieces and whether each is a label; titles of money columns in a row of indicators are words of its texts."""
    words, in_rows = lexicon(), False
    texts: list[Clip] = []
    for piece, is_a_label in pieces:
        field = words.indicator.field(piece.text)
        if not is_a_label or (
            in_rows and not field and piece.text in words.fund and piece.text not in words.total
        ):
            texts.append(piece)
            continue
        if texts:
            yield Clip.join(texts), False
            texts = []
        goes_on = in_rows and _is_among_rows(piece)
        in_rows = bool(field) or goes_on
        if not goes_on or words.is_level(piece.text):
            yield piece, True
    if texts:
        yield Clip.join(texts), False


def _pieces(clip: Clip) -> Iterator[tuple[Clip, bool]]:
    at = 0
    for match in _labels().finditer(clip.text):
        if before := clip[at : match.start()].strip():
            yield before, False
        yield clip[match.start() : match.end()], True
        at = match.end()
    if rest := clip[at:].strip():
        yield rest, False


@cache
def _labels() -> re.Pattern[str]:
    words = lexicon()
    short_levels = {name for name in words.level1 | words.level2 if not name.endswith("指标")}
    labels = sorted(all_labels() - short_levels, key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(_with_gaps, labels)) + ")" + _BRACKET)


def _with_gaps(label: str) -> str:
    """A label that was wrapped in its cell keeps a space where each line ended."""
    return r"\s?".join(map(re.escape, label))


def _cut(piece: Clip, columns: Sequence[str]) -> Iterator[Clip]:
    """Texts and figures of a piece between labels; touching figures are cut apart."""
    kinds = [field for field in columns if field not in ("level1", "level2", "level3", "deviation_reason")]
    run: list[Figure] = []
    at, unit = 0, ""
    for match in _FIGURE.finditer(piece.text):
        if text := piece[at : match.start()].strip():
            yield from _settled(run, kinds)
            run = []
            yield from _apart(text, kinds)
        # 0起0起市民…: what no figure follows is a unit where it was one just before.
        again = bool(run and unit) and not match["unit"] and piece.text.startswith(unit, match.end())
        at, unit = match.end() + again * len(unit), match["unit"]
        clip = piece[match.start() : at]
        run.append(Figure(clip, len(match["sign"]), len(match["sign"]) + len(match["digits"])))
    yield from _settled(run, kinds)
    if rest := piece[at:].strip():
        yield from _apart(rest, kinds)


def _apart(text: Clip, kinds: Sequence[str]) -> Iterator[Clip]:
    """A target in words and the same words for what was reached are two cells."""
    half, rest = divmod(len(text.text), 2)
    is_twice = half > 1 and not rest and text.text[:half] == text.text[half:]
    yield from (text[:half], text[half:]) if is_twice and {"target", "actual"} <= set(kinds) else (text,)


def _settled(run: Sequence[Figure], kinds: Sequence[str]) -> Iterator[Clip]:
    yield from cut_figures(run, kinds)
