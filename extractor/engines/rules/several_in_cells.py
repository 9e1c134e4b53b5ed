"""Several indicators in one row: its cells hold a line, or a numbered item, for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.document import Clip
from extractor.engines.rules.values import says_nothing
from extractor.quantity import parse_number

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NUMBER = re.compile(
    r"\s*(?:指\s*标\s*)?[(（]?(?P<number>\d{1,2}|[①-⑨])(?:\s*[)）:：、．]|\s*\.(?!\d)|(?<=[①-⑨]))\s*"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_POINTS = ("max_score", "score")
_NAMED_BY = ("target", "value", "actual")
_SPLIT = (
    "level3",
    "sign",
    "target",
    "value",
    "unit",
    "actual",
    *_POINTS,
    "description",
    "completion",
    "deviation_reason",
)


def rows_in_cells(cells: Mapping[str, Clip]) -> list[dict[str, Clip]]:
    """The cells of each indicator of a row, by field; the row itself where it states but one.

    What is printed once for all of them, levels and points, is the first one's.
    """
    name = cells.get("level3", Clip())
    items = [item for item in _items(name) if not says_nothing(item)]
    if len(items) == 1:
        return [{**cells, "level3": items[0]}]
    names = items or (_lines(name) if _has_points_for_each(cells, len(_lines(name))) else [])
    values = [_parts(cells[field], len(names)) for field in _NAMED_BY if field in cells]
    if len(names) < 2 or not values or not all(values):
        return [dict(cells)]
    parts = {field: _parts(cells[field], len(names)) for field in _SPLIT if field in cells} | {
        "level3": names
    }
    first = {field: clip for field, clip in cells.items() if not parts.get(field)}
    return [
        (first if at == 0 else {}) | {field: clips[at] for field, clips in parts.items() if clips}
        for at in range(len(names))
    ]


def _has_points_for_each(cells: Mapping[str, Clip], count: int) -> bool:
    """Whether points and score have as many lines as the name, each of them a number."""
    printed = [_lines(cells[field]) for field in _POINTS if field in cells]
    return len(printed) == len(_POINTS) and all(
        len(lines) == count and all(parse_number(line.text) is not None for line in lines)
        for lines in printed
    )


def _parts(clip: Clip, count: int) -> list[Clip]:
    """As many items or lines as there are indicators, none where the cell holds another number of them."""
    for found in (_items(clip), _lines(clip)):
        if len(found) == count:
            return found
    return []


def _lines(clip: Clip) -> list[Clip]:
    return [clip[match.start() : match.end()] for match in _LINE.finditer(clip.text)]


def _items(clip: Clip) -> list[Clip]:
    """The items of a cell whose lines are numbered from one on, without their numbers."""
    starts = [
        (line, number)
        for line in _LINE.finditer(clip.text)
        if (number := _NUMBER.match(line.group())) is not None
    ]
    if len(starts) < 2 or not _counts_up([number["number"] for _, number in starts]):
        return []
    if clip.text[: starts[0][0].start()].strip():
        return []
    ends = [*(line.start() for line, _ in starts[1:]), len(clip.text)]
    return [
        clip[line.start() + number.end() : end].strip()
        for (line, number), end in zip(starts, ends, strict=True)
    ]


def _counts_up(numbers: Sequence[str]) -> bool:
    counted = [_CIRCLED.index(number) + 1 if number in _CIRCLED else int(number) for number in numbers]
    return counted == list(range(1, len(counted) + 1))
