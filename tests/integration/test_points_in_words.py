"""Points with the word for them, columns of rates beside them, and rows whose level spans the names. All content is invented."""

from __future__ import annotations

from pathlib import Path

import docx

from extractor import extract
from extractor.layout.alignment import Column, align
from extractor.report import Form

HEADER = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "完成比例",
    "分值",
    "得分",
    "偏差原因",
]
ROWS = [
    ["产出指标（60分）", "数量指标", "养护里程", "1260公里", "1260公里", "100%", "30分", "30分", ""],
    ["", "时效指标", "水毁修复时间", "≤7天", "9天", "71%", "30分", "21.3分", "降雨集中"],
    [
        "满意度指标（30分）",
        "服务对象满意度指标",
        "群众满意度",
        "90%以上",
        "92.6%",
        "100%",
        "30分",
        "30分",
        "",
    ],
    ["预算执行率（10分）", "", "", "100%", "96.03%", "", "10分", "9.6分", ""],
    ["总分", "", "", "", "", "", "100分", "90.9分", ""],
]


def word_form(path: Path) -> Form:
    """The form of a Word file; 预算执行率 spans the names, 总分 all up to the points."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    table = document.add_table(len(ROWS) + 1, len(HEADER))
    for at, row in enumerate([HEADER, *ROWS]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(4, 0).merge(table.cell(4, 2))
    table.cell(5, 0).merge(table.cell(5, 5))
    document.save(str(path))
    (form,) = extract(path).report.forms
    return form


def test_they_are_points_and_no_remarks(tmp_path: Path) -> None:
    form = word_form(tmp_path / "form.docx")
    assert [(row.max_score, row.score, row.deviation_reason) for row in form.indicators] == [
        (30, 30, None),
        (30, 21.3, "降雨集中"),
        (30, 30, None),
        (10, 9.6, None),
    ]
    assert (form.total_max_score, form.total_score) == (100, 90.9)


def test_a_level_over_all_names_is_the_level(tmp_path: Path) -> None:
    row = word_form(tmp_path / "form.docx").indicators[-1]
    assert (row.level1, row.level1_max_score, row.level2, row.level3) == ("预算执行率", 10, None, None)
    assert row.actual is not None and row.actual.text == "96.03%"


def test_a_row_without_cells_has_nothing_under_any_column() -> None:
    columns = [Column("level1", "一级指标"), Column("level3", "三级指标"), Column("score", "得分")]
    assert align(columns, ()).by_field(columns) == {}
