"""What damaged files have broken, one case each: `make fuzz` finds more."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from conftest import ROOT
from msoffcrypto.format.ooxml import OOXMLFile

from extractor.errors import DamagedInput, InputError
from extractor.pipeline import extract
from extractor.readers import read_document
from extractor.settings import Settings
from tests.support.listening import open_text
from tests.support.office_files import packed
from tests.support.pdf_pages import NAMES, form, saved

SMALL = ROOT / "eval/renditions/small"


@pytest.fixture
def locked(tmp_path: Path) -> tuple[bytes, Settings]:
    """A Word file with a password, and settings that know it."""
    out = BytesIO()
    OOXMLFile(BytesIO((SMALL / "hetang-2022-form-national.docx").read_bytes())).encrypt("2022", out)
    (tmp_path / "password").write_text("2022", encoding="ascii")
    return out.getvalue(), Settings(password_file=tmp_path / "password")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<encryption ", b"<encryptio  "),
        (b"<keyData ", b"<keyDatb "),
        (b'blockSize="16"', b'blockSize="xx"'),
        (b'hashAlgorithm="SHA512"', b'hashAlgorithm="SHA999"'),
        (b'saltSize="16"', b'saltSize="16 '),
    ],
)
def test_broken_words_on_how_a_file_is_encrypted(
    tmp_path: Path, locked: tuple[bytes, Settings], old: bytes, new: bytes
) -> None:
    data, settings = locked
    assert old in data
    (tmp_path / "a.docx").write_bytes(data.replace(old, new))
    with pytest.raises(InputError) as raised:
        extract(tmp_path / "a.docx", settings=settings)
    assert raised.value.zh


def test_an_old_spreadsheet_whose_first_record_is_lost(tmp_path: Path) -> None:
    data = (SMALL / "hetang-2022-form-national.doc").read_bytes()
    # The stream of a Word file under the name that a workbook's has.
    name, other = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
    at = data.index(name)
    entry = data[at : at + 64].replace(name, other + bytes(len(name) - len(other)))
    sizes = data[at + 64 : at + 66], (2 * len("Workbook") + 2).to_bytes(2, "little")
    assert int.from_bytes(sizes[0], "little") == 2 * len("WordDocument") + 2
    (tmp_path / "a.xls").write_bytes(data[:at] + entry + sizes[1] + data[at + 66 :])
    with pytest.raises(DamagedInput):
        extract(tmp_path / "a.xls")


def test_a_locked_pdf_of_which_an_object_is_broken(tmp_path: Path) -> None:
    lock = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "owner", "user_pw": "2022"}
    path = saved(form(), tmp_path / "a.pdf", **lock)
    # Nothing needs it to read the page, but it cannot be written without its password as it is.
    data = path.read_bytes()
    assert b"/Type/FontDescriptor" in data
    path.write_bytes(data.replace(b"/Type/FontDescriptor", b"/Type 9(FontDescript"))
    (tmp_path / "password").write_text("2022", encoding="ascii")
    result = extract(path, settings=Settings(password_file=tmp_path / "password"))
    assert [row.level3 for one in result.report.forms for row in one.indicators] == NAMES


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_an_open_document_packed_anew_with_its_type_compressed(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(open_text("http://127.0.0.1:9"))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    (tmp_path / "a.odt").write_bytes(packed(parts))
    assert "98" in read_document(tmp_path / "a.odt", Settings()).pages[0].text
