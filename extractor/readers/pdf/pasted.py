"""Pictures on a page of text that may hold text themselves: tables pasted as screenshots, scanned annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pymupdf

from extractor.document import Box
from extractor.printed import PrintedBlock, PrintedPage, PrintedParagraph, PrintedTable
from extractor.readers.pdf.ink import Ink
from extractor.readers.pdf.turning import moved_blocks

_LEAST_WIDTH, _LEAST_HEIGHT = 150.0, 50.0
_COARSEST = 0.8
_MOST_INSIDE = 5
_INK = (0.004, 0.3)
_TOUCHING = 2.0
_FEWEST_CELLS = 6
_FEWEST_CHARACTERS = 20
_SURE = 0.9


def pasted_pictures(page: pymupdf.Page, characters: Sequence[Box]) -> list[Box]:
    """Where pictures stand that are large enough, printed like text and have no text over them.

    Places are in the page's own frame, rotation 0. Photographs are darker than any print.
    """
    boxes = _joined([_box(each, page) for each in page.get_image_info() if _is_fine(each)])
    found = [box for box in boxes if box.width >= _LEAST_WIDTH and box.height >= _LEAST_HEIGHT]
    found = [box for box in found if sum(_holds(box, each) for each in characters) <= _MOST_INSIDE]
    if not found:
        return []
    ink = Ink.of(page)
    area = ink.scale**2
    return [box for box in found if _INK[0] <= ink.within([box]) / (box.width * box.height * area) <= _INK[1]]


def _is_fine(image: dict[str, Any]) -> bool:
    """Whether a picture has pixels enough for letters to be told apart."""
    x0, _, x1, _ = image["bbox"]
    return bool(image["width"] >= _COARSEST * (x1 - x0))


def _box(image: dict[str, Any], page: pymupdf.Page) -> Box:
    seen = pymupdf.Rect(image["bbox"]) & page.rect
    return Box(float(seen.x0), float(seen.y0), float(seen.x1), float(seen.y1))


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """The boxes with those that touch as one: programs cut large pictures into strips."""
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.y0, box.x0)):
        near = next((at for at, other in enumerate(joined) if _touch(box, other)), None)
        if near is None:
            joined.append(box)
        else:
            joined[near] = Box.around((joined[near], box)) or box
    return joined


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x0 <= other.x1 + _TOUCHING
        and other.x0 <= one.x1 + _TOUCHING
        and one.y0 <= other.y1 + _TOUCHING
        and other.y0 <= one.y1 + _TOUCHING
    )


def _holds(box: Box, other: Box) -> bool:
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def with_picture(page: PrintedPage, read: PrintedPage, place: Box) -> PrintedPage:
    """A page with what was read in a picture on it, at its height; the page as it is where that is no text.

    ``place`` is the picture's on the page as shown.
    """
    if not _is_text(read):
        return page
    moved = moved_blocks(read.blocks, lambda box: _shifted(box, place))
    at = next((at for at, block in enumerate(page.blocks) if _top(block) > place.y0), len(page.blocks))
    blocks = (*page.blocks[:at], *moved, *page.blocks[at:])
    return replace(page, blocks=blocks, read_by=_both(page.read_by, read.read_by))


def _both(one: str, other: str) -> str:
    return one if other in one else f"{one} + {other}"


def _is_text(read: PrintedPage) -> bool:
    """Whether a table was found, or enough was read for sure."""
    tables = [block for block in read.blocks if isinstance(block, PrintedTable)]
    if any(sum(bool(cell.lines) for cell in table.cells) >= _FEWEST_CELLS for table in tables):
        return True
    words = [
        word
        for block in read.blocks
        if isinstance(block, PrintedParagraph)
        for line in block.lines
        for word in line
        if word.confidence is not None
    ]
    characters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) * (word.confidence or 0.0) for word in words)
    return characters >= _FEWEST_CHARACTERS and sure >= _SURE * characters


def _top(block: PrintedBlock) -> float:
    if isinstance(block, PrintedTable) and block.box:
        return block.box.y0
    lines = block.lines if not isinstance(block, PrintedTable) else ()
    return min((word.box.y0 for line in lines for word in line if word.box), default=0.0)


def _shifted(box: Box, place: Box) -> Box:
    return Box(box.x0 + place.x0, box.y0 + place.y0, box.x1 + place.x0, box.y1 + place.y0)
