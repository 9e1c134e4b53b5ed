"""Sheets that lie on their side or stand on their head."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.ocr.engine import Area, OcrEngine, Picture
from extractor.ocr.straighten import Matrix

_TALL = 1.5
_MOSTLY = 0.6
_LINES_TRIED = 6
_TELLING = 3
_FEWEST_LINES = 3
_DOUBTFUL = 0.9
_QUARTERS = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}


def is_on_its_side(lines: Sequence[Area]) -> bool:
    """Whether most of the lines that are long enough to tell run from top to bottom."""
    long = [line for line in lines if max(line.width, line.height) > _TALL * min(line.width, line.height)]
    tall = sum(line.height > line.width for line in long)
    return len(long) >= _FEWEST_LINES and tall > _MOSTLY * len(long)


def is_on_its_head(picture: Picture, lines: Sequence[Area], engine: OcrEngine) -> bool:
    """Whether some lines are read better turned by half; short ones, as each page pays for them."""
    telling = [line for line in lines if line.width >= _TELLING * line.height]
    tried = sorted(telling, key=lambda line: line.width)[:_LINES_TRIED]
    crops = [picture[line.y0 : line.y1, line.x0 : line.x1] for line in tried]
    crops = [crop for crop in crops if crop.size]
    upright = _mean_sureness(crops, engine)
    if len(crops) < _FEWEST_LINES or upright >= _DOUBTFUL:
        return False
    return _mean_sureness([np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops], engine) > upright


def _mean_sureness(crops: Sequence[Picture], engine: OcrEngine) -> float:
    said = engine.read(crops)
    every = [glyph.confidence for glyphs in said for glyph in glyphs]
    return float(np.mean(every)) if every else 0.0


def turned(picture: Picture, quarters: int) -> tuple[Picture, Matrix]:
    """The picture turned clockwise by 1 to 3 quarters, and the matrix that took its pixels there."""
    height, width = picture.shape[:2]
    matrices = {
        1: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
    }
    out = cv2.rotate(picture, _QUARTERS[quarters])
    return np.asarray(out, dtype=np.uint8), np.array(matrices[quarters], dtype=np.float64)
