"""Zip archives: the report in them, by itself or by its path, and bounds on what they unpack to."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import time
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT, Command
from test_bad_input import complain

from extractor.batch.inputs import find_inputs
from extractor.errors import InputTooLarge
from extractor.readers import read_document
from extractor.readers.loading import load
from extractor.settings import Settings
from tests.support.office_files import docx, p, packed, tbl, tr

REPORT = (ROOT / "eval/samples/quannan-2022.txt").read_bytes()
FORM = docx(p("项目支出绩效自评表") + tbl(tr("项目名称", "道路养护"), tr("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"), tr("产出指标", "数量指标", "养护里程", "≥90公里", "95公里", "10")))  # fmt: skip

WORDS = "产出指标 数量指标 养护里程 ≥90公里\n".encode()


def named(path: Path, *members: tuple[str, bytes]) -> None:
    path.write_bytes(packed(dict(members)))


def test_the_only_report_in_an_archive(run: Command, folder: Path) -> None:
    named(
        folder / "a.zip", ("报告/report.txt", REPORT), ("__MACOSX/._report.txt", b"\0"), ("Thumbs.db", b"\0")
    )
    done = run("extract", "a.zip", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["source"]["file"] == "report.txt"
    assert found["report"]["fiscal_year"] == 2022


def test_a_word_file_in_an_archive_by_its_path(run: Command, folder: Path) -> None:
    named(folder / "a.zip", ("甲/report.docx", FORM), ("乙/other.txt", REPORT))
    done = run("extract", "a.zip/甲/report.docx", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["report"]["forms"][0]["project_name"] == "道路养护"


def test_several_reports_are_listed(run: Command, folder: Path) -> None:
    named(folder / "a.zip", *((f"{number:02}.txt", REPORT) for number in range(12)))
    complain(run("extract", "a.zip"), 1, "12", "a.zip/00.txt", "09.txt")


def test_an_archive_without_any_report(run: Command, folder: Path) -> None:
    named(folder / "a.zip", ("a.exe", b"MZ"), ("b.zip", packed({"report.txt": REPORT})))
    complain(run("extract", "a.zip"), 1, "a.zip", "没有可以读取的文件")


def test_a_path_that_is_not_in_the_archive(run: Command, folder: Path) -> None:
    named(folder / "a.zip", ("report.txt", REPORT))
    complain(run("extract", "a.zip/other.txt"), 2, "a.zip/other.txt", "report.txt")


def test_a_path_into_a_word_file(run: Command, folder: Path) -> None:
    (folder / "report.docx").write_bytes(FORM)
    complain(run("extract", "report.docx/word/document.xml"), 2, "没有这个文件")


def test_names_as_chinese_windows_packs_them(run: Command, folder: Path) -> None:
    name = "绩效自评/报告.txt"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x" * len(name.encode("gbk")), REPORT)
    data = out.getvalue().replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    (folder / "a.zip").write_bytes(data)
    done = run("extract", f"a.zip/{name}", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"]["file"] == "报告.txt"


def test_a_member_that_unpacks_to_too_much(run: Command, folder: Path) -> None:
    named(folder / "a.zip", ("report.txt", b" " * 3 * 1024 * 1024))
    complain(run("extract", "a.zip", env={"EXTRACTOR_MAX_UNPACKED_MB": "2"}), 1, "a.zip/report.txt", "2 MB")


def test_a_size_that_the_archive_lies_about(run: Command, folder: Path) -> None:
    data = packed({"report.txt": b" " * 3 * 1024 * 1024})
    (folder / "a.zip").write_bytes(
        data.replace((3 * 1024 * 1024).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    )
    complain(run("extract", "a.zip", env={"EXTRACTOR_MAX_UNPACKED_MB": "2"}), 1, "a.zip")


def test_members_that_share_their_bytes(run: Command, folder: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", REPORT)
        first = archive.infolist()[0]
        second = zipfile.ZipInfo("b.txt")
        for field in ("compress_size", "file_size", "CRC", "header_offset", "compress_type"):
            setattr(second, field, getattr(first, field))
        archive.filelist.append(second)
        archive.NameToInfo["b.txt"] = second
    (folder / "a.zip").write_bytes(out.getvalue())
    complain(run("extract", "a.zip/b.txt"), 1, "a.zip")


@pytest.mark.parametrize("cut", [30, 200, -30])
def test_an_archive_cut_off(run: Command, folder: Path, cut: int) -> None:
    (folder / "a.zip").write_bytes(packed({"report.txt": REPORT})[:cut])
    complain(run("extract", "a.zip"), 1, "a.zip", "损坏")


@pytest.mark.skipif(shutil.which("zip") is None, reason="needs the program zip")
def test_an_archive_with_a_password(run: Command, folder: Path) -> None:
    (folder / "report.txt").write_bytes(REPORT)
    subprocess.run(["zip", "-q", "-P", "geheim", "a.zip", "report.txt"], cwd=folder, check=True)
    complain(run("extract", "a.zip"), 1, "a.zip", "--password-file")
    (folder / "password").write_text("other", encoding="utf-8")
    complain(run("extract", "a.zip", "--password-file", "password"), 1, "a.zip", "--password-file")
    (folder / "password").write_text("geheim\n", encoding="utf-8")
    assert run("extract", "a.zip", "--password-file", "password", "--json").returncode == 0


def test_only_the_member_is_held_in_memory(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a/report.txt", REPORT)
        archive.writestr("a/scan.png", bytes(80_000_000))
    tracemalloc.start()
    try:
        read_document(folder / "a.zip/a/report.txt", Settings())
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_the_list_of_a_large_archive_is_read_once_for_all_its_members(folder: Path) -> None:
    named(folder / "a.zip", *((f"{number:05}.txt", WORDS) for number in range(10_000)))
    start = time.process_time()
    for number in range(200):
        assert read_document(folder / f"a.zip/{number:05}.txt", Settings()).pages[0].text == WORDS.decode()
    # Anew for each of them it takes half a minute.
    assert time.process_time() - start < 5


def test_an_archive_larger_than_any_report_may_be(folder: Path) -> None:
    """Of which only what is read counts: archives of scans are large."""
    path = folder / "a.zip"
    named(path, *((f"{number}.bin", os.urandom(600_000)) for number in range(3)), ("a.txt", b"x" * 1000))
    settings = Settings(max_input_mb=1)
    assert path.stat().st_size > 1024 * 1024
    assert load(path / "a.txt", settings).data == b"x" * 1000
    assert [one.path for one in find_inputs([str(path)])] == [str(path / "a.txt")]
    with pytest.raises(InputTooLarge):
        load(path, settings)


def test_an_archive_that_was_replaced_is_listed_anew(folder: Path) -> None:
    named(folder / "a.zip", ("a.txt", WORDS))
    assert read_document(folder / "a.zip/a.txt", Settings()).pages[0].text == WORDS.decode()
    named(folder / "a.zip", ("b.txt", b"1"), ("a.txt", WORDS * 2))
    assert read_document(folder / "a.zip/a.txt", Settings()).pages[0].text == WORDS.decode() * 2


def test_a_name_with_doubled_slashes_and_dots(folder: Path) -> None:
    named(folder / "a.zip", ("./county//a.txt", WORDS))
    assert read_document(folder / "a.zip/county/a.txt", Settings()).pages[0].text == WORDS.decode()


def test_a_list_of_very_many_members_is_not_even_read(folder: Path) -> None:
    entry = (
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
        + b"a"
    )
    entries = entry * 600_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(entries), 4, 0)
    (folder / "a.zip").write_bytes(b"PK\x03\x04" + entries + end)
    tracemalloc.start()
    try:
        with pytest.raises(InputTooLarge, match="20000"):
            read_document(folder / "a.zip/a", Settings())
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
