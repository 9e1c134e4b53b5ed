"""Page pictures in the page for the browser: embedded, small, with the places on them."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pymupdf
import pytest
from openpyxl import load_workbook
from rich.console import Console

from extractor import Result, extract
from extractor.output import print_tables, write
from tests.integration.test_output_page import Opened, opened
from tests.support.paper import COLUMN, HEIGHT, LEFT, ROW, TOP, WIDTH, conclusions_on_paper, report_on_paper
from tests.support.scans import typed

EVAL = Path(__file__).parents[2] / "eval"
PDF = EVAL / "renditions" / "small" / "dachang-2023-form-signed.pdf"
SAMPLE = EVAL / "samples" / "quannan-2022.txt"
MISREAD = "96%"
POINTER = "/forms/0/indicators/1/actual"


@pytest.fixture(scope="module")
def result() -> Result:
    return report_on_paper(MISREAD)


@pytest.fixture
def page(result, tmp_path) -> Opened:
    return opened(result, tmp_path)


def pixels(image) -> pymupdf.Pixmap:
    kind, _, content = image["href"].partition(";base64,")
    assert kind in ("data:image/png", "data:image/jpeg")
    return pymupdf.Pixmap(base64.b64decode(content))


def boxes(page: Opened, pointer: str) -> list[tuple[float, ...]]:
    numbers = set(page.value(pointer)["data-k"].split())
    return [
        tuple(float(rect[name]) for name in ("x", "y", "width", "height"))
        for rect in page.all("rect")
        if numbers & set(rect["data-k"].split())
    ]


def test_pages_with_values_are_shown_the_others_as_text_only(page):
    first, third = page.all("image")
    assert (first["id"], third["id"]) == ("picture-1", "picture-3")
    assert [note.text for note in page.all("p", "note")] == ["本页没有取值，只列文字"]
    assert "目录" in "".join(line.text for line in page.all(kind="l"))


def test_the_picture_is_the_page_gray_and_small(page):
    shown = pixels(page.all("image")[0])
    assert shown.width / shown.height == pytest.approx(WIDTH / HEIGHT, abs=0.01)
    assert shown.n == 1
    assert 900 < shown.width < 1100
    assert min(shown.samples) < 60
    assert max(shown.samples) == 255
    assert len(page.all("image")[0]["href"]) < 160_000


def test_a_value_has_its_rectangle_where_it_stands_on_the_page(page):
    (x, y, width, height), *rest = boxes(page, POINTER)
    assert rest == []
    left, top = LEFT + 4 * COLUMN, TOP + 2 * ROW
    assert left <= x
    assert x + width <= left + COLUMN
    assert top <= y
    assert y + height <= top + ROW


def test_every_place_of_a_pictured_page_is_drawn_as_well_as_written(result, page):
    def numbers(tag: str) -> set[str]:
        return {number for one in page.all(tag) for number in one["data-k"].split()}

    assert numbers("rect") == numbers("mark")
    assert all(boxes(page, pointer) for pointer in result.evidence)


def test_doubtful_places_are_coloured(page):
    marked = [rect for rect in page.all("rect") if "warning" in rect.classes]
    numbers = set(page.value(POINTER)["data-k"].split())
    assert [set(rect["data-k"].split()) for rect in marked] == [numbers]
    assert "“96%” (0.40)" in page.value(POINTER)["data-why"]


def test_the_pages_of_a_pdf_are_shown_as_they_are(tmp_path):
    result = extract(PDF)
    page = opened(result, tmp_path)
    (image,) = page.all("image")
    assert 0.6 < pixels(image).width / pixels(image).height < 0.8
    assert all(boxes(page, pointer) for pointer in result.evidence)
    assert page.all("h2")[0].text == "第 1 页 文字层"


def test_pictures_are_all_that_the_policy_lets_in_besides(page):
    (policy,) = (e["content"] for e in page.all("meta") if e["http-equiv"] == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert not any("style" in element.attributes for element in page.elements)
    assert {element.tag for element in page.elements if element["href"].startswith("data:")} == {"image"}


def test_a_source_without_pages_to_look_at_has_no_switch(tmp_path):
    page = opened(extract(SAMPLE), tmp_path)
    assert not page.all("svg")
    assert not [button for button in page.all("button") if button["data-view"]]
    assert "V 切换" not in page.all(kind="how")[0].text


def test_only_the_first_pages_with_values_are_pictured(tmp_path):
    page = opened(conclusions_on_paper(62), tmp_path)
    assert len(page.all("image")) == 60
    assert [note.text for note in page.all("p", "note")] == ["只附有取值的前 60 页的图，本页只列文字"] * 2


def test_how_pages_were_read_is_told(result, page, tmp_path):
    heading = page.all("h2")[0].text
    assert heading.startswith("第 1 页 扫描识别（rapidocr 3.10.0，平均把握 0.9")
    english = opened(result, tmp_path, "en")
    assert english.all("h2")[0].text.startswith("Page 1 OCR (rapidocr 3.10.0, mean confidence 0.9")


def test_the_workbook_tells_it_too_and_names_pages(result, tmp_path):
    (path,) = write(result, tmp_path / "x.xlsx")
    book = load_workbook(path)
    report = {cell.value: cell.column for cell in book["报告"][1]}
    said = book["报告"].cell(2, report["页面读取"]).value
    assert re.fullmatch(r"第 1–3 页 扫描识别（rapidocr 3.10.0，平均把握 0\.9\d）", said)
    findings = {cell.value: cell.column for cell in book["待核对"][1]}
    assert re.fullmatch(r"第1页第\d+行", book["待核对"].cell(2, findings["原文位置"]).value)
    note = next(cell.comment.text for row in book["绩效指标"] for cell in row if cell.comment)
    assert "“96%” (0.40)" in note
    assert "第1页" in note


def test_the_terminal_tells_it_where_there_is_something_to_tell(result):
    def shown(one: Result) -> str:
        console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
        print_tables(one, console)
        return console.export_text()

    assert "第 1–3 页 扫描识别（rapidocr 3.10.0，平均把握" in shown(result)
    assert "页面读取" not in shown(extract(SAMPLE))


def test_a_page_read_in_a_way_nobody_foresaw_is_told_as_it_is(tmp_path):
    odd = typed([["三级指标", "年度指标值", "实际完成值"], ["人次", "≥5人次", "6人次"]]).model_copy(deep=True)
    odd.source.pages[0].read_by = "LibreOffice 7.4 " + "x" * 300
    with_book = write(odd, tmp_path / "x.xlsx")[0]
    report = load_workbook(with_book)["报告"]
    said = next(cell.value for cell in report[2] if str(cell.value).startswith("LibreOffice"))
    assert len(said) == 80
    assert (
        "LibreOffice 7.4"
        in (write(odd, tmp_path / "x.csv"), (tmp_path / "x.report.csv").read_text("utf-8-sig"))[1]
    )
