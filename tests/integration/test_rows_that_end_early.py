"""Rows of a form whose last two cells are one: what spans them from above is there, as blank cells."""

from __future__ import annotations

from pathlib import Path

from extractor import extract

_TITLES = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
_ROWS = (
    ('<td rowspan="2">产出指标</td><td>数量</td>', "资助贫困学生人数", "≥40人", "42人", "10"),
    ("<td>质量</td>", "资料归档完整性", "资料完整", "资料完整", "10"),
    ('<td rowspan="3">效益指标</td><td>经济效益</td>', "节约财政资金", "≥5万元", "6万元", "10"),
    ('<td rowspan="2">社会效益</td>', "公众环保意识", "逐步增强", "", "9"),
    ("", "受助家庭满意度", "95%", "", "5"),
)


def form() -> str:
    titles = "".join(f"<td>{title}</td>" for title in _TITLES.split())
    rows = [
        f"<tr>{levels}<td>指标1：{name}</td><td>{target}</td><td>{actual}</td><td>{points}</td>"
        f'<td colspan="2">{points if actual else ""}</td></tr>'
        for levels, name, target, actual, points in _ROWS
    ]
    head = '<tr><td colspan="2">项目名称</td><td colspan="7">学生营养改善</td></tr>'
    table = f'<table>{head}<tr><td rowspan="6">绩效指标</td>{titles}</tr>{"".join(rows)}</table>'
    return f"<h1>项目支出绩效自评表</h1>{table}"


def test_a_row_that_begins_with_blank_cells_lacks_none_of_its_levels(tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    path.write_text(form(), encoding="utf-8")
    (found,) = extract(path).report.forms
    said = [(row.level1, row.level2, row.level3, row.max_score) for row in found.indicators]
    assert said == [
        ("产出指标", "数量", "资助贫困学生人数", 10),
        ("产出指标", "质量", "资料归档完整性", 10),
        ("效益指标", "经济效益", "节约财政资金", 10),
        ("效益指标", "社会效益", "公众环保意识", 9),
        ("效益指标", "社会效益", "受助家庭满意度", 5),
    ]
    assert [row.target.text for row in found.indicators[3:] if row.target] == ["逐步增强", "95%"]
