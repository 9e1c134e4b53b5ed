"""The workbook of a run: what a clerk sees, row by row, and sheets that are full."""

from __future__ import annotations

import json
from math import ceil
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from extractor.batch.export.export import export
from extractor.output import write
from extractor.report import Indicator
from tests.support.batch_records import duplicate, failed, record, results

RED, YELLOW = "FFFFC7CE", "FFFFEB9C"


@pytest.fixture(scope="module")
def read() -> dict:
    return results()


@pytest.fixture(scope="module")
def out(read, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("run")
    (out / "documents").mkdir()
    for name, result in read.items():
        write(result, out / "documents" / f"{name}.html")
    stored = [record(result, f"in/{name}.txt", name) for name, result in read.items()]
    export([*stored, duplicate(stored[0]), failed()], out, out, ["xlsx"], "zh")
    return out


@pytest.fixture(scope="module")
def book(out) -> openpyxl.Workbook:
    return openpyxl.load_workbook(out / "results.xlsx")


def column(sheet, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


def test_a_sheet_for_each_kind_that_has_rows_with_filters_and_a_frozen_header(book):
    assert book.sheetnames[:4] == ["待核", "文件", "绩效指标", "资金情况"]
    assert "基础数据" not in book.sheetnames
    for sheet in book:
        assert sheet.max_row > 1, sheet.title
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"


def test_documents_are_named_from_beside_the_folder_of_the_run_and_whole_where_they_lie_elsewhere(
    read, tmp_path
):
    (name, result), *_ = read.items()
    near, far = str(tmp_path / "报告 一" / "a.txt"), str(tmp_path.parent / "b.txt")
    stored = [record(result, path, name) for path in (near, far)]
    export(stored, tmp_path / "out", tmp_path, ["xlsx", "jsonl"], "zh")
    book = openpyxl.load_workbook(tmp_path / "results.xlsx")
    for sheet, title in (("待核", "文件"), ("文件", "文件"), ("绩效指标", "来源文件")):
        values = [cell.value for cell in list(book[sheet].columns)[column(book[sheet], title) - 1][1:]]
        assert list(dict.fromkeys(values)) == [str(Path("报告 一", "a.txt")), far]
    assert (
        near
        in json.loads((tmp_path / "jsonl" / "documents.jsonl").read_text("utf-8").splitlines()[0])["path"]
    )


def test_every_indicator_is_a_row(book, read):
    sheet = book["绩效指标"]
    shown = [
        (row[column(sheet, "三级指标") - 1].value, row[column(sheet, "得分") - 1].value)
        for row in sheet.iter_rows(min_row=2)
    ]
    expected = [
        (one.level3, one.score)
        for result in read.values()
        for form in result.report.forms
        for one in form.indicators
    ]
    assert shown == expected


def named(result, pointer: str) -> list[tuple[str, str, bool]]:
    """The cells of indicators that a pointer names, itself or with all its row: row, field, whether itself."""
    row, _, field = pointer.rpartition("/")
    if "/indicators/" not in pointer:
        return []
    if not field.isdigit():
        return [(row, field, True)]
    indicator = result.report.forms[int(pointer.split("/")[2])].indicators[int(field)]
    return [(pointer, name, False) for name, value in indicator if value is not None]


def test_exactly_the_doubtful_cells_have_a_colour_and_a_note_and_a_column_says_why(book, read):
    sheet = book["绩效指标"]
    shown = {(row[0].hyperlink.target, row[0].hyperlink.location): row for row in sheet.iter_rows(min_row=2)}
    assert len(shown) == sheet.max_row - 1
    expected, said = {}, {}
    for name, result in read.items():
        for finding in (one for found in result.findings for one in (found, *found.consequences)):
            for at in finding.pointers if finding.severity != "info" else ():
                for row, field, itself in named(result, at):
                    key = (name, row, Indicator.model_fields[field].title)
                    worst = finding.severity == "error" or expected.get(key) == RED
                    expected[key] = RED if worst else YELLOW
                    said.setdefault(key, []).extend([finding.message] if itself else [])
    assert {RED, YELLOW} == set(expected.values())
    titles = [cell.value for cell in sheet[1]]
    coloured = {
        (Path(unquote(page)).stem, row, titles[cell.column - 1]): cell
        for (page, row), cells in shown.items()
        for cell in cells
        if cell.fill.fgColor.rgb in (RED, YELLOW)
        and titles[cell.column - 1] != "待核说明"
        and "（" not in titles[cell.column - 1]
    }
    assert {key: cell.fill.fgColor.rgb for key, cell in coloured.items()} == expected
    for key, cell in coloured.items():
        why = sheet.cell(cell.row, column(sheet, "待核说明")).value
        assert why
        assert bool(cell.comment) == bool(said[key])
        assert all(message in cell.comment.text and message in why for message in said[key])


def test_links_lead_to_the_page_and_to_the_row_on_it(book, out):
    sheet = book["绩效指标"]
    for row in sheet.iter_rows(min_row=2):
        link = row[0].hyperlink
        page = (out / unquote(link.target)).read_text(encoding="utf-8")
        assert "\\" not in link.target
        assert link.location == row[column(sheet, "数据路径") - 1].value
        assert f'"{link.location}/' in page
    targets = [row[0].hyperlink and row[0].hyperlink.target for row in book["文件"].iter_rows(min_row=2)]
    assert targets[-1] is None
    assert all((out / unquote(target)).is_file() for target in targets[:-2])


def test_what_was_not_read_stands_out(book):
    sheet = book["文件"]
    (cell,) = (row[column(sheet, "状态") - 1] for row in sheet.iter_rows(min_row=2) if row[0].value[0] == "=")
    assert (cell.value, cell.fill.fgColor.rgb) == ("失败", RED)
    assert book["待核"].cell(2, column(book["待核"], "说明")).value == "文件已损坏"


def test_what_is_to_be_checked_can_be_read_to_the_last_word(book):
    sheet = book["待核"]
    at = column(sheet, "说明")
    said = [row[at - 1] for row in sheet.iter_rows(min_row=2)]
    assert all(cell.alignment.wrap_text for cell in said)
    longest = max(said, key=lambda cell: len(cell.value))
    lines = len(longest.value) * 2 / sheet.column_dimensions[longest.column_letter].width
    assert lines > 1
    assert sheet.row_dimensions[longest.row].height > 12 * lines


def test_nothing_is_a_formula(book):
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_a_full_sheet_goes_on_in_further_ones(read, tmp_path):
    stored = [record(result, f"in/{name}.txt", name) for name, result in read.items()]
    export(stored, tmp_path, tmp_path, ["xlsx"], "zh", most_rows=10)
    book = openpyxl.load_workbook(tmp_path / "results.xlsx")
    parts = [name for name in book.sheetnames if name.startswith("绩效指标")]
    shown = [row[0] for name in parts for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert len(shown) == sum(len(form.indicators) for one in read.values() for form in one.report.forms)
    assert parts == ["绩效指标", *(f"绩效指标 {number}" for number in range(2, ceil(len(shown) / 10) + 1))]
    assert len(parts) > 2
    for name in parts:
        assert book[name].max_row <= 11
        assert book[name].auto_filter.ref == book[name].dimensions
        assert book[name].cell(1, 3).value == "表号"


def test_rows_beyond_the_links_of_a_sheet_have_their_path_all_the_same(read, out, tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.batch.export.run_sheet._MOST_LINKS_OF_ROWS", 5)
    stored = [record(result, f"in/{name}.txt", name) for name, result in read.items()]
    export(stored, out, tmp_path, ["xlsx"], "zh")
    sheet = openpyxl.load_workbook(tmp_path / "results.xlsx")["绩效指标"]
    first = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.hyperlink is not None for cell in first] == [True] * 5 + [False] * (len(first) - 5)
    assert all(cell.value.startswith("in/") for cell in first)
