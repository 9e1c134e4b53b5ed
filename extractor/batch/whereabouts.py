"""Where a run keeps what it knows: with its results, or on this machine where those are behind a URL."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractor.batch.storage import is_url
from extractor.cache import default_cache_dir

_RUNS = "runs"


def home_of(out: str) -> Path:
    """The folder of the store of a run: SQLite needs a disk of this machine."""
    if not is_url(out):
        return Path(out)
    return default_cache_dir() / _RUNS / hashlib.sha256(out.rstrip("/").encode()).hexdigest()[:16]


def whole(out: str) -> str:
    """Where the results are, wherever one stands."""
    return out if is_url(out) else str(Path(out).absolute())
