"""From characters to lines of words: what stands on one line, and where blanks belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.document import Box
from extractor.printed import Line, PrintedWord
from extractor.readers.pdf.characters import Character, Heading

# Figures, Latin words and dates are kept whole; Chinese has no words, and a place of four characters is exact enough.
_WORD = re.compile(r"[0-9A-Za-z.,%\uff05+\-/]+|[\u3400-\u9fff]{1,4}|[^\S\n]+|.", re.DOTALL)
_LATIN_GAP = 0.22
_WIDE_GAP = 0.9
_NO_TEXT = frozenset("\u200b\ufeff\u00ad\x00")


def lines_of(characters: Iterable[Character]) -> list[Line]:
    """The lines, from top to bottom; vertical writing is read down its columns."""
    by_heading: dict[Heading, list[Character]] = {}
    for each in characters:
        if each.text not in _NO_TEXT:
            by_heading.setdefault(each.heading, []).append(each)
    found = [
        line
        for heading, members in by_heading.items()
        for row in _rows(members, heading)
        if (line := _line(row, heading))
    ]
    return found if len(by_heading) < 2 else sorted(found, key=_top)


def _top(line: Line) -> float:
    return min((word.box.y0 for word in line if word.box), default=0.0)


def _rows(members: Sequence[Character], heading: Heading) -> Iterator[list[Character]]:
    """Characters that share a line, in reading order; lines in theirs."""
    if heading == "slanted":
        yield list(members)
        return
    placed = sorted(members, key=lambda each: _across(each, heading))
    row: list[Character] = []
    for each in placed:
        if row and not _beside(each, row, heading):
            yield sorted(row, key=lambda one: _along(one, heading))
            row = []
        row.append(each)
    if row:
        yield sorted(row, key=lambda one: _along(one, heading))


def _beside(each: Character, row: Sequence[Character], heading: Heading) -> bool:
    largest = max(row[-12:], key=lambda one: one.size)
    apart = abs(_across(each, heading) - _across(largest, heading))
    return apart < 0.5 * max(each.size, largest.size) * (0.9 if each.size == largest.size else 1.0)


def _across(each: Character, heading: Heading) -> float:
    box = each.box
    if heading in ("right", "left", "slanted"):
        middle = (box.y0 + box.y1) / 2
        return middle if heading != "left" else -middle
    middle = (box.x0 + box.x1) / 2
    return middle if heading == "up" else -middle


def _along(each: Character, heading: Heading) -> float:
    box = each.box
    return {"right": box.x0, "left": -box.x1, "down": box.y0, "up": -box.y1, "slanted": 0.0}[heading]


def _line(row: Sequence[Character], heading: Heading) -> Line:
    parts: list[tuple[str, Box | None]] = []
    for before, each in pairwise((None, *row)):
        if each is None:
            continue
        if before is not None and _apart(before, each, heading):
            parts.append((" ", None))
        parts.extend((char, each.box) for char in each.text)
    while parts and parts[-1][0].isspace():
        parts.pop()
    while parts and parts[0][0].isspace():
        parts.pop(0)
    return tuple(_words(parts))


def _apart(before: Character, each: Character, heading: Heading) -> bool:
    """Whether a blank belongs between two characters that are set apart without one."""
    if before.text.isspace() or each.text.isspace() or heading == "slanted":
        return False
    gap = _along(each, heading) - _along_end(before, heading)
    latin = before.text.isascii() and each.text.isascii()
    return gap > (_LATIN_GAP if latin else _WIDE_GAP) * max(before.size, each.size)


def _along_end(each: Character, heading: Heading) -> float:
    box = each.box
    return {"right": box.x1, "left": -box.x0, "down": box.y1, "up": -box.y0, "slanted": 0.0}[heading]


def _words(parts: Sequence[tuple[str, Box | None]]) -> Iterator[PrintedWord]:
    text = "".join(char for char, _ in parts)
    for match in _WORD.finditer(text):
        box = Box.around(box for _, box in parts[match.start() : match.end()] if box)
        yield PrintedWord(match[0], None if match[0].isspace() else box)


def joined_latin(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with a blank at the end of each that ends in a Latin word which another follows."""
    found = list(lines)
    for at, (above, below) in enumerate(pairwise(lines)):
        if above and below and _is_latin(above[-1].text[-1:]) and _is_latin(below[0].text[:1]):
            found[at] = (*above, PrintedWord(" "))
    return tuple(found)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
