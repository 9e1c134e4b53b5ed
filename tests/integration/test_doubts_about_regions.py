"""What looks like a table and was not read, and levels that a rule not seen has run together, become findings."""

from __future__ import annotations

from extractor.result import Finding, Result
from tests.support.doubted import at, form, found, rules
from tests.support.scans import read, scanned, typed

LINES = [
    "序号 预算单位 项目名称 年初预算数 全年预算数 得分",
    "1 县水利局 水库除险加固 127.91 125.35 98.4",
    "县农业",
    "2 高标准农田管护 264.48 227.45 97.6",
    "3 县教育局 教师周转房维修 42.16 36.26 86.5",
]


def unread(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == "table_unread"]


def test_rows_of_figures_outside_of_tables_are_told_once_with_their_region():
    (doubt,) = unread(read([*LINES, form()], {}, "ocr"))
    (place,) = doubt.places
    assert doubt.pointers == [""]
    assert place.page == 1
    assert place.text.startswith("1 县水利局")
    assert place.text.rstrip().endswith("86.5")
    assert "第1页" in doubt.message and "page 1" in doubt.message_en


def test_rows_below_the_table_of_a_form_point_at_the_form():
    below = ["社会效益 传统文化影响力 ≥15场 18场 10 10", "指标 受益村数量 ≥63个 63个 9 9"]
    (doubt,) = unread(read([form(), *below], {}, "ocr"))
    assert doubt.pointers == ["/forms/0"]


def test_a_table_without_a_header_that_nothing_was_read_from_is_told():
    rows = [
        ["16", "县水利局", "粮食应急储备轮换", "307.07", "308.54", "92.8"],
        ["17", "县教育局", "无障碍改造", "317.8", "273.31", "96"],
    ]
    (doubt,) = unread(read([rows, "说明", form()], {}, "ocr"))
    assert doubt.places[0].text.strip().startswith("16")


def test_running_text_single_rows_and_what_was_read_are_no_region():
    prose = ["全年安排 120 万元，执行 118 万元，执行率 98%。", "项目于 2023 年完成。", "共培训 520 人次。"]
    assert unread(read([*prose, form(), LINES[1]], {}, "ocr")) == []


def test_a_file_that_has_its_own_text_has_no_unread_region():
    assert unread(read([*LINES, form()], None, "text layer")) == []


def test_levels_of_several_rows_in_one_cell_are_doubted():
    rows = form()
    rows[1][1] = rows[2][1] = "数量指标质量指标"
    assert [at(0, "level2"), at(1, "level2")] in found(scanned(rows), "level_unknown")
    assert found(scanned(form()), "level_unknown") == []


def test_rows_without_the_first_level_that_others_have_are_doubted():
    rows = form()
    for row in rows[1:4]:
        row[0] = row[1] = ""
    levels = [at(row, name) for row in range(3) for name in ("level1", "level2")]
    assert found(scanned(rows), "level_missing") == [levels]
    assert "level_missing" not in rules(scanned(form()))
    assert "level_missing" not in rules(typed(rows))
