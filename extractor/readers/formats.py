"""Which reader reads what: formats are told by a file's content, never by its name."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, cast

from extractor.readers.reader import Reader
from extractor.readers.signatures import Kind


class Handler(NamedTuple):
    """Module and function of a reader; the module is imported when a file needs it."""

    module: str
    function: str


READERS: dict[Kind, Handler] = {
    "text": Handler("extractor.readers.text", "read_text"),
    "html": Handler("extractor.readers.html", "read_html"),
    "pdf": Handler("extractor.readers.pdf", "read_pdf"),
    "picture": Handler("extractor.readers.pictures", "read_picture"),
    "docx": Handler("extractor.readers.docx", "read_docx"),
    "xlsx": Handler("extractor.readers.xlsx", "read_xlsx"),
    "office": Handler("extractor.readers.office", "read_office"),
}


def reader_of(kind: Kind) -> Reader:
    """The reader of a kind of file."""
    handler = READERS[kind]
    return cast(Reader, getattr(import_module(handler.module), handler.function))
