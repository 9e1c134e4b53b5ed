"""Which pages of a PDF are read by their own text and which by OCR, and why."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extractor import extract
from extractor.document import Document
from extractor.readers import read_document
from extractor.settings import Settings
from tests.support.pdf_pages import NAMES, form, saved, text


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache_dir=tmp_path / "cache", ocr_processes=1)


def scanned(document: pymupdf.Document, dpi: int = 150) -> pymupdf.Document:
    """The pages as pictures."""
    copy = pymupdf.open()
    for page in document:
        sheet = copy.new_page(width=page.rect.width, height=page.rect.height)
        sheet.insert_image(sheet.rect, stream=page.get_pixmap(dpi=dpi).tobytes("jpg"))
    return copy


def ways(document: Document) -> list[tuple[str, str | None]]:
    return [(page.read_by.split()[0], page.reason) for page in document.pages]


def test_each_page_of_a_mixed_file_is_read_its_own_way(tmp_path: Path, settings: Settings) -> None:
    document = form()
    document.insert_pdf(scanned(form()))
    document.new_page()
    told: list[tuple[int, int]] = []
    path = saved(document, tmp_path / "mixed.pdf")
    result = extract(path, settings=settings, progress=lambda done, total: told.append((done, total)))
    assert ways(result.document) == [("text", None), ("ocr", "no_text"), ("text", None)]
    assert [row.level3 for row in result.report.forms[1].indicators] == NAMES
    assert told == [(1, 3), (2, 3), (3, 3)]
    [place] = result.evidence["/forms/1/indicators/1/target"]
    assert place.page == 2
    assert place.box and place.confidence
    [own] = result.evidence["/forms/0/indicators/1/target"]
    assert own.box and place.box == pytest.approx(own.box, abs=4)


def test_a_text_layer_that_makes_no_sense_is_not_believed(tmp_path: Path, settings: Settings) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for line in range(6):
        text(page, 60, 80 + 20 * line, "佧佴侂侉侊侪侬俅俦俪俳俾倌倏倥倨偈偎偬僖" * 2)
    document = read_document(saved(document, tmp_path / "soup.pdf"), settings)
    assert ways(document) == [("ocr", "garbled_text")]


def test_an_invisible_text_over_a_scan_does_not_replace_the_picture(
    tmp_path: Path, settings: Settings
) -> None:
    document = scanned(form())
    for line, said in enumerate(("项日支出绩效白评表", "项目名称公共法津服务体系建没经费")):
        document[0].insert_text((60, 60 + 50 * line), said, fontname="china-s", render_mode=3)
    result = extract(saved(document, tmp_path / "layered.pdf"), settings=settings)
    assert ways(result.document) == [("ocr", "hidden_text")]
    assert result.report.forms[0].project_name == "公共法律服务体系建设经费"


def test_a_scan_with_a_stamped_page_number_is_still_a_scan(tmp_path: Path, settings: Settings) -> None:
    document = scanned(form())
    text(document[0], 280, 820, "第 1 页")
    result = extract(saved(document, tmp_path / "numbered.pdf"), settings=settings)
    assert ways(result.document) == [("ocr", "text_in_picture")]
    assert [row.level3 for row in result.report.forms[0].indicators] == NAMES


def test_a_letterhead_behind_the_text_makes_no_scan_of_a_page(tmp_path: Path, settings: Settings) -> None:
    document = form()
    paper = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 84))
    paper.clear_with(235)
    document[0].insert_image(document[0].rect, pixmap=paper, overlay=False)
    assert ways(read_document(saved(document, tmp_path / "paper.pdf"), settings)) == [("text", None)]


def test_blank_pages_need_no_ocr(tmp_path: Path) -> None:
    document = form()
    document.new_page()
    document[1].draw_rect(pymupdf.Rect(30, 30, 31, 31))
    assert ways(read_document(saved(document, tmp_path / "blank.pdf"), Settings()))[1] == ("text", None)


def test_a_faint_scan_with_few_words_is_read(tmp_path: Path, settings: Settings) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for line, said in enumerate(("项目支出绩效自评表", "服务对象满意度 95.6", "总分 99.13")):
        page.insert_text((60, 80 + 30 * line), said, fontname="china-s", fontsize=11, color=(0.5,) * 3)
    read = read_document(saved(scanned(document), tmp_path / "faint.pdf"), settings)
    assert ways(read) == [("ocr", "no_text")]
    assert "99.13" in read.pages[0].text


def test_an_empty_scan_of_shaded_paper_needs_no_ocr(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page().draw_rect(pymupdf.Rect(0, 0, 600, 850), fill=(0.8,) * 3, color=(0.8,) * 3)
    assert ways(read_document(saved(scanned(document), tmp_path / "empty.pdf"), Settings())) == [
        ("text", None)
    ]


def pasted(picture: bytes, place: pymupdf.Rect) -> pymupdf.Document:
    """A page of prose with a picture in the middle."""
    document = pymupdf.open()
    page = document.new_page()
    text(page, 200, 60, "项目支出绩效自评报告", 16)
    for line in range(5):
        text(
            page,
            60,
            90 + 18 * line,
            "根据县财政局关于开展项目支出绩效自评工作的通知要求，现将自评情况报告如下。",
            11,
        )
    page.insert_image(place, stream=picture)
    text(page, 60, 780, "以上自评情况，特此报告。", 11)
    return document


def test_a_table_pasted_as_a_screenshot_is_read_where_it_stands(tmp_path: Path, settings: Settings) -> None:
    clip = pymupdf.Rect(30, 40, 550, 290)
    shot = form()[0].get_pixmap(dpi=160, clip=clip).tobytes("png")
    path = saved(pasted(shot, pymupdf.Rect(40, 200, 560, 450)), tmp_path / "pasted.pdf")
    result = extract(path, settings=settings)
    [page] = result.source.pages
    assert page.read_by.startswith("text layer + ocr ")
    assert [row.level3 for row in result.report.forms[0].indicators] == NAMES
    [place] = result.evidence["/forms/0/indicators/0/level3"]
    assert place.box and place.confidence
    assert place.box[0] == pytest.approx(193 + 10, abs=4)
    assert place.box[1] == pytest.approx(139 + 22 - 16 + 160, abs=8)
    said = result.document.pages[0].text
    assert said.index("根据县财政局") < said.index(NAMES[0]) < said.index("特此报告")


def test_a_photograph_adds_no_text(tmp_path: Path, settings: Settings) -> None:
    photo = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 400, 300))
    photo.clear_with(200)
    for at in range(40):
        photo.set_rect(pymupdf.IRect(10 * at, 5 * at, 10 * at + 9, 300), (60 + at, 90, 120))
    path = saved(pasted(photo.tobytes("png"), pymupdf.Rect(100, 250, 500, 550)), tmp_path / "photo.pdf")
    [page] = read_document(path, settings).pages
    assert page.read_by == "text layer"
    assert page.confidence is None


def test_a_scan_behind_a_password_is_read(tmp_path: Path, settings: Settings) -> None:
    # Asked whether it needs a password, MuPDF forgets the one it was given, and the copy for OCR was rubbish.
    (tmp_path / "password.txt").write_text("密码2023", encoding="utf-8")
    locked = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "owner", "user_pw": "密码2023"}
    path = saved(scanned(form()), tmp_path / "locked.pdf", **locked)
    given = settings.model_copy(update={"password_file": tmp_path / "password.txt"})
    assert [row.level3 for row in extract(path, settings=given).report.forms[0].indicators] == NAMES
