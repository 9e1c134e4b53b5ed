"""One page of a PDF: characters and rules in, what is printed on it out."""

from __future__ import annotations

from dataclasses import dataclass

import pymupdf

from extractor.document import Reason
from extractor.printed import PrintedBlock, PrintedPage
from extractor.readers.page_layout import laid_out
from extractor.readers.pdf_characters import Character, characters_of
from extractor.readers.pdf_tables import find_cells, grid_of
from extractor.readers.turning import Sheet, turned_blocks

TEXT_LAYER = "text layer"


@dataclass(frozen=True)
class Shown:
    """A page as the file shows it: 1-based number, size in points, quarter turns to get there."""

    number: int
    width: float
    height: float
    turns: int

    @staticmethod
    def upright(page: pymupdf.Page) -> Shown:
        """How the page is shown; it is turned back, as all its places are told without rotation."""
        shown = Shown(page.number + 1, float(page.rect.width), float(page.rect.height), page.rotation // 90 % 4)
        page.set_rotation(0)
        return shown


def read_page(page: pymupdf.Page, shown: Shown) -> PrintedPage:
    """What the page's own text says, its boxes on the page as shown."""
    characters, sheet = characters_of(page)
    reason: Reason | None = None
    cells = find_cells(page)
    grids = [grid_of([sheet.turned(cell) for cell in table]) for table in cells]
    blocks = laid_out(characters, [grid for grid in grids if grid])
    return printed(blocks, sheet, shown, reason)


def printed(
    blocks: tuple[PrintedBlock, ...], sheet: Sheet, shown: Shown, reason: Reason | None = None
) -> PrintedPage:
    """The page of blocks that were read in the frame of ``sheet``."""
    back = Sheet(*sheet.size, (shown.turns - sheet.turns) % 4)
    return PrintedPage(
        shown.number, TEXT_LAYER, turned_blocks(blocks, back), shown.width, shown.height, reason
    )


__all__ = ["TEXT_LAYER", "Character", "Shown", "printed", "read_page"]
