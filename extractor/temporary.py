"""Temporary folders that do not stay behind, even where the process that made them was ended without a word."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: folders of dead processes stay
    fcntl = None  # type: ignore[assignment]

# Nobody gives such a name to a folder of his own, which would be swept away.
_PREFIX = "extractor-temporary-"
# Between making a folder and locking it lies less than that.
_YOUNG = 60.0


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for as long as the context lasts; those that dead processes have left are removed first."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        held = _locked(Path(name))
        try:
            yield Path(name)
        finally:
            if held is not None:
                os.close(held)


def _sweep(parent: Path) -> None:
    """Remove our own kind's folders that nobody holds: the system takes back the locks of whoever dies."""
    if fcntl is None:
        return
    for folder in parent.glob(f"{_PREFIX}*"):
        # Somebody else's, or just removed by its owner.
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _YOUNG and (held := _locked(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(held)


def _locked(folder: Path) -> int | None:
    """The folder's descriptor, its lock held until that is closed; None where another process holds it."""
    if fcntl is None:
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
