"""The characters of a PDF page, in the direction in which most of them are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import pymupdf

from extractor.document import Box
from extractor.readers.pdf.turning import Sheet

Heading = Literal["right", "down", "left", "up", "slanted"]

# Without the flag for it, a character that the font does not explain comes as U+FFFD and not as a made-up one.
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CLIP
_PAINTED = 16 | 32
_ASCENT, _DESCENT = 0.86, 0.14
_STRAIGHT = 0.05
_SAME_PLACE = 0.2
_FEWEST_SIDEWAYS = 12
_TURNS: dict[Heading, int] = {"right": 0, "up": 1, "left": 2, "down": 3}
_HEADINGS: tuple[Heading, ...] = ("right", "up", "left", "down")


@dataclass(frozen=True, slots=True)
class Character:
    """A character where it stands; ``heading`` is the direction in which its line goes on.

    ``size`` is the font's, in points; ``hidden`` characters are not painted (an OCR layer
    under a scan).
    """

    text: str
    box: Box
    size: float
    heading: Heading = "right"
    hidden: bool = False


def characters_of(page: pymupdf.Page) -> list[Character]:
    """The page's characters in the frame of the page, whose rotation must have been set to 0.

    A character drawn twice for boldness counts once, blanks count too, and what lies outside
    of the page does not.
    """
    return [*_without_doubles(_characters(page))]


def facing(characters: list[Character], page: pymupdf.Page) -> tuple[list[Character], Sheet]:
    """The characters turned so that most of them are read from left to right, and that frame."""
    sheet = Sheet(float(page.rect.width), float(page.rect.height), _turns(characters))
    if not sheet.turns:
        return characters, sheet
    return [_turned(each, sheet) for each in characters], sheet


def _characters(page: pymupdf.Page) -> Iterator[Character]:
    extent = page.rect
    for block in page.get_text("rawdict", flags=_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            heading = _heading(line)
            for span in line["spans"]:
                hidden = not span["char_flags"] & _PAINTED or span["alpha"] == 0
                for char in span["chars"]:
                    box = _box(char, float(span["size"]), heading)
                    if _within(box, extent) and not char.get("synthetic"):
                        yield Character(char["c"], box, float(span["size"]), heading, hidden)


def _heading(line: dict[str, Any]) -> Heading:
    x, y = line["dir"]
    if line["wmode"]:
        return "down"
    if abs(y) < _STRAIGHT:
        return "right" if x > 0 else "left"
    if abs(x) < _STRAIGHT:
        return "down" if y > 0 else "up"
    return "slanted"


def _box(char: dict[str, Any], size: float, heading: Heading) -> Box:
    x0, y0, x1, y1 = (float(each) for each in char["bbox"])
    if heading == "right":
        # Fonts state heights that reach into the lines above and below: the base line does not lie.
        base = float(char["origin"][1])
        return Box(x0, base - _ASCENT * size, x1, base + _DESCENT * size)
    return Box(x0, y0, x1, y1)


def _within(box: Box, extent: pymupdf.Rect) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return bool(extent.x0 <= x <= extent.x1 and extent.y0 <= y <= extent.y1)


def _without_doubles(found: Iterator[Character]) -> Iterator[Character]:
    seen: dict[str, list[Box]] = {}
    for each in found:
        boxes = seen.setdefault(each.text, [])
        reach = _SAME_PLACE * each.size
        if any(abs(box.x0 - each.box.x0) < reach and abs(box.y0 - each.box.y0) < reach for box in boxes[-8:]):
            continue
        boxes.append(each.box)
        yield each


def _turns(found: list[Character]) -> int:
    """How many quarter turns make most of the page's characters upright."""
    headings = Counter(
        each.heading for each in found if each.heading != "slanted" and not each.text.isspace()
    )
    if not headings:
        return 0
    [(most, count)] = headings.most_common(1)
    sideways = count >= _FEWEST_SIDEWAYS and count > 2 * headings["right"]
    return _TURNS[most] if sideways else 0


def _turned(each: Character, sheet: Sheet) -> Character:
    heading = each.heading
    if heading != "slanted":
        heading = _HEADINGS[(_TURNS[heading] - sheet.turns) % 4]
    return replace(each, box=sheet.turned(each.box), heading=heading)
