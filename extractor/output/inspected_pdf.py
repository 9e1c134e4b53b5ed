"""The pages of a document with what was read drawn over them: cells, words, and what OCR made of them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import pymupdf

from extractor.document import Box, Document, Page, Pictures, Word
from extractor.errors import InputError
from extractor.output.inspected import cells_by_page

Colour = tuple[float, float, float]

_DPI = 110
_QUALITY = 60
_CELL: Colour = (0.1, 0.35, 0.9)
_SURE: Colour = (0.45, 0.7, 0.45)
_UNSURE: Colour = (0.95, 0.6, 0.0)
_DOUBTFUL: Colour = (0.9, 0.1, 0.1)
_READ: Colour = (0.75, 0.0, 0.55)
_NEARLY = 0.97
# Large enough to read over the print, small enough to leave it readable.
_LETTERING = 0.5


def drawn(document: Document, pictures: Pictures, min_confidence: float) -> bytes:
    """A PDF of the document's pages: outlines of cells, boxes of words coloured by confidence.

    On pages read by OCR the recognised text stands in small letters over each word.
    """
    cells: dict[int, list[Box]] = {}
    for number, cell in cells_by_page(document):
        if cell.box is not None:
            cells.setdefault(number, []).append(cell.box)
    with pymupdf.open() as pdf:
        for page in document.pages:
            if page.width and page.height:
                sheet = pdf.new_page(width=page.width, height=page.height)
                with suppress(InputError):  # a damaged page: what was read of it stands on white
                    picture = pymupdf.Pixmap(pictures.png(page.number, _DPI)).tobytes(
                        "jpg", jpg_quality=_QUALITY
                    )
                    sheet.insert_image(sheet.rect, stream=picture)
                _draw(sheet, page, cells.get(page.number, ()), min_confidence)
        return bytes(pdf.tobytes(deflate=True, garbage=1))


def _draw(sheet: pymupdf.Page, page: Page, cells: Iterable[Box], min_confidence: float) -> None:
    shape = sheet.new_shape()
    for box in cells:
        shape.draw_rect(_rectangle(box))
    shape.finish(color=_CELL, width=0.8)
    for colour, words in _by_colour(page.words, min_confidence).items():
        for word in words:
            shape.draw_rect(_rectangle(word.box))
        shape.finish(color=colour, width=0.3)
    shape.commit()
    for word in page.words:
        if word.confidence is not None:
            size = max(_LETTERING * word.box.height, 2.0)
            text = page.text[word.start : word.end]
            sheet.insert_text(
                (word.box.x0, word.box.y0 + 0.4 * size), text, fontname="china-s", fontsize=size, color=_READ
            )


def _by_colour(words: Iterable[Word], min_confidence: float) -> dict[Colour, list[Word]]:
    found: dict[Colour, list[Word]] = {}
    for word in words:
        found.setdefault(_colour(word.confidence, min_confidence), []).append(word)
    return found


def _colour(confidence: float | None, min_confidence: float) -> Colour:
    if confidence is None or confidence >= max(_NEARLY, min_confidence):
        return _SURE
    return _UNSURE if confidence >= min_confidence else _DOUBTFUL


def _rectangle(box: Box) -> pymupdf.Rect:
    return pymupdf.Rect(box.x0, box.y0, box.x1, box.y1)
