"""What a file's name alone says: whether it could be a report, or was left behind by a program."""

from __future__ import annotations

# Not `PurePosixPath`, which takes ten times as long: there may be very many names.
from posixpath import basename, splitext

READABLE = frozenset({
    ".txt", ".md", ".csv", ".tsv", ".html", ".htm", ".mht", ".mhtml", ".pdf", ".doc", ".docx", ".docm", ".dotx",
    ".wps", ".rtf", ".odt", ".uof", ".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods", ".png", ".jpg", ".jpeg",
    ".tif", ".tiff", ".bmp", ".gif", ".webp",
})  # fmt: skip
_LEFTOVERS = (
    "~$", "._", ".~lock.", ".ds_store", "thumbs.db", "desktop.ini", "@eadir", "#recycle", "$recycle.bin",
)  # fmt: skip


def suffix_of(name: str) -> str:
    """The last suffix of a path in lower case, with its dot; empty where there is none."""
    return splitext(name)[1].lower()


def could_be_report(name: str) -> bool:
    """Whether files of such a name are read when they were not named one by one."""
    return suffix_of(name) in READABLE


def is_leftover(name: str) -> bool:
    """Whether a path is one that systems, office programs and network drives leave behind, in folders and archives."""
    return name.lower().startswith("__macosx/") or basename(name).lower().startswith(_LEFTOVERS)
