"""Rows whose cells hold a line for each of several indicators. All content is invented."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extractor import extract

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
Told = tuple[str | None, str | None, str | None, float | None, float | None]


def told_by(path: Path, *cells: str) -> list[Told]:
    """Name, target, actual value, points and score of each indicator of a sheet with one row."""
    book = openpyxl.Workbook()
    book.active.append(["项目支出绩效自评表"])
    book.active.append(HEADER)
    book.active.append(["产出指标", "数量指标", *(cell or None for cell in cells)])
    book.save(path)
    (form,) = extract(path).report.forms
    assert {(row.level1, row.level2) for row in form.indicators} == {("产出指标", "数量指标")}
    return [
        (
            row.level3,
            row.target.text if row.target else None,
            row.actual.text if row.actual else None,
            row.max_score,
            row.score,
        )
        for row in form.indicators
    ]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "form.xlsx"


@pytest.mark.parametrize(
    ("names", "targets", "actuals"),
    [
        ("指标1：帮扶职工\n指标2：走访企业", "≥300人\n≥40家", "312人\n38家"),
        ("1.帮扶职工\n2.走访企业", "1.≥300人\n2.≥40家", "1、312人\n2、38家"),
        ("①帮扶职工\n②走访企业", "≥300人\n≥40家", "312人\n38家"),
        ("指标1：帮扶\n职工\n指标2：走访企业", "≥300人\n\n≥40家", "312人\n38家"),
        ("帮扶职工\n走访企业", "≥300人\n≥40家", "312人\n38家"),
    ],
)
def test_each_line_is_an_indicator(sheet: Path, names: str, targets: str, actuals: str) -> None:
    assert told_by(sheet, names, targets, actuals, "10\n15", "10\n14.25") == [
        ("帮扶职工", "≥300人", "312人", 10, 10),
        ("走访企业", "≥40家", "38家", 15, 14.25),
    ]


def test_points_printed_once_are_told_once(sheet: Path) -> None:
    names, values = "指标1：职工满意度\n指标2：企业满意度", ("≥95%\n≥90%", "96%\n92%")
    assert told_by(sheet, names, *values, "20", "20") == [
        ("职工满意度", "≥95%", "96%", 20, 20),
        ("企业满意度", "≥90%", "92%", None, None),
    ]


def test_numbers_that_the_template_prints_and_nobody_used_are_no_indicators(sheet: Path) -> None:
    names = "指标1：帮扶职工\n指标2：\n……"
    assert told_by(sheet, names, "≥300人", "312人", "10", "10") == [("帮扶职工", "≥300人", "312人", 10, 10)]


@pytest.mark.parametrize(
    ("name", "target", "actual", "points", "score"),
    [
        ("职工生活改善\n情况", "明显\n改善", "明显\n改善", "30", "30"),
        ("帮扶困难职工\n人数（人次）", "≥30\n00人次", "3120\n人次", "10", "9.5"),
    ],
)
def test_wrapped_cells_are_one_indicator(
    sheet: Path, name: str, target: str, actual: str, points: str, score: str
) -> None:
    said = [text.replace("\n", "") for text in (name, target, actual)]
    assert told_by(sheet, name, target, actual, points, score) == [(*said, float(points), float(score))]
