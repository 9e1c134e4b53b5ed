"""From a path to a file's bytes: is it there, is it a file, is it small enough."""

from __future__ import annotations

import os
import select
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extractor.errors import InputError, InputMissing, InputTooLarge
from extractor.readers.archives import member, only_member
from extractor.readers.directories import directory_of
from extractor.readers.files import File
from extractor.readers.signatures import is_archive

if TYPE_CHECKING:
    from extractor.settings import Settings

STDIN = Path("-")
_MB = 1024 * 1024
_PIPE_SECONDS = 10


def load(path: Path, settings: Settings) -> File:
    """The file's bytes; the path ``-`` is standard input, ``a.zip/b.docx`` a file in an archive.

    An archive that holds one report stands for it.

    Raises:
        InputMissing: there is no such file, or it is a folder.
        InputTooLarge: it is over ``settings.max_input_mb``; a file on disk is not read then.
        InputError: the system does not let it be read, or an archive holds several reports or none.
    """
    above = _file_above(path)
    if above is None:
        file = _loaded(path, settings)
        return only_member(file, settings) if is_archive(file) else file
    return _member(above, path.relative_to(above).as_posix(), settings)


def _member(above: Path, name: str, settings: Settings) -> File:
    """A file in an archive, of which no more is read than its list and this file's bytes: it may be of any size."""
    file = File(str(above), b"")
    try:
        stream = above.open("rb")
    except OSError as error:
        raise _unreadable(error, file.path) from error
    with stream, directory_of(stream, file) as directory:
        if directory is None or directory.format.kind != "archive":
            raise _no_such_file(f"{above}/{name}")
        return member(directory, file, name, settings)


def _file_above(path: Path) -> Path | None:
    """The file that the path leads into as if it were a folder; None where it does not."""
    try:
        return next((above for above in path.parents if above.is_file()), None)
    except (OSError, ValueError):
        return None


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
        raise InputMissing(
            "is a folder, not a file (`extractor batch` reads folders)",
            document=name,
            zh="这是文件夹，不是文件（读取文件夹请用 extractor batch）",
        )
    if status.st_size > limit_mb * _MB:
        raise _too_large(name, limit_mb, f"{status.st_size / _MB:.1f} MB")
    with _opened_pipe(path, name) if stat.S_ISFIFO(status.st_mode) else path.open("rb") as stream:
        return _read_up_to(stream, name, limit_mb)


def _opened_pipe(path: Path, name: str) -> BinaryIO:
    # To open a pipe waits for its writer, for ever if there is none.
    stream = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb")
    _wait_for_writer(stream.fileno(), name)
    return stream


def _wait_for_writer(pipe: int, name: str) -> None:
    """Wait until something is written into a pipe, within bounds; reading waits as usual from there on."""
    if not select.select([pipe], [], [], _PIPE_SECONDS)[0]:
        raise InputError(
            f"is a pipe into which nothing was written for {_PIPE_SECONDS} seconds",
            document=name,
            zh=f"是管道，{_PIPE_SECONDS} 秒内没有数据写入",
        )
    os.set_blocking(pipe, True)


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


def _no_such_file(name: str) -> InputMissing:
    return InputMissing("no such file", document=name, zh="没有这个文件")


def _unreadable(error: OSError, name: str) -> InputError | InputMissing:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _no_such_file(name)
    reason = os.strerror(error.errno).lower() if error.errno else str(error)
    return InputError(f"cannot be read: {reason}", document=name, zh=f"无法读取：{reason}")
