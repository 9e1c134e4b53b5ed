"""The files below a URL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.batch.storage.systems import system_of
from extractor.batch.storage.troubles import told

_VERSIONS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "created")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file behind a URL.

    ``size`` is in bytes, None where the storage does not say; ``version`` changes with the content (an object's
    tag, a time of change), empty where the storage knows none.
    """

    url: str
    size: int | None
    version: str


def listing(url: str) -> Iterator[Remote]:
    """The file at a URL, all files below a folder, or those that a pattern (``s3://bucket/*/2023*.pdf``) names.

    Folder by folder, sorted by name in each, so that only one folder's names are in memory.

    Raises:
        InputMissing: nothing is there, or it may not be read.
        StorageUnreachable, PartMissing: see `storage.troubles.told`.
    """
    with told(url):
        system, path = system_of(url)
        if "*" in path and not system.exists(path):
            found = system.glob(path, detail=True)
            yield from (_remote(system, found[name]) for name in sorted(found) if _is_file(found[name]))
        elif system.isfile(path):
            yield _remote(system, system.info(path))
        elif not system.isdir(path):
            raise FileNotFoundError(path)
        else:
            yield from _below(system, path)


def _below(system: Any, path: str) -> Iterator[Remote]:
    for _, folders, files in system.walk(path, detail=True, on_error="raise"):
        # A dictionary that the walk goes by: what is put in order here is gone through in order.
        for name in sorted(folders):
            folders[name] = folders.pop(name)
        # Some object stores have an object without a name for the folder itself.
        yield from (_remote(system, files[name]) for name in sorted(files) if name)


def _remote(system: Any, info: dict[str, Any]) -> Remote:
    version = next((str(info[key]) for key in _VERSIONS if info.get(key)), "")
    return Remote(system.unstrip_protocol(info["name"]), info.get("size"), version.strip('"'))


def _is_file(info: dict[str, Any]) -> bool:
    return bool(info.get("type") == "file")
