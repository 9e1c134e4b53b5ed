"""Web pages, also those that Word and Excel write, as a document of one page for each HTML file in it.

Read is what a browser shows without styles and scripts. Nothing is fetched.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message

from extractor.document import Document
from extractor.errors import DamagedInput, EmptyInput, UnknownEncoding
from extractor.layout.lines import split_lines
from extractor.printed import PrintedBlock, PrintedPage
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.limits import check_text
from extractor.readers.nesting import Content, NestedCell, NestedTable, flat
from extractor.readers.plain.decoding import decode
from extractor.readers.reader import Progress
from extractor.readers.signatures import is_web_archive
from extractor.readers.web.content import html_content
from extractor.readers.web.markup import is_mixed
from extractor.readers.web.mixed import marked_up
from extractor.settings import Settings

_CHARSET = re.compile(rb"""<meta\b[^>]*charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CHARSET_WITHIN = 4096
# Pages that say GB2312 use characters of its successors all the same.
_SUCCESSORS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030"}
# What the mail parser of the standard library raises on headers that it does not understand.
_MISREAD = (ValueError, LookupError, TypeError, AttributeError, MessageError)


def read_html(
    file: File, settings: Settings, progress: Progress | None = None, *, read_by: str = "html"
) -> Document:
    """The document of a web page (.html), of a web archive (.mht), or of text with HTML tables in it.

    Raises:
        InputError: one of the errors of `decode`, or over a limit of the settings.
    """
    pages: list[PrintedPage] = []
    for text in _texts(file):
        check_text(len(text), file, settings)
        blocks = tuple(_blocks(text, file, settings))
        if blocks:
            pages.append(PrintedPage(len(pages) + 1, read_by, blocks))
    if not pages:
        raise EmptyInput("is empty: there is no text in it", document=file.path, zh="文件是空的，没有文字")
    if progress:
        progress(len(pages), len(pages))
    return assemble(file, pages, "text/html")


def content_of(data: bytes, file: File, max_cells: int) -> tuple[Content, ...]:
    """What a web page or web archive holds that is a part of another file.

    Raises:
        InputError: one of the errors of `decode`, or more than ``max_cells`` table cells.
    """
    texts = _texts(File(file.path, data))
    return tuple(part for text in texts for part in html_content(text, file, max_cells))


def _texts(file: File) -> Iterator[str]:
    if not is_web_archive(file.data):
        yield _decoded(file.data, file.path)
        return
    for part in _parts(file):
        data = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(data, bytes) and data.strip():
            assert isinstance(part, EmailMessage)  # noqa: S101
            yield _decoded(data, file.path, part.get_content_charset())


def _parts(file: File) -> list[Message]:
    """The parts of a web archive.

    Raises:
        DamagedInput: they are nested without end, or their headers make no sense.
    """
    try:
        return list(email.message_from_bytes(file.data, policy=policy.default).walk())
    except (RecursionError, *_MISREAD) as error:
        raise DamagedInput(
            "is a damaged web archive: save the page anew as .html or .docx",
            document=file.path,
            zh="网页归档文件已损坏，请重新另存为 .html 或 .docx",
        ) from error


def _decoded(data: bytes, name: str, said: str | None = None) -> str:
    """The page's text: UTF-8 and everyday Chinese prove themselves, else what the page says of itself."""
    try:
        return decode(data, name)
    except UnknownEncoding:
        declared = _CHARSET.search(data[:_CHARSET_WITHIN])
        charset = (said or (declared[1].decode("ascii") if declared else "")).lower()
        try:
            return data.decode(_SUCCESSORS.get(charset, charset or "utf-8"))
        except (LookupError, UnicodeDecodeError):
            pass
        raise


def _blocks(text: str, file: File, settings: Settings) -> Iterator[PrintedBlock]:
    mixed = is_mixed(text)
    content = html_content(marked_up(text) if mixed else text, file, settings.max_cells)
    return flat(tuple(_without_marks(part) for part in content) if mixed else content)


def _without_marks(part: Content) -> Content:
    """The content with the notation of Markdown and LaTeX read as signs, as in any text."""
    if isinstance(part, str):
        return "\n".join(line.text for line in split_lines(part))
    cells = (
        NestedCell(
            one.row, one.column, tuple(map(_without_marks, one.content)), one.row_span, one.column_span
        )
        for one in part.cells
    )
    return NestedTable(tuple(cells))
