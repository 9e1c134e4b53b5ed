"""Putting files in place: written beside the target, then renamed, so that none is ever half there."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import OutputUnwritable, UnknownFormat
from extractor.output.words import say_both
from extractor.output.writer import Part

_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
UNFINISHED = "." + "[0-9a-f]" * 16 + ".part"
"""How files are called while they are written, as a pattern."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def known_suffix(path: Path, formats: Collection[str]) -> str:
    """What a path ends in, in small letters.

    Raises:
        UnknownFormat: that is none of the formats.
    """
    suffix = path.suffix.lower()
    if suffix not in formats:
        en, zh = say_both("format_unknown", suffix=path.suffix, path=path, formats=" ".join(formats))
        raise UnknownFormat(en, zh=zh)
    return suffix


def put_parts(parts: Iterable[Part], path: Path) -> list[Path]:
    """Write the parts of one result, the first as ``path``, the others beside it; gives every file written.

    Raises:
        OutputUnwritable: the files cannot be put there; none is left half-written.
    """
    named = {
        path if number == 0 else path.with_suffix(part.suffix): part for number, part in enumerate(parts)
    }
    written = {file: part.content for file, part in named.items() if not part.idle or exists(file)}
    put(written)
    return list(written)


def put(contents: Mapping[Path, bytes]) -> None:
    """Write all files of one result.

    No target is touched before the last file has been written out in full; then they are
    renamed one after another. On failure the temporary files are removed.

    Raises:
        OutputUnwritable: the folder or a target cannot be written.
    """
    with placing(contents) as waiting:
        for target, content in contents.items():
            with _told(target):
                waiting[target].write_bytes(content)


@contextmanager
def placing(targets: Iterable[Path]) -> Iterator[dict[Path, Path]]:
    """Give the path of a file beside each target, to be written; when that has gone well, rename all of them.

    As `put`, for what is too large to be held in memory.

    Raises:
        OutputUnwritable: the folder or a target cannot be written, or the disk is full.
    """
    waiting: dict[Path, Path] = {}
    try:
        for target in targets:
            _refuse_folder(target)
            waiting[target] = target.with_name(_temporary_name())
            with _told(target):
                waiting[target].open("xb").close()
        with _told(next(iter(waiting), Path())):
            yield waiting
        for target, temporary in waiting.items():
            with _told(target):
                _settle(temporary)
        for target, temporary in waiting.items():
            with _told(target):
                temporary.replace(target)
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def folder_for(folder: Path) -> Path:
    """The folder, made where there is none.

    Raises:
        OutputUnwritable: it cannot be made.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def probe(target: Path) -> None:
    """Make sure that a file can be put at ``target``, leaving nothing behind.

    Raises:
        OutputUnwritable: the folder is missing or closed to us, or the target is a folder.
    """
    _refuse_folder(target)
    temporary = target.with_name(_temporary_name())
    with _told(target):
        exists(target)
        temporary.open("xb").close()
        temporary.unlink()


def exists(target: Path) -> bool:
    """Whether there is something at ``target``.

    Raises:
        OutputUnwritable: the name is longer than the system allows, or the folder is closed to us.
    """
    try:
        return target.exists()
    except OSError as error:
        raise _advice(target, error) from error


def _refuse_folder(target: Path) -> None:
    with _told(target):
        if not target.parent.is_dir():
            raise _refused("folder_missing", folder=target.parent)
        if target.is_dir():
            raise _refused("is_folder", path=target)


def _temporary_name() -> str:
    return f".{secrets.token_hex(8)}.part"


def _settle(path: Path) -> None:
    """Have the file on the disk before it takes another's place."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn an OSError into one line that says what to do."""
    try:
        yield
    except OSError as error:
        raise _advice(target, error) from error


def _advice(target: Path, error: OSError) -> OutputUnwritable:
    if error.errno in _DENIED:
        return _refused("denied", path=target)
    if error.errno in _FULL:
        return _refused("disk_full", path=target)
    return _refused("unwritable", path=target, reason=error.strerror or error)


def _refused(words: str, **values: object) -> OutputUnwritable:
    en, zh = say_both(words, **values)
    return OutputUnwritable(en, zh=zh)
