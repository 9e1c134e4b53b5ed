"""A process that reads pages: ``python -m extractor.ocr.worker ENGINE DPI``, pages in, blocks out.

A process of our own instead of multiprocessing, which runs the caller's main module again: a script that
calls `extract` without a guard around it would start itself over and over.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import IO, TYPE_CHECKING, cast

from extractor.ocr.engines import EngineName, start
from extractor.ocr.page import attempt

if TYPE_CHECKING:
    from extractor.ocr.sources import ScanSource


READY = "ready"
"""What a worker says when its engine has started."""


def main() -> None:
    """Read sources from standard input until it ends; an error is an answer too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming = sys.stdin.buffer
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    engine_name, dpi = cast(EngineName, sys.argv[1]), int(sys.argv[2])
    _single_threaded()
    engine = start(engine_name, threads=1)
    _send(READY, outgoing)
    while (source := _received(incoming)) is not None:
        answer = attempt(source, dpi, engine)
        _send(answer, outgoing)


def _send(answer: object, outgoing: IO[bytes]) -> None:
    pickle.dump(answer, outgoing)
    outgoing.flush()


def _received(incoming: IO[bytes]) -> ScanSource | None:
    try:
        return cast("ScanSource", pickle.load(incoming))  # noqa: S301  from the process that started this one
    except EOFError:
        return None


def _single_threaded() -> None:
    import cv2

    cv2.setNumThreads(1)


if __name__ == "__main__":
    main()
