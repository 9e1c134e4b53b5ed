"""A cache on disk that holds plain bytes only.

diskcache executes whatever is pickled in its file, and JSONDisk does too (CVE-2025-69872).
`PlainDisk` holds bytes under text keys, refuses everything else, and touches no file but
the database.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import diskcache  # type: ignore[import-untyped]
from diskcache.core import MODE_RAW  # type: ignore[import-untyped]

from extractor.errors import ConfigurationError

FOLDER = "indicator-extractor"
FAILURES = (sqlite3.Error, diskcache.Timeout, OSError)
_NEVER_A_FILE = 1 << 62
_PATIENCE = 30


def default_cache_dir() -> Path:
    """``$XDG_CACHE_HOME/indicator-extractor``, or the same below ``~/.cache``."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(root) if root.startswith("/") else Path.home() / ".cache"
    return base / FOLDER


class NotPlain(ValueError):
    """An entry that this program cannot have written."""


class PlainDisk(diskcache.Disk):  # type: ignore[misc]
    """Text keys and bytes in the database itself; anything else is refused unread."""

    def put(self, key: Any) -> tuple[Any, bool]:
        """Only text is a key."""
        if not isinstance(key, str):
            raise NotPlain(f"a cache key is text, not {type(key).__name__}")
        return key, True

    def get(self, key: Any, raw: Any) -> Any:
        """The key as it stands; the base class would unpickle one that is not raw."""
        if not raw or not isinstance(key, str):
            raise NotPlain("a pickled key in the cache")
        return key

    def store(self, value: Any, read: Any, key: Any = None) -> tuple[int, int, None, Any]:
        """Only bytes are a value."""
        if read or not isinstance(value, bytes):
            raise NotPlain(f"a cached value is bytes, not {type(value).__name__}")
        return 0, MODE_RAW, None, sqlite3.Binary(value)

    def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> bytes:
        """The bytes; the base class would unpickle, or open a file that the entry names."""
        if mode != MODE_RAW or filename is not None or not isinstance(value, bytes):
            raise NotPlain("an entry in the cache that is not plain bytes")
        return value

    def remove(self, file_path: Any) -> None:
        """No file is ours, so none is removed, whatever an entry names."""


@dataclass(frozen=True)
class CacheInfo:
    """What a cache holds; ``size`` in bytes on disk."""

    folder: Path
    entries: int
    size: int


class PlainCache:
    """Bytes under text keys, shared between processes; never dropped but by `clear`."""

    def __init__(self, folder: Path) -> None:
        """Open or make it; the folder and the one above are the user's own (0700).

        Raises:
            ConfigurationError: the folder cannot be made, or its database is no database.
        """
        self.folder = folder
        try:
            for each in (folder.parent, folder):
                each.mkdir(mode=0o700, parents=True, exist_ok=True)
                each.chmod(0o700)
            self._cache = diskcache.Cache(
                str(folder),
                timeout=_PATIENCE,
                disk=PlainDisk,
                disk_min_file_size=_NEVER_A_FILE,
                eviction_policy="none",
                size_limit=_NEVER_A_FILE,
                cull_limit=0,
            )
        except (*FAILURES, TypeError, ValueError) as error:
            raise ConfigurationError(
                f"{folder}: the cache cannot be opened ({error}); remove the folder, or use --no-cache",
                zh=f"{folder}：缓存无法打开（{error}）；请删除该文件夹，或使用 --no-cache",
            ) from error

    def __contains__(self, key: str) -> bool:
        """Whether anything is kept under a key; a failing disk has nothing."""
        try:
            return key in self._cache
        except FAILURES:
            return False

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; None where there is nothing that can be read.

        A failing disk makes misses, never errors: a result is worth more than its copy.
        """
        try:
            value = self._cache.get(key)
        except (*FAILURES, ValueError, KeyError, TypeError):
            return None
        return value if isinstance(value, bytes) else None

    def put(self, key: str, value: bytes) -> bool:
        """Keep something; False where the disk will not."""
        try:
            return bool(self._cache.set(key, value))
        except FAILURES:
            return False

    def info(self) -> CacheInfo:
        """How much it holds."""
        files = [each for each in self.folder.rglob("*") if each.is_file()]
        return CacheInfo(self.folder, len(self._cache), sum(each.stat().st_size for each in files))

    def clear(self) -> int:
        """Forget everything; how many entries there were."""
        return int(self._cache.clear(retry=True))

    def close(self) -> None:
        """Let go of the file."""
        self._cache.close()
