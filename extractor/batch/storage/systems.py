"""The file system behind a URL."""

from __future__ import annotations

import re
from typing import Any

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://|[a-z0-9]+::[a-z]")
_RENAMING = frozenset({"hdfs", "arrow_hdfs", "webhdfs", "sftp", "ssh", "ftp", "smb", "dbfs"})


def is_url(path: str) -> bool:
    """Whether it names a place by scheme (``s3://…``, ``file:///…``) and not a file of this machine by its path."""
    return bool(_URL.match(path))


def system_of(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it.

    Raises:
        ImportError: fsspec or its driver is not installed; raise it within `troubles.told`.
        ValueError: no driver has that scheme.
    """
    import fsspec

    # A listing that was kept would not show what other machines have written since.
    system, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    return system, path


def is_local(system: Any) -> bool:
    """Whether its files are files of this machine."""
    return "file" in _schemes(system)


def renames(system: Any) -> bool:
    """Whether a file is put whole by renaming it; an object store puts each object whole."""
    return bool(_RENAMING & _schemes(system))


def _schemes(system: Any) -> set[str]:
    return {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
