"""PDF files as documents: each page from its own text, or by OCR where that is no good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.document import FAILED, Box, Document, Remark
from extractor.errors import DamagedInput, PartMissing
from extractor.printed import PrintedPage
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.paper.page_breaks import over_page_breaks
from extractor.readers.pdf.apart import DAMAGED, Answer, Shown, read_apart, reader_of_pages
from extractor.readers.pdf.opening import opened
from extractor.readers.pdf.pictures import PdfPictures
from extractor.readers.pdf.scans import copied, read_pages, with_pictures
from extractor.readers.reader import Progress
from extractor.settings import Settings

MEDIA_TYPE = "application/pdf"


def read_pdf(file: File, settings: Settings, progress: Progress | None = None) -> Document:
    """The document of a PDF. Scripts, links and attachments in it are left alone.

    Raises:
        DamagedInput: no page can be opened.
        EncryptedInput: it needs a password, or another one.
        InputTooLarge: it has more than ``settings.max_pages`` pages.
        InputError: it is a portfolio of attached files.
        PartMissing: a page is a scan, and the OCR is not installed.
    """
    with (
        reader_of_pages() as reader,
        opened(file, settings) as (pdf, data),
        copied(data, file.sha256, settings) as copy,
    ):
        answers = read_apart(copy.path, pdf.page_count, reader, settings.page_timeout)
        pages, pictures = _by_text(answers, pdf.page_count, progress)
        _check_any(pages, file)
        remarks = [*_crowded(pages)]
        scans = [page for page in pages if _is_scan(page)]
        told = _after(len(pages) - len(scans), len(pages), progress)
        pages = _with(pages, read_pages(scans, copy, pdf, told) if scans else [])
        try:
            pages = with_pictures(pages, pictures, copy) if pictures else pages
        except PartMissing:
            # What the pages say themselves is worth having; a screenshot is rarely all of it.
            remarks.append(_named("page_pictures_unread", pictures))
    document = assemble(
        file, pages, MEDIA_TYPE, PdfPictures(data, settings.max_megapixels, settings.page_timeout)
    )
    return replace(over_page_breaks(document), remarks=tuple(remarks))


def _crowded(pages: Sequence[PrintedPage]) -> Iterator[Remark]:
    """On which pages no tables were looked for."""
    busy = [page.number for page in pages if page.reason == "too_busy"]
    if busy:
        yield _named("pages_too_busy", busy)


def _named(rule: str, pages: Iterable[int]) -> Remark:
    return Remark(rule, (("pages", "、".join(map(str, pages))),))


def _is_scan(page: PrintedPage) -> bool:
    return not page.blocks and page.reason is not None and page.reason != "too_busy"


def _by_text(
    answers: Iterable[Answer], count: int, progress: Progress | None
) -> tuple[list[PrintedPage], dict[int, list[Box]]]:
    """All pages by their own text, those that need OCR without blocks; and the pictures on them by page."""
    pages: list[PrintedPage] = []
    pictures: dict[int, list[Box]] = {}
    for number, answer in enumerate(answers, 1):
        shown = Shown(PrintedPage(number, f"{FAILED}{answer}"), []) if isinstance(answer, str) else answer
        pages.append(shown.page)
        if shown.pictures:
            pictures[number] = shown.pictures
        if progress and not _is_scan(shown.page):
            progress(sum(not _is_scan(each) for each in pages), count)
    return pages, pictures


def _check_any(pages: Sequence[PrintedPage], file: File) -> None:
    """Raises `DamagedInput` where no page can be read."""
    if any(not page.read_by.startswith(FAILED) for page in pages):
        return
    reasons = {page.read_by.removeprefix(FAILED) for page in pages}
    if reasons == {DAMAGED}:
        raise DamagedInput(
            "is a damaged PDF: no page of it can be read; get it again, or print it anew to PDF",
            document=file.path,
            zh="PDF 文件已损坏，一页也读不出：请重新获取，或重新打印成 PDF",
        )
    raise DamagedInput(
        f"is a PDF of which no page can be read ({min(reasons)}; setting page_timeout): print it anew to PDF",
        document=file.path,
        zh=f"PDF 页面内容异常，一页也读不出（{min(reasons)}）：请重新打印成 PDF（时间上限可用设置 page_timeout 调整）",
    )


def _after(read: int, total: int, progress: Progress | None) -> Progress | None:
    """Tells of the scans read as of pages of the whole file."""
    if progress is None:
        return None
    return lambda done, _: progress(read + done, total)


def _with(pages: Sequence[PrintedPage], read: Sequence[PrintedPage]) -> list[PrintedPage]:
    by_number = {page.number: page for page in read}
    return [by_number.get(page.number, page) for page in pages]
