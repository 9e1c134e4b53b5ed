"""Reading again what was read with doubt: enlarged, with other margins. Two readings that agree are surer than one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractor.ocr.engine import Area, Glyph, Glyphs, OcrEngine, Picture
from extractor.text import fold

# Below this a reading is looked at again.
DOUBTFUL = 0.9
_ENLARGED = 1.5
_MARGIN = 0.12
_DIFFERS = 0.6


def read_twice(pictures: Sequence[Picture], engine: OcrEngine) -> list[Glyphs]:
    """What the pictures of lines say; those read with doubt are read in a second way too.

    The surer reading stands. Where both say the same its confidence is the higher one of each character,
    where they differ it is lowered.
    """
    first = engine.read(pictures)
    doubtful = [at for at, said in enumerate(first) if not said or sureness(said) < DOUBTFUL]
    second = engine.read([_otherwise(pictures[at]) for at in doubtful])
    settled = list(first)
    for at, said in zip(doubtful, second, strict=True):
        settled[at] = _settled(first[at], _as_in(said, pictures[at]))
    return settled


def sureness(said: Glyphs) -> float:
    """The confidence of the least sure character; 0 where there is none."""
    return min((glyph.confidence for glyph in said), default=0.0)


def _otherwise(picture: Picture) -> Picture:
    """The same line larger, with more paper above and below."""
    margin = max(2, round(_MARGIN * picture.shape[0]))
    framed = cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    larger = cv2.resize(framed, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, dtype=np.uint8)


def _as_in(said: Glyphs, picture: Picture) -> Glyphs:
    """Characters placed in the line's first picture."""
    height, width = picture.shape[:2]
    margin = max(2, round(_MARGIN * height))

    def placed(glyph: Glyph) -> Glyph:
        x0, x1 = (round(x / _ENLARGED) - margin for x in (glyph.area.x0, glyph.area.x1))
        x0 = min(max(x0, 0), width - 1)
        return replace(glyph, area=Area(x0, 0, min(max(x1, x0 + 1), width), height))

    return tuple(placed(glyph) for glyph in said)


def _settled(one: Glyphs, other: Glyphs) -> Glyphs:
    if _text(one) == _text(other) and len(one) == len(other):
        return tuple(
            replace(left, confidence=max(left.confidence, right.confidence))
            for left, right in zip(one, other, strict=True)
        )
    better = max(one, other, key=sureness)
    return tuple(replace(glyph, confidence=glyph.confidence * _DIFFERS) for glyph in better)


def _text(said: Glyphs) -> str:
    return fold("".join(glyph.text for glyph in said))
