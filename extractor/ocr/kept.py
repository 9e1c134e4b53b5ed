"""Pages that were read in earlier runs, kept on disk under what they depend on."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from extractor.cache import PlainCache
from extractor.printed import PrintedBlock

PAGES = "pages"
_LARGEST = 64 * 1024 * 1024
_BLOCKS: TypeAdapter[tuple[PrintedBlock, ...]] = TypeAdapter(tuple[PrintedBlock, ...])


def page_key(fingerprint: str, read_by: str, dpi: int, recipe: int) -> str:
    """What the reading of a page depends on, as one hash."""
    return hashlib.sha256("\n".join((fingerprint, read_by, str(dpi), str(recipe))).encode()).hexdigest()


class KeptPages:
    """Blocks of pages under their `page_key`; a page that cannot be read back is a page that is not there."""

    def __init__(self, folder: Path | None) -> None:
        """Open or make them below the cache's folder; None keeps nothing.

        Raises:
            ConfigurationError: the folder cannot be made, or its database is no database.
        """
        self._cache = PlainCache(folder / PAGES) if folder else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._cache:
            self._cache.close()

    def __contains__(self, key: str) -> bool:
        """Whether something is kept under a key; it may still be damaged."""
        return self._cache is not None and key in self._cache

    def get(self, key: str) -> tuple[PrintedBlock, ...] | None:
        """The blocks of a page."""
        packed = self._cache.get(key) if self._cache else None
        if packed is None:
            return None
        try:
            return _BLOCKS.validate_json(zlib.decompressobj().decompress(packed, _LARGEST))
        except (zlib.error, ValidationError):
            return None

    def put(self, key: str, blocks: tuple[PrintedBlock, ...]) -> None:
        """Keep a page; a disk that will not is no matter."""
        if self._cache:
            self._cache.put(key, zlib.compress(_BLOCKS.dump_json(blocks), 1))
