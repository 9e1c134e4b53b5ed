"""A form pasted out of a PDF: a cell per line, texts wrapped over lines, each label of the sign-off on its own."""

from __future__ import annotations

from pathlib import Path

from extractor import extract

_FORM = """项目支出绩效自评表
（2023年度）
项目名称
检测设备购置
主管部门
青枫县交通运输局
实施单位
青枫县公路站
绩效指标
一级
指标
二级指标
三级指标
年度
指标值
实际
完成值
分值
得分
偏差原因分析
及改进措施
产出指标
（60分）
数量指标
购置检测设备
≥20台
18台
20
18
部分设备停产，另行选型
后于次年购置
质量指标
设备验收合格率
100%
100%
20
20
时效指标
采购完成时间
11月底前
12月18日
20
16
供应商延期交货，今后加强
履约管理
效益指标
（40分）
社会效益指标
检测覆盖率
≥95%
97%
40
40
总分
100
94
填表人：罗云
联系电话：0871-6000123
填报日期：2024年3月12日
"""


def test_wrapped_reasons_and_the_lines_of_the_sign_off_are_read(tmp_path: Path) -> None:
    file = tmp_path / "form.txt"
    file.write_text(_FORM, encoding="utf-8")
    (form,) = extract(file, engine="rules").report.forms
    assert [(row.level1, row.level2, row.level3, row.deviation_reason) for row in form.indicators] == [
        ("产出指标", "数量指标", "购置检测设备", "部分设备停产，另行选型后于次年购置"),
        ("产出指标", "质量指标", "设备验收合格率", None),
        ("产出指标", "时效指标", "采购完成时间", "供应商延期交货，今后加强履约管理"),
        ("效益指标", "社会效益指标", "检测覆盖率", None),
    ]
    assert (form.filled_by, form.phone, form.filled_on) == ("罗云", "0871-6000123", "2024年3月12日")


def test_a_title_under_a_form_begins_the_next_one(tmp_path: Path) -> None:
    file = tmp_path / "forms.txt"
    file.write_text(
        _FORM + _FORM.replace("检测设备购置", "桥梁检测").replace("罗云", "方圆"), encoding="utf-8"
    )
    first, second = extract(file, engine="rules").report.forms
    assert (first.project_name, first.filled_by) == ("检测设备购置", "罗云")
    assert (second.project_name, second.filled_by) == ("桥梁检测", "方圆")


def test_a_form_that_ends_with_its_titles_is_read(tmp_path: Path) -> None:
    file = tmp_path / "form.txt"
    file.write_text(_FORM.partition("产出指标")[0], encoding="utf-8")
    (form,) = extract(file, engine="rules").report.forms
    assert (form.project_name, form.indicators) == ("检测设备购置", [])
