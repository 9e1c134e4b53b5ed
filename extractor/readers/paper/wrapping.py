"""Printed lines to paragraphs: which lines only end because the paper does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extractor.document import Box
from extractor.printed import Line, PrintedParagraph
from extractor.readers.paper.lettering import joined_latin

_FULL = 2.2
_INDENT = 1.2
_SAME_SIZE = 0.12
_WIDE_SPACING = 1.6
_FEWEST = 3
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[、．]|\.(?!\d))|第[一二三四五六七八九十]{1,3}[章节部条]"
    r"|[①-⑳]|附[件表][\d一二三四五六七八九十]*[:：]|[●◆■▲•·➢✓]"
)


@dataclass(frozen=True)
class _Set:
    """A line with its measures in points."""

    line: Line
    box: Box
    text: str

    @property
    def size(self) -> float:
        return self.box.height


def paragraphs_of(
    lines: Iterable[Line], margins: tuple[float, float] | None = None
) -> list[PrintedParagraph]:
    """The paragraphs that the lines of one column make, top to bottom.

    A line goes on with the one above if that reaches the right margin and this one begins at
    the left margin in the same size; a heading, a numbered line and a centred title stand alone.
    ``margins`` are where the column's lines begin and end (x in points), by default where these do.
    Lines without boxes stand alone. Chinese lines join without a blank, Latin words with one.
    """
    placed = [_measured(line) for line in lines if line]
    left, right = margins or _margins(placed)
    spacing = _usual_spacing(placed)
    groups: list[list[_Set]] = []
    for each in placed:
        if groups and _goes_on(groups[-1][-1], each, (left, right), spacing):
            groups[-1].append(each)
        else:
            groups.append([each])
    return [PrintedParagraph(joined_latin([each.line for each in group])) for group in groups]


def begins_anew(text: str) -> bool:
    """Whether a line begins with the number or mark of a heading or a list item."""
    return _NUMBERED.match(text.lstrip()) is not None


def margins_of(lines: Iterable[Line]) -> tuple[float, float]:
    """Where most of the lines begin and end (x in points)."""
    return _margins([_measured(line) for line in lines if line])


def _measured(line: Line) -> _Set:
    text = "".join(word.text for word in line)
    box = Box.around(word.box for word in line if word.box)
    return _Set(line, box or Box(0, 0, 0, 0), text)


def _margins(placed: Sequence[_Set]) -> tuple[float, float]:
    """Where most lines begin and end; a line or two may stick out."""
    if not placed:
        return 0.0, 0.0
    lefts = sorted(each.box.x0 for each in placed)
    rights = sorted(each.box.x1 for each in placed)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _usual_spacing(placed: Sequence[_Set]) -> float:
    """The usual distance from one line's top to the next one's."""
    steps = [below.box.y0 - above.box.y0 for above, below in _pairs(placed) if below.box.y0 > above.box.y0]
    return median(steps) if len(steps) >= _FEWEST else float("inf")


def _pairs(placed: Sequence[_Set]) -> Iterator[tuple[_Set, _Set]]:
    return zip(placed, placed[1:], strict=False)


def _goes_on(above: _Set, below: _Set, margins: tuple[float, float], spacing: float) -> bool:
    size = max(above.size, below.size)
    if not size or abs(above.size - below.size) > _SAME_SIZE * size:
        return False
    left, right = margins
    if above.box.x1 < right - _FULL * size or _has_gaps(above) or _has_gaps(below):
        return False
    if below.box.x0 > left + _INDENT * size or begins_anew(below.text):
        return False
    return below.box.y0 - above.box.y0 <= _WIDE_SPACING * min(spacing, 2.5 * size)


def _has_gaps(each: _Set) -> bool:
    """Whether cells or fields stand apart on the line, as no sentence does."""
    boxes = [word.box for word in each.line if word.box]
    return any(
        after.x0 - before.x1 > 2.5 * each.size for before, after in zip(boxes, boxes[1:], strict=False)
    )
