"""`extractor inspect`: what a file was read as, page by page."""

from __future__ import annotations

import json
from pathlib import Path

import pymupdf
from conftest import Command

from tests.support.pdf_pages import HEADER, ROWS, form, heading, saved, table


def two_pages() -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page()
    table(page, heading(page), (HEADER, *ROWS[:3]))
    table(document.new_page(), 60, ROWS[3:])
    return document


def test_each_page_is_told_with_its_tables(run: Command, folder: Path) -> None:
    saved(two_pages(), folder / "report.pdf")
    done = run("inspect", "report.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert "application/pdf" in done.stdout
    assert "读取方式" in done.stdout
    assert "文字层" in done.stdout
    assert "595×842" in done.stdout
    assert "8×8（第 1–2 页）" in done.stdout
    english = run("inspect", "report.pdf", "--lang", "en")
    assert "text layer" in english.stdout
    assert "8×8 (pages 1–2)" in english.stdout


def test_json_holds_the_same(run: Command, folder: Path) -> None:
    saved(two_pages(), folder / "report.pdf")
    told = json.loads(run("inspect", "report.pdf", "--json").stdout)
    assert told["schema_version"] == "inspection.v1"
    assert (told["file"], told["media_type"], len(told["pages"])) == ("report.pdf", "application/pdf", 2)
    first = told["pages"][0]
    assert {key: first[key] for key in ("number", "read_by", "reason", "width", "height")} == {
        "number": 1,
        "read_by": "text layer",
        "reason": None,
        "width": 595.0,
        "height": 842.0,
    }
    assert first["tables"] == [{"rows": 8, "columns": 8, "pages": [1, 2], "exact": True}]
    assert (first["confidence"], first["lowest_confidence"], first["doubtful_words"]) == (None, None, 0)


def test_text_files_are_inspected_too(run: Command, report: Path) -> None:
    told = json.loads(run("inspect", report, "--json").stdout)
    [page] = told["pages"]
    assert (page["read_by"], page["width"]) == ("text", None)
    assert len(page["tables"]) == 2


def test_what_was_read_is_drawn_over_the_pages(run: Command, folder: Path) -> None:
    saved(form(), folder / "report.pdf")
    done = run("inspect", "report.pdf", "--pdf", "drawn.pdf", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "written: drawn.pdf\n")
    with pymupdf.open(folder / "drawn.pdf") as drawn:
        colours = {path["color"] for path in drawn[0].get_drawings()}
        assert len(colours) == 2
        assert len(drawn[0].get_images()) == 1


def test_a_scan_is_drawn_with_what_was_recognised(run: Command, folder: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image(page.rect, stream=form()[0].get_pixmap(dpi=150).tobytes("jpg"))
    saved(document, folder / "scan.pdf")
    done = run("inspect", "scan.pdf", "--pdf", "drawn.pdf", "--json", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)["pages"][0]
    assert (told["reason"], told["read_by"].split()[0]) == ("no_text", "ocr")
    assert told["lowest_confidence"] <= told["confidence"] <= 1
    with pymupdf.open(folder / "drawn.pdf") as drawn:
        assert "公共法律" in drawn[0].get_text().replace("\n", "")


def test_a_file_without_pages_cannot_be_drawn(run: Command, folder: Path, report: Path) -> None:
    done = run("inspect", report, "--pdf", "drawn.pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--pdf" in done.stderr
    assert not (folder / "drawn.pdf").exists()


def test_the_file_itself_is_not_overwritten(run: Command, folder: Path) -> None:
    before = saved(form(), folder / "report.pdf").read_bytes()
    done = run("inspect", "report.pdf", "--pdf", "./report.pdf")
    assert done.returncode == 2
    assert (folder / "report.pdf").read_bytes() == before
