"""What a document holds, as a hash: told without reading it as a report."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractor.batch.storage import is_url
from extractor.errors import ExtractorError
from extractor.readers.loading import load
from extractor.settings import Settings


def content_hash(path: str, settings: Settings) -> str | None:
    """The SHA-256 of a file, or of a member of an archive; None where it cannot be read, or is behind a URL.

    The same as `result.Source.sha256`, but for an archive that stands for the one report in it.
    """
    if is_url(path):
        return None
    file = Path(path)
    try:
        if not file.is_file():
            return load(file, settings).sha256
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError, ExtractorError):
        return None
