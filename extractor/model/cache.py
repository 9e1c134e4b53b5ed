"""Answers that are paid for, kept on disk and shared between processes.

diskcache executes whatever is pickled in its file, and JSONDisk does too (CVE-2025-69872).
`PlainDisk` holds bytes under text keys, refuses everything else, and touches no file but
the database.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import diskcache  # type: ignore[import-untyped]
from diskcache.core import MODE_RAW  # type: ignore[import-untyped]
from pydantic import BaseModel

from extractor.errors import ConfigurationError
from extractor.model.types import Message, Technique

_ANSWERS = "answers"
_FORM = 1
_NEVER_A_FILE = 1 << 62
_PATIENCE = 30
_LARGEST = 64 * 1024 * 1024
_FAILURES = (sqlite3.Error, diskcache.Timeout, OSError)


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
    """What the cache holds; ``size`` in bytes on disk."""

    folder: Path
    entries: int
    size: int


class AnswerCache:
    """Raw answers of successful calls, under a key that knows no endpoint.

    A failing disk makes misses, never errors: an answer is worth more than its copy.
    """

    def __init__(self, folder: Path) -> None:
        """Open or make it.

        Raises:
            ConfigurationError: the folder cannot be made, or its database is no database.
        """
        self.folder = folder / _ANSWERS
        try:
            for each in (folder, self.folder):
                each.mkdir(mode=0o700, parents=True, exist_ok=True)
                each.chmod(0o700)
            self._cache = diskcache.Cache(
                str(self.folder),
                timeout=_PATIENCE,
                disk=PlainDisk,
                disk_min_file_size=_NEVER_A_FILE,
                eviction_policy="none",
                size_limit=_NEVER_A_FILE,
                cull_limit=0,
            )
        except (*_FAILURES, TypeError, ValueError) as error:
            raise ConfigurationError(
                f"{self.folder}: the cache cannot be opened ({error}); remove the folder, or use --no-cache",
                zh=f"{self.folder}：缓存无法打开（{error}）；请删除该文件夹，或使用 --no-cache",
            ) from error

    def get(self, key: str) -> str | None:
        """The raw answer; None where there is none that can be read."""
        try:
            packed = self._cache.get(key)
            return None if packed is None else _unpacked(packed)
        except (*_FAILURES, ValueError, KeyError, TypeError, zlib.error):
            return None

    def put(self, key: str, raw: str) -> bool:
        """Keep the raw answer of a call; False where the disk will not."""
        try:
            return bool(self._cache.set(key, _packed(raw)))
        except _FAILURES:
            return False

    def info(self) -> CacheInfo:
        """How much it holds."""
        files = [each for each in self.folder.rglob("*") if each.is_file()]
        return CacheInfo(self.folder, len(self._cache), sum(each.stat().st_size for each in files))

    def clear(self) -> int:
        """Forget every answer; how many there were."""
        return int(self._cache.clear(retry=True))

    def close(self) -> None:
        """Let go of the file."""
        self._cache.close()


def cache_key(
    model: str,
    sampling: dict[str, float],
    messages: Sequence[Message],
    answer: type[BaseModel],
    technique: Technique,
) -> str:
    """What an answer depends on, as one hash; the endpoint and the key are no part of it."""
    asked = {
        "form": _FORM,
        "model": model,
        "sampling": sampling,
        "messages": [asdict(message) for message in messages],
        "schema": _schema(answer),
        "technique": technique,
    }
    plain = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=64)
def _schema(answer: type[BaseModel]) -> str:
    # Unsorted: models fill fields in the order in which they are described.
    return json.dumps(answer.model_json_schema(), ensure_ascii=False)


def _packed(raw: str) -> bytes:
    return zlib.compress(json.dumps({"form": _FORM, "raw": raw}).encode(), 1)


def _unpacked(packed: bytes) -> str | None:
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(packed, _LARGEST)
    entry = json.loads(plain)
    raw = entry["raw"]
    return raw if isinstance(raw, str) and entry["form"] == _FORM else None
