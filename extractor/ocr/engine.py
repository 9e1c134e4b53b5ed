"""What reads text out of a picture, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


class Area(NamedTuple):
    """A rectangle of a picture in pixels, origin top left; x1 and y1 lie just outside."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.y1 - self.y0

    def cut(self, other: Area) -> Area:
        """What both cover; width or height is not positive where that is nothing."""
        return Area(
            max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1)
        )

    def joined(self, other: Area) -> Area:
        """The smallest area around both."""
        return Area(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def grown(self, by: int) -> Area:
        """With ``by`` pixels more on each side (less where it is negative)."""
        return Area(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A recognised character, where it stands, and how sure the engine is of it (0 to 1)."""

    text: str
    area: Area
    confidence: float


Glyphs = tuple[Glyph, ...]


class OcrEngine(Protocol):
    """Finds and reads lines of printed text. Pictures are RGB, (height, width, 3), one byte each."""

    name: str
    version: str

    def find(self, picture: Picture) -> list[Area]:
        """Where lines of text stand, in no order."""

    def read(self, lines: Sequence[Picture]) -> list[Glyphs]:
        """What each picture of a line says, left to right; no glyphs where nothing can be read.

        Areas count in the pixels of the line's own picture.
        """
