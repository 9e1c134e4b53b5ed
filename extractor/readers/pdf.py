"""PDF files as documents: each page from its own text, or by OCR where that is no good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf

from extractor.document import Document, Remark
from extractor.errors import DamagedInput, PartMissing
from extractor.printed import PrintedPage
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.page_breaks import over_page_breaks
from extractor.readers.page_pictures import PdfPictures, PdfScan
from extractor.readers.pdf_opening import opened
from extractor.readers.pdf_page import read_hidden_text, read_page
from extractor.readers.reader import Progress
from extractor.readers.scanned_lines import with_paragraphs
from extractor.settings import Settings

MEDIA_TYPE = "application/pdf"
_FAILED = "failed: damaged page"
_ALL = 100


def read_pdf(file: File, settings: Settings, progress: Progress | None = None) -> Document:
    """The document of a PDF. Scripts, links and attachments in it are left alone.

    Raises:
        DamagedInput: no page can be opened.
        EncryptedInput: it needs a password, or another one.
        InputTooLarge: it has more than ``settings.max_pages`` pages.
        InputError: it is a portfolio of attached files.
        PartMissing: a page is a scan, and the OCR is not installed.
    """
    with opened(file, settings) as pdf:
        pages = _by_text(pdf, file, progress)
        data = file.data if not pdf.needs_pass else pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_NONE)
        scans = [page for page in pages if _is_scan(page)]
        if scans:
            told = _after(len(pages) - len(scans), len(pages), progress)
            read = _by_ocr(scans, data, file, settings, told)
            pages = _with(pages, _or_hidden_text(read, pdf, scans))
    document = assemble(file, pages, MEDIA_TYPE, PdfPictures(data, settings.max_megapixels))
    return replace(over_page_breaks(document), remarks=tuple(_remarks(pages)))


def _remarks(pages: Sequence[PrintedPage]) -> Iterator[Remark]:
    """On which pages no tables were looked for."""
    busy = [str(page.number) for page in pages if page.reason == "too_busy"]
    if busy:
        yield Remark("pages_too_busy", (("pages", "、".join(busy)),))


def _is_scan(page: PrintedPage) -> bool:
    return not page.blocks and page.reason is not None and page.reason != "too_busy"


def _by_text(pdf: pymupdf.Document, file: File, progress: Progress | None) -> list[PrintedPage]:
    """All pages by their own text; those that need OCR come without blocks."""
    pages = []
    for at in range(pdf.page_count):
        pages.append(_page(pdf, at))
        # MuPDF keeps fonts and pictures of pages past: a thousand pages would fill the memory.
        pymupdf.TOOLS.store_shrink(_ALL)
        if progress and not _is_scan(pages[-1]):
            progress(sum(not _is_scan(page) for page in pages), pdf.page_count)
    if all(page.read_by == _FAILED for page in pages):
        raise DamagedInput(
            "is a damaged PDF: no page of it can be read; get it again, or print it anew to PDF",
            document=file.path,
            zh="PDF 文件已损坏，一页也读不出：请重新获取，或重新打印成 PDF",
        )
    return pages


def _page(pdf: pymupdf.Document, at: int) -> PrintedPage:
    try:
        return read_page(pdf[at])
    except (RuntimeError, ValueError):
        # What MuPDF raises for objects that a damaged file has lost.
        return PrintedPage(at + 1, _FAILED)


def _by_ocr(
    scans: Sequence[PrintedPage], data: bytes, file: File, settings: Settings, told: Progress | None
) -> Iterator[PrintedPage]:
    """The pages read by OCR, in the order of ``scans``."""
    from extractor.ocr.reading import read_scans

    with TemporaryDirectory(prefix="extractor-") as folder:
        copy = Path(folder) / "scan.pdf"
        copy.write_bytes(data)
        sources = [
            PdfScan(
                copy,
                page.number,
                page.width or 1.0,
                page.height or 1.0,
                f"{file.sha256}#{page.number}",
                settings.max_megapixels,
            )
            for page in scans
        ]
        for page, source in zip(read_scans(sources, settings, told), scans, strict=True):
            yield replace(with_paragraphs(page), reason=source.reason)


def _after(read: int, total: int, progress: Progress | None) -> Progress | None:
    """Tells of the scans read as of pages of the whole file."""
    if progress is None:
        return None
    return lambda done, _: progress(read + done, total)


def _or_hidden_text(
    read: Iterator[PrintedPage], pdf: pymupdf.Document, scans: Sequence[PrintedPage]
) -> list[PrintedPage]:
    """The pages by OCR; where that is not installed, by their invisible text if all have one that makes sense."""
    try:
        return list(read)
    except PartMissing:
        if any(page.reason != "hidden_text" for page in scans):
            raise
        found = [page for scan in scans if (page := read_hidden_text(pdf[scan.number - 1])) is not None]
        if len(found) < len(scans):
            raise
        return found


def _with(pages: Sequence[PrintedPage], read: Sequence[PrintedPage]) -> list[PrintedPage]:
    by_number = {page.number: page for page in read}
    return [by_number.get(page.number, page) for page in pages]
