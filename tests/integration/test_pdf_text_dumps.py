"""Forms as ``pdftotext -layout`` writes them: cells of several lines set around the middle of their row."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from extractor.result import Result

# Invented. A sign takes one column, whatever its width; lines of neighbouring cells alternate.
FORM = """\
                                     项目支出绩效自评表

                                      （2024 年度）

     项目名称                                  村级卫生室改造补助

     主管部门               云岭县卫生健康局                    实施单位           云岭县乡镇卫生院管理中心


                                         全年预
                              年初预算数               全年执行数    分值   执行率          得分
                                          算数
项目资
  金         年度资金总额             120       131.5     128.9   10   98.02%       9.8
 （万
 元）         其中：财政拨款            120       131.5     128.9   —                  —


             其他资金                                          —                  —

                       预期目标                                     实际完成情况
年度总
体目标 改造二十二所村级卫生室，配齐诊疗设备，方便群众就近看病，提 完成二十一所村级卫生室改造，诊疗设备配备到位，群众看病
              高基层医疗服务水平。                 更加方便，服务水平得到提高。


 绩     一级指标     二级指标          三级指标       年度指      实际完成值    分值    得分      偏差原因分析及改进措施
                                          标值


               数量指标      改造村级卫生室所数       ≥22 所   21 所   20    19     一所选址变更，下年度完成

     产出指标
               质量指标        验收合格率         100%    100%   15    15
     （50 分）

               时效指标      补助资金发放及时率       ≥95%    96%    15    15
 效
 指
                        群众就近看病的便利程度      明显提
 标            社会效益指标                             明显提高   20    20
                          和基层诊疗水平         高
     效益指标
     （30 分）
              可持续影响指
                          设备维护机制          健全      健全    10     9
                 标

     满意度指标    服务对象满意
                           群众满意度         ≥90%    93%    10    10
     （10 分）     度指标

                         总分                             100   97.8

填报人：顾某   联系电话：5550123   填报日期：2025 年 3 月 2 日
"""


def form(tmp_path: Path, text: str) -> Result:
    path = tmp_path / "form.txt"
    path.write_text(text, encoding="utf-8")
    return extract(path, engine="rules")


@pytest.fixture
def read(tmp_path: Path) -> Result:
    return form(tmp_path, FORM)


def test_lines_of_a_cell_stand_around_the_figures_of_their_row(read: Result) -> None:
    (found,) = read.report.forms
    assert [row.level3 for row in found.indicators] == [
        "改造村级卫生室所数",
        "验收合格率",
        "补助资金发放及时率",
        "群众就近看病的便利程度和基层诊疗水平",
        "设备维护机制",
        "群众满意度",
    ]
    assert [row.score for row in found.indicators] == [19, 15, 15, 20, 9, 10]
    assert found.indicators[0].deviation_reason == "一所选址变更，下年度完成"
    assert [row.target.text if row.target else None for row in found.indicators][:3] == [
        "≥22所",
        "100%",
        "≥95%",
    ]


def test_levels_stand_for_the_rows_around_their_middle(read: Result) -> None:
    rows = read.report.forms[0].indicators
    assert [(row.level1, row.level1_max_score) for row in rows] == [
        *[("产出指标", 50)] * 3,
        *[("效益指标", 30)] * 2,
        ("满意度指标", 10),
    ]
    assert [row.level2 for row in rows][3:] == ["社会效益指标", "可持续影响指标", "服务对象满意度指标"]


def test_wrapped_titles_name_the_columns_of_funds(read: Result) -> None:
    whole, granted = read.report.forms[0].funds[:2]
    assert (whole.source, whole.initial_budget, whole.annual_budget, whole.executed) == (
        "年度资金总额",
        120,
        131.5,
        128.9,
    )
    assert (whole.max_score, whole.execution_rate, whole.score) == (10, 98.02, 9.8)
    assert (granted.source, granted.executed) == ("财政拨款", 128.9)


def test_values_beside_labels_and_goals_are_whole(read: Result) -> None:
    (found,) = read.report.forms
    assert found.project_name == "村级卫生室改造补助"
    assert found.supervising_department == "云岭县卫生健康局"
    assert found.implementing_unit == "云岭县乡镇卫生院管理中心"
    assert (
        found.goals[0].expected
        == "改造二十二所村级卫生室，配齐诊疗设备，方便群众就近看病，提高基层医疗服务水平。"
    )
    assert (
        found.goals[0].actual
        == "完成二十一所村级卫生室改造，诊疗设备配备到位，群众看病更加方便，服务水平得到提高。"
    )


def test_totals_stand_under_their_titles(read: Result) -> None:
    assert (read.report.forms[0].total_max_score, read.report.forms[0].total_score) == (100, 97.8)


def test_a_table_read_from_blanks_says_that_it_was_rebuilt(read: Result) -> None:
    assert "grid_rebuilt" in {finding.rule for finding in read.findings}


def test_a_table_goes_on_behind_a_page_break(tmp_path: Path) -> None:
    broken = FORM.replace("     满意度指标    服务对象满意\n", "\f     满意度指标    服务对象满意\n")
    assert broken != FORM
    (found,) = form(tmp_path, broken).report.forms
    assert len(found.indicators) == 6
    last = found.indicators[-1]
    assert (last.level1, last.level3, last.score) == ("满意度指标", "群众满意度", 10)


def test_values_stand_where_they_say(read: Result) -> None:
    assert read.evidence["/forms/0/indicators/0/level3"]
    assert not [finding for finding in read.findings if finding.rule == "unlocated"]
