"""What the pages of a PDF look like, to people and to OCR."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf

if TYPE_CHECKING:
    from extractor.ocr.engine import Picture

_MILLION = 1_000_000


@dataclass(frozen=True)
class PdfPictures:
    """Draws the pages of a PDF that needs no password.

    No picture gets more than ``max_megapixels`` millions of pixels: a larger page is drawn at
    fewer dots per inch.
    """

    data: bytes = field(repr=False)
    max_megapixels: int

    def png(self, page: int, dpi: int) -> bytes:
        """The page (1-based) as a PNG file, as the file shows it."""
        with pymupdf.open(stream=self.data, filetype="pdf") as document:
            return bytes(drawn(document[page - 1], dpi, self.max_megapixels).tobytes("png"))


def drawn(page: pymupdf.Page, dpi: int, max_megapixels: int) -> pymupdf.Pixmap:
    """The page in RGB at ``dpi``, or at fewer where it would have too many pixels."""
    scale = min(dpi / 72, (max_megapixels * _MILLION / max(abs(page.rect), 1)) ** 0.5)
    return page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)


@dataclass(frozen=True)
class PdfScan:
    """A page of a PDF to be read by OCR (an `ocr.sources.ScanSource`).

    ``path`` is a copy of the file without a password, ``number`` is 1-based, width and height
    are in points of the page as shown.
    """

    path: Path
    number: int
    width: float
    height: float
    fingerprint: str
    max_megapixels: int

    def load(self, dpi: int) -> Picture:
        """Its picture, RGB."""
        import numpy as np

        from extractor.readers.pdf_opening import quiet

        quiet()
        with pymupdf.open(self.path, filetype="pdf") as document:
            picture = drawn(document[self.number - 1], dpi, self.max_megapixels)
            pixels = np.frombuffer(picture.samples_mv, dtype=np.uint8)
            return (
                pixels.reshape(picture.height, picture.stride)[:, : 3 * picture.width]
                .reshape(picture.height, picture.width, 3)
                .copy()
            )
