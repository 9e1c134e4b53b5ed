"""Many scanned pages: in order, each on its own, and not read twice."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from extractor.errors import PartMissing
from extractor.ocr.reading import read_scans
from extractor.printed import PrintedPage, PrintedParagraph
from extractor.settings import Settings
from tests.integration.conftest import Command
from tests.support import printed_scans as drawn
from tests.support.scan_sources import Page, Untouchable


def settings(folder: Path, **more: object) -> Settings:
    return Settings(cache_dir=folder, **more)  # type: ignore[arg-type]


def texts(page: PrintedPage) -> str:
    """All that is read on a page, without blanks."""
    return "".join(
        word.text.strip()
        for block in page.blocks
        if isinstance(block, PrintedParagraph)
        for line in block.lines
        for word in line
    )


@pytest.mark.slow
def test_pages_come_in_order_and_one_that_fails_takes_no_other_with_it(tmp_path: Path) -> None:
    pages = [Page(1), Page(2, "dies"), Page(3), Page(4, "hangs"), Page(5, "damaged"), Page(6)]
    told: list[tuple[int, int]] = []
    read = list(
        read_scans(
            pages,
            settings(tmp_path, ocr_processes=2, page_timeout=25),
            lambda done, total: told.append((done, total)),
        )
    )
    assert [page.number for page in read] == [1, 2, 3, 4, 5, 6]
    assert [texts(page) for page in read] == ["第1页", "", "第3页", "", "", "第6页"]
    assert [page.read_by for page in read if not page.blocks] == [
        "failed: the process that read it died",
        "failed: took over 25 seconds",
        "failed: has lost its pixels",
    ]
    assert told == [(done, 6) for done in range(1, 7)]


def test_a_page_once_read_is_not_loaded_again(tmp_path: Path) -> None:
    once = list(read_scans([Page(1), Page(2)], settings(tmp_path, ocr_processes=1)))
    again = list(read_scans([Untouchable(1), Untouchable(2)], settings(tmp_path, ocr_processes=1)))
    assert again == once
    at_150 = settings(tmp_path, ocr_processes=1, ocr_dpi=150)
    assert (
        next(read_scans([Untouchable(1)], at_150)).read_by
        == "failed: AssertionError: page 1 was loaded, at 150 dpi"
    )


def test_what_has_failed_is_read_again(tmp_path: Path) -> None:
    bad = next(read_scans([Page(7, "damaged")], settings(tmp_path)))
    good = next(read_scans([Page(7)], settings(tmp_path)))
    assert (bad.read_by, texts(good)) == ("failed: has lost its pixels", "第7页")


def test_a_picture_of_several_pages_through_the_command_line(run: Command, folder: Path) -> None:
    form = drawn.scan(drawn.paper())
    pages = [drawn.Image.fromarray(each).convert("1") for each in (form, drawn.numbered(2, 200))]
    pages[0].save(
        folder / "scan.tif", save_all=True, append_images=pages[1:], compression="group4", dpi=(200, 200)
    )
    env = {"EXTRACTOR_CACHE_DIR": str(folder / "kept")}
    first = json.loads(run("extract", "scan.tif", "--json", env=env).stdout)
    assert [page["number"] for page in first["source"]["pages"]] == [1, 2]
    assert {page["read_by"].split()[0] for page in first["source"]["pages"]} == {"ocr"}
    names = [row["level3"] for row in first["report"]["forms"][0]["indicators"]]
    assert names == [row[2] for row in drawn.ROWS]
    held = json.loads(run("cache", "info", "--json", env=env).stdout)
    assert (held["pages"], held["entries"]) == (2, 0)
    second = json.loads(run("extract", "scan.tif", "--json", env=env).stdout)
    assert (second["report"], second["evidence"]) == (first["report"], first["evidence"])
    assert run("cache", "clear", "--lang", "en", env=env).stdout == "0 answers and 2 pages forgotten\n"


def test_tesseract_reads_the_same_form(run: Command, folder: Path) -> None:
    drawn.saved(drawn.scan(drawn.paper()), folder / "scan.png")
    done = json.loads(
        run(
            "extract", "scan.png", "--json", env={"EXTRACTOR_OCR": "tesseract", "EXTRACTOR_CACHE": "false"}
        ).stdout
    )
    assert done["source"]["pages"][0]["read_by"].startswith("ocr tesseract ")
    scores = [row["score"] for row in done["report"]["forms"][0]["indicators"]]
    assert scores.count(None) <= 1
    assert {20, 15, 28, 7} - set(scores) == set()


def test_without_tesseract_the_message_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    with pytest.raises(PartMissing, match="apt install tesseract-ocr tesseract-ocr-chi-sim"):
        list(read_scans([Page(1)], settings(tmp_path, ocr="tesseract")))
