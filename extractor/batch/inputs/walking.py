"""The files below a folder, in an order that stays the same, each once, whatever links lead round in circles."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from extractor.batch.inputs.found import Told
from extractor.batch.store.opening import FILE
from extractor.errors import InputError, InputMissing
from extractor.readers.names import could_be_report, is_leftover, suffix_of

ARCHIVE = ".zip"
_FOREIGN_ARCHIVES = frozenset({".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst"})
_UNFINISHED = frozenset({".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download"})
Identity = tuple[int, int] | str


class Met(NamedTuple):
    """A file that was met on the way."""

    path: str
    status: os.stat_result


def identity(path: str, status: os.stat_result) -> Identity:
    """What two names of one file have in common."""
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)


def is_hidden(name: str) -> bool:
    """Whether a name is one of a hidden file, of one left behind, or of one that is not whole yet."""
    return name.startswith(".") or is_leftover(name) or suffix_of(name) in _UNFINISHED


def walk(folder: str, told: Told, without: Identity | None = None) -> Iterator[Met]:
    """The files below a folder that could be reports or archives of them, folder by folder, by name.

    ``without`` is a folder that is left out, as is what lies below the folder with results of another run in it: their
    pages would be read as reports. Folders that are links come last, so that what they lead to has the
    name of its own place where that is below the folder too. What cannot be listed or is gone meanwhile is told.
    """
    visited: set[Identity] = set()
    folders = [folder]
    while folders:
        one = folders.pop(0)
        if _is_new(one, visited, without, told):
            yield from _walk(_Way(one, visited, without, told, folders))


class _Way(NamedTuple):
    """Where a walk begins, where it has been, and the links it has met."""

    folder: str
    visited: set[Identity]
    without: Identity | None
    told: Told
    links: list[str]


def _walk(way: _Way) -> Iterator[Met]:
    """The files below one folder; folders that are links are only noted."""
    # A stack of our own: folders may lie deeper than Python calls functions.
    stack = [_entries(way.folder, way.told)]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif is_hidden(entry.name):
            way.told.left_out["hidden"] += 1
        elif not _is_folder(entry):
            if is_candidate(entry.path, way.told) and (met := look(entry.path, way.told)):
                yield met
        elif entry.is_symlink():
            way.links.append(entry.path)
        elif _is_new(entry.path, way.visited, way.without, way.told):
            stack.append(_entries_below(entry.path, way.told))


def _entries_below(folder: str, told: Told) -> Iterator[os.DirEntry[str]]:
    """What is in a folder that was met; nothing of one that a run has written its results to."""
    entries = [*_entries(folder, told)]
    if any(entry.name == FILE for entry in entries):
        told.left_out["output"] += 1
        return iter(())
    return iter(entries)


def _entries(folder: str, told: Told) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return iter(sorted(entries, key=lambda entry: entry.name))
    except OSError as error:
        told.refuse(unreadable(error, folder), folder)
        return iter(())


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_new(folder: str, visited: set[Identity], without: Identity | None, told: Told) -> bool:
    try:
        this = identity(folder, os.stat(folder))  # noqa: PTH116
    except OSError as error:
        told.refuse(unreadable(error, folder), folder)
        return False
    if this == without:
        told.left_out["output"] += 1
        return False
    if this in visited:
        return False
    visited.add(this)
    return True


def is_candidate(path: str, told: Told) -> bool:
    """Whether a file that was met has a name of reports or of archives of them; else that is told."""
    suffix = suffix_of(path)
    if could_be_report(path) or suffix == ARCHIVE:
        return True
    if suffix in _FOREIGN_ARCHIVES:
        told.refuse(not_opened(path), path)
    else:
        told.left_out[suffix] += 1
    return False


def look(path: str, told: Told) -> Met | None:
    """The file as it is now; None where there is none, which is told."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path for each of many thousand files takes longer than this
    except (OSError, ValueError) as error:
        told.refuse(unreadable(error, path), path)
        return None
    if stat.S_ISREG(status.st_mode):
        return Met(path, status)
    told.refuse(InputError("is no file", document=path, zh="不是普通文件"), path)
    return None


def holds_results(folder: str) -> bool:
    """Whether a run has written its results to a folder."""
    return os.path.lexists(os.path.join(folder, FILE))  # noqa: PTH118


def unreadable(error: OSError | ValueError, path: str) -> InputError | InputMissing:
    """What is said of something that the system does not let one see."""
    if isinstance(error, FileNotFoundError) and os.path.islink(path):  # noqa: PTH114 - names are kept as they are
        return InputMissing("is a link that leads to no file", document=path, zh="链接指向的文件不存在")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputMissing("no such file or folder", document=path, zh="没有这个文件或文件夹")
    number = error.errno if isinstance(error, OSError) else None
    reason = os.strerror(number).lower() if number else str(error)
    return InputError(f"cannot be read: {reason}", document=path, zh=f"无法读取：{reason}")


def not_opened(path: str) -> InputError:
    """What is said of an archive of a kind, or in a place, in which none is opened."""
    return InputError(
        "is an archive that is not opened here: unpack it first",
        document=path,
        zh="这种压缩包不能直接读取，请先解压",
    )
