"""PDF files as documents: page by page, from their own text or by OCR."""

from __future__ import annotations

from collections.abc import Iterator

import pymupdf

from extractor.document import Document
from extractor.printed import PrintedPage
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.page_breaks import over_page_breaks
from extractor.readers.pdf_page import Shown, read_page
from extractor.readers.reader import Progress
from extractor.settings import Settings

MEDIA_TYPE = "application/pdf"


def read_pdf(file: File, settings: Settings, progress: Progress | None = None) -> Document:
    """The document of a PDF."""
    pages = _pages(file, progress)
    return over_page_breaks(assemble(file, pages, MEDIA_TYPE))


def _pages(file: File, progress: Progress | None) -> Iterator[PrintedPage]:
    with pymupdf.open(stream=file.data, filetype="pdf") as opened:
        for page in opened:
            yield read_page(page, Shown.upright(page))
            if progress:
                progress(page.number + 1, opened.page_count)
