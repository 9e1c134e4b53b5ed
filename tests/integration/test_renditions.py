"""Renditions of the samples: files that carry the grids to the letter, and gold that says no more than they print."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from extractor import extract
from extractor.evaluation.run import load_gold
from extractor.evaluation.score import score
from extractor.report import Report

sys.path.append(str(Path(__file__).parents[2] / "eval"))

from renditions.build import DIRECT
from renditions.document import Rendition, rendition
from renditions.layouts import NUMBERS
from renditions.outline import outlines
from renditions.scan import QUALITIES, photographs, scan
from renditions.style import STYLES
from typeset.dumps import tika
from typeset.grid import Grid, Line

SMALL = Path(__file__).parents[2] / "eval" / "renditions" / "small"
FILES = json.loads((SMALL / "manifest.json").read_text(encoding="utf-8"))["files"]
EVERY = [(name, layout) for name in outlines() for layout in NUMBERS]
# What a layout prints in its own way: the unit of amounts, its own total line, one cell for both bodies.
OTHERWISE = {
    "forms.amount_unit",
    "forms.supervising_department",
    "forms.implementing_unit",
    "forms.funds.source",
}
AMOUNTS = ("initial_budget", "annual_budget", "received", "executed")
Placed = tuple[int, int, int, int, str]


def made(name: str, layout: str) -> Rendition:
    return rendition(outlines()[name], layout)


def flat(text: str) -> str:
    return "".join(text.split())


def cells(grid: Grid) -> list[Placed]:
    return sorted((c.row, c.column, c.row_span, c.column_span, flat(c.text)) for c in grid.cells)


def grids(one: Rendition) -> list[list[Placed]]:
    return [cells(block) for block in one.blocks if isinstance(block, Grid)]


def lines(one: Rendition) -> list[str]:
    return [flat(block.text) for block in one.blocks if isinstance(block, Line)]


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_gold_of_a_rendition_says_nothing_that_gold_of_the_sample_does_not(name: str, layout: str) -> None:
    one = made(name, layout)
    marks = score(Report.model_validate(one.cut), in_wan(one))
    other = [mistake for mistake in marks.mistakes if mistake.kind != "missing"]
    assert [mistake for mistake in other if mistake.field not in OTHERWISE] == []


def in_wan(one: Rendition) -> Report:
    """The expected report with the amounts of a form in 元 turned back into 万元."""
    report = Report.model_validate(one.report)
    for form in report.forms:
        if form.amount_unit == "元":
            for line in form.funds:
                for name in AMOUNTS:
                    amount = getattr(line, name)
                    setattr(line, name, None if amount is None else round(amount / 10000, 6))
            for item in form.fund_breakdown:
                item.amount = None if item.amount is None else round(item.amount / 10000, 6)
    return report


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_what_is_left_out_is_listed(name: str, layout: str) -> None:
    one = made(name, layout)
    marks = score(Report.model_validate(one.cut), in_wan(one))
    missing = {
        mistake.field for mistake in marks.mistakes if mistake.kind == "missing" and not mistake.whole_row
    }
    assert missing <= set(one.dropped)


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_the_text_of_the_grids_is_read_as_expected(name: str, layout: str, tmp_path: Path) -> None:
    one = made(name, layout)
    path = tmp_path / "dump.txt"
    path.write_text(tika(one.blocks), encoding="utf-8")
    marks = score(Report.model_validate(one.report), extract(path).report)
    assert (marks.figures().f1 or 0) >= 0.99, marks.mistakes[:5]


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_a_word_file_carries_every_cell_and_line(name: str, layout: str, tmp_path: Path) -> None:
    one = made(name, layout)
    path = tmp_path / "report.docx"
    DIRECT["docx"](one.blocks, STYLES[layout], path)
    document = Document(str(path))
    assert [word_cells(table._tbl) for table in document.tables] == grids(one)
    assert [flat(paragraph.text) for paragraph in document.paragraphs if paragraph.text] == lines(one)


def word_cells(table) -> list[Placed]:
    placed: dict[tuple[int, int], list] = {}
    open_at: dict[int, tuple[int, int]] = {}
    for row, element in enumerate(table.tr_lst):
        column = 0
        for cell in element.tc_lst:
            merge = cell.tcPr.find(qn("w:vMerge"))
            text = flat("".join(node.text or "" for node in cell.iter(qn("w:t"))))
            if merge is not None and merge.get(qn("w:val")) != "restart":
                placed[open_at[column]][2] += 1
                assert text == ""
            else:
                placed[row, column] = [row, column, 1, cell.grid_span, text]
                open_at[column] = (row, column)
            column += cell.grid_span
    return sorted(tuple(one) for one in placed.values())


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_a_workbook_carries_every_cell_and_line(name: str, layout: str, tmp_path: Path) -> None:
    one = made(name, layout)
    path = tmp_path / "report.xlsx"
    DIRECT["xlsx"](one.blocks, STYLES[layout], path)
    sheets = load_workbook(path).worksheets
    printed = [text for sheet in sheets for text in sheet_texts(sheet)]
    expected = [
        text
        for block in one.blocks
        for text in ([flat(block.text)] if isinstance(block, Line) else [cell[4] for cell in cells(block)])
        if text
    ]
    assert printed == expected
    merged = sum(len(sheet.merged_cells.ranges) for sheet in sheets)
    spans = sum(cell[2] > 1 or cell[3] > 1 for grid in grids(one) for cell in grid)
    assert merged >= spans


def sheet_texts(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield flat(as_shown(cell))


def as_shown(cell: Cell) -> str:
    """What Excel shows: a number in the cell's format."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    if cell.number_format == "General":
        return f"{cell.value:.10g}"
    percent = cell.number_format.endswith("%")
    return f"{cell.value * (100 if percent else 1):.{places}f}" + "%" * percent


