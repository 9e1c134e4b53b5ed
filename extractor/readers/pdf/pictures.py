"""What the pages of a PDF look like, to people and to OCR."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf

from extractor.document import Box
from extractor.errors import DamagedInput
from extractor.readers.pdf.apart import Drawing, drawn_apart

if TYPE_CHECKING:
    from extractor.ocr.engine import Picture

_MILLION = 1_000_000


@dataclass(frozen=True)
class PdfPictures:
    """Draws the pages of a PDF that needs no password, in a process of its own.

    No picture gets more than ``max_megapixels`` millions of pixels: a larger page is drawn at
    fewer dots per inch. ``timeout`` is in seconds for each.
    """

    data: bytes = field(repr=False)
    max_megapixels: int
    timeout: float

    def png(self, page: int, dpi: int) -> bytes:
        """The page (1-based) as a PNG file, as the file shows it.

        Raises:
            DamagedInput: it cannot be drawn, or not in time.
        """
        return drawn_apart(Drawing(self.data, page - 1, dpi, self.max_megapixels), self.timeout)


def drawn(
    page: pymupdf.Page, dpi: float, max_megapixels: int, part: pymupdf.Rect | None = None
) -> pymupdf.Pixmap:
    """The page, or a part of it, in RGB at ``dpi``, or at fewer where it would have too many pixels."""
    scale = min(dpi / 72, (max_megapixels * _MILLION / max(abs(part or page.rect), 1)) ** 0.5)
    matrix = pymupdf.Matrix(scale, scale)
    return page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False, clip=part)


@dataclass(frozen=True)
class PdfScan:
    """A page of a PDF, or a part of one, to be read by OCR (an `ocr.sources.ScanSource`).

    ``path`` is a copy of the file without a password, ``number`` is 1-based, width and height
    are in points of the page as shown, and so is the ``part``, None for all of it.
    """

    path: Path
    number: int
    width: float
    height: float
    fingerprint: str
    max_megapixels: int
    part: Box | None = None

    def load(self, dpi: float) -> Picture:
        """Its picture, RGB.

        Raises:
            DamagedInput: it cannot be drawn.
        """
        from extractor.readers.pdf.opening import FAILURES, quiet

        quiet()
        try:
            return self._drawn(dpi)
        except FAILURES as error:
            raise DamagedInput("cannot be drawn: the page is damaged", zh="页面已损坏，无法显示") from error

    def _drawn(self, dpi: float) -> Picture:
        import numpy as np

        with pymupdf.open(self.path, filetype="pdf") as document:
            part = self.part and pymupdf.Rect(self.part.x0, self.part.y0, self.part.x1, self.part.y1)
            picture = drawn(document[self.number - 1], dpi, self.max_megapixels, part)
            pixels = np.frombuffer(picture.samples_mv, dtype=np.uint8)
            return (
                pixels.reshape(picture.height, picture.stride)[:, : 3 * picture.width]
                .reshape(picture.height, picture.width, 3)
                .copy()
            )
