"""The scanned pages and pasted pictures of a PDF, read by OCR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pymupdf

from extractor.document import Box
from extractor.errors import PartMissing
from extractor.printed import PrintedPage
from extractor.readers.pdf.page import read_hidden_text
from extractor.readers.pdf.pasted import with_picture
from extractor.readers.pdf.pictures import PdfScan
from extractor.readers.reader import Progress
from extractor.readers.scans.lines import with_paragraphs
from extractor.settings import Settings
from extractor.temporary import temporary_folder


@dataclass(frozen=True)
class Copy:
    """A copy of the file that other processes can open: where it is, and what tells it from others."""

    path: Path
    sha256: str
    settings: Settings

    def scan(self, page: PrintedPage, part: Box | None = None) -> PdfScan:
        """A page, or a part of it."""
        width, height = (part.width, part.height) if part else (page.width or 1.0, page.height or 1.0)
        where = f"{part.x0:.1f},{part.y0:.1f},{part.x1:.1f},{part.y1:.1f}" if part else ""
        fingerprint = f"{self.sha256}#{page.number}{where}"
        return PdfScan(self.path, page.number, width, height, fingerprint, self.settings.max_megapixels, part)


@contextmanager
def copied(data: bytes, sha256: str, settings: Settings) -> Iterator[Copy]:
    """A copy of a PDF without a password, for as long as its pages are read."""
    with temporary_folder() as folder:
        path = folder / "scan.pdf"
        path.write_bytes(data)
        yield Copy(path, sha256, settings)


def read_pages(
    scans: Sequence[PrintedPage], copy: Copy, pdf: pymupdf.Document, told: Progress | None
) -> list[PrintedPage]:
    """The pages by OCR; where that is not installed, by their invisible text if all have one that makes sense.

    Raises:
        PartMissing: neither can be had.
    """
    try:
        return [*_by_ocr(scans, copy, told)]
    except PartMissing:
        if any(page.reason != "hidden_text" for page in scans):
            raise
        found = [page for scan in scans if (page := read_hidden_text(pdf[scan.number - 1])) is not None]
        if len(found) < len(scans):
            raise
        return found


def _by_ocr(scans: Sequence[PrintedPage], copy: Copy, told: Progress | None) -> Iterator[PrintedPage]:
    from extractor.ocr.reading import read_scans

    sources = [copy.scan(page) for page in scans]
    for page, source in zip(read_scans(sources, copy.settings, told), scans, strict=True):
        yield replace(with_paragraphs(page), reason=source.reason)


def with_pictures(
    pages: Sequence[PrintedPage], pictures: dict[int, list[Box]], copy: Copy
) -> list[PrintedPage]:
    """The pages with what the pictures on them say; ``pictures`` are their places by page number.

    Raises:
        PartMissing: the OCR is not installed.
    """
    from extractor.ocr.reading import read_scans

    read = {page.number: page for page in pages}
    places = [(number, box) for number, boxes in pictures.items() for box in boxes]
    sources = [copy.scan(read[number], box) for number, box in places]
    for (number, box), found in zip(places, read_scans(sources, copy.settings), strict=True):
        read[number] = with_picture(read[number], with_paragraphs(found), box)
    return [read[page.number] for page in pages]
