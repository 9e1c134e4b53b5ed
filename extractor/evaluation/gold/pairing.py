"""Which document a gold file was labelled from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import InputMissing
from extractor.evaluation.gold.file import Gold


def gold_files(path: Path) -> list[Path]:
    """The gold files that a path names: itself, or all ``*.json`` of a folder.

    Raises InputMissing when there is nothing of that name, or the folder has none.
    """
    if path.is_file():
        return [path]
    found = sorted(path.glob("*.json")) if path.is_dir() else []
    if not found:
        raise InputMissing(
            "no gold file (*.json) there" if path.is_dir() else "no such file or folder",
            document=str(path),
            zh="其中没有标注文件（*.json）" if path.is_dir() else "没有这个文件或文件夹",
        )
    return found


def document_of(path: Path, gold: Gold, documents: Path | None = None) -> Path | None:
    """The document of a gold file: of the name that gold records, else of the same stem; None if there is none.

    Looked for in ``documents``, by default beside the gold file, in the folder above it and in
    that folder's folders. Of several the one with the recorded hash is taken.
    """
    folders = [documents] if documents else _near(path)
    found = [file for folder in folders for file in _named(folder, path, gold)]
    best = next((file for file in found if _is_recorded(file, gold)), found[0] if found else None)
    return Path(os.path.relpath(best)) if best else None


def _near(path: Path) -> list[Path]:
    own = path.resolve().parent
    beside = sorted(folder for folder in own.parent.iterdir() if folder.is_dir() and folder != own)
    return [own, own.parent, *beside]


def _named(folder: Path, path: Path, gold: Gold) -> Iterator[Path]:
    if gold.document:
        file = folder / gold.document.file
        if file.is_file():
            yield file
    elif folder.is_dir():
        own = path.resolve()
        yield from (
            file
            for file in sorted(folder.iterdir())
            if file.stem == path.stem and file.is_file() and file.suffix != ".json" and file != own
        )


def _is_recorded(file: Path, gold: Gold) -> bool:
    return gold.document is not None and digest(file) == gold.document.sha256


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
