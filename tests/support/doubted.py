"""A form as OCR reads it, changed here and there, and the doubts about it."""

from __future__ import annotations

from extractor import Result
from tests.support.scans import HEADER, ROWS, TOTAL

# Columns of the table.
TARGET, ACTUAL, POINTS, SCORE, REASON = 3, 4, 5, 6, 7
FUNDS = [
    ["项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "100", "120", "90", "10", "75%", "7.5"],
    ["", "其中：财政拨款", "80", "100", "75", "", "", ""],
    ["", "其他资金", "20", "20", "15", "", "", ""],
]


def form(*changes: tuple[int, int, str], total=TOTAL) -> list[list[str]]:
    """The table with some of its cells changed: (row, column, text)."""
    rows = [list(row) for row in ROWS]
    for row, column, text in changes:
        rows[row][column] = text
    return [HEADER, *rows, total]


def found(result: Result, rule: str) -> list[list[str]]:
    return [finding.pointers for finding in result.findings if finding.rule == rule]


def rules(result: Result) -> set[str]:
    return {finding.rule for finding in result.findings}


def at(row: int, name: str) -> str:
    return f"/forms/0/indicators/{row}/{name}"
