"""How much is printed on a page, and where, seen from afar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pymupdf

from extractor.document import Box

_DPI = 48
_MOST_PIXELS = 2_000_000
_DARK = 150
_SPECKS = 0.0002
_MARKS = bytes(1 if grey < _DARK else 0 for grey in range(256))


@dataclass(frozen=True)
class Ink:
    """A page in 1 (dark) and 0, ``scale`` pixels to the point."""

    rows: tuple[bytes, ...]
    scale: float

    @staticmethod
    def of(page: pymupdf.Page) -> Ink:
        """What is dark on a page, drawn small."""
        scale = min(_DPI / 72, (_MOST_PIXELS / max(abs(page.rect), 1)) ** 0.5)
        picture = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False)
        marks = bytes(picture.samples).translate(_MARKS)
        rows = tuple(
            marks[at * picture.stride : at * picture.stride + picture.width] for at in range(picture.height)
        )
        return Ink(rows, scale)

    @property
    def total(self) -> int:
        """Dark pixels."""
        return sum(row.count(1) for row in self.rows)

    @property
    def anything(self) -> bool:
        """Whether more than specks of dust are printed."""
        return self.total > _SPECKS * sum(map(len, self.rows))

    def within(self, boxes: Iterable[Box]) -> int:
        """Dark pixels in the boxes (points), which do not overlap much."""
        return sum(self._within(box) for box in boxes)

    def _within(self, box: Box) -> int:
        left, right = max(int(box.x0 * self.scale), 0), int(box.x1 * self.scale) + 1
        top, bottom = max(int(box.y0 * self.scale), 0), int(box.y1 * self.scale) + 1
        return sum(row[left:right].count(1) for row in self.rows[top:bottom])
