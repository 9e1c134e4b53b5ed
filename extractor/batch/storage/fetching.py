"""A document behind a URL, brought onto this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractor.batch.storage.systems import is_local, system_of
from extractor.batch.storage.troubles import shown, told
from extractor.errors import InputTooLarge

_MB = 1024 * 1024
_LONGEST_NAME = 200
_PART = 4 * _MB


def fetched(url: str, folder: Path, max_mb: int) -> Path:
    """The path of a copy in the folder that keeps the file's name; a local file's own path.

    ``s3://bucket/reports.zip/county/report.doc`` brings the archive, and gives the path of the member in it.

    Raises:
        InputMissing: nothing is there, or it may not be read.
        InputTooLarge: it has over ``max_mb`` MB; it is not fetched then.
        StorageUnreachable, PartMissing: see `storage.troubles.told`.
    """
    with told(url):
        system, path = system_of(url)
        path, member = _file_in(system, path)
        if is_local(system):
            return Path(path, *member)
        size = system.info(path).get("size")
        if size is not None and size > max_mb * _MB:
            raise _too_large(url, max_mb)
        copy = folder / _name(path)
        _copy(system, path, copy, url, max_mb)
        return Path(copy, *member)


def _file_in(system: Any, path: str) -> tuple[str, list[str]]:
    """The file itself, or the one above it that is a file (an archive) and the way from there."""
    below: list[str] = []
    file = path
    while file.strip("/"):
        if system.isfile(file):
            return file, below
        if system.isdir(file):
            break
        file, _, name = file.rpartition("/")
        below.insert(0, name)
    raise FileNotFoundError(path)


def _copy(system: Any, path: str, copy: Path, url: str, max_mb: int) -> None:
    left = max_mb * _MB
    with system.open(path, "rb", block_size=_PART) as source, copy.open("wb") as target:
        while part := source.read(_PART):
            left -= len(part)
            if left < 0:
                raise _too_large(url, max_mb)
            target.write(part)


def _name(path: str) -> str:
    """The file's name, cut at its front where this machine's file system allows no such length."""
    name = path.rpartition("/")[2].replace("\0", "")
    encoded = name.encode("utf-8", "surrogateescape")[-_LONGEST_NAME:]
    cut = encoded.decode("utf-8", "ignore")
    return cut if cut not in ("", ".", "..") else "document"


def _too_large(url: str, max_mb: int) -> InputTooLarge:
    return InputTooLarge(
        f"is larger than {max_mb} MB (setting max_input_mb)",
        document=shown(url),
        zh=f"超过 {max_mb} MB（可用设置 max_input_mb 调整）",
    )
