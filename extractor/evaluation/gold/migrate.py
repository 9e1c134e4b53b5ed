"""Migration: a bare report, as gold was at first, into the envelope that names its document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import InputMissing
from extractor.evaluation.gold.file import DocumentName, is_bare, load, parsed, read
from extractor.evaluation.gold.pairing import digest, document_of

_INDENT = re.compile(r"^\{\n([ \t]+)")


@dataclass(frozen=True)
class Migrated:
    """A gold file and its new text; ``text`` is None where it is in the envelope already."""

    path: Path
    text: str | None


def migrate(paths: Iterable[Path], documents: Path | None = None) -> list[Migrated]:
    """The gold files with their new text; nothing is written.

    Raises:
        UsageError: a file is not gold.
        InputMissing: a document that has to be hashed was not found.
    """
    return [Migrated(path, _migrated(path, documents)) for path in paths]


def _migrated(path: Path, documents: Path | None) -> str | None:
    gold, text = load(path), read(path)
    if not is_bare(parsed(text, path)):
        return None
    document = document_of(path, gold, documents)
    if document is None:
        raise InputMissing(
            "its document was not found; name the folder with --documents",
            document=str(path),
            zh="找不到它的原文，请用 --documents 指定文件夹",
        )
    return enveloped(text, DocumentName(file=document.name, sha256=digest(document)))


def enveloped(report: str, document: DocumentName) -> str:
    """The text of a bare report inside the envelope; its own lines are only moved to the right."""
    indent = indent_of(report)
    # JSON has no line break inside of a text, so that each line may be indented.
    inner = report.strip().replace("\n", f"\n{indent}")
    name = json.dumps(document.model_dump(), ensure_ascii=False, indent=indent).replace("\n", f"\n{indent}")
    parts = ('"schema_version": "gold.v1"', f'"document": {name}', f'"report": {inner}', '"accept": {}')
    return "{\n" + ",\n".join(f"{indent}{part}" for part in parts) + "\n}\n"


def indent_of(text: str) -> str:
    """What a JSON text is indented by; one space where it is not."""
    found = _INDENT.match(text)
    return found[1] if found else " "
