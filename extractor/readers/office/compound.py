"""Compound files (OLE), in which Office 97 to 2003 and WPS save, and newer ones encrypt: what is in them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Literal
from xml.parsers.expat import ExpatError

import msoffcrypto
import olefile
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from extractor.errors import BinaryInput
from extractor.readers import zips
from extractor.readers.files import File
from extractor.readers.passwords import password_of
from extractor.settings import Settings

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Content = Literal[".doc", ".xls", "package"]
_STREAMS: tuple[tuple[str, Content], ...] = (
    ("EncryptedPackage", "package"),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
)
# In Word's text, UTF-16 wherever there is Chinese in it, each cell ends in BEL, and each row in one more.
_ROW_END = b"\x07\x00\x07\x00"
# What the two libraries raise on directories, headers and keys that make no sense.
_MISREAD = (
    FileFormatError, ParseError, ExpatError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError,
    RecursionError, NotImplementedError, AssertionError, struct.error, zlib.error,
)  # fmt: skip


def content_of(file: File) -> Content:
    """What a compound file holds: a document, a workbook, or an encrypted package.

    Raises:
        DamagedInput: its directory cannot be read.
        BinaryInput: it holds something else: slides, a message, an old Works file.
    """
    try:
        with olefile.OleFileIO(BytesIO(file.data)) as parts:
            found = next((kind for stream, kind in _STREAMS if parts.exists(stream)), None)
    except _MISREAD as error:
        raise zips.damaged(file) from error
    if found is None:
        raise BinaryInput(
            "is no document or spreadsheet of Office or WPS; save it as PDF, .docx or .xlsx",
            document=file.path,
            zh="不是 Office 或 WPS 的文档或表格，请另存为 PDF、.docx 或 .xlsx",
        )
    return found


def decrypted(file: File, settings: Settings) -> File:
    """The file without its encryption; the file itself where it is not encrypted.

    Raises:
        EncryptedInput: there is no password in the settings, or it is another.
        DamagedInput: what says how it is encrypted cannot be read.
    """
    try:
        office = msoffcrypto.OfficeFile(BytesIO(file.data))
        if not office.is_encrypted():
            return file
        password = password_of(settings)
        if password is None:
            raise zips.locked(file)
        plain = BytesIO()
        office.load_key(password=password)
        office.decrypt(plain)
    except (InvalidKeyError, DecryptionError) as error:
        raise zips.locked(file) from error
    except _MISREAD as error:
        raise zips.damaged(file) from error
    return File(file.path, plain.getvalue())


def has_table_rows(data: bytes) -> bool:
    """Whether the text of a Word 97 file seems to hold rows of a table."""
    return data.count(_ROW_END) > 1
