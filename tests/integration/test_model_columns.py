"""Values from the wrong column of a table that the rules cannot read: nobody else would notice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor import Result, extract
from extractor.quantity import parse_quantity
from extractor.settings import Settings
from tests.support.scripted_server import ScriptedServer

# No title in here is one that the lexicon knows.
TABLE = """2022年度项目情况表

| 第一层 | 考核要点 | 满点 | {target} | {actual} | 计点 |
| --- | --- | --- | --- | --- | --- |
| 产出指标 | 培训护林人员 | 20 | 120人次 | 118人次 | 19 |
| 产出指标 | 新建防火道路 | 20 | 35公里 | 36公里 | 20 |
| 产出指标 | 发放宣传材料 | 20 | 5000份 | 5200份 | 18 |
| 效益指标 | 火灾受害率 | 20 | 0.9‰ | 0.5‰ | 17 |
"""
NAMES = ("培训护林人员", "新建防火道路", "发放宣传材料", "火灾受害率")
TARGETS = ("120人次", "35公里", "5000份", "0.9‰")
ACTUALS = ("118人次", "36公里", "5200份", "0.5‰")
SCORES = (19, 20, 18, 17)
ABSENT: dict[str, Any] = {
    "project_name": None, "supervising_department": None, "implementing_unit": None, "amount_unit": None,
    "fiscal_year": None, "total_max_score": None, "total_score": None, "remarks": None, "filled_by": None,
    "phone": None, "filled_on": None, "title": None,
}  # fmt: skip


def row(number: int, **other: Any) -> dict[str, Any]:
    """The right answer for a row, or another."""
    told = {
        "level1": "效益指标" if number == 3 else "产出指标",
        "level3": NAMES[number],
        "target": TARGETS[number],
        "actual": ACTUALS[number],
        "max_score": 20,
        "score": SCORES[number],
    } | other
    for field in ("target", "actual"):
        quantity = parse_quantity(told[field]) if told[field] else None
        told[field] = quantity.model_dump() if quantity else None
    return told


def read(folder: Path, *rows: dict[str, Any], target: str = "甲栏", actual: str = "乙栏") -> Result:
    """The result of an answer with these rows."""
    path = folder / "report.md"
    path.write_text(TABLE.format(target=target, actual=actual), encoding="utf-8")
    answer = {"kind": "project", **ABSENT, "funds": [], "fund_breakdown": [], "goals": [], "indicators": rows}
    with ScriptedServer(lambda request: answer if "自评表" in request.text else {}) as server:
        settings = Settings.load(
            engine="model", model="simulated", base_url=server.url, technique="json_schema", cache=False,
            style="copy", reasks=0,
        )  # fmt: skip
        return extract(path, engine="model", settings=settings)


def told(result: Result, rule: str) -> set[str]:
    return {pointer for one in result.findings if one.rule == rule for pointer in one.pointers}


def test_right_rows_are_not_doubted(tmp_path: Path) -> None:
    result = read(tmp_path, *map(row, range(4)))
    assert [indicator.score for indicator in result.report.forms[0].indicators] == list(SCORES)
    assert [one.rule for one in result.findings if one.severity != "info" and one.cause == "reading"] == []


def test_a_row_with_swapped_values_is_told_from_the_others(tmp_path: Path) -> None:
    swapped = row(1, target=ACTUALS[1], actual=TARGETS[1])
    result = read(tmp_path, row(0), swapped, row(2), row(3))
    assert told(result, "column_differs") == {"/forms/0/indicators/1/target", "/forms/0/indicators/1/actual"}


def test_rows_without_a_column_in_common_are_all_doubted(tmp_path: Path) -> None:
    swapped = [row(number, target=ACTUALS[number], actual=TARGETS[number]) for number in (0, 2)]
    result = read(tmp_path, swapped[0], row(1), swapped[1], row(3))
    expected = {
        f"/forms/0/indicators/{number}/{field}" for number in range(4) for field in ("target", "actual")
    }
    assert told(result, "column_differs") == expected


def test_a_cell_that_other_rows_give_is_missed(tmp_path: Path) -> None:
    result = read(tmp_path, row(0), row(1), row(2), row(3, score=None))
    assert told(result, "cell_left_out") == {"/forms/0/indicators/3/score"}


def test_one_cell_for_two_values_is_told(tmp_path: Path) -> None:
    result = read(tmp_path, row(0), row(1), row(2), row(3, score=None, actual=TARGETS[3]))
    twice = {"/forms/0/indicators/3/target", "/forms/0/indicators/3/actual"}
    assert told(result, "cell_told_twice") == twice


@pytest.mark.parametrize(("target", "actual"), [("本年预定水平", "年末达到水平"), ("甲栏", "年末达到水平")])
def test_columns_that_changed_places_are_told_by_their_titles(
    tmp_path: Path, target: str, actual: str
) -> None:
    rows = [row(number, target=ACTUALS[number], actual=TARGETS[number]) for number in range(4)]
    result = read(tmp_path, *rows, target=target, actual=actual)
    swapped = told(result, "columns_swapped")
    assert len(swapped) == 8
    assert not told(read(tmp_path, *map(row, range(4)), target=target, actual=actual), "columns_swapped")
