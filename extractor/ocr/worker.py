"""A process that reads pages: ``python -m extractor.ocr.worker ENGINE DPI THREADS LOCK``; 0 threads are all cores.

Processes with the same LOCK file find lines in turns; an empty name is none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from extractor.ocr.engines import EngineName, start
from extractor.ocr.page import attempt
from extractor.ocr.turns import InTurns
from extractor.processes import serve

if TYPE_CHECKING:
    from extractor.ocr.sources import ScanSource


def _reader() -> Callable[[object], object]:
    import cv2

    engine_name, dpi, threads = cast(EngineName, sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if threads:
        cv2.setNumThreads(threads)
    engine = start(engine_name, threads or None)
    if lock := sys.argv[4]:
        engine = InTurns(engine, Path(lock))
    return lambda source: attempt(cast("ScanSource", source), dpi, engine)


if __name__ == "__main__":
    serve(_reader)
