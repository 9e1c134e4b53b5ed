"""The names of a document's files: its own stem, and a number where another has it already."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import PurePath

_MOST_BYTES = 200  # of 255: the suffix, the number and what a file is called while it is written need room
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')


def stem_of(path: bytes) -> str:
    """What the files of a document may be called on any system."""
    stem = _NOT_IN_NAMES.sub("_", PurePath(os.fsdecode(path)).stem).strip(" .")
    return stem.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .") or "_"


def free_name(db: sqlite3.Connection, path: bytes) -> str:
    """A name that no document has, not even in other letters of the same kind; taken in this transaction."""
    stem = stem_of(path)
    while True:
        used = db.execute(
            "INSERT INTO stems VALUES (?, 1) ON CONFLICT (stem) DO UPDATE SET used = used + 1 RETURNING used",
            (stem,),
        ).fetchone()[0]
        name = stem if used == 1 else f"{stem}-{used}"
        if not db.execute("SELECT 1 FROM documents WHERE name = ?", (name,)).fetchone():
            return name
