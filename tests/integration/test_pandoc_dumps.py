"""Tables in the forms that pandoc draws in plain text, Markdown and GitHub's Markdown. All invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from extractor.errors import NothingFound
from extractor.report import Report

RULED_BY_DASHES = """2023年度部门整体支出绩效评价基础数据表

  --------------------------------------------------------------------------
  财政供养人员情况（人）   编制数             2023年实际在职人数   控制率
  ------------------------ ------------------ -------------------- ---------
                           11                 10                   90%

  经费控制情况（万元）     2022年决算数       2023年预算数         2023年
                                                                   决算数

  三公经费

  1、公务接待              0.31               1.95                 0

  项目支出

  1、水库清淤与堤岸加固    16.20              0                    50
  工作经费

  厉行节约保障措施         严格遵守“八项规
                           定”
  --------------------------------------------------------------------------

此表由财务科填写。
"""
A_LINE_FOR_EACH_ROW = """2023年度部门整体支出绩效评价基础数据表

  财政供养人员情况（人）   编制数         2023年实际在职人数   控制率
  ------------------------ -------------- -------------------- --------------
                           11             10                   90%
  经费控制情况（万元）     2022年决算数   2023年预算数         2023年决算数
  1、公务接待              0.31           1.95                 0

此表由财务科填写。
"""
NO_HEADER = """2023年度部门整体支出绩效评价基础数据表

  ------------------------ -------------- -------------------- --------------
  财政供养人员情况（人）   编制数         2023年实际在职人数   控制率
                           11             10                   90%
  经费控制情况（万元）     2022年决算数   2023年预算数         2023年决算数
  1、公务接待              0.31           1.95                 0
  ------------------------ -------------- -------------------- --------------
"""
BARS_AND_TAGS = """# 黄集县水务局2023年度部门整体支出绩效自评报告

<table>
<thead>
<tr class="header">
<th>序号</th>
<th>项目名称</th>
<th>全年预算数</th>
<th>全年执行数</th>
</tr>
</thead>
<tbody>
<tr class="odd">
<td>1</td>
<td>水库清淤</td>
<td>50</td>
<td>48</td>
</tr>
</tbody>
</table>

**项目支出绩效自评表**

（2023年度）

| 项目名称 | 水库清淤 |  |  | 实施单位 | 黄集县水库管理所 |  |
|----------|----------|--|--|----------|------------------|--|
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 清淤量\\|方 | ≥300方 | 320方 | 20 | 20 |
|  | 质量指标 | 验收合格率<br />（%） | 100% | 100% | 10 | 9 |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | &ge;90% | 96% | 10 | 10 |
| 总分 |  |  |  |  | 40 | 39 |
"""
FIRST_ROWS = [
    ("财政供养人员情况（人）", "编制数", "11"),
    ("财政供养人员情况（人）", "2023年实际在职人数", "10"),
    ("财政供养人员情况（人）", "控制率", "90%"),
    ("公务接待", "2022年决算数", "0.31"),
    ("公务接待", "2023年预算数", "1.95"),
    ("公务接待", "2023年决算数", "0"),
]
PADDED_BARS = """# 黄集县水务局2023年度部门整体支出绩效自评报告

| 项目支出绩效自评表 |                |               |            |            |      |      |
|--------------------|----------------|---------------|------------|------------|------|------|
| （2023年度）       |                |               |            |            |      |      |
| 项目名称           | 水库清淤       |               | 实施单位   | 水库管理所 |      |      |
| 项目资金（万元）   |                | 全年预算数    | 全年执行数 | 分值       | 执行率 | 得分 |
|                    | 财政拨款       | 50            | 48         | 10         | 96%  | 9.6  |
|                    | （二）其他资金 | 2             | 1          |            |      |      |
| 一级指标           | 二级指标       | 三级指标      | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标           | 数量指标       | 清淤量        | ≥300方     | 320方      | 20   | 20   |
|                    | 质量指标       | 验收合格率    | 100%       | 100%       | 10   | 9    |
"""


def report_of(text: str, folder: Path) -> Report:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return extract(path).report


def figures_of(text: str, folder: Path) -> list[tuple[str | None, str | None, str | None]]:
    return [(cell.item, cell.column, cell.text) for cell in report_of(text, folder).data_table]


def test_blank_lines_divide_the_rows_of_a_table_ruled_by_dashes(tmp_path: Path) -> None:
    assert figures_of(RULED_BY_DASHES, tmp_path) == [
        *FIRST_ROWS,
        ("水库清淤与堤岸加固工作经费", "2022年决算数", "16.20"),
        ("水库清淤与堤岸加固工作经费", "2023年预算数", "0"),
        ("水库清淤与堤岸加固工作经费", "2023年决算数", "50"),
        ("厉行节约保障措施", "", "严格遵守“八项规定”"),
    ]


@pytest.mark.parametrize("text", [A_LINE_FOR_EACH_ROW, NO_HEADER])
def test_each_line_is_a_row_where_no_blank_lines_stand_between(text: str, tmp_path: Path) -> None:
    assert figures_of(text, tmp_path) == FIRST_ROWS


def test_dashes_over_no_columns_draw_no_table(tmp_path: Path) -> None:
    lines = [line.replace("   ", "") for line in A_LINE_FOR_EACH_ROW.splitlines()]
    with pytest.raises(NothingFound):
        report_of("\n".join(lines), tmp_path)


def test_a_table_drawn_with_bars_is_read_beside_one_in_tags(tmp_path: Path) -> None:
    report = report_of(BARS_AND_TAGS, tmp_path)
    assert [(line.project_name, line.executed) for line in report.project_list] == [("水库清淤", 48)]
    (form,) = report.forms
    assert (form.project_name, form.total_score) == ("水库清淤", 39)
    assert [
        (row.level1, row.level3, row.target and row.target.text, row.score) for row in form.indicators
    ] == [
        ("产出指标", "清淤量|方", "≥300方", 20),
        ("产出指标", "验收合格率（%）", "100%", 9),
        ("满意度指标", "群众满意度", "≥90%", 10),
    ]


def test_each_line_of_a_markdown_table_is_a_row_however_it_is_padded(tmp_path: Path) -> None:
    (form,) = report_of(PADDED_BARS, tmp_path).forms
    assert (form.title, form.fiscal_year) == ("项目支出绩效自评表", 2023)
    assert [(line.source, line.executed) for line in form.funds] == [("财政拨款", 48), ("其他资金", 1)]
    assert [row.level3 for row in form.indicators] == ["清淤量", "验收合格率"]
