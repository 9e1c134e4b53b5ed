"""Word files and web pages dumped as Markdown without bars at the ends of rows, with line breaks and escapes. All invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from extractor.report import Form

# Two blanks end each row: written as __ where an editor would strip them.
ROWS = """\
主管部门| 县水务局| 实施单位| 县水务局__
项目资金__
（万元）|  | 年初预算数| 全年预算数| 全年执行数| 分值| 执行率| 得分__
年度资金总额|  | 17| 16.94| 16.94| 10| 100%| 10__
其中：财政资金|  | 17| 16.94| 16.94|  |  | __
年度总体目标| 预期目标| 实际完成情况__
完成河道保洁。| 已完成河道保洁。__
绩效指标| 一级指标| 二级指标| 三级指标| 年度指标值| 实际完成值| 分值| 得分| 偏差原因分析及改__
进措施__
产出指标（50分）| 数量指标| 保洁河道长度| ≥30公里| 31公里| 20| 20| __
巡查次数| ≥12次| 12次| 10| 10| __
质量指标| 保洁合格率| ＝100%| 98%| 20| 19| 汛期漂浮物多__
效益指标（30分）| 社会效益指标| 群众知晓率| ≥95%| 96%| 30| 30| __
总分| 100| 99| __
__
填表人：张三 填报日期： 联系电话：
""".replace("__", "  ")
TITLES = {
    "rule_after_the_first_row": "# 项目绩效自评表\n\n（2023年度）\n\n项目名称| 河道保洁  \n---|---  \n",
    "rule_under_the_title": "项目绩效自评表  \n---  \n（2023年度）  \n项目名称| 河道保洁  \n",
}


def read(tmp_path: Path, text: str) -> Form:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    (form,) = extract(tmp_path / "report.txt").report.forms
    return form


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_rows_that_end_in_a_break_are_rows(tmp_path: Path, title: str) -> None:
    form = read(tmp_path, title + ROWS)
    assert (form.project_name, form.implementing_unit, form.total_score) == ("河道保洁", "县水务局", 99)
    assert [(fund.source, fund.annual_budget, fund.executed) for fund in form.funds] == [
        ("年度资金总额", 16.94, 16.94),
        ("财政资金", 16.94, 16.94),
    ]
    assert [(goal.expected, goal.actual) for goal in form.goals] == [("完成河道保洁。", "已完成河道保洁。")]
    assert [
        (row.level1, row.level2, row.level3, row.score, row.deviation_reason) for row in form.indicators
    ] == [
        ("产出指标", "数量指标", "保洁河道长度", 20, None),
        ("产出指标", "数量指标", "巡查次数", 10, None),
        ("产出指标", "质量指标", "保洁合格率", 19, "汛期漂浮物多"),
        ("效益指标", "社会效益指标", "群众知晓率", 30, None),
    ]


def test_signs_escaped_for_markdown_are_read_as_signs(tmp_path: Path) -> None:
    cells = (
        r"项目绩效自评表 \(2023年度\) 项目名称 河道保洁\-二期 主管部门 县水务局 实施单位 县水务局 一级指标 二级指标 三级指标 年度指标值 "
        r"实际完成值 分值 得分 产出指标\(50分\) 数量指标 保洁河道长度 ≥30\.5公里 31\.25公里 50 49\.5 "
        r"满意度指标\(50分\) 服务对象满意度指标 群众满意度 ≥90% 95\.1% 50 50 总分 100 99\.5"
    )
    form = read(tmp_path, "\n\n".join(cells.split(" ")))
    assert form.project_name == "河道保洁-二期"
    assert [
        (row.target and row.target.value, row.actual and row.actual.text, row.score)
        for row in form.indicators
    ] == [
        (30.5, "31.25公里", 49.5),
        (90, "95.1%", 50),
    ]
    assert form.total_score == 99.5


# The titles of two rows: with a blank for each column that a title spans, without, and with the levels above.
DIVIDED = {
    "spans_as_blanks": (
        "绩效指标|  |  | 年度指标值|  |  | 实际完成值| 分值| 得分",
        "一级指标| 二级指标| 三级指标| 指标性质| 指标值| 度量单位",
    ),
    "spans_lost": (
        "绩效指标| 年度指标值| 实际完成值| 分值| 得分",
        "一级指标| 二级指标| 三级指标| 指标性质| 指标值| 度量单位",
    ),
    "levels_above_and_a_title_broken": (
        "绩效指标| 一级指标| 二级指标| 三级指标| 预期指标值| 实际完成值| 指标__\n分值| 得分",
        "符号| 值| 单位",
    ),
}


@pytest.mark.parametrize("titles", DIVIDED.values(), ids=DIVIDED)
def test_a_second_row_of_titles_stands_below_those_it_divides(
    tmp_path: Path, titles: tuple[str, str]
) -> None:
    rows = (
        "项目名称| 河道保洁", "---|---", "主管部门| 县水务局", *titles,
        "产出指标| 数量指标| 保洁河道长度| ≥| 30| 公里| 31公里| 20| 19", "质量指标| 保洁合格率| ＝| 100| %| 98%| 20| 18",
        "总分| 100| 97",
    )  # fmt: skip
    text = "项目绩效自评表\n\n" + "".join(f"{row}__\n" for row in rows).replace("__", "  ")
    form = read(tmp_path, text)
    assert [
        (row.level1, row.level2, row.level3, row.target and row.target.text, row.actual and row.actual.text)
        for row in form.indicators
    ] == [
        ("产出指标", "数量指标", "保洁河道长度", "≥30公里", "31公里"),
        ("产出指标", "质量指标", "保洁合格率", "＝100%", "98%"),
    ]
    assert [(row.max_score, row.score) for row in form.indicators] == [(20, 19), (20, 18)]
