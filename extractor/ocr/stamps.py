"""Seals: large red figures over the print, which would be read as text."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.ocr.engine import Picture
from extractor.ocr.ink import grey_of, redness_of

_RED = 40
# Pixels at 200 dpi: seals are 30 mm wide and more, 240 pixels; red letters are lower.
_SMALLEST = 150
_HOLDS_TOGETHER = 25
_MARGIN = 12


def without_stamps(picture: Picture, scale: float = 1.0) -> Picture:
    """The picture with red taken out where seals are; red letters elsewhere stay."""
    red = (redness_of(picture) > _RED).astype(np.uint8)
    if not red.any():
        return picture
    reach = round(_HOLDS_TOGETHER * scale)
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    cleaned = picture
    for at in range(1, count):
        left, top, width, height = (int(each) for each in stats[at, :4])
        if min(width, height) < _SMALLEST * scale:
            continue
        cleaned = picture.copy() if cleaned is picture else cleaned
        rows = slice(max(top - _MARGIN, 0), top + height + _MARGIN)
        columns = slice(max(left - _MARGIN, 0), left + width + _MARGIN)
        cleaned[rows, columns] = grey_of(cleaned[rows, columns])[..., np.newaxis]
    return cleaned
