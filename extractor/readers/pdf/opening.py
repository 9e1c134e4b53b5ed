"""Opening a PDF: passwords, damage, limits, and files whose content is only attached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pymupdf

from extractor.errors import DamagedInput, EncryptedInput, InputError, InputTooLarge
from extractor.readers.files import File
from extractor.readers.passwords import password_of

if TYPE_CHECKING:
    from extractor.settings import Settings

FAILURES = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
"""What PyMuPDF raises for a file, or a part of one, that is damaged."""


class Opened(NamedTuple):
    """A PDF, and its bytes without the password."""

    pdf: pymupdf.Document
    data: bytes


@contextmanager
def opened(file: File, settings: Settings) -> Iterator[Opened]:
    """The PDF, unlocked and within the limits. What MuPDF has to say about it reaches no stream.

    Raises:
        DamagedInput: it cannot be opened, or no page is left of it.
        EncryptedInput: it needs a password, or another one.
        InputTooLarge: it has more than ``settings.max_pages`` pages.
        InputError: it is a portfolio, which holds other documents and no page of its own.
        ConfigurationError: the password file cannot be read.
    """
    quiet()
    try:
        document = pymupdf.open(stream=file.data, filetype="pdf")
    except FAILURES as error:
        raise _damaged(file) from error
    with document:
        # Asked again later, it would forget the password.
        locked = bool(document.needs_pass)
        if locked:
            _unlock(document, file, settings)
        _check(document, file, settings)
        yield Opened(document, _unlocked(document) if locked else file.data)


def _unlocked(document: pymupdf.Document) -> bytes:
    """The PDF without its password; a page that damage keeps from being copied is blank."""
    try:
        return bytes(document.tobytes(encryption=pymupdf.PDF_ENCRYPT_NONE))
    except FAILURES:
        with pymupdf.open() as copy:
            for at in range(document.page_count):
                try:
                    copy.insert_pdf(document, from_page=at, to_page=at)
                except FAILURES:
                    copy.new_page(at)
            return bytes(copy.tobytes())


def quiet() -> None:
    """Keep MuPDF's warnings and PyMuPDF's advice out of stdout and stderr."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    # It is printed on stdout, among the data.
    pymupdf.no_recommend_layout()
    pymupdf.set_messages(pylogging=True, pylogging_name="extractor.pymupdf", pylogging_level=10)


def _unlock(document: pymupdf.Document, file: File, settings: Settings) -> None:
    if settings.password_file is None:
        raise EncryptedInput(
            "needs a password: write it into a file and give that as --password-file FILE "
            "(setting password_file)",
            document=file.path,
            zh="文件有密码保护：请把密码写入一个文本文件，用 --password-file FILE（设置 password_file）给出",
        )
    if not document.authenticate(password_of(settings) or ""):
        raise EncryptedInput(
            f"has another password than the one in {settings.password_file} (--password-file)",
            document=file.path,
            zh=f"{settings.password_file} 中的密码不对（--password-file）",
        )


def _check(document: pymupdf.Document, file: File, settings: Settings) -> None:
    pages = _page_count(document, file)
    attached = _attached(document)
    if attached:
        raise InputError(
            f"is a PDF portfolio: {attached} attached files and no report of its own; "
            "save the attachments and give those",
            document=file.path,
            zh=f"是 PDF 文件包，内容都在 {attached} 个附件里，请先把附件另存出来再提取",
        )
    if pages > settings.max_pages:
        raise InputTooLarge(
            f"has {pages} pages (the limit is {settings.max_pages}, setting max_pages)",
            document=file.path,
            zh=f"有 {pages} 页（上限 {settings.max_pages} 页，可用设置 max_pages 调整）",
        )


def _page_count(document: pymupdf.Document, file: File) -> int:
    try:
        pages = int(document.page_count)
    except FAILURES as error:
        raise _damaged(file) from error
    if not pages:
        raise _damaged(file)
    return pages


def _attached(document: pymupdf.Document) -> int:
    """How many files a portfolio holds; 0 for a PDF that is none."""
    try:
        kind, _ = document.xref_get_key(document.pdf_catalog(), "Collection")
        return int(document.embfile_count()) if kind != "null" else 0
    except FAILURES:
        # A damaged catalogue: what pages there are can be read all the same.
        return 0


def _damaged(file: File) -> DamagedInput:
    return DamagedInput(
        "is a damaged PDF: no page of it can be opened; get it again, or print it anew to PDF",
        document=file.path,
        zh="PDF 文件已损坏，一页也打不开：请重新获取，或重新打印成 PDF",
    )
