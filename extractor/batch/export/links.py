"""Links from the tables of a run to the page of a document, and to a value on it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def link_to(page: str, pointer: str = "") -> str:
    """The relative URL of a page, at the value or row that a pointer names; the page itself goes there."""
    fragment = f"#{quote(pointer)}" if pointer else ""
    return quote(page) + fragment


def folder_of(out: Path) -> str:
    """The folder in which that of the run lies, as the paths of a run begin, with its separator."""
    return os.path.join(os.path.abspath(out.parent), "")  # noqa: PTH100, PTH118 - `Path` drops the separator


def way_to(out: Path, folder: Path) -> str:
    """What leads from files in ``folder`` to the folder of the run: empty, or relative, ``../`` at its end.

    Absolute where no relative way leads there, as from one drive to another.
    """
    if out.resolve() == folder.resolve():
        return ""
    try:
        return quote(Path(os.path.relpath(out.resolve(), folder.resolve())).as_posix()) + "/"
    except ValueError:
        return out.resolve().as_uri() + "/"
