"""What is printed on a page: dark against its surroundings, and not in colour."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.ocr.engine import Area, Picture

_CONTRAST = 14
_NEIGHBOURHOOD = 41
_RED_FADES = 0.6
_FAINT = 0.35


def redness_of(picture: Picture) -> Picture:
    """By how much red outshines the other channels, 0 to 255."""
    red, green, blue = cv2.split(picture)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)), dtype=np.uint8)


def grey_of(picture: Picture) -> Picture:
    """The brightest of a pixel's channels, and brighter still where it is red.

    Coloured shades fade and stamps vanish; print under them stays, as it is dark in every channel.
    """
    red, green, blue = cv2.split(picture)
    bright = cv2.max(red, cv2.max(green, blue))
    return np.asarray(cv2.addWeighted(bright, 1.0, redness_of(picture), _RED_FADES, 0), dtype=np.uint8)


def ink_of(grey: Picture) -> Picture:
    """255 where a pixel is darker than the paper around it, else 0."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    found = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEIGHBOURHOOD, _CONTRAST
    )
    return np.asarray(found, dtype=np.uint8)


def print_of(grey: Picture, ink: Picture, lines: Sequence[Area]) -> Picture:
    """The ink that is about as dark as the text: without shadows, stains and what is left of stamps.

    ``lines`` are where text stands.
    """
    around = (_NEIGHBOURHOOD, _NEIGHBOURHOOD)
    paper, smooth = cv2.blur(grey, around), cv2.GaussianBlur(grey, (3, 3), 0)
    depth = np.asarray(paper, dtype=np.int16) - np.asarray(smooth, dtype=np.int16)
    depths = [_depth(depth[area.y0 : area.y1, area.x0 : area.x1]) for area in lines]
    usual = float(np.median(depths)) if depths else 0.0
    return np.where(depth > max(_CONTRAST, _FAINT * usual), ink, np.uint8(0)).astype(np.uint8)


def _depth(line: NDArray[np.int16]) -> float:
    """How much darker than its surroundings the darkest tenth of a line is."""
    return float(np.percentile(line, 90)) if line.size else 0.0
