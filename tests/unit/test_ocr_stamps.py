"""Seals are taken off, and what is printed below them stays."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from extractor.ocr.engine import Picture
from extractor.ocr.ink import grey_of, ink_of
from extractor.ocr.stamps import without_stamps


def test_print_under_a_seal_stays_where_jpeg_has_smeared_its_red() -> None:
    paper = np.full((300, 300, 3), 236, np.uint8)
    for x in range(45, 255, 18):
        cv2.putText(paper, "E", (x, 138), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (50, 50, 50), 1, cv2.LINE_AA)
    seal = np.full_like(paper, 255)
    cv2.circle(seal, (150, 150), 112, (214, 40, 40), 8)
    cv2.circle(seal, (150, 132), 38, (214, 40, 40), -1)
    stamped = np.asarray(
        cv2.GaussianBlur((paper.astype(np.float32) * seal / 255).astype(np.uint8), (0, 0), 1.0),
        dtype=np.uint8,
    )

    expected, found = (ink_of(grey_of(one)) > 0 for one in (paper, without_stamps(_as_jpeg(stamped))))
    below = expected & (seal[..., 1] < 255)
    assert found[below].mean() > 0.9
    assert found[~expected].mean() < 0.05


def _as_jpeg(picture: Picture) -> Picture:
    packed = BytesIO()
    Image.fromarray(picture).save(packed, "JPEG", quality=50)
    return np.asarray(Image.open(packed), dtype=np.uint8)
