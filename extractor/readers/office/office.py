"""Old and foreign office formats, through LibreOffice: .doc, .wps, .rtf, .odt, .uof; .xls, .et, .ods, .xlsb.

Encrypted files of Word and Excel are opened with the password of the settings.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.document import Document, Remark, Table
from extractor.readers import zips
from extractor.readers.files import File
from extractor.readers.office.compound import SIGNATURE, content_of, decrypted, has_table_rows
from extractor.readers.office.libreoffice import VIA, Target, converted, not_opened
from extractor.readers.plain.plausibility import fits
from extractor.readers.reader import Progress
from extractor.readers.sheet.xlsx import read_xlsx
from extractor.readers.signatures import is_packed, office_format
from extractor.readers.word.docx import read_docx
from extractor.settings import Settings

_MEDIA_TYPES = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
}


def read_office(file: File, settings: Settings, progress: Progress | None = None) -> Document:
    """The document of a file that LibreOffice opens; offsets count in what it makes of it.

    Raises:
        EncryptedInput: it needs a password, or another.
        PartMissing: LibreOffice is not installed.
        InputError: LibreOffice does not open it, or not in time.
    """
    if not file.data.startswith(SIGNATURE):
        return _read(file, *office_format(file.data), settings, progress)
    content, plain = content_of(file), decrypted(file, settings)
    if content == "package":
        document = _package(plain, settings, progress)
    elif content == ".xls":
        document = _read(plain, ".xls", "xlsx", settings, progress)
    else:
        document = _with_tables(_read(plain, ".doc", "docx", settings, progress), plain)
    return replace(document, sha256=file.sha256)


def _package(file: File, settings: Settings, progress: Progress | None) -> Document:
    """The document of a package that was encrypted: Word's or Excel's, which its members tell."""
    from extractor.readers.formats import reader_of
    from extractor.readers.signatures import kind_of

    return reader_of(kind_of(file))(file, settings, progress)


def _read(file: File, suffix: str, target: Target, settings: Settings, progress: Progress | None) -> Document:
    """The document of what LibreOffice makes of a file of this suffix."""
    if is_packed(file.data):
        _check_unpacked(file, settings)
    made = File(file.path, converted(file, suffix, target, settings))
    if target == "xlsx":
        document = read_xlsx(made, settings, progress, read_by="sheet" + VIA)
    else:
        document = read_docx(made, settings, progress, read_by="docx" + VIA)
        # What it takes for no document, damaged ones too, LibreOffice opens as text.
        if not all(fits(page.text, sure=False) for page in document.pages):
            raise not_opened(file)
    media_type = _MEDIA_TYPES.get(suffix, "application/xml")
    return replace(document, sha256=file.sha256, media_type=media_type)


def _check_unpacked(file: File, settings: Settings) -> None:
    """Unpack all of it once, to nowhere: LibreOffice itself knows no limit."""
    with zips.opened(file) as archive:
        for _ in zips.check_unpacked(archive, file, settings):
            pass


def _with_tables(document: Document, file: File) -> Document:
    """The document with a remark where none of its tables survived the conversion."""
    if any(isinstance(block, Table) for block in document.blocks) or not has_table_rows(file.data):
        return document
    return replace(document, remarks=(*document.remarks, Remark("tables_lost")))
