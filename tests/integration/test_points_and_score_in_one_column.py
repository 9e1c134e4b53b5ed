"""Points and score printed in one cell (10/9.5, 10分/9.5分), the titles telling which is which. All content is invented."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from extractor import extract
from extractor.report import Form

LEVELS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"]
FIRST = ["产出指标", "数量指标", "改造路灯数", "≥820盏", "780盏"]
SECOND = ["效益指标", "社会效益指标", "夜间事故下降率", "≥5%", "6.2%"]


def sheet_form(path: Path, *rows: list[str]) -> Form:
    book = openpyxl.Workbook()
    for row in (["项目支出绩效自评表"], *rows):
        book.active.append([cell or None for cell in row])
    book.save(path)
    (form,) = extract(path).report.forms
    return form


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("分值/得分", ("20/19.02", "30/30", "50/49.02")),
        ("得分/分值", ("19.02/20", "30/30", "49.02/50")),
        ("分值（得分）", ("20（19.02）", "30（30）", "50（49.02）")),
        ("权重/自评得分", ("20分/19.02分", "30分／30分", "50分/49.02分")),
        ("得分", ("19.02/20", "30/30", "49.02/50")),
        ("自评得分（得分/满分）", ("19.02 / 20", "30 / 30", "49.02 / 50")),
    ],
)
def test_they_are_told_apart_by_their_titles(tmp_path: Path, title: str, cells: tuple[str, str, str]) -> None:
    first, second, total = cells
    rows = [[*FIRST, first], [*SECOND, second], ["总分", "", "", "", "", total]]
    form = sheet_form(tmp_path / "form.xlsx", [*LEVELS, title], *rows)
    assert [(row.max_score, row.score) for row in form.indicators] == [(20, 19.02), (30, 30)]
    assert [row.level3 for row in form.indicators] == ["改造路灯数", "夜间事故下降率"]
    assert (form.total_max_score, form.total_score) == (50, 49.02)


def test_a_score_over_its_points_is_read_by_the_titles_all_the_same(tmp_path: Path) -> None:
    form = sheet_form(tmp_path / "form.xlsx", [*LEVELS, "得分/分值"], [*FIRST, "21/20"], [*SECOND, "0/30"])
    assert [(row.max_score, row.score) for row in form.indicators] == [(20, 21), (30, 0)]


def test_beside_a_column_of_points_nothing_is_taken_apart(tmp_path: Path) -> None:
    form = sheet_form(tmp_path / "form.xlsx", [*LEVELS, "分值", "得分"], [*FIRST, "20", "19.02/20"])
    (row,) = form.indicators
    assert (row.max_score, row.score) == (20, None)


def test_funds_and_a_merged_total_of_a_word_form(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    rows = [
        ["项目名称", "路灯改造", "", "", "", ""],
        ["项目资金（万元）", "", "全年预算数", "全年执行数", "执行率", "分值/得分"],
        ["", "年度资金总额", "320", "304", "95%", "10/9.5"],
        ["", "其中：财政拨款", "320", "304", "95%", "—"],
        [*LEVELS, "分值/得分"],
        [*FIRST, "20/19.02"],
        [*SECOND, "70/70"],
        ["合计", "", "", "", "", "100/98.52"],
    ]
    table = document.add_table(len(rows), 6)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(7, 0).merge(table.cell(7, 4))
    document.save(str(tmp_path / "form.docx"))
    (form,) = extract(tmp_path / "form.docx").report.forms
    assert [(line.source, line.max_score, line.score) for line in form.funds] == [
        ("年度资金总额", 10, 9.5),
        ("财政拨款", None, None),
    ]
    assert [(row.max_score, row.score) for row in form.indicators] == [(20, 19.02), (70, 70)]
    assert (form.total_max_score, form.total_score) == (100, 98.52)


def test_a_text_with_tabs(tmp_path: Path) -> None:
    rows = [
        [*LEVELS, "分值/得分"],
        [*FIRST, "20/19.02"],
        [*SECOND, "30/30"],
        ["总分", "", "", "", "", "50/49.02"],
    ]
    path = tmp_path / "form.txt"
    path.write_text("项目支出绩效自评表\n" + "\n".join("\t".join(row) for row in rows), encoding="utf-8")
    (form,) = extract(path).report.forms
    assert [(row.max_score, row.score) for row in form.indicators] == [(20, 19.02), (30, 30)]
    assert (form.total_max_score, form.total_score) == (50, 49.02)
