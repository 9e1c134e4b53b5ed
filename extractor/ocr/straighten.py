"""Making a scanned page straight: turned sheets, skewed sheets, sheets seen from the side."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.ocr.engine import Picture
from extractor.ocr.ink import grey_of, ink_of
from extractor.ocr.rulings import find_rulings

Matrix = NDArray[np.float64]
_STEEPEST = 8.0
_COARSE = 0.5
_FINE = 0.1
_SMALL = 700
_LONG_RULE = 0.2
_FEWEST_RULES = 2
_PAPER = (255, 255, 255)


@dataclass(frozen=True)
class Straight:
    """A straightened picture, and the homography that took the original's pixels there."""

    picture: Picture
    matrix: Matrix


def straighten(picture: Picture, scale: float = 1.0) -> Straight:
    """The page with its rules and lines of text level and upright, in the same size."""
    height, width = picture.shape[:2]
    ink = ink_of(grey_of(picture))
    matrix = _turn(skew_of(ink), width, height)
    level = _warped(ink, matrix)
    matrix = _without_keystone(level, scale) @ matrix
    warped = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Straight(np.asarray(warped, dtype=np.uint8), matrix)


def skew_of(ink: Picture) -> float:
    """By how many degrees the page is turned clockwise: where its profile has the sharpest steps."""
    small = cv2.resize(
        ink, None, fx=_SMALL / max(ink.shape), fy=_SMALL / max(ink.shape), interpolation=cv2.INTER_AREA
    )
    best = _sharpest(np.asarray(small, dtype=np.uint8), np.arange(-_STEEPEST, _STEEPEST + 0.01, _COARSE))
    return _sharpest(
        np.asarray(small, dtype=np.uint8), np.arange(best - _COARSE, best + _COARSE + 0.01, _FINE)
    )


def _sharpest(ink: Picture, angles: NDArray[np.float64]) -> float:
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        profile = _warped(ink, _turn(angle, width, height)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(profile)).sum())

    return float(max(angles, key=sharpness))


def _turn(angle: float, width: int, height: int) -> Matrix:
    """The matrix that turns a page back by ``angle`` degrees around its middle."""
    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1), [0, 0, 1]])


def _warped(picture: Picture, matrix: Matrix) -> Picture:
    height, width = picture.shape[:2]
    return np.asarray(cv2.warpPerspective(picture, matrix, (width, height)), dtype=np.uint8)


def _without_keystone(ink: Picture, scale: float) -> Matrix:
    """What brings rules that are nearly level and nearly upright there; the identity where there are few.

    Each rule is fitted by a line; its slope changes evenly over the page, which gives the four
    sides of a quadrilateral that the homography makes a rectangle.
    """
    height, width = ink.shape
    rules = find_rulings(ink, scale)
    across = _slopes(rules.horizontal, _LONG_RULE * width)
    down = _slopes(rules.vertical.T, _LONG_RULE * width)
    if across is None:
        return np.eye(3)
    if down is None:
        down = (-across[0], 0.0)  # a sheet that is only turned
    corners = _quadrilateral(across, down, width, height)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, target), dtype=np.float64)


def _slopes(mask: Picture, shortest: float) -> tuple[float, float] | None:
    """Slope of the rules at offset 0 and its change for each pixel of offset; None with few rules."""
    mask = np.ascontiguousarray(mask)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    offsets, slopes, weights = [], [], []
    for at in range(1, count):
        left, top, width, height = stats[at, :4]
        if width < shortest or height > 0.1 * width + 10:
            continue
        ys, xs = np.nonzero(labels[top : top + height, left : left + width] == at)
        slope, _ = np.polyfit(xs, ys, 1)
        offsets.append(top + height / 2)
        slopes.append(float(slope))
        weights.append(float(width))
    if len(offsets) < _FEWEST_RULES:
        return None
    return _line(np.array(offsets), np.array(slopes), np.array(weights), mask.shape[0])


def _line(
    offsets: NDArray[np.float64], slopes: NDArray[np.float64], weights: NDArray[np.float64], size: int
) -> tuple[float, float] | None:
    """The slope as a line over the offset, without outliers; constant where the rules lie close together.

    None where the rules lean this way and that, half of them each: then no slope is theirs.
    """
    near = np.abs(slopes - np.median(slopes)) < 0.01
    if not near.any():
        return None
    offsets, slopes, weights = offsets[near], slopes[near], weights[near]
    if len(offsets) < 4 or np.ptp(offsets) < 0.25 * size:
        return float(np.average(slopes, weights=weights)), 0.0
    change, base = np.polyfit(offsets, slopes, 1, w=np.sqrt(weights))
    return float(base), float(change)


def _quadrilateral(
    across: tuple[float, float], down: tuple[float, float], width: int, height: int
) -> NDArray[np.float32]:
    """The corners of what will be the page: where its sides meet, each with the slope that rules have there."""

    def meet(y: float, x: float) -> tuple[float, float]:
        # y = y0 + s (x - width / 2) and x = x0 + t (y - height / 2)
        slope, lean = across[0] + across[1] * y, down[0] + down[1] * x
        px = (x + lean * (y - slope * width / 2 - height / 2)) / (1 - slope * lean)
        return px, y + slope * (px - width / 2)

    return np.array([meet(0, 0), meet(0, width), meet(height, width), meet(height, 0)], dtype=np.float32)
