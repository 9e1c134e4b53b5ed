"""What a file is, by the bytes it begins with."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extractor.errors import BinaryInput
from extractor.readers.files import File

Kind = Literal["text", "html", "pdf", "picture", "docx", "xlsx", "office"]


class Format(NamedTuple):
    """A file format by its name in English and in Chinese; ``kind`` is None where nothing here reads it."""

    en: str
    zh: str
    kind: Kind | None


_ZIP = b"PK\x03\x04"
_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", Format("a PDF", "PDF 文件", "pdf")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format("an old Office file (.doc, .xls, .wps)", "旧版 Office 文件（.doc、.xls、.wps）", "office")),
    (b"{\\rtf", Format("a rich text file (.rtf)", "RTF 文件", "office")),
    (b"\x89PNG\r\n\x1a\n", Format("a PNG picture", "PNG 图片", "picture")),
    (b"\xff\xd8\xff", Format("a JPEG picture", "JPEG 图片", "picture")),
    (b"GIF87a", Format("a GIF picture", "GIF 图片", "picture")),
    (b"GIF89a", Format("a GIF picture", "GIF 图片", "picture")),
    (b"II*\x00", Format("a TIFF picture", "TIFF 图片", "picture")),
    (b"MM\x00*", Format("a TIFF picture", "TIFF 图片", "picture")),
    (b"\x1f\x8b\x08", Format("a gzip archive", "gzip 压缩包", None)),
    (b"7z\xbc\xaf\x27\x1c", Format("a 7z archive", "7z 压缩包", None)),
    (b"Rar!\x1a\x07", Format("a RAR archive", "RAR 压缩包", None)),
)  # fmt: skip
# A zip holds office documents more often than anything else: its member names tell which.
_MEMBERS: tuple[tuple[bytes, Format], ...] = (
    (b"word/", Format("a Word document (.docx)", "Word 文档（.docx）", "docx")),
    (b"xl/", Format("a spreadsheet (.xlsx)", "电子表格（.xlsx）", "xlsx")),
    (b"ppt/", Format("a presentation (.pptx)", "演示文稿（.pptx）", None)),
    (b"OFD.xml", Format("an OFD document", "OFD 文档", None)),
    (b"opendocument", Format("an OpenDocument file", "OpenDocument 文档", "office")),
)
_ARCHIVE = Format("a zip archive", "zip 压缩包", None)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)
_MARKUP_WITHIN = 4096


def recognise(data: bytes) -> Format | None:
    """The format that the bytes begin as; None for text and for anything not listed here."""
    if data.startswith(_ZIP):
        return next((known for member, known in _MEMBERS if member in data), _ARCHIVE)
    return next((known for signature, known in _SIGNATURES if data.startswith(signature)), None)


def kind_of(file: File) -> Kind:
    """The kind of file it is: text where nothing else is recognised.

    Raises:
        BinaryInput: it is of a format that nothing here reads.
    """
    known = recognise(file.data)
    if known is None:
        return "html" if _MARKUP.search(file.data[:_MARKUP_WITHIN]) else "text"
    if known.kind is None:
        raise BinaryInput(
            f"is {known.en}, which is not supported; save it as PDF, .docx or .xlsx",
            document=file.path,
            zh=f"是{known.zh}，暂不支持，请另存为 PDF、.docx 或 .xlsx",
        )
    return known.kind
