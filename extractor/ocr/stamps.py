"""Seals: large red figures over the print, which would be read as text."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.ocr.engine import Picture
from extractor.ocr.ink import grey_of, redness_of

_RED, _TINGED = 40, 10
# Pixels at 200 dpi: seals are 30 mm wide and more, 240 pixels; red letters are lower.
_SMALLEST = 150
_HOLDS_TOGETHER = 25
_MARGIN = 12
_REDDEST = 60  # percentile of red pixels: those of full strokes, not of their edges
_FADES_AT_MOST = 0.6


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
        cleaned[rows, columns] = _without_red(cleaned[rows, columns])[..., np.newaxis]
    return cleaned


def _without_red(seal: Picture) -> Picture:
    """The red channel, brighter where it is red by as much as this seal's colour takes from the paper.

    Print below a seal is red as well, the more where JPEG keeps colours coarsely: more than that would
    take it along. For the same reason paper beside the seal is brighter than paper.
    """
    bright, redness = seal[..., 0].astype(np.float32), redness_of(seal)
    red = redness > _RED
    if red.all() or not red.any():
        return grey_of(seal)
    full = redness >= np.percentile(redness[red], _REDDEST)
    paper = float(np.median(bright[~red]))
    fades = (paper - float(np.median(bright[full]))) / float(np.median(redness[full]))
    faded = bright + min(max(fades, 0.0), _FADES_AT_MOST) * redness
    return np.where(redness > _TINGED, np.minimum(faded, paper), bright).astype(np.uint8)
