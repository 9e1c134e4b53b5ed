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
    "text": Handler("extractor.readers.plain.text", "read_text"),
    "html": Handler("extractor.readers.web.html", "read_html"),
    "pdf": Handler("extractor.readers.pdf.pdf", "read_pdf"),
    "picture": Handler("extractor.readers.scans.pictures", "read_picture"),
    "docx": Handler("extractor.readers.word.docx", "read_docx"),
    "xlsx": Handler("extractor.readers.sheet.xlsx", "read_xlsx"),
    "office": Handler("extractor.readers.office.office", "read_office"),
}


def reader_of(kind: Kind) -> Reader:
    """The reader of a kind of file."""
    handler = READERS[kind]
    return cast(Reader, getattr(import_module(handler.module), handler.function))
