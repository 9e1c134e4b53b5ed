"""What a model may look at beside the text: the pages that OCR read, cut to the lines it is asked about."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from extractor.document import UNREAD, Box, Clip, Document, Page, Pictures, Word
from extractor.errors import PartMissing
from extractor.model.pictures import Picture, pictured

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels of the longer side of what is sent, and of what is drawn to be cut.
LONGEST, _LONGEST_DRAWN = 2000, 6000
# Points: around the lines; and no strip so narrow that a model's image reader refuses it.
_MARGIN, _LEAST_HEIGHT = 10.0, 60.0
_KEPT_PAGES = 4
_SURE = 0.8


class Sights:
    """The pictures of one document at ``dpi``: of its pages that OCR read, and of no others.

    A page of which some text has no place is not shown: it could not be masked.
    """

    def __init__(self, document: Document, dpi: int) -> None:
        self._dpi = dpi
        self._pages: dict[int, Page] = {}
        if document.pictures is not None:
            self._pages = {page.number: page for page in document.pages if _is_readable(page)}
            self._drawn = lru_cache(_KEPT_PAGES)(partial(self._draw, document.pictures))
        self._drawing = asyncio.Lock()

    def shows(self, clips: Iterable[Clip]) -> bool:
        """Whether any of it stands on a page that OCR read."""
        return any(run.page in self._pages for clip in clips for run in clip.runs)

    def is_doubtful(self, clip: Clip) -> bool:
        """Whether OCR itself was not sure of all that a clip says."""
        words = (word for page in self._pages for word in self._words([clip], page))
        return UNREAD in clip.text or any((word.confidence or 0) < _SURE for word in words)

    async def pictures(self, own: Iterable[Clip], around: Iterable[Clip]) -> tuple[Picture, ...]:
        """A picture for each page that holds any of ``own``: as high as these, as wide as all ``around`` them.

        Raises:
            PartMissing: what cuts pictures is not installed.
        """
        own, around = tuple(own), tuple(around)
        parts = [
            (page, part)
            for page in self._pages.values()
            if (part := self._part(page, own, around)) is not None
        ]
        if not parts:
            return ()
        # One at a time: MuPDF is not made for several threads.
        async with self._drawing:
            return tuple([await asyncio.to_thread(self._cut, page, part) for page, part in parts])

    def _part(self, page: Page, own: tuple[Clip, ...], around: tuple[Clip, ...]) -> Box | None:
        lines = Box.around(word.box for word in self._words(own, page.number))
        whole = Box.around(word.box for word in self._words(around, page.number))
        if lines is None or whole is None or not page.width or not page.height:
            return None
        more = max(_MARGIN, (_LEAST_HEIGHT - lines.height) / 2)
        return Box(
            max(0.0, min(whole.x0, lines.x0) - _MARGIN),
            max(0.0, lines.y0 - more),
            min(page.width, max(whole.x1, lines.x1) + _MARGIN),
            min(page.height, lines.y1 + more),
        )

    def _words(self, clips: Iterable[Clip], number: int) -> Iterator[Word]:
        page = self._pages[number]
        for clip in clips:
            for run in clip.runs:
                if run.page == number:
                    yield from page.words_at(run.start, run.end)

    def _cut(self, page: Page, part: Box) -> Picture:
        whole = self._drawn(page.number)
        across, down = whole.width / (page.width or 1), whole.height / (page.height or 1)
        cut = whole.crop(
            (round(part.x0 * across), round(part.y0 * down), round(part.x1 * across), round(part.y1 * down))
        )
        cut.thumbnail((LONGEST, LONGEST))
        return pictured(cut, page, part)

    def _draw(self, source: Pictures, number: int) -> Image:
        """The whole page; dots are fewer where it is a large sheet."""
        try:
            from PIL import Image
        except ImportError as error:
            raise PartMissing(
                "--vision needs Pillow: pip install 'indicator-extractor[ocr]', or leave --vision out",
                zh="--vision 需要 Pillow，请运行：pip install 'indicator-extractor[ocr]'，或去掉 --vision",
            ) from error
        page = self._pages[number]
        dpi = min(self._dpi, int(_LONGEST_DRAWN * 72 / max(page.width or 1, page.height or 1)))
        with Image.open(io.BytesIO(source.png(number, max(dpi, 1)))) as image:
            return image.convert("RGB")


def _is_readable(page: Page) -> bool:
    """Whether OCR read the page, and all its text has a place on the paper."""
    if page.confidence is None or not page.width or not page.height:
        return False
    placed = 0
    for word in page.words:
        if page.text[placed : word.start].strip():
            return False
        placed = max(placed, word.end)
    return not page.text[placed:].strip()
