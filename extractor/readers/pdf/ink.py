"""How much is printed on a page, and where, seen from afar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pymupdf

from extractor.document import Box

_DPI = 48
_MOST_PIXELS = 2_000_000
_DARK = 150
_SPECKS = 0.0002
# Print on a faint scan is as pale as this; how much darker than the paper.
_FAINT = 40
_MARKS = bytes(1 if grey < _DARK else 0 for grey in range(256))


@dataclass(frozen=True)
class Ink:
    """A page in 1 (dark) and 0, ``scale`` pixels to the point.

    ``faint`` counts the pixels that are but somewhat darker than the paper, on a page with pictures.
    """

    rows: tuple[bytes, ...]
    scale: float
    faint: int = 0

    @staticmethod
    def of(page: pymupdf.Page) -> Ink:
        """What is dark on a page, drawn small."""
        scale = min(_DPI / 72, (_MOST_PIXELS / max(abs(page.rect), 1)) ** 0.5)
        picture = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False)
        marks = bytes(picture.samples).translate(_MARKS)
        rows = tuple(
            marks[at * picture.stride : at * picture.stride + picture.width] for at in range(picture.height)
        )
        return Ink(rows, scale, _faint(bytes(picture.samples)) if page.get_images() else 0)

    @property
    def total(self) -> int:
        """Dark pixels."""
        return sum(row.count(1) for row in self.rows)

    @property
    def anything(self) -> bool:
        """Whether more than specks of dust are printed."""
        return max(self.total, self.faint) > _SPECKS * sum(map(len, self.rows))

    def within(self, boxes: Iterable[Box]) -> int:
        """Dark pixels in the boxes (points), which do not overlap much."""
        return sum(self._within(box) for box in boxes)

    def _within(self, box: Box) -> int:
        left, right = max(int(box.x0 * self.scale), 0), int(box.x1 * self.scale) + 1
        top, bottom = max(int(box.y0 * self.scale), 0), int(box.y1 * self.scale) + 1
        return sum(row[left:right].count(1) for row in self.rows[top:bottom])


def _faint(greys: bytes) -> int:
    """The pixels darker than the paper, which has the commonest shade."""
    counts = Counter(greys)
    paper = max(counts, key=lambda grey: counts[grey])
    return sum(count for grey, count in counts.items() if grey < paper - _FAINT)
