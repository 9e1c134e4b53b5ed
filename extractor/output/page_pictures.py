"""Pictures of the pages for the browser, and the rectangles on them that values stand in.

A picture is meant for looking a value up, not for keeping: gray, at a resolution at which
eight-point type can be read, and small enough that a report still goes into a mail. The
places are rectangles of an SVG over it, in points, so that they need no style of their own.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from extractor.document import Box, Document, Page, Pictures, Word
from extractor.errors import ExtractorError
from extractor.output.page_source import Marks
from extractor.result import Severity

MOST_PICTURES = 60
_DPI, _COARSE_DPI = 120, 90
_LARGEST = 120_000  # bytes of one picture
_GRAYS = 8
_QUALITY = 45
_MARGIN = 1.5
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Rectangle:
    """One line of a place on a page's picture, in points; ``number`` is the place's (`Marks`)."""

    number: int
    severity: Severity | None
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page's picture as a data URI, its size in points, and its rectangles, the smallest last."""

    uri: str
    width: float
    height: float
    rectangles: tuple[Rectangle, ...]


def page_pictures(document: Document, marks: Marks) -> dict[int, PagePicture]:
    """The pictures by page number: of the first `MOST_PICTURES` pages that values stand on."""
    found: dict[int, PagePicture] = {}
    for page in document.pages if document.pictures else ():
        if len(found) == MOST_PICTURES:
            break
        if (rectangles := tuple(_rectangles(page, marks))) and page.width and page.height:
            uri = _picture(document.pictures, page.number)
            if uri:
                found[page.number] = PagePicture(uri, page.width, page.height, rectangles)
    return found


def _rectangles(page: Page, marks: Marks) -> Iterator[Rectangle]:
    """The places of a page, line by line; smaller ones lie on top of what they are part of."""
    drawn = [
        Rectangle(
            number,
            marks.worst.get(number),
            round(box.x0 - _MARGIN, 1),
            round(box.y0 - _MARGIN, 1),
            round(box.width + 2 * _MARGIN, 1),
            round(box.height + 2 * _MARGIN, 1),
        )
        for number, (start, end) in marks.on(page).items()
        for box in lines_of(page.words_at(start, end))
    ]
    yield from sorted(drawn, key=lambda one: -one.width * one.height)


def lines_of(words: Iterable[Word]) -> list[Box]:
    """The boxes of words that follow each other, one for each line they stand on."""
    lines: list[Box] = []
    for word in words:
        if lines and _beside(lines[-1], word.box):
            lines[-1] = Box.around((lines[-1], word.box)) or word.box
        else:
            lines.append(word.box)
    return lines


def _beside(line: Box, box: Box) -> bool:
    shared = min(line.y1, box.y1) - max(line.y0, box.y0)
    return shared > _SAME_LINE * min(line.height, box.height) and box.x0 > line.x0


def _picture(pictures: Pictures | None, number: int) -> str | None:
    """A page's picture as a data URI; None where the file does not give it."""
    if pictures is None:
        return None
    try:
        kind, content = next(_candidates(pictures, number))
    except ExtractorError:
        return None
    return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _candidates(pictures: Pictures, number: int) -> Iterator[tuple[str, bytes]]:
    """The picture as PNG in few grays, or as JPEG where noise makes that too large, or coarser."""
    gray = _gray(pictures.png(number, _DPI))
    for kind, content in (("png", _few_grays(gray)), ("jpeg", _jpeg(gray))):
        if len(content) <= _LARGEST:
            yield kind, content
    yield "jpeg", _jpeg(_gray(pictures.png(number, _COARSE_DPI)))


def _gray(png: bytes) -> Any:
    """The picture as a gray `pymupdf.Pixmap`, which carries no types."""
    pymupdf: Any = import_module("pymupdf")
    shown = pymupdf.Pixmap(png)
    if shown.alpha:
        shown = pymupdf.Pixmap(shown, 0)
    return pymupdf.Pixmap(pymupdf.csGRAY, shown)


def _few_grays(gray: Any) -> bytes:
    samples = gray.samples.translate(_steps(_GRAYS))
    content: bytes = type(gray)(gray.colorspace, gray.width, gray.height, samples, False).tobytes("png")
    return content


def _jpeg(gray: Any) -> bytes:
    content: bytes = gray.tobytes("jpeg", jpg_quality=_QUALITY)
    return content


def _steps(grays: int) -> bytes:
    """For each of 256 grays the nearest of a few."""
    wide = 255 / (grays - 1)
    return bytes(round(round(value / wide) * wide) for value in range(256))
