"""What every reader is: from a file's bytes to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from extractor.document import Document
from extractor.readers.files import File

if TYPE_CHECKING:
    from extractor.settings import Settings


class Progress(Protocol):
    """Is told how many of the pages have been read."""

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` pages are read; called at least once when the last one is."""


class Reader(Protocol):
    """Reads files of one family of formats."""

    def __call__(self, file: File, settings: Settings, progress: Progress | None = None) -> Document:
        """The document of a file.

        Raises:
            InputError: damaged, encrypted, empty or over a limit; the message says what to do.
            PartMissing: a program or package that it needs is not installed.
        """
