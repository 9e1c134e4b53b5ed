"""Office files that are damaged, or made to do harm: one clear line, the right exit code, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from conftest import EXTRACTOR, ROOT, Command, environment
from test_bad_input import complain

from tests.support.office_files import NAMESPACES, docx, p, packed, tbl, tr

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="uses pipes and limits of Linux")
SMALL = ROOT / "eval/renditions/small"
DOCX = (SMALL / "hetang-2022-form-national.docx").read_bytes()
XLSX = (SMALL / "hetang-2022-form-national.xlsx").read_bytes()
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def replaced(data: bytes, name: str, content: str | bytes | None) -> bytes:
    """The package with another content of one part, or without it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member))
        if content is not None:
            new.writestr(name, content)
    return out.getvalue()


def document(inside: str, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>'


PART = "word/document.xml"
DAMAGED = {
    "a Word file cut off": DOCX[: len(DOCX) // 2],
    "a Word file without its text": replaced(DOCX, PART, None),
    "a Word file with broken XML": replaced(DOCX, PART, document(p("甲"))[:-20]),
    "a Word file that is no Word file": replaced(DOCX, PART, "<html/>"),
    "a Word file nested too deep": replaced(DOCX, PART, document("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400)),
    "a Word file with a wrong sum": DOCX.replace(zipfile.ZipFile(BytesIO(DOCX)).getinfo(PART).CRC.to_bytes(4, "little"), b"\1\2\3\4"),
    "a spreadsheet cut off": XLSX[: len(XLSX) // 2],
    "a spreadsheet with broken XML": replaced(XLSX, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row"),
    "a Word file that expands entities": replaced(DOCX, PART, document(p("&l9;"), f'<!DOCTYPE x [<!ENTITY l0 "甲">{LAUGHS}]>')),
    "a spreadsheet that expands entities": replaced(XLSX, "xl/sharedStrings.xml", f'<!DOCTYPE x [<!ENTITY l0 "甲">{LAUGHS}]><sst/>'),
    "entities in UTF-16": replaced(DOCX, PART, document(p("&l9;"), f'<!DOCTYPE x [<!ENTITY l0 "甲">{LAUGHS}]>').encode("utf-16")),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged_or_harmful_files(run: Command, folder: Path, kind: str) -> None:
    (folder / "report.bin").write_bytes(DAMAGED[kind])
    done = run("extract", "report.bin", "-o", "result.json")
    complain(done, 1, "report.bin")
    assert [path.name for path in folder.iterdir()] == ["report.bin"]


def test_a_file_of_this_machine_does_not_get_into_a_report(run: Command, folder: Path) -> None:
    secret = folder.parent / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'
    (folder / "a.docx").write_bytes(replaced(DOCX, PART, document(tbl(tr("得分", "&secret;")), doctype)))
    done = run("extract", "a.docx", "--json")
    complain(done, 1, "a.docx")
    assert "机密" not in done.stderr


def bomb(data: bytes, name: str, megabytes: int) -> bytes:
    return replaced(data, name, b" " * megabytes * 1024 * 1024)


@on_linux
@pytest.mark.parametrize(
    ("data", "name"), [(DOCX, "word/media/image1.png"), (XLSX, "xl/worksheets/sheet9.xml"), (DOCX, PART)]
)
def test_a_file_that_unpacks_to_much_more_takes_little_memory(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / "a.bin").write_bytes(bomb(data, name, 200))
    done = subprocess.run(
        ["sh", "-c", 'ulimit -v 1000000 && exec "$@"', "sh", EXTRACTOR, "extract", "a.bin"],
        capture_output=True, text=True, cwd=tmp_path, env=environment(tmp_path, EXTRACTOR_MAX_UNPACKED_MB="32"), timeout=120,
    )  # fmt: skip
    complain(done, 1, "a.bin", "32 MB", "max_unpacked_mb")


def sheet(inside: str, after: str = "") -> bytes:
    """A workbook with a sheet of this data, written by hand into one of openpyxl's."""
    out = BytesIO()
    openpyxl.Workbook().save(out)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = f'<worksheet xmlns="{main}"><sheetData>{inside}</sheetData>{after}</worksheet>'
    return replaced(out.getvalue(), "xl/worksheets/sheet1.xml", content)


def test_a_sheet_with_a_style_down_to_its_last_row(run: Command, folder: Path) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" s="0"/><c r="B{at}" s="0"/></row>' for at in range(3, 1_048_577)
    )
    (folder / "a.xlsx").write_bytes(sheet(first + rows))
    complain(run("extract", "a.xlsx", env={"EXTRACTOR_MAX_CELLS": "100000"}), 1, "a.xlsx", "max_cells")


def test_a_cell_merged_over_the_whole_sheet(run: Command, folder: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    (folder / "a.xlsx").write_bytes(sheet('<row r="1"><c r="A1"><v>1</v></c></row>', merged))
    complain(run("extract", "a.xlsx"), 1, "a.xlsx", "max_cells")


def test_cells_far_apart_in_every_row(run: Command, folder: Path) -> None:
    columns = [openpyxl.utils.get_column_letter(at) for at in range(1, 2001)]
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>1</v></c><c r="{name}{at}"><v>1</v></c></row>'
        for at, name in enumerate(columns[1:], start=1)
    )
    (folder / "a.xlsx").write_bytes(sheet(rows))
    complain(run("extract", "a.xlsx"), 1, "a.xlsx", "max_cells")


def test_many_sheets_that_share_one_part(run: Command, folder: Path) -> None:
    with zipfile.ZipFile(BytesIO(XLSX)) as old:
        book = old.read("xl/workbook.xml").decode()
    start, end = book.index("<sheet "), book.index("</sheets>")
    (folder / "a.xlsx").write_bytes(
        replaced(XLSX, "xl/workbook.xml", book[:start] + book[start:end] * 500 + book[end:])
    )
    complain(run("extract", "a.xlsx", env={"PATH": str(folder)}), 1, "a.xlsx", "损坏")


def test_a_word_file_with_more_cells_than_the_settings_allow(run: Command, folder: Path) -> None:
    (folder / "a.docx").write_bytes(docx(tbl(*[tr("甲", "乙")] * 60)))
    complain(run("extract", "a.docx", env={"EXTRACTOR_MAX_CELLS": "100"}), 1, "a.docx", "max_cells")


def test_an_archive_of_very_many_files(run: Command, folder: Path) -> None:
    (folder / "a.zip").write_bytes(packed({f"{number}.txt": "甲" for number in range(20_001)}))
    complain(run("extract", "a.zip"), 1, "a.zip", "20000")


@on_linux
def test_a_pipe_with_a_writer_is_read_and_one_without_is_given_up(run: Command, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    report = (ROOT / "eval/samples/quannan-2022.txt").read_bytes()
    writer = threading.Thread(target=(folder / "pipe").write_bytes, args=(report,))
    writer.start()
    assert run("extract", "pipe", "--json").returncode == 0
    writer.join()
    complain(run("extract", "pipe"), 1, "pipe", "管道")


def test_very_many_merged_cells(run: Command, folder: Path) -> None:
    merged = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(1, 30_001))
    data = sheet('<row r="1"><c r="A1"><v>1</v></c></row>', f"<mergeCells>{merged}</mergeCells>")
    (folder / "a.xlsx").write_bytes(data)
    complain(run("extract", "a.xlsx"), 1, "a.xlsx", "max_cells")
