"""Plain text as a document of one page."""

from __future__ import annotations

from extractor.document import Document, Page
from extractor.layout.blocks import read_blocks


def read_text(text: str, *, name: str, sha256: str) -> Document:
    """The document of a text file: one page, its paragraphs and the tables rebuilt from it."""
    page = Page(number=1, text=text, read_by="text")
    return Document(name, sha256, "text/plain", (page,), read_blocks(text))
