"""The list of what was written: one entry for each file, with its gold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Made:
    """A file of the folder; ``pages`` is None where the format has none, ``quality`` where it is no picture."""

    file: str
    gold: str
    sample: str
    extent: str
    layout: str
    format: str
    quality: str | None
    pages: int | None
    sha256: str
    fonts: tuple[str, ...]
    dropped: dict[str, int]


def sha256(path: Path) -> str:
    """Digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_manifest(folder: Path, made: Iterable[Made]) -> None:
    """Write ``manifest.json``, sorted by file."""
    rows = [asdict(one) for one in sorted(made, key=lambda one: one.file)]
    text = json.dumps({"schema_version": "renditions.v1", "files": rows}, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
