"""One page of a PDF: characters and rules in, what is printed on it out."""

from __future__ import annotations

from dataclasses import dataclass

import pymupdf

from extractor.document import Box, Reason
from extractor.printed import PrintedBlock, PrintedPage
from extractor.readers.paper.page_layout import laid_out
from extractor.readers.pdf.characters import characters_of, facing
from extractor.readers.pdf.drawings import rules_of
from extractor.readers.pdf.pasted import pasted_pictures
from extractor.readers.pdf.tables import find_cells, grid_of
from extractor.readers.pdf.text_layer import is_nonsense, reason_for_ocr
from extractor.readers.pdf.turning import Sheet, turned_blocks

TEXT_LAYER = "text layer"


@dataclass(frozen=True)
class _Shown:
    """A page as the file shows it: 1-based number, size in points, quarter turns to get there."""

    number: int
    width: float
    height: float
    turns: int


def read_page(page: pymupdf.Page) -> tuple[PrintedPage, list[Box]]:
    """What the page's own text says, and where pictures stand that may hold more, on the page as shown.

    A page that has to be read by OCR comes without blocks and with the ``reason``.
    """
    shown = _upright(page)
    characters = characters_of(page)
    reason = reason_for_ocr(page, characters)
    if reason is not None:
        return _printed((), shown, reason), []
    shown_ones = [each for each in characters if not each.hidden]
    boxes = [each.box for each in shown_ones]
    rules = rules_of(page)
    tables = find_cells(page, rules, boxes) if rules else []
    own = Sheet(float(page.rect.width), float(page.rect.height), shown.turns)
    pictures = [own.turned(box) for box in pasted_pictures(page, boxes)]
    visible, sheet = facing(shown_ones, page)
    grids = [grid_of([sheet.turned(cell) for cell in table]) for table in tables]
    blocks = laid_out(visible, [grid for grid in grids if grid])
    back = Sheet(*sheet.size, (shown.turns - sheet.turns) % 4)
    busy: Reason | None = "too_busy" if rules is None else None
    return _printed(turned_blocks(blocks, back), shown, busy), pictures


def read_hidden_text(page: pymupdf.Page) -> PrintedPage | None:
    """What an invisible text layer says, without tables; None where it makes no sense."""
    shown = _upright(page)
    characters = characters_of(page)
    if is_nonsense("".join(each.text for each in characters if not each.text.isspace())):
        return None
    turned, sheet = facing(characters, page)
    back = Sheet(*sheet.size, (shown.turns - sheet.turns) % 4)
    return _printed(turned_blocks(laid_out(turned, ()), back), shown, "hidden_text")


def _upright(page: pymupdf.Page) -> _Shown:
    """How the page is shown; it is turned back, as all its places are told without rotation."""
    shown = _Shown(page.number + 1, float(page.rect.width), float(page.rect.height), page.rotation // 90 % 4)
    page.set_rotation(0)
    return shown


def _printed(blocks: tuple[PrintedBlock, ...], shown: _Shown, reason: Reason | None) -> PrintedPage:
    return PrintedPage(shown.number, TEXT_LAYER, blocks, shown.width, shown.height, reason)
