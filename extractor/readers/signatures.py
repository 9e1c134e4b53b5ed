"""What a file that is not text looks like, by the bytes it begins with."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A file format by its name in English and in Chinese."""

    en: str
    zh: str


_ZIP = b"PK\x03\x04"
_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", Format("a PDF", "PDF 文件")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format("an old Office file (.doc, .xls, .wps)", "旧版 Office 文件（.doc、.xls、.wps）")),
    (b"{\\rtf", Format("a rich text file (.rtf)", "RTF 文件")),
    (b"\x89PNG\r\n\x1a\n", Format("a PNG picture", "PNG 图片")),
    (b"\xff\xd8\xff", Format("a JPEG picture", "JPEG 图片")),
    (b"GIF87a", Format("a GIF picture", "GIF 图片")),
    (b"GIF89a", Format("a GIF picture", "GIF 图片")),
    (b"II*\x00", Format("a TIFF picture", "TIFF 图片")),
    (b"MM\x00*", Format("a TIFF picture", "TIFF 图片")),
    (b"\x1f\x8b\x08", Format("a gzip archive", "gzip 压缩包")),
    (b"7z\xbc\xaf\x27\x1c", Format("a 7z archive", "7z 压缩包")),
    (b"Rar!\x1a\x07", Format("a RAR archive", "RAR 压缩包")),
)  # fmt: skip
# A zip holds office documents more often than anything else: its member names tell which.
_MEMBERS: tuple[tuple[bytes, Format], ...] = (
    (b"word/", Format("a Word document (.docx)", "Word 文档（.docx）")),
    (b"xl/", Format("a spreadsheet (.xlsx)", "电子表格（.xlsx）")),
    (b"ppt/", Format("a presentation (.pptx)", "演示文稿（.pptx）")),
    (b"OFD.xml", Format("an OFD document", "OFD 文档")),
    (b"opendocument", Format("an OpenDocument file", "OpenDocument 文档")),
)
_ARCHIVE = Format("a zip archive", "zip 压缩包")


def recognise(data: bytes) -> Format | None:
    """The format that the bytes begin as; None for text and for anything not listed here."""
    if data.startswith(_ZIP):
        return next((known for member, known in _MEMBERS if member in data), _ARCHIVE)
    return next((known for signature, known in _SIGNATURES if data.startswith(signature)), None)
