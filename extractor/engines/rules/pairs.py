"""Points and score that share a column (``10/9.5``, ``10分/9.5分``, ``10（9.5）``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.document import Clip
from extractor.engines.rules.values import says_nothing
from extractor.layout.alignment import Column
from extractor.lexicon import Vocabulary
from extractor.quantity import parse_number

_PARTED = re.compile(r"[/／、与和及()（）]")
_HALF = r"\d+(?:\.\d+)?|[-—－]*"
_PAIR = re.compile(
    rf"\s*(?P<first>{_HALF})\s*分?\s*"
    rf"(?:[/／]\s*(?P<second>{_HALF})\s*分?|[(（]\s*(?P<within>{_HALF})\s*分?\s*[)）])\s*"
)
_ORDERS: dict[tuple[str, ...], str] = {
    ("max_score", "score"): "_points_and_score",
    ("score", "max_score"): "_score_and_points",
}
_EITHER = ("max_score", "score")


def with_pairs(columns: Sequence[Column], vocabulary: Vocabulary) -> list[Column]:
    """The columns, one whose title names points and score (分值/得分, 得分（分值）) as the pair of both.

    Beside a column of either alone a title with a remark means what stands before the remark.
    """
    orders = [_ORDERS.get(_named(column.label, vocabulary)) for column in columns]
    alone = [c.field in _EITHER and not order for c, order in zip(columns, orders, strict=True)]
    if any(alone):
        return list(columns)
    return [Column(order or c.field, c.label) for c, order in zip(columns, orders, strict=True)]


def _named(title: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Which of points and score the parts of a title name, in its order."""
    fields = (vocabulary.field(part) for part in _PARTED.split(title) if part)
    return tuple(dict.fromkeys(field for field in fields if field in _EITHER))


def apart(cells: Mapping[str, Clip], columns: Sequence[Column]) -> dict[str, Clip]:
    """Cells by field, those that hold points and score taken apart.

    Where the title does not say which is which, the larger are the points.
    """
    found = dict(cells)
    fields = {column.field for column in columns}
    for order, name in _ORDERS.items():
        if name in cells and (halves := halves_of(cells[name])):
            found |= dict(zip(order, halves, strict=True))
    for name in _EITHER:
        if name in cells and fields.isdisjoint(set(_EITHER) - {name}) and (halves := halves_of(cells[name])):
            found |= dict(zip(_EITHER, sorted(halves, key=_size, reverse=True), strict=True))
    return {field: clip for field, clip in found.items() if clip}


def halves_of(clip: Clip) -> tuple[Clip, Clip] | None:
    """The two numbers of a cell, a half that says nothing blank; None for a cell that is no pair."""
    match = _PAIR.fullmatch(clip.text)
    if match is None:
        return None
    halves = [clip[match.start(name) : match.end(name)] for name in ("first", match.lastgroup or "second")]
    first, second = (Clip() if says_nothing(half) else half for half in halves)
    return (first, second) if first or second else None


def _size(clip: Clip) -> float:
    return float(parse_number(clip.text) or 0)
