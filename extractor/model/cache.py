"""Answers that are paid for, kept on disk and shared between processes (see `extractor.cache`)."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from extractor.cache import CacheInfo, NotPlain, PlainCache, PlainDisk
from extractor.model.types import Message, Technique

__all__ = ["AnswerCache", "CacheInfo", "NotPlain", "PlainDisk", "cache_key", "pack", "unpack"]

ANSWERS = "answers"
_FORM = 1
_LARGEST = 64 * 1024 * 1024


class AnswerCache:
    """Raw answers of successful calls, under a key that knows no endpoint.

    A failing disk makes misses, never errors: an answer is worth more than its copy.
    """

    is_far = False

    def __init__(self, folder: Path) -> None:
        """Open or make it.

        Raises:
            ConfigurationError: the folder cannot be made, or its database is no database.
        """
        self._cache = PlainCache(folder / ANSWERS)

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._cache.folder

    def get(self, key: str) -> str | None:
        """The raw answer; None where there is none that can be read."""
        packed = self._cache.get(key)
        return None if packed is None else unpack(packed)

    def put(self, key: str, raw: str) -> bool:
        """Keep the raw answer of a call; False where the disk will not."""
        return self._cache.put(key, pack(raw))

    def info(self) -> CacheInfo:
        """How much it holds."""
        return self._cache.info()

    def clear(self) -> int:
        """Forget every answer; how many there were."""
        return self._cache.clear()

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
        "messages": [_plain(message) for message in messages],
        "schema": _schema(answer),
        "technique": technique,
    }
    plain = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(message: Message) -> dict[str, object]:
    """A message by its text and its pictures' hashes: these tell size and resolution too."""
    said: dict[str, object] = {"role": message.role, "content": message.content}
    if message.pictures:
        said["pictures"] = [picture.sha256 for picture in message.pictures]
    return said


@lru_cache(maxsize=64)
def _schema(answer: type[BaseModel]) -> str:
    # Unsorted: models fill fields in the order in which they are described.
    return json.dumps(answer.model_json_schema(), ensure_ascii=False)


def pack(raw: str) -> bytes:
    """A raw answer as it is kept."""
    return zlib.compress(json.dumps({"form": _FORM, "raw": raw}).encode(), 1)


def unpack(packed: bytes) -> str | None:
    """What was packed; None where it is nothing that `pack` made."""
    try:
        return _unpacked(packed)
    except (ValueError, KeyError, TypeError, zlib.error):
        return None


def _unpacked(packed: bytes) -> str | None:
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(packed, _LARGEST)
    entry = json.loads(plain)
    raw = entry["raw"]
    return raw if isinstance(raw, str) and entry["form"] == _FORM else None
