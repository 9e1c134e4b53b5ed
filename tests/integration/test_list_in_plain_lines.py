"""A list of projects whose rows are lines with one space between cells, as copying out of a PDF leaves them."""

from __future__ import annotations

from pathlib import Path

from extractor import extract
from extractor.report import ProjectTotals

_REPORT = """清河县水务局2023年度部门整体支出绩效自评报告
四、各项目自评情况
各项目自评得分如下表：
序号 项目名称 年初预算数 全年预算数 全年执行数 自评得分 自评等级
1 河道清淤工程 200 210 205.5 96 优
2 水库除险加固 1,200.5 1,200.5 1,100 95 优
3 节水宣传经费 50 50 12.3 78.5 中
合计 1,450.5 1,460.5 1,317.8 89.8
五、存在的问题
项目 预算编制不细。
"""


def test_rows_are_read_under_their_titles(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(_REPORT, encoding="utf-8")
    report = extract(file, engine="rules").report
    assert [
        (line.sequence, line.project_name, line.initial_budget, line.executed, line.score, line.grade)
        for line in report.project_list
    ] == [
        (1, "河道清淤工程", 200, 205.5, 96, "优"),
        (2, "水库除险加固", 1200.5, 1100, 95, "优"),
        (3, "节水宣传经费", 50, 12.3, 78.5, "中"),
    ]
    assert report.project_list_totals == ProjectTotals(
        initial_budget=1450.5, annual_budget=1460.5, executed=1317.8, average_score=89.8
    )
