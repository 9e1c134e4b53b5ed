"""Column titles of a header in two rows that a text prints one after the other, put in order."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Clip
from extractor.layout.alignment import Column
from extractor.lexicon import Vocabulary

NAMES = frozenset({"level1", "level2", "level3"})
_DIVIDED = frozenset({"sign", "value", "unit"})


def in_order_of_cells(header: Sequence[Clip], words: Vocabulary) -> list[Clip]:
    """Column titles in the order of the cells below them.

    Of a header in two rows the upper row may be printed first: then the titles from 一级指标
    on stand under its first, and come before the rest of it.
    """
    fields = [words.field(clip.text) for clip in header]
    first = next(index for index, field in enumerate(fields) if field in NAMES)
    upper, lower = list(header[:first]), list(header[first:])
    if not upper:
        return _divide_target(list(header), fields)
    if _DIVIDED & {words.field(clip.text) for clip in lower}:
        upper = [clip for clip in upper if words.field(clip.text) not in ("target", "value")]
    return [*lower, *upper]


def _divide_target(header: list[Clip], fields: Sequence[str | None]) -> list[Clip]:
    """The lower row of a header printed after the upper one: 符号, 值, 单位 stand under the target's title."""
    start = len(fields)
    while start and fields[start - 1] in _DIVIDED:
        start -= 1
    parent = next((at for at in range(start) if fields[at] == "target"), None)
    if parent is None or start == len(fields) or parent == start - 1:
        return header
    return [*header[:parent], *header[start:], *header[parent + 1 : start]]


def taking_values(columns: Sequence[Column]) -> list[Column]:
    """Beside a sign or unit column the target column takes a bare value."""
    if not {"sign", "unit"} & {column.field for column in columns}:
        return list(columns)
    return [Column("value" if column.field == "target" else column.field, column.label) for column in columns]
