"""Whether a file is all there, as far as its format says where it ends."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import BinaryIO

from extractor.readers.signatures import is_packed

# What stands at the end, by what stands at the beginning.
_ENDS = ((b"%PDF-", b"%%EOF"), (b"\x89PNG\r\n\x1a\n", b"IEND"), (b"\xff\xd8\xff", b"\xff\xd9"))
_TAIL = 4096
_HEAD = 8


def is_whole(path: str) -> bool:
    """Whether a file can be opened and has an end such as its format wants.

    A packed file (.zip, .docx, .xlsx) ends with the list of what it holds; nothing that is empty or begins with
    zeros, as a file does for which only the room was taken, is whole. Of text there is no telling.
    """
    try:
        with Path(path).open("rb") as stream:
            return _is_whole(stream)
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def _is_whole(stream: BinaryIO) -> bool:
    head = stream.read(_HEAD)
    if not head.strip(b"\0"):
        return False
    if is_packed(head):
        with zipfile.ZipFile(stream):
            return True
    end = next((end for begin, end in _ENDS if head.startswith(begin)), b"")
    return end in _tail(stream)


def _tail(stream: BinaryIO) -> bytes:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    return stream.read(_TAIL)
