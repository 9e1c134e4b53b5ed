"""Which lane a document goes by: told by its first bytes, or by its name where looking would cost more."""

from __future__ import annotations

from pathlib import Path

from extractor.batch.task import Lane
from extractor.errors import BinaryInput
from extractor.readers.files import File
from extractor.readers.names import suffix_of
from extractor.readers.signatures import is_packed, kind_of

_LIGHT = frozenset({
    ".txt", ".md", ".csv", ".tsv", ".html", ".htm", ".mht", ".mhtml", ".docx", ".docm", ".dotx", ".xlsx", ".xlsm",
})  # fmt: skip
_HEAVY_KINDS = ("pdf", "picture", "office")
_OPEN_DOCUMENT = b"mimetype"
_HEAD = 1024


def lane_of(path: str) -> Lane:
    """The lane of a file, or of what else a path leads to, which may be gone by now."""
    try:
        with Path(path).open("rb", buffering=0) as stream:
            return _lane_of_head(stream.read(_HEAD), path)
    except (OSError, ValueError):
        return lane_of_name(path)


def lane_of_name(name: str) -> Lane:
    """The lane that a name makes likely: of what is in an archive, or far away."""
    return "light" if suffix_of(name) in _LIGHT else "heavy"


def _lane_of_head(head: bytes, path: str) -> Lane:
    if is_packed(head):
        # The name of the first member begins at byte 30.
        return "heavy" if head[30:].startswith(_OPEN_DOCUMENT) else lane_of_name(path)
    try:
        return "heavy" if kind_of(File(path, head)) in _HEAVY_KINDS else "light"
    except BinaryInput:
        return "light"
