"""RapidOCR: the PP-OCR models on onnxruntime, from the files in its own package."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.ocr.engine import Area, Glyph, Glyphs, Picture
from extractor.ocr.rapid_parts import installed_version

# RapidOCR reads six lines at once and fills each up to 320 pixels, most of which are paper in a form of short
# cells; filled half as far they say the same. Two at once are small enough for memory to be used again.
_BATCH = 2
_NARROWEST = 160 / 48

Frames = NDArray[np.float32]


class RapidEngine:
    """Finds lines by PP-OCR's detector and reads them by its recogniser."""

    name = "rapidocr"

    def __init__(self, threads: int | None = None) -> None:
        """``threads`` for one step of a model; None leaves it to onnxruntime.

        Raises:
            PartMissing: it is not installed.
        """
        self.version = installed_version()
        # Its builds send what they are used for to their maker, and mark the machine with an id.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from rapidocr import RapidOCR

        # Its angle classifier turns short lines upside down: `90%` becomes `%06`.
        engine: Any = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "error",
                "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1 if threads else -1,
            }
        )
        self._detect: Any = engine._load_det_model()
        self._recognise: Any = engine._load_rec_model()
        self._characters: list[str] = self._recognise.postprocess_op.character

    def find(self, picture: Picture) -> list[Area]:
        """Where lines of text stand, in no order."""
        boxes = self._detect(_bgr(picture)).boxes
        if boxes is None:
            return []
        lows, highs = np.floor(boxes.min(axis=1)), np.ceil(boxes.max(axis=1))
        return [
            Area(int(x0), int(y0), int(x1), int(y1)) for (x0, y0), (x1, y1) in zip(lows, highs, strict=True)
        ]

    def read(self, lines: Sequence[Picture]) -> list[Glyphs]:
        """What each picture of a line says, left to right; no glyphs where nothing can be read."""
        found: list[Glyphs] = [()] * len(lines)
        by_shape = sorted(range(len(lines)), key=lambda at: _shape(lines[at]))
        for batch in batched(by_shape, _BATCH):
            widest = max(_NARROWEST, *(_shape(lines[at]) for at in batch))
            normal = [self._recognise.resize_norm_img(_bgr(lines[at]), widest) for at in batch]
            for at, frames in zip(batch, self._recognise.session(np.stack(normal)), strict=True):
                used = len(frames) * _shape(lines[at]) / widest
                found[at] = _decoded(frames, used, lines[at].shape, self._characters)
        return found


def batched(items: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The items in runs of ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _shape(line: Picture) -> float:
    return float(line.shape[1] / line.shape[0])


def _bgr(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[..., ::-1])


def _decoded(frames: Frames, used: float, shape: tuple[int, ...], characters: Sequence[str]) -> Glyphs:
    """The characters in the recogniser's frames (CTC: runs of one class; class 0 is none).

    ``used`` is how many of the frames the line takes, the rest is padding. RapidOCR's own decoding gives
    the confidence of a run's first frame, which says little; here it is that of its best one, and what
    nearly became a character beside it takes from it.
    """
    classes = frames.argmax(axis=1)
    starts = np.flatnonzero(np.diff(classes, prepend=-1))
    ends = np.append(starts[1:], len(classes))
    runs = [
        (int(low), int(high))
        for low, high in zip(starts, ends, strict=True)
        if classes[low] and not characters[classes[low]].isspace()
    ]
    gaps = _gaps(frames[:, 0], runs, round(used))
    sides = _sides([(low + high) / 2 * shape[1] / used for low, high in runs], shape[1], shape[0])
    return tuple(
        Glyph(
            characters[classes[low]],
            Area(left, 0, right, shape[0]),
            float(min(frames[low:high].max(), gaps[at], gaps[at + 1])),
        )
        for at, ((low, high), (left, right)) in enumerate(zip(runs, sides, strict=True))
    )


def _gaps(nothing: NDArray[np.float32], runs: Sequence[tuple[int, int]], used: int) -> list[float]:
    """How sure it is that nothing was left out before, between and after the characters."""
    bounds = [0, *(bound for run in runs for bound in run), max(used, runs[-1][1] if runs else 0)]
    parts = [nothing[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True)]
    return [float(part.min()) if len(part) else 1.0 for part in parts]


def _sides(middles: Sequence[float], width: int, height: int) -> list[tuple[int, int]]:
    """Where each character begins and ends: half way to its neighbours, but not wider than the line is high."""
    found = []
    for at, middle in enumerate(middles):
        before = (middles[at - 1] + middle) / 2 if at else 0.0
        after = (middles[at + 1] + middle) / 2 if at + 1 < len(middles) else float(width)
        low, high = max(before, middle - height / 2), min(after, middle + height / 2)
        found.append((round(low), max(round(high), round(low) + 1)))
    return found
