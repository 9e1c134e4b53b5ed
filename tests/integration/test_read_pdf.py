"""PDFs with text of their own: tables, turned pages, columns of blanks, and what page breaks cut."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extractor import Result, extract
from extractor.document import Document, Paragraph, Table
from extractor.readers import read_document
from extractor.settings import Settings
from tests.support.pdf_pages import (
    FONT,
    HEADER,
    HEIGHT,
    LEFT,
    NAMES,
    ROWS,
    WIDTHS,
    form,
    heading,
    saved,
    table,
    text,
)

TARGETS = [row[3] for row in ROWS]
LEVELS = ["产出指标"] * 4 + ["效益指标", "满意度指标"]


def names(result: Result) -> list[str | None]:
    return [row.level3 for one in result.report.forms for row in one.indicators]


def targets(result: Result) -> list[str | None]:
    return [row.target and row.target.text for one in result.report.forms for row in one.indicators]


def levels(result: Result) -> list[str | None]:
    return [row.level1 for one in result.report.forms for row in one.indicators]


def read(path: Path) -> Document:
    return read_document(path, Settings())


def paragraphs(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks if isinstance(block, Paragraph)]


def test_a_ruled_form_is_read_with_the_places_of_its_values(tmp_path: Path) -> None:
    path = saved(form(), tmp_path / "form.pdf")
    result = extract(path)
    assert (names(result), targets(result), levels(result)) == (NAMES, TARGETS, LEVELS)
    assert result.report.forms[0].project_name == "公共法律服务体系建设经费"
    assert result.source.media_type == "application/pdf"
    assert [page.read_by for page in result.source.pages] == ["text layer"]
    [place] = result.evidence["/forms/0/indicators/1/target"]
    assert (place.page, place.text, place.match) == (1, "≥3000份", "exact")
    assert place.box is not None
    with pymupdf.open(path) as pdf:
        assert pdf[0].get_textbox(pymupdf.Rect(place.box)).strip() == "≥3000份"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_on_a_rotated_page_lie_where_the_page_shows_them(tmp_path: Path, rotation: int) -> None:
    plain = extract(saved(form(), tmp_path / "plain.pdf"))
    document = form()
    document[0].set_rotation(rotation)
    matrix = document[0].rotation_matrix
    result = extract(saved(document, tmp_path / "turned.pdf"))
    assert (names(result), targets(result)) == (NAMES, TARGETS)
    [before] = plain.evidence["/forms/0/indicators/1/target"]
    [after] = result.evidence["/forms/0/indicators/1/target"]
    assert before.box and after.box
    assert after.box == pytest.approx(tuple(pymupdf.Rect(before.box) * matrix), abs=0.1)


def test_a_form_set_sideways_on_an_upright_page_is_read(tmp_path: Path) -> None:
    plain = form()
    document = pymupdf.open()
    page = document.new_page(width=plain[0].rect.height, height=plain[0].rect.width)
    page.show_pdf_page(page.rect, plain, 0, rotate=90)
    result = extract(saved(document, tmp_path / "sideways.pdf"))
    assert (names(result), targets(result)) == (NAMES, TARGETS)
    [place] = result.evidence["/forms/0/indicators/1/target"]
    assert place.box and pymupdf.Rect(place.box).height > pymupdf.Rect(place.box).width


def test_boxes_count_from_the_corner_of_what_is_shown(tmp_path: Path) -> None:
    document = form()
    document[0].set_cropbox(pymupdf.Rect(20, 30, 560, 500))
    result = extract(saved(document, tmp_path / "cropped.pdf"))
    [place] = result.evidence["/forms/0/indicators/0/target"]
    assert place.box and place.box[0] == pytest.approx(LEFT + sum(WIDTHS[:3]) + 3 - 20, abs=1)
    page = read(tmp_path / "cropped.pdf").pages[0]
    assert (page.width, page.height) == (540, 470)


@pytest.mark.parametrize("rules", ["three", "none"])
def test_a_table_without_vertical_rules_is_read_by_where_its_texts_stand(tmp_path: Path, rules: str) -> None:
    document = pymupdf.open()
    page = document.new_page()
    text(page, 200, 60, "项目支出绩效自评表", 16)
    table(page, 100, (HEADER, *ROWS), rules)
    result = extract(saved(document, tmp_path / "open.pdf"))
    assert (names(result), targets(result), levels(result)) == (NAMES, TARGETS, LEVELS)
    [place] = result.evidence["/forms/0/indicators/1/target"]
    assert place.text == "≥3000份"
    assert place.box and place.box[0] == pytest.approx(LEFT + sum(WIDTHS[:3]) + 3, abs=1)


@pytest.mark.parametrize("rules", ["open", "rows"])
def test_rules_that_a_template_leaves_out_are_made_up(tmp_path: Path, rules: str) -> None:
    wrapped = ("", "", "发放法治宣传资料\n和普法读本数量", "≥3000份", "3200份", "10", "9.5")
    document = pymupdf.open()
    page = document.new_page()
    text(page, 200, 60, "项目支出绩效自评表", 16)
    table(page, 100, (HEADER, ROWS[0], wrapped, *ROWS[2:]), rules)
    result = extract(saved(document, tmp_path / "open.pdf"))
    assert names(result) == [NAMES[0], "发放法治宣传资料和普法读本数量", *NAMES[2:]]
    assert (targets(result), levels(result)) == (TARGETS, LEVELS)
    assert [row.score for row in result.report.forms[0].indicators] == [10, 9.5, 15, 15, 28, 10]
    assert [
        block.exact for block in read(tmp_path / "open.pdf").blocks if not isinstance(block, Paragraph)
    ] == [True]


@pytest.mark.parametrize("repeats", [True, False])
def test_a_table_goes_on_over_the_page(tmp_path: Path, repeats: bool) -> None:
    document = pymupdf.open()
    first = document.new_page()
    table(first, heading(first), (HEADER, *ROWS[:3]))
    second = document.new_page()
    table(second, 60, ([HEADER] if repeats else []) + list(ROWS[3:]))
    for number, page in enumerate(document, start=1):
        text(page, 280, 800, f"— {number} —")
    result = extract(saved(document, tmp_path / "long.pdf"))
    assert len(result.report.forms) == 1
    assert (names(result), targets(result), levels(result)) == (NAMES, TARGETS, LEVELS)
    assert [result.evidence[f"/forms/0/indicators/{at}/level3"][0].page for at in range(6)] == [
        1,
        1,
        1,
        2,
        2,
        2,
    ]


def test_a_row_cut_by_the_page_break_is_one_row(tmp_path: Path) -> None:
    document = pymupdf.open()
    first = document.new_page()
    cut = ("", "", "发放法治宣传资料手册和折页", "≥3000份", "3200份", "10", "9.5")
    table(first, heading(first), (HEADER, ROWS[0], cut))
    second = document.new_page()
    table(second, 60, (("", "", "和普法读本数量", "", "", "", ""), *ROWS[2:]))
    result = extract(saved(document, tmp_path / "cut.pdf"))
    assert names(result)[1] == "发放法治宣传资料手册和折页和普法读本数量"
    assert [place.page for place in result.evidence["/forms/0/indicators/1/level3"]] == [1, 2]
    assert len(names(result)) == len(ROWS)


def test_the_first_row_of_a_page_is_no_rest_of_the_column_titles_over_it(tmp_path: Path) -> None:
    document = pymupdf.open()
    first = document.new_page()
    table(first, heading(first), (HEADER,))
    without_level = ("", *ROWS[0][1:])
    table(document.new_page(), 60, (without_level, *ROWS[1:]))
    assert names(extract(saved(document, tmp_path / "under.pdf"))) == NAMES


def test_what_stands_between_two_closed_tables_is_no_row_of_them(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    end = table(page, heading(page), (HEADER, *ROWS))
    text(page, LEFT + 3, end + 14, "填报人：刘芳  联系电话：28428370")
    table(page, end + 30, (HEADER, *ROWS))
    tables = [
        block for block in read(saved(document, tmp_path / "between.pdf")).blocks if isinstance(block, Table)
    ]
    assert [len(one.rows) for one in tables][-1] == len(ROWS) + 1 and len(tables) == 2


def test_a_level_name_cut_by_the_page_break_is_whole(tmp_path: Path) -> None:
    document = pymupdf.open()
    first = document.new_page()
    rows = [("产出", *ROWS[0][1:]), ("指标", *ROWS[1][1:]), *ROWS[2:]]
    table(first, heading(first), (HEADER, rows[0]))
    table(document.new_page(), 60, rows[1:])
    assert levels(extract(saved(document, tmp_path / "level.pdf"))) == LEVELS


def test_two_forms_on_two_pages_stay_two(tmp_path: Path) -> None:
    document = form()
    document.insert_pdf(form())
    result = extract(saved(document, tmp_path / "two.pdf"))
    assert [len(one.indicators) for one in result.report.forms] == [len(ROWS), len(ROWS)]


def test_lines_of_a_paragraph_are_joined_also_over_the_page(tmp_path: Path) -> None:
    said = (
        "　　根据县财政局关于开展项目支出绩效自评工作的通知要求，我局高度重视，成立了绩效评价工作小组，制定评价方案，"
        * 3
    )
    document = pymupdf.open()
    lines = [said[at : at + 40] for at in range(0, len(said), 40)]
    page = document.new_page()
    text(page, 220, 60, "绩效自评报告", 16)
    for number, line in enumerate(lines[:2]):
        text(page, 60, 760 + 18 * number, line, 11)
    text(page, 290, 825, "1")
    page = document.new_page()
    for number, line in enumerate(lines[2:]):
        text(page, 60, 60 + 18 * number, line, 11)
    text(page, 60, 60 + 18 * len(lines), "　　二、项目实施情况", 11)
    assert paragraphs(saved(document, tmp_path / "prose.pdf")) == [
        "绩效自评报告",
        said.strip(),
        "二、项目实施情况",
    ]


def test_the_left_column_is_read_before_the_right_one(tmp_path: Path) -> None:
    left, right = (
        ["左栏文字左栏文字左栏文字左栏文字左栏文字"] * 9,
        ["右栏文字右栏文字右栏文字右栏文字右栏文字"] * 9,
    )
    document = pymupdf.open()
    page = document.new_page()
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        text(page, 60, 80 + 16 * number, one, 11)
        text(page, 310, 80 + 16 * number, other, 11)
    assert "".join(paragraphs(saved(document, tmp_path / "columns.pdf"))) == "".join(left + right)


def test_vertical_text_in_a_label_cell_is_read_down_and_turned_text_along(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for x0, x1 in ((40, 70), (70, 100), (100, 300)):
        page.draw_rect((x0, 100, x1, 220))
    for at, char in enumerate("绩效指标"):
        text(page, 50, 120 + 24 * at, char, 10)
    page.insert_text((90, 200), "产出指标", fontname=FONT, fontsize=10, rotate=90)
    text(page, 110, 150, "培训场次完成数量")
    document = read(saved(document, tmp_path / "vertical.pdf"))
    [block] = document.blocks
    assert not isinstance(block, Paragraph)
    assert [cell.text for cell in block.rows[0]] == ["绩效指标", "产出指标", "培训场次完成数量"]


def test_fields_and_notes_typed_onto_the_page_are_text(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    y = heading(page)
    table(page, y, (HEADER, ("产出指标", "数量指标", "培训场次", "", "", "10", "10"), *ROWS[1:]))
    field = pymupdf.Widget()
    field.field_type, field.field_name, field.field_value = pymupdf.PDF_WIDGET_TYPE_TEXT, "target", "36"
    x = LEFT + sum(WIDTHS[:3])
    field.rect, field.text_fontsize = pymupdf.Rect(x + 2, y + HEIGHT + 2, x + 60, y + 2 * HEIGHT - 2), 9
    page.add_widget(field)
    note = pymupdf.Rect(x + WIDTHS[3] + 2, y + HEIGHT + 2, x + WIDTHS[3] + 66, y + 2 * HEIGHT - 2)
    page.add_freetext_annot(note, "38场", fontname=FONT, fontsize=9)
    first = extract(saved(document, tmp_path / "typed.pdf")).report.forms[0].indicators[0]
    assert first.target and first.actual
    assert (first.target.text, first.actual.text) == ("36", "38场")


def test_a_character_drawn_twice_for_boldness_counts_once(tmp_path: Path) -> None:
    document = form()
    for shift in (0.2, 0.4):
        text(document[0], 43 + shift, 109, "项目名称")
        text(document[0], 143 + shift, 109, "公共法律服务体系建设经费")
    assert (
        extract(saved(document, tmp_path / "bold.pdf")).report.forms[0].project_name
        == "公共法律服务体系建设经费"
    )


def test_a_watermark_over_the_table_is_in_no_cell(tmp_path: Path) -> None:
    document = form()
    matrix = pymupdf.Matrix(45)
    point = pymupdf.Point(150, 330)
    document[0].insert_text(
        point, "征求意见稿仅供内部使用", fontname=FONT, fontsize=40, morph=(point, matrix), color=(0.9,) * 3
    )
    result = extract(saved(document, tmp_path / "marked.pdf"))
    assert (names(result), targets(result)) == (NAMES, TARGETS)


def test_a_text_that_runs_over_an_empty_cell_stays_whole(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    long = ("产出指标", "数量指标", "组织开展法治宣传教育培训场次数量", "", "15场", "10", "10")
    table(page, heading(page), (HEADER, long, *ROWS[1:]))
    [first, *_] = extract(saved(document, tmp_path / "over.pdf")).report.forms[0].indicators
    assert (first.level3, first.target) == ("组织开展法治宣传教育培训场次数量", None)


def test_running_heads_and_bare_page_numbers_part_no_table(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(3):
        page = document.new_page()
        text(page, 200, 40, "青石县司法局2023年度部门决算绩效材料")
        text(page, 280, 810, str(number + 1))
        table(page, 60 if number else heading(page), (HEADER, *ROWS[2 * number : 2 * number + 2]))
    result = extract(saved(document, tmp_path / "running.pdf"))
    assert len(result.report.forms) == 1
    assert (names(result), levels(result)) == (NAMES, LEVELS)
    assert "青石县司法局" in result.document.pages[1].text
