"""The reports in an archive: each is an input of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.batch.inputs.found import Input, Told
from extractor.batch.inputs.walking import ARCHIVE, Met, is_candidate, is_hidden, not_opened
from extractor.errors import ExtractorError
from extractor.readers.archives import reports_among
from extractor.readers.directories import directory_of
from extractor.readers.files import File
from extractor.readers.names import is_leftover, suffix_of


def inputs_in(archive: Met, root: str, told: Told) -> Iterator[Input]:
    """The reports in an archive, by name.

    What cannot be listed, or has none in it, is an input itself: to read it fails, and that says why.
    """
    sizes = _sizes(archive)
    reports = sorted(reports_among(sizes))
    if not reports:
        yield Input(archive.path, archive.status.st_size, archive.status.st_mtime_ns, root)
        return
    for name in reports:
        yield _member(archive, name, sizes[name], root)
    _tell_others(archive, sizes.keys() - set(reports), told)


def inputs_below(archive: Met, inside: str, root: str) -> Iterator[Input]:
    """The member of an archive that has this name, else the reports in its folder of this name."""
    sizes = _sizes(archive)
    if inside in sizes:
        yield _member(archive, inside, sizes[inside], root)
        return
    for name in sorted(reports_among(sizes)):
        if name.startswith(inside + "/"):
            yield _member(archive, name, sizes[name], root)


def _member(archive: Met, name: str, size: int, root: str) -> Input:
    return Input(f"{archive.path}/{name}", size, archive.status.st_mtime_ns, root)


def _sizes(archive: Met) -> dict[str, int]:
    """The unpacked size of each file in an archive as it says itself; empty where it cannot be listed."""
    try:
        with (
            Path(archive.path).open("rb") as stream,
            directory_of(stream, File(archive.path, b"")) as directory,
        ):
            if directory is None or directory.format.kind != "archive":
                return {}
            return {name: member.file_size for name, member in directory.members.items()}
    except (ExtractorError, OSError):
        return {}


def _tell_others(archive: Met, names: set[str], told: Told) -> None:
    for name in sorted(names):
        if is_leftover(name) or is_hidden(Path(name).name):
            told.left_out["hidden"] += 1
        elif suffix_of(name) == ARCHIVE:
            path = f"{archive.path}/{name}"
            told.refuse(not_opened(path), path)
        else:
            is_candidate(f"{archive.path}/{name}", told)
