"""Pages brought straight by the rules on them."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.ocr.straighten import straighten


def test_two_rules_that_lean_apart_agree_on_no_slope() -> None:
    page = np.full((1000, 1400, 3), 255, np.uint8)
    for slope, y in ((28, 300), (-28, 700)):
        cv2.line(page, (100, y), (1300, y + slope), (0, 0, 0), 2)
    straight = straighten(page, 1.0)
    assert straight.picture.shape == page.shape
    assert abs(np.linalg.det(straight.matrix) - 1) < 0.01
