"""Readers: from a file in any format to a `Document`.

`read_document` is the door: it loads the bytes within the limits of the settings, tells the
format by its content and gives the file to its reader.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractor.document import Document
from extractor.readers.formats import reader_of
from extractor.readers.loading import load
from extractor.readers.reader import Progress
from extractor.readers.signatures import kind_of

if TYPE_CHECKING:
    from extractor.settings import Settings

__all__ = ["Progress", "read_document"]


def read_document(path: Path, settings: Settings, progress: Progress | None = None) -> Document:
    """Read a file; ``-`` is standard input, ``reports.zip/a.docx`` a member of an archive.

    Raises:
        InputMissing: there is no such file, or it is a folder.
        InputError: it cannot be read; the message says why and what to do.
        PartMissing: a program or package that its format needs is not installed.
    """
    file = load(path, settings)
    return reader_of(kind_of(file))(file, settings, progress)
