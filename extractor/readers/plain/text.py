"""Plain text as a document of one page."""

from __future__ import annotations

from extractor.document import Document, Page
from extractor.layout.blocks import read_blocks
from extractor.readers.files import File
from extractor.readers.limits import check_text
from extractor.readers.plain.decoding import decode
from extractor.readers.reader import Progress
from extractor.settings import Settings


def read_text(file: File, settings: Settings, progress: Progress | None = None) -> Document:
    """The document of a text file: one page, its paragraphs and the tables rebuilt from it.

    Raises:
        InputError: one of the errors of `decode`, or more text than ``settings.max_text_mb``.
    """
    text = decode(file.data, file.path)
    check_text(len(text), file, settings)
    page = Page(number=1, text=text, read_by="text")
    return Document(file.name, file.sha256, "text/plain", (page,), read_blocks(text))
