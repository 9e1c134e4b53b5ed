"""Finding lines in turns: it takes most of the memory of reading a page, and a third of the time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractor.ocr.engine import Area, Glyphs, OcrEngine, Picture

try:
    import fcntl
except ImportError:  # Windows: all at once, in more memory
    fcntl = None  # type: ignore[assignment]

# A page takes a second or two. One that hangs must not take the time of the next page too.
_PATIENCE = 15.0
_LOOK_AGAIN = 0.02


class InTurns:
    """An engine that finds lines only while no other process with the same ``lock`` file does.

    Processes that share a lock soon fall out of step, one finding while the other reads, and hardly wait.
    After ``patience`` seconds they wait no longer.
    """

    def __init__(self, engine: OcrEngine, lock: Path, patience: float = _PATIENCE) -> None:
        self.name, self.version = engine.name, engine.version
        self._engine = engine
        self._lock = lock
        self._patience = patience

    def find(self, picture: Picture) -> list[Area]:
        """Where lines of text stand, in no order."""
        with _turn(self._lock, self._patience):
            return self._engine.find(picture)

    def read(self, lines: Sequence[Picture]) -> list[Glyphs]:
        """What each picture of a line says, left to right."""
        return self._engine.read(lines)


@contextmanager
def _turn(lock: Path, patience: float) -> Iterator[None]:
    # Given back by closing the file, and by the system where the process is ended.
    with lock.open("ab") as held:
        until = time.monotonic() + patience
        while not _taken(held.fileno()) and time.monotonic() < until:
            time.sleep(_LOOK_AGAIN)
        yield


def _taken(descriptor: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
