"""Small files that ask for a great deal of memory or depth: refused in one line, in little memory."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXTRACTOR, ROOT, Command, environment
from test_bad_input import complain
from test_bad_office_input import replaced

from extractor import extract
from extractor.errors import ExtractorError
from extractor.settings import Settings
from tests.support.office_files import NAMESPACES, packed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses limits of Linux")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
ROOM_KB = 1_500_000
ZEROS = bytes(100 * 1024 * 1024)
Bounded = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def bounded(tmp_path: Path, folder: Path) -> Bounded:
    """Run ``extractor extract`` on a file of this content, with less memory than it would unpack to."""

    def call(name: str, data: bytes | str, **env: str) -> subprocess.CompletedProcess[str]:
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        command = ["sh", "-c", f'ulimit -v {ROOM_KB} && exec "$@"', "sh", EXTRACTOR, "extract", name]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=folder, env=environment(tmp_path, **env), timeout=300
        )

    return call


def test_an_archive_whose_first_member_is_huge_and_named_like_a_type(bounded: Bounded) -> None:
    data = packed({"mimetype": ZEROS * 16, "a.txt": "甲"})
    complain(bounded("a.zip", data), 1, "a.txt")


@needs_office
@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.odt", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ZEROS}),
        ("a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ZEROS}),
        ("a.xlsb", {"[Content_Types].xml": "<Types/>", "xl/workbook.bin": ZEROS}),
    ],
)
def test_a_packed_file_that_libreoffice_would_unpack_without_limit(
    bounded: Bounded, name: str, parts: dict[str, str | bytes]
) -> None:
    done = bounded(name, packed(parts), EXTRACTOR_MAX_UNPACKED_MB="50")
    complain(done, 1, name, "50 MB", "max_unpacked_mb")


def picture(width: int, height: int) -> bytes:
    """A PNG of one colour, one bit for each pixel."""
    rows = zlib.compressobj(9)
    packed_rows = b"".join(rows.compress(bytes(1 + width // 8)) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", packed_rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def test_a_picture_of_one_colour_and_2500_megapixels(bounded: Bounded) -> None:
    complain(bounded("a.png", picture(50_000, 50_000)), 1, "a.png", "图片过大")


def tiff(directories: int) -> bytes:
    """A TIFF of so many frames of 8 by 8 pixels."""
    out = bytearray(b"II*\0" + struct.pack("<I", 8))
    tags = (
        (256, 3, 8),
        (257, 3, 8),
        (258, 3, 1),
        (259, 3, 1),
        (262, 3, 0),
        (273, 4, 4),
        (278, 3, 8),
        (279, 4, 8),
    )
    for number in range(directories):
        out += struct.pack("<H", len(tags))
        out += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
        out += struct.pack("<I", len(out) + 4 if number < directories - 1 else 0)
    return bytes(out)


def test_a_tiff_of_five_thousand_directories(bounded: Bounded) -> None:
    complain(bounded("a.tif", tiff(5000)), 1, "a.tif", "5000", "max_pages")


def pdf(*objects: str) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"


def test_a_pdf_of_a_hundred_thousand_pages(bounded: Bounded) -> None:
    kids = " ".join(f"{number} 0 R" for number in range(3, 100_003))
    data = pdf(CATALOGUE, f"<</Type/Pages/Kids[{kids}]/Count 100000>>", *[PAGE] * 100_000)
    complain(bounded("a.pdf", data), 1, "a.pdf", "100000", "max_pages")


@pytest.mark.parametrize("kids", ["2 0 R", "2 0 R 2 0 R", ""])
def test_a_pdf_whose_page_tree_holds_itself_or_nothing(run: Command, folder: Path, kids: str) -> None:
    (folder / "a.pdf").write_bytes(pdf(CATALOGUE, f"<</Type/Pages/Kids[{kids}]/Count 900>>"))
    complain(run("extract", "a.pdf"), 1, "a.pdf", "PDF")


def test_a_web_archive_of_parts_in_parts(run: Command, folder: Path) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n"
    parts = (f"--b{at}\nContent-Type: multipart/related; boundary=b{at + 1}\n\n" for at in range(3000))
    (folder / "a.mht").write_text(
        f"{head}{''.join(parts)}--b3000\nContent-Type: text/html\n\n<p>x", encoding="utf-8"
    )
    complain(run("extract", "a.mht"), 1, "a.mht")


def test_a_picture_much_longer_than_any_sheet(run: Command, folder: Path) -> None:
    # Taken for as wide as a sheet of A4, it would be drawn in thousands of millions of pixels.
    (folder / "a.png").write_bytes(picture(8, 20_000))
    done = run("extract", "a.png", env={"EXTRACTOR_OCR_PROCESSES": "1"})
    complain(done, 1, "a.png")
    assert "emory" not in done.stderr


def test_a_picture_of_a_single_row_holds_nothing(folder: Path) -> None:
    # Not by the command: this process has the models of OCR loaded for other tests.
    (folder / "a.png").write_bytes(picture(8, 1))
    with pytest.raises(ExtractorError) as told:
        extract(folder / "a.png", settings=Settings(cache=False))
    assert told.value.exit_code == 1
    assert "emory" not in str(told.value)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr>" + "<td rowspan=65000>甲" * 1000 + "<tr>" * 65_000,
        ("<tr>" + "<td rowspan=65000>") * 1000 + "<tr><td>甲" * 20_000,
    ],
)
def test_cells_that_reach_down_over_very_many_rows(bounded: Bounded, rows: str) -> None:
    complain(bounded("a.html", f"<table>{rows}</table>"), 1, "a.html", "max_cells")


SMALL = ROOT / "eval/renditions/small"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXT = f"<w:document {NAMESPACES}><w:body>{'<w:p/>' * 17_000_000}</w:body></w:document>"
CROWDED = {
    "word/document.xml": TEXT,
    "xl/styles.xml": f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 3_000_000}</cellXfs></styleSheet>",
    "xl/sharedStrings.xml": f"<sst {MAIN}>{'<si><t>1</t></si>' * 3_000_000}</sst>",
    "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{'<row/>' * 9_000_000}</sheetData></worksheet>",
}


@pytest.mark.parametrize("part", CROWDED)
def test_a_part_of_very_many_tags(bounded: Bounded, part: str) -> None:
    suffix = "docx" if part.startswith("word") else "xlsx"
    data = (SMALL / f"hetang-2022-form-national.{suffix}").read_bytes()
    complain(bounded(f"a.{suffix}", replaced(data, part, CROWDED[part])), 1, f"a.{suffix}", "max_cells")
