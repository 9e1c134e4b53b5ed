"""Putting files in place: written beside the target, then renamed, so that none is ever half there."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import OutputUnwritable
from extractor.output.words import say
from extractor.result import Lang

_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def put(contents: Mapping[Path, bytes], lang: Lang) -> None:
    """Write all files of one result.

    No target is touched before the last file has been written out in full; then they are
    renamed one after another. On failure the temporary files are removed.

    Raises:
        OutputUnwritable: the folder or a target cannot be written.
    """
    waiting: dict[Path, Path] = {}
    try:
        for target, content in contents.items():
            waiting[target] = target.with_name(_temporary_name())
            with _told(target, lang):
                _write(waiting[target], content)
        for target, temporary in waiting.items():
            with _told(target, lang):
                temporary.replace(target)
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def probe(target: Path, lang: Lang) -> None:
    """Make sure that a file can be put at ``target``, leaving nothing behind.

    Raises:
        OutputUnwritable: the folder is missing or closed to us, or the target is a folder.
    """
    if not target.parent.is_dir():
        raise OutputUnwritable(say("folder_missing", lang, folder=target.parent))
    if target.is_dir():
        raise OutputUnwritable(say("is_folder", lang, path=target))
    temporary = target.with_name(_temporary_name())
    with _told(target, lang):
        _write(temporary, b"")
        temporary.unlink()


def _temporary_name() -> str:
    return f".{secrets.token_hex(8)}.part"


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _told(target: Path, lang: Lang) -> Iterator[None]:
    """Turn an OSError into one line that says what to do."""
    try:
        yield
    except OSError as error:
        raise OutputUnwritable(_advice(target, error, lang)) from error


def _advice(target: Path, error: OSError, lang: Lang) -> str:
    if error.errno in _DENIED:
        return say("denied", lang, path=target)
    if error.errno in _FULL:
        return say("disk_full", lang, path=target)
    if not target.parent.is_dir():
        return say("folder_missing", lang, folder=target.parent)
    if target.is_dir():
        return say("is_folder", lang, path=target)
    return say("unwritable", lang, path=target, reason=error.strerror or error)
