"""Scanned pages as readers hand them over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from extractor.ocr.engine import Picture


class ScanSource(Protocol):
    """One page to be read by OCR. Goes to another process, so it has to be picklable and small."""

    @property
    def number(self) -> int:
        """Its 1-based number in the document."""

    @property
    def width(self) -> float:
        """Its width in points, as the file shows it."""

    @property
    def height(self) -> float:
        """Its height in points."""

    @property
    def fingerprint(self) -> str:
        """What tells its content from any other's, in a few characters; cheap to have."""

    def load(self, dpi: float) -> Picture:
        """Its picture, RGB, at about ``dpi`` dots per inch: its sides follow from width and height.

        Raises:
            InputError: it cannot be drawn.
        """
