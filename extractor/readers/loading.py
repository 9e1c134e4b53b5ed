"""From a path to a file's bytes: is it there, is it a file, is it small enough."""

from __future__ import annotations

import os
import stat
import sys
import zipfile
from pathlib import Path
from typing import BinaryIO

from extractor.errors import InputError, InputMissing, InputTooLarge
from extractor.readers.archives import member, only_member
from extractor.readers.files import File
from extractor.readers.signatures import is_archive
from extractor.settings import Settings

STDIN = Path("-")
_MB = 1024 * 1024


def load(path: Path, settings: Settings) -> File:
    """The file's bytes; the path ``-`` is standard input, ``a.zip/b.docx`` a file in an archive.

    An archive that holds one report stands for it.

    Raises:
        InputMissing: there is no such file, or it is a folder.
        InputTooLarge: it is over ``settings.max_input_mb``; a file on disk is not read then.
        InputError: the system does not let it be read, or an archive holds several reports or none.
    """
    archive = _archive_of(path)
    file = _loaded(archive or path, settings)
    if archive is not None:
        return member(file, path.relative_to(archive).as_posix(), settings)
    return only_member(file, settings) if is_archive(file) else file


def _archive_of(path: Path) -> Path | None:
    """The archive that the path leads into; None where it leads to a file of its own."""
    try:
        above = next((folder for folder in path.parents if folder.is_file()), None)
    except (OSError, ValueError):
        return None
    return above if above is not None and zipfile.is_zipfile(above) else None


def _loaded(path: Path, settings: Settings) -> File:
    name = str(path)
    try:
        data = _read(path, name, settings.max_input_mb)
    except OSError as error:
        raise _unreadable(error, name) from error
    return File(name, data)


def _read(path: Path, name: str, limit_mb: int) -> bytes:
    if path == STDIN:
        return _read_up_to(sys.stdin.buffer, name, limit_mb)
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise InputMissing("is a folder, not a file", document=name, zh="这是文件夹，不是文件")
    if status.st_size > limit_mb * _MB:
        raise _too_large(name, limit_mb, f"{status.st_size / _MB:.1f} MB")
    with path.open("rb") as stream:
        return _read_up_to(stream, name, limit_mb)


def _read_up_to(stream: BinaryIO, name: str, limit_mb: int) -> bytes:
    # A pipe or device has no size to look up, and a file may grow: one byte over the limit is enough to know.
    data = stream.read(limit_mb * _MB + 1)
    if len(data) > limit_mb * _MB:
        raise _too_large(name, limit_mb, f"> {limit_mb} MB")
    return data


def _too_large(name: str, limit_mb: int, size: str) -> InputTooLarge:
    return InputTooLarge(
        f"is too large ({size}; the limit is {limit_mb} MB, setting max_input_mb)",
        document=name,
        zh=f"文件过大（{size}，上限 {limit_mb} MB，可用设置 max_input_mb 调整）",
    )


def _unreadable(error: OSError, name: str) -> InputError | InputMissing:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputMissing("no such file", document=name, zh="没有这个文件")
    reason = os.strerror(error.errno).lower() if error.errno else str(error)
    return InputError(f"cannot be read: {reason}", document=name, zh=f"无法读取：{reason}")
