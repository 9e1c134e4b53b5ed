"""PDFs that are locked, broken, crowded, huge, or carry more than pages."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pymupdf
import pytest
from conftest import Command

from extractor import extract
from extractor.errors import DamagedInput, EncryptedInput, InputError, InputTooLarge
from extractor.settings import Settings
from tests.support.pdf_pages import NAMES, form, saved, text

LOCKED = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "owner", "user_pw": "密码2023"}


def names(path: Path, settings: Settings | None = None) -> list[str | None]:
    result = extract(path, settings=settings)
    return [row.level3 for one in result.report.forms for row in one.indicators]


def test_a_locked_file_says_how_to_give_the_password(run: Command, folder: Path) -> None:
    saved(form(), folder / "locked.pdf", **LOCKED)
    done = run("extract", "locked.pdf")
    assert (done.returncode, done.stdout) == (1, "")
    assert "locked.pdf" in done.stderr
    assert "--password-file" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_right_password_opens_it(run: Command, folder: Path) -> None:
    saved(form(), folder / "locked.pdf", **LOCKED)
    (folder / "password.txt").write_text("密码2023\n", encoding="utf-8")
    done = run("extract", "locked.pdf", "--password-file", "password.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert NAMES[0] in done.stdout
    drawn = run("inspect", "locked.pdf", "--password-file", "password.txt", "--pdf", "drawn.pdf", "-q")
    assert (drawn.returncode, drawn.stderr) == (0, "")


def test_a_wrong_password_is_told_from_none(tmp_path: Path) -> None:
    path = saved(form(), tmp_path / "locked.pdf", **LOCKED)
    (tmp_path / "password.txt").write_text("wrong", encoding="utf-8")
    with pytest.raises(EncryptedInput, match="another password"):
        extract(path, settings=Settings(password_file=tmp_path / "password.txt"))


def test_a_file_that_only_its_owner_may_change_opens(tmp_path: Path) -> None:
    assert names(saved(form(), tmp_path / "owned.pdf", **LOCKED | {"user_pw": ""})) == NAMES


def test_a_broken_cross_reference_is_repaired(tmp_path: Path) -> None:
    path = saved(form(), tmp_path / "broken.pdf")
    data = re.sub(rb"startxref\s+\d+", b"startxref\n99", path.read_bytes())
    path.write_bytes(data)
    assert names(path) == NAMES


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_read_or_called_damaged_in_one_line(
    run: Command, folder: Path, share: float
) -> None:
    data = saved(form(), folder / "whole.pdf").read_bytes()
    (folder / "cut.pdf").write_bytes(data[: int(share * len(data))])
    done = run("extract", "cut.pdf", "--lang", "en")
    assert done.returncode in (0, 1)
    assert done.returncode == 0 or re.fullmatch(r"error: cut\.pdf: .*\n", done.stderr)


def test_a_header_with_nothing_behind_it_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"%PDF-1.7\n%%EOF\n")
    with pytest.raises(DamagedInput, match="damaged"):
        extract(path)


def test_a_page_that_is_lost_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    document = form()
    document.insert_pdf(form())
    tree = int(document.xref_get_key(document.pdf_catalog(), "Pages")[1].split()[0])
    first = document.xref_get_key(tree, "Kids")[1].strip("[]").split()[0]
    document.xref_set_key(tree, "Kids", f"[{first} 0 R 9999 0 R]")
    result = extract(saved(document, tmp_path / "lost.pdf"))
    assert [page.read_by for page in result.source.pages] == ["text layer", "failed: damaged page"]
    assert [row.level3 for row in result.report.forms[0].indicators] == NAMES
    assert "pages_failed" in [finding.rule for finding in result.findings]


def test_too_many_pages_are_refused_by_name_of_the_setting(tmp_path: Path) -> None:
    document = form()
    document.insert_pdf(form())
    with pytest.raises(InputTooLarge, match="max_pages"):
        extract(saved(document, tmp_path / "long.pdf"), settings=Settings(max_pages=1))


def test_a_portfolio_says_that_its_content_is_attached(tmp_path: Path) -> None:
    document = pymupdf.open()
    text(document.new_page(), 60, 60, "请用阅读器打开此文件包")
    document.embfile_add("report.docx", b"PK")
    document.xref_set_key(document.pdf_catalog(), "Collection", "<</Type/Collection>>")
    with pytest.raises(InputError, match="portfolio"):
        extract(saved(document, tmp_path / "portfolio.pdf"))


def test_scripts_and_attachments_are_left_alone(run: Command, folder: Path) -> None:
    document = form()
    document.embfile_add("macro.exe", b"MZ")
    catalog = document.pdf_catalog()
    document.xref_set_key(catalog, "OpenAction", "<</S/JavaScript/JS(app.alert\\(1\\))>>")
    launch = pymupdf.Rect(40, 100, 90, 110)
    document[0].insert_link({"kind": pymupdf.LINK_LAUNCH, "from": launch, "file": "/bin/true"})
    saved(document, folder / "active.pdf")
    done = run("extract", "active.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert NAMES[0] in done.stdout


def test_a_page_of_twenty_thousand_points_is_read_and_drawn_smaller(run: Command, folder: Path) -> None:
    document = form()
    document[0].set_mediabox(pymupdf.Rect(0, -19000, 20000, 842))
    saved(document, folder / "huge.pdf")
    done = run("inspect", "huge.pdf", "--pdf", "drawn.pdf", env={"EXTRACTOR_MAX_MEGAPIXELS": "4"})
    assert (done.returncode, done.stdout.count("20000×")) == (0, 1)
    assert names(folder / "huge.pdf") == NAMES


@pytest.mark.slow
def test_a_page_full_of_drawings_still_gives_its_table(tmp_path: Path) -> None:
    document = form()
    shape, dice = document[0].new_shape(), random.Random(5)  # noqa: S311 - strokes, not secrets
    for _ in range(100_000):
        x, y = dice.uniform(40, 540), dice.uniform(500, 800)
        shape.draw_line((x, y), (x + 3, y + 2))
    shape.finish()
    shape.commit()
    assert names(saved(document, tmp_path / "map.pdf")) == NAMES


def test_a_page_with_too_many_rules_is_read_without_tables_and_says_so(tmp_path: Path) -> None:
    document = form()
    shape = document[0].new_shape()
    for at in range(20_000):
        shape.draw_line((40, 500 + at / 80), (540, 500 + at / 80))
    shape.finish()
    shape.commit()
    result = extract(saved(document, tmp_path / "hatched.pdf"))
    assert result.document.pages[0].reason == "too_busy"
    assert "pages_too_busy" in [finding.rule for finding in result.findings]
    assert NAMES[0] in result.document.pages[0].text
