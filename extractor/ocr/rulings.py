"""The rules of tables: long straight strokes, told apart from the strokes of characters."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.ocr.engine import Picture

# Pixels at 200 dpi, the resolution that pages are brought to.
_LONGEST_STROKE = 40
_BRIDGED = 12
_SHORTEST_RULE = 20
_DRIFT = 3


@dataclass(frozen=True)
class Rulings:
    """Masks (255 or 0) of the pixels that belong to horizontal and to vertical rules."""

    horizontal: Picture
    vertical: Picture


def find_rulings(ink: Picture, scale: float = 1.0) -> Rulings:
    """The rules in the ink of a page at ``200 × scale`` dpi.

    Vertical strokes as long as a row of a tight table is high stay in, those of characters
    too: only the grid can tell them apart.
    """
    return Rulings(
        _strokes(ink, round(_LONGEST_STROKE * scale), round(_BRIDGED * scale)),
        _strokes(ink.T, round(_SHORTEST_RULE * scale), round(_BRIDGED * scale)).T,
    )


def _strokes(ink: Picture, length: int, gap: int) -> Picture:
    """Horizontal strokes at least ``length`` long, with gaps in long ones closed."""
    # A rule that drifts by a pixel along the way is one stroke only when it is thickened first.
    thick = cv2.dilate(np.ascontiguousarray(ink), np.ones((_DRIFT, 1), np.uint8))
    strokes = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    closed = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return np.asarray(closed, dtype=np.uint8)