@pytest.mark.parametrize(("name", "layout"), EVERY)
def test_a_page_carries_every_cell_and_line(name: str, layout: str, tmp_path: Path) -> None:
    one = made(name, layout)
    path = tmp_path / "report.html"
    DIRECT["html"](one.blocks, STYLES[layout], path)
    body = html.fromstring(path.read_text(encoding="utf-8").split("\n", 1)[1]).find("body")
    assert [page_cells(table) for table in body.iter("table")] == grids(one)
    assert [flat(node.text_content()) for node in body if node.tag != "table"] == lines(one)


def page_cells(table: html.HtmlElement) -> list[Placed]:
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, element in enumerate(table.iter("tr")):
        column = 0
        for cell in element.iter("td"):
            while (row, column) in taken:
                column += 1
            tall, wide = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            taken |= {(row + down, column + right) for down in range(tall) for right in range(wide)}
            placed.append((row, column, tall, wide, flat(cell.text_content())))
    return sorted(placed)


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["file"])
def test_the_small_set_is_what_its_manifest_says(entry: dict) -> None:
    path = SMALL / entry["file"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
    name = f"{entry['sample']}-{entry['extent']}"
    assert load_gold(SMALL / entry["gold"]) == Report.model_validate(made(name, entry["layout"]).report)
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            assert document.page_count == entry["pages"]
            has_text = any(page.get_text().strip() for page in document)
        assert has_text == (entry["format"] == "pdf")


def test_the_same_page_is_always_worn_in_the_same_way(tmp_path: Path) -> None:
    source = SMALL / "hetang-2022-form-national.pdf"
    for quality in QUALITIES:
        first, again = photographs(source, quality), photographs(source, quality)
        assert [picture.tobytes() for picture in first] == [picture.tobytes() for picture in again]
    assert scan(source, tmp_path / "one.pdf", "bad") == 1
    assert scan(source, tmp_path / "two.pdf", "bad") == 1
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize("layout", ["national", "yunnan"])
def test_a_score_under_its_column_is_no_total_of_points_where_that_cell_is_blank(
    layout: str, tmp_path: Path
) -> None:
    one = made("dachang-2023-form", layout)
    path = tmp_path / "report.docx"
    DIRECT["docx"](one.blocks, STYLES[layout], path)
    form = extract(path).report.forms[0]
    assert (form.total_max_score, form.total_score) == (None, 100)
