"""Old and foreign office formats, and files with a password; most need LibreOffice, and are skipped without."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT, Command
from docx import Document as NewDocument
from msoffcrypto.format.ooxml import OOXMLFile
from test_bad_input import complain

from extractor.document import Table
from extractor.pipeline import extract
from extractor.readers import read_document
from extractor.settings import Settings
from tests.support.office_files import docx, p, read, shown

SMALL = ROOT / "eval/renditions/small"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0 %s\par"
    r"\trowd\cellx2000\cellx4000 \intbl %s\cell 98\cell\row\pard\par}"
)


def rtf_text(text: str) -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode("gbk"))


@needs_office
def test_an_old_word_file_reads_as_the_new_one() -> None:
    new = extract(SMALL / "dachang-2023-form-signed.docx")
    old = extract(SMALL / "dachang-2023-form-signed.doc")
    assert old.report == new.report
    assert [page.read_by for page in old.source.pages] == ["docx via LibreOffice"]
    assert old.source.media_type == "application/msword"
    assert old.source.file == "dachang-2023-form-signed.doc"
    assert old.source.sha256 != new.source.sha256


@needs_office
def test_rich_text(tmp_path: Path) -> None:
    data = (RTF % (rtf_text("自评表"), rtf_text("得分"))).encode("ascii")
    assert shown(read(tmp_path / "report.doc", data)) == ["自评表", [["得分", "98"]]]


SPREADSHEET_2003 = """<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles>
<Worksheet ss:Name="表"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">产出指标</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">完成率</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.95</Data></Cell></Row>
</Table></Worksheet></Workbook>
"""


@needs_office
def test_a_spreadsheet_that_is_all_xml(tmp_path: Path) -> None:
    document = read(tmp_path / "report.xls", SPREADSHEET_2003.encode())
    assert shown(document) == ["产出指标", [["完成率", "95%"]]]
    assert document.pages[0].read_by == "sheet via LibreOffice"


@needs_office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_spreadsheets(tmp_path: Path, suffix: str) -> None:
    source = SMALL / "hetang-2022-form-national.xlsx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    old = extract(tmp_path / f"{source.stem}.{suffix}")
    assert old.report == extract(source).report
    assert {page.read_by for page in old.source.pages} == {"sheet via LibreOffice"}


def locked(data: bytes, password: str) -> bytes:
    out = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["hetang-2022-form-national.docx", "hetang-2022-form-national.xlsx"])
def test_a_file_with_a_password(run: Command, folder: Path, name: str) -> None:
    (folder / name).write_bytes(locked((SMALL / name).read_bytes(), "机密 2022"))
    complain(run("extract", name), 1, name, "--password-file")
    (folder / "password").write_text("错的\n", encoding="utf-8")
    complain(run("extract", name, env={"EXTRACTOR_PASSWORD_FILE": "password"}), 1, name, "--password-file")
    (folder / "password").write_text("机密 2022\n", encoding="utf-8")
    opened = read_document(folder / name, Settings(password_file=folder / "password"))
    assert shown(opened) == shown(read_document(SMALL / name, Settings()))
    assert opened.sha256 != read_document(SMALL / name, Settings()).sha256


def test_a_password_file_that_is_not_there(run: Command, folder: Path) -> None:
    (folder / "a.docx").write_bytes(locked(docx(p("甲")), "x"))
    complain(run("extract", "a.docx", env={"EXTRACTOR_PASSWORD_FILE": "nowhere"}), 3, "nowhere")


def test_without_libreoffice_the_message_says_what_to_install(run: Command, folder: Path) -> None:
    name = "hetang-2022-form-national.doc"
    (folder / name).write_bytes((SMALL / name).read_bytes())
    empty = folder.parent / "empty"
    empty.mkdir()
    done = run("extract", name, env={"PATH": str(empty)})
    complain(done, 3, name, "libreoffice-writer-nogui", "libreoffice-calc-nogui")


@needs_office
def test_libreoffice_is_ended_after_the_time_it_has(run: Command, folder: Path) -> None:
    name = "hetang-2022-form-national.doc"
    (folder / name).write_bytes((SMALL / name).read_bytes())
    complain(run("extract", name, env={"EXTRACTOR_OFFICE_TIMEOUT": "0.05"}), 1, name, "office_timeout")


@needs_office
@pytest.mark.skipif(sys.platform != "linux", reason="uses limits of Linux")
def test_libreoffice_gets_no_more_memory_than_is_set(run: Command, folder: Path) -> None:
    name = "hetang-2022-form-national.doc"
    (folder / name).write_bytes((SMALL / name).read_bytes())
    complain(run("extract", name, env={"EXTRACTOR_OFFICE_MEMORY_MB": "300"}), 1, name, "LibreOffice")


@needs_office
@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_compound_file_of_nothing(run: Command, folder: Path, content: bytes) -> None:
    (folder / "a.doc").write_bytes(content)
    complain(run("extract", "a.doc"), 1, "a.doc")


@needs_office
def test_an_old_word_file_cut_off(run: Command, folder: Path) -> None:
    data = (SMALL / "hetang-2022-form-national.doc").read_bytes()
    (folder / "a.doc").write_bytes(data[: len(data) // 2])
    complain(run("extract", "a.doc"), 1, "a.doc")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths that it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing: stderr is the test's."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


@needs_office
def test_nothing_that_a_document_links_to_is_fetched(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    picture = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/a.png" \\d}}{{\fldrslt x}}}}'
    data = (RTF % (picture, rtf_text("得分"))).encode("ascii")
    document = read(tmp_path / "a.rtf", data)
    assert any(isinstance(block, Table) for block in document.blocks)
    page = f"<html><link rel=stylesheet href={address}/a.css><body><img src={address}/b.png><table><tr><td>甲<td>乙</table>"
    read(tmp_path / "a.html", page.encode())
    assert paths == []


@needs_office
def test_an_old_word_file_of_prose_and_pictures_has_lost_no_tables(tmp_path: Path) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "doc:MS Word 97",
    ]
    made = NewDocument()
    made.add_paragraph("本单位全面完成绩效目标。")
    made.add_paragraph("评价结果为优。")
    made.save(str(tmp_path / "a.docx"))
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "a.docx"], check=True, capture_output=True, timeout=120
    )
    with (tmp_path / "a.doc").open("ab") as stream:
        stream.write(b"\x07\x07" * 256)
    document = read_document(tmp_path / "a.doc", Settings())
    assert shown(document) == ["本单位全面完成绩效目标。", "评价结果为优。"]
    assert document.remarks == ()
