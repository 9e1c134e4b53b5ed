"""What a file is, by what is in it: the bytes it begins with, or the names of its members."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Literal, NamedTuple

from extractor.errors import BinaryInput
from extractor.readers.files import File
from extractor.readers.web.markup import has_table, is_markup
from extractor.readers.zips import damaged, is_encrypted, listed, name_of

Kind = Literal["text", "html", "pdf", "picture", "docx", "xlsx", "office"]


class Format(NamedTuple):
    """A file format by its name in English and in Chinese.

    ``kind`` is None where nothing here reads it, "packed" where it holds other files that nothing here unpacks.
    """

    en: str
    zh: str
    kind: Kind | Literal["archive", "packed"] | None


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
    (b"\x1f\x8b\x08", Format("a gzip archive", "gzip 压缩包", "packed")),
    (b"7z\xbc\xaf\x27\x1c", Format("a 7z archive", "7z 压缩包", "packed")),
    (b"Rar!\x1a\x07", Format("a RAR archive", "RAR 压缩包", "packed")),
)  # fmt: skip
_BITMAP = Format("a BMP picture", "BMP 图片", "picture")
_WEBP = Format("a WebP picture", "WebP 图片", "picture")
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVE = Format("a zip archive", "zip 压缩包", "archive")
# By the folder or file that only such a package has, the more telling first.
_PACKAGES: tuple[tuple[str, Format], ...] = (
    ("xl/workbook.bin", Format("a binary spreadsheet (.xlsb)", "二进制电子表格（.xlsb）", "office")),
    ("word/", Format("a Word document (.docx)", "Word 文档（.docx）", "docx")),
    ("xl/", Format("a spreadsheet (.xlsx)", "电子表格（.xlsx）", "xlsx")),
    ("ppt/", Format("a presentation (.pptx)", "演示文稿（.pptx）", None)),
    ("ofd.xml", Format("an OFD document", "OFD 文档", None)),
)
_OPEN_DOCUMENTS: tuple[tuple[bytes, Format], ...] = (
    (b"application/vnd.oasis.opendocument.text", Format("a text document (.odt)", "ODT 文档", "office")),
    (b"application/vnd.oasis.opendocument.spreadsheet", Format("a spreadsheet (.ods)", "ODS 电子表格", "office")),
)  # fmt: skip
_OPEN_DOCUMENT = Format("an OpenDocument file", "OpenDocument 文档", None)
_CONTENT_TYPES = "[content_types].xml"
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
# Word and Excel files that are all XML, and those of the Chinese standard (UOF).
_OFFICE_XML = re.compile(
    rb"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|schemas\.microsoft\.com/office/word/2003/wordml"
    rb"|schemas\.microsoft\.com/office/2006/xmlPackage|schemas\.uof\.org|urn:oasis:names:tc:opendocument:xmlns:office"
)
_SHEET_XML = re.compile(
    rb"Excel\.Sheet|urn:schemas-microsoft-com:office:spreadsheet|vnd\.uof\.spreadsheet|opendocument\.spreadsheet"
)
_HEAD = 4096


def recognise(file: File) -> Format | None:
    """The format of a file; None for text and for anything not known here.

    Raises:
        DamagedInput: it begins as a zip file does, and is none.
        InputTooLarge: it is one, and has more members than any report.
    """
    if file.data.startswith(_ZIPS):
        return _packed(file)
    if file.data.startswith(b"BM") and file.data[6:10] == b"\0" * 4:
        return _BITMAP
    if file.data.startswith(b"RIFF") and file.data[8:12] == b"WEBP":
        return _WEBP
    return next((known for signature, known in _SIGNATURES if file.data.startswith(signature)), None)


def _packed(file: File) -> Format:
    try:
        with listed(BytesIO(file.data), file) as archive:
            return packed_format(archive)
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise damaged(file) from error


def packed_format(archive: zipfile.ZipFile) -> Format:
    """The format of a zip file by its members: an office file's, or that of an archive of whatever files."""
    names = [name_of(member).lower() for member in archive.infolist()]
    said = _said_type(archive)
    if said.startswith(b"application/vnd.oasis.opendocument"):
        return next((known for kind, known in _OPEN_DOCUMENTS if said.startswith(kind)), _OPEN_DOCUMENT)
    if _CONTENT_TYPES not in names and "ofd.xml" not in names:
        return _ARCHIVE
    return next(
        (known for part, known in _PACKAGES if any(name.startswith(part) for name in names)), _ARCHIVE
    )


def _said_type(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says that it is, in its first member; empty where there is none such."""
    first = next(iter(archive.infolist()), None)
    if first is None or first.filename != "mimetype" or is_encrypted(first):
        return b""
    with archive.open(first) as member:
        return member.read(_HEAD)


def is_packed(data: bytes) -> bool:
    """Whether a file is a zip file, of whatever."""
    return data.startswith(_ZIPS)


def is_archive(file: File) -> bool:
    """Whether it is a zip file of other files, not an office file that is packed as one."""
    return file.data.startswith(_ZIPS) and _packed(file).kind == "archive"


def kind_of(file: File) -> Kind:
    """The kind of file it is: text where nothing else is recognised.

    Raises:
        BinaryInput: it is of a format that nothing here reads.
        DamagedInput: it begins as a zip file does, and is none.
    """
    known = recognise(file)
    if known is None:
        return _kind_of_text(file.data)
    if known.kind is None or known.kind == "archive":
        raise _unread(file, known, "save it as PDF, .docx or .xlsx", "请另存为 PDF、.docx 或 .xlsx")
    if known.kind == "packed":
        raise _unread(file, known, "unpack it, or pack its files as .zip", "请先解压，或改用 .zip 打包")
    return known.kind


def _unread(file: File, known: Format, instead: str, instead_zh: str) -> BinaryInput:
    return BinaryInput(
        f"is {known.en}, which is not supported; {instead}",
        document=file.path,
        zh=f"这是 {known.zh}，暂不支持，{instead_zh}",
    )


def _kind_of_text(data: bytes) -> Kind:
    head = data[:_HEAD].replace(b"\0", b"")
    if _OFFICE_XML.search(head) and head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<?xml"):
        return "office"
    if is_web_archive(data) or is_markup(head.decode("latin-1").lstrip("ï»¿ÿþ")):
        return "html"
    # Tags are ASCII in every encoding in question, once the NUL bytes of UTF-16 are out.
    text = data.replace(b"\0", b"").decode("latin-1") if b"<" in data else ""
    return "html" if has_table(text) else "text"


def office_format(data: bytes) -> tuple[str, Literal["docx", "xlsx"]]:
    """The suffix that files of a kind ``office`` have, compound files apart, and what they can be saved as."""
    if data.startswith(b"{\\rtf"):
        return ".rtf", "docx"
    if data.startswith(_ZIPS):
        known = _packed(File("", data))
        if known is _OPEN_DOCUMENTS[0][1]:
            return ".odt", "docx"
        return (".ods" if known is _OPEN_DOCUMENTS[1][1] else ".xlsb"), "xlsx"
    is_sheet = _SHEET_XML.search(data[:_HEAD].replace(b"\0", b"")) is not None
    return (".uof" if b"uof" in data[:_HEAD] else ".xml"), "xlsx" if is_sheet else "docx"


def is_web_archive(data: bytes) -> bool:
    """Whether the file is a web page in one file with its pictures (MHTML), as its headers say."""
    return _WEB_ARCHIVE.search(data[:_HEAD]) is not None
