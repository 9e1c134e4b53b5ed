"""Tables drawn with bars whose cells go on over several lines, as converters to plain text wrap them. All invented."""

from __future__ import annotations

from pathlib import Path

from extractor import extract
from extractor.report import Form

PADDED = """               项目支出绩效自评表
                 （2022年度）

|项目名称|农村供水工程维修养护            |实施单位    |黄集县供水总站        |
|项目资金|            |全年预算数    |全年执行数|分值  |执行率|得分          |
|（万元）|            |              |          |      |      |              |
|        |年度资金总额|536.00        |518.72    |10    |96.8% |9.7           |
|一级指标|二级指标    |三级指标      |年度      |实际  |得分  |偏差原因分析及|
|        |            |              |指标值    |完成值|      |改进措施      |
|产出指标|数量指标    |指标1：维修农 |25处      |25处  |10    |              |
|（50分）|            |村供水工程    |          |      |      |              |
|        |            |指标2：更换管 |≥60公里   |57.4公|9.6   |受降雨影响，推|
|        |            |网            |          |里    |      |迟到下年      |
|        |时效指标    |投资完成比例  |≥90%      |96.8% |10    |              |
|总    分                             |          |      |98.3  |              |
"""
RULED = """项目支出绩效自评表

+--------+----------+------------------+----------+----------+------+------+
| 一级   | 二级指标 | 三级指标         | 年度     | 实际     | 分值 | 得分 |
| 指标   |          |                  | 指标值   | 完成值   |      |      |
+========+==========+==================+==========+==========+======+======+
| 产出指 | 数量指标 | 清理枯死松树     | ≥3500株  | 4120株   | 20   | 20   |
| 标（50 |          | 株数             |          |          |      |      |
| 分）   |          +------------------+----------+----------+------+------+
|        |          | 巡查次数         | ≥12次    | 12次     | 20   | 20   |
|        +----------+------------------+----------+----------+------+------+
|        | 质量指标 | 除害处理合格率   | 100%     | 100%     | 10   | 10   |
+--------+----------+------------------+----------+----------+------+------+
| 满意度 | 服务对象 | 群众满意度       | ≥90%     | 96%      | 10   | 9    |
| 指标   | 满意度   |                  |          |          |      |      |
+--------+----------+------------------+----------+----------+------+------+
"""
TYPED = """项目支出绩效自评表

一级指标|二级指标|三级指标|指标值|完成值|得分
产出指标|数量指标|巡查次数|12次|12次|20
||培训次数|24次|24次|20
||宣传次数|36次|36次|20
"""


def form_of(text: str, folder: Path) -> Form:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    (form,) = extract(path).report.forms
    return form


def test_a_full_cell_goes_on_in_the_line_below(tmp_path: Path) -> None:
    form = form_of(PADDED, tmp_path)
    works, pipes, share = form.indicators
    assert (works.level1, works.level1_max_score, works.level3) == ("产出指标", 50, "维修农村供水工程")
    assert (pipes.level2, pipes.level3, pipes.score) == ("数量指标", "更换管网", 9.6)
    assert pipes.actual is not None and (pipes.actual.value, pipes.actual.unit) == (57.4, "公里")
    assert pipes.deviation_reason == "受降雨影响，推迟到下年"
    assert (share.level2, share.level3, share.score) == ("时效指标", "投资完成比例", 10)
    assert [(line.source, line.executed, line.score) for line in form.funds] == [
        ("年度资金总额", 518.72, 9.7)
    ]
    assert (form.amount_unit, form.total_score) == ("万元", 98.3)


def test_rules_divide_rows_and_a_cell_may_go_on_below_one(tmp_path: Path) -> None:
    said = [(row.level1, row.level2, row.level3, row.score) for row in form_of(RULED, tmp_path).indicators]
    assert said == [
        ("产出指标", "数量指标", "清理枯死松树株数", 20),
        ("产出指标", "数量指标", "巡查次数", 20),
        ("产出指标", "质量指标", "除害处理合格率", 10),
        ("满意度指标", "服务对象满意度", "群众满意度", 9),
    ]


def test_cells_without_padding_are_never_joined(tmp_path: Path) -> None:
    names = [row.level3 for row in form_of(TYPED, tmp_path).indicators]
    assert names == ["巡查次数", "培训次数", "宣传次数"]
