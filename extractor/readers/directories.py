"""Archives on disk: the list of what they hold is read once, and of their bytes only those of one member."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import BinaryIO, NamedTuple

from extractor.readers.files import File
from extractor.readers.signatures import Format, is_packed, packed_format
from extractor.readers.zips import listed, members_of, refusing_damage

_State = tuple[int, int, int, int]


class Directory(NamedTuple):
    """What kind of packed file it is, and its members by name; ``archive`` unpacks them."""

    archive: zipfile.ZipFile
    format: Format
    members: dict[str, zipfile.ZipInfo]


# That of the last archive: thousands of members in a row are of the same one, and parsing its list for each of
# them would take the square of their number.
_last: dict[_State, Directory] = {}


@contextmanager
def directory_of(stream: BinaryIO, file: File) -> Iterator[Directory | None]:
    """The directory of an open file, for as long as the context lasts; None where it is not packed.

    Raises:
        DamagedInput: it begins as a zip file does, and is none, or what is read from it is broken.
        InputTooLarge: it has more members than any report.
    """
    if not is_packed(stream.read(4)):
        yield None
        return
    with refusing_damage(file):
        kept = _kept(stream, file)
        # Parsed once, read through whichever stream is open now.
        archive = copy(kept.archive)
        archive.fp = stream
        with archive:
            yield kept._replace(archive=archive)


def _kept(stream: BinaryIO, file: File) -> Directory:
    status = os.fstat(stream.fileno())
    state = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    kept = _last.get(state)
    if kept is None:
        kept = _parsed(stream, file)
        _last.clear()
        _last[state] = kept
    return kept


def _parsed(stream: BinaryIO, file: File) -> Directory:
    archive = listed(stream, file)
    return Directory(archive, packed_format(archive), members_of(archive))
