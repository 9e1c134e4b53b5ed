"""Rows that sheets print over, between and under the tables of a form. All content is invented."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extractor import Report, extract

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
ROW = ["产出指标", "数量指标", "清理株数", "≥3500株", "4120株", 100, 96.6, ""]


def report_of(path: Path, *rows: list[str | int | float]) -> Report:
    """What a sheet of these rows states; a row of one cell is merged over all columns."""
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, start=1):
        book.active.append([cell if cell != "" else None for cell in row])
        if len(row) == 1:
            book.active.merge_cells(start_row=at, start_column=1, end_row=at, end_column=9)
    book.save(path)
    return extract(path).report


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "form.xlsx"


def test_a_note_under_the_total_is_no_indicator(sheet: Path) -> None:
    notes = [["注：定量指标得分按完成比例计算。"], ["2.定性指标按三档填写。"]]
    beside = [["绩效指标", *HEADER], ["", *ROW], ["总分", "", "", "", "", "", 100, 96.6]]
    report = report_of(sheet, ["项目支出绩效自评表"], *beside, *notes)
    assert [row.level3 for row in report.forms[0].indicators] == ["清理株数"]


def test_a_note_between_rows_is_no_level(sheet: Path) -> None:
    report = report_of(
        sheet, ["项目支出绩效自评表"], HEADER, ROW, ["注1.得分不超过分值。"], ["", "", *ROW[2:]]
    )
    assert [(row.level1, row.level3) for row in report.forms[0].indicators] == [("产出指标", "清理株数")] * 2


def test_what_became_of_a_goal_may_stand_under_it(sheet: Path) -> None:
    goals = [["年度绩效目标", "发放补助300人。"], ["年度绩效目标完成情况", "发放补助312人。"]]
    report = report_of(sheet, ["项目支出绩效自评表"], ["项目名称", "儿童补助"], *goals, HEADER, ROW)
    (goal,) = report.forms[0].goals
    assert (goal.expected, goal.actual) == ("发放补助300人。", "发放补助312人。")


def test_the_line_over_a_table_names_unit_year_and_body(sheet: Path) -> None:
    line = ["填报单位：榆关市城市建设投资管理中心", "", "评价年度：2023年", "", "单位：万元"]
    report = report_of(sheet, ["项目绩效自评表"], line, ["项目名称", "管网改造"], HEADER, ROW)
    assert (report.forms[0].fiscal_year, report.forms[0].amount_unit) == (2023, "万元")
    assert report.organization == "榆关市城市建设投资管理中心"


def test_who_signed_under_a_list_is_no_project(sheet: Path) -> None:
    report = report_of(
        sheet,
        ["2024年度项目绩效自评情况汇总表"],
        ["序号", "项目单位", "项目名称", "年初预算数", "决算数", "自评得分", "评价等次"],
        [1, "青崖县国有林场", "森林抚育补助", 128, 128, 100, "优"],
        [2, "青崖县林业站", "防控经费", 76, 61.2, 84.5, "良"],
        ["填报人：覃某某", "", "审核人：梁某", "", "", "", "联系电话：0000-6677889"],
        ["注：得分为百分制。"],
    )
    assert [(line.project_name, line.executed) for line in report.project_list] == [
        ("森林抚育补助", 128),
        ("防控经费", 61.2),
    ]


def test_who_filled_a_form_in_may_stand_in_cells_of_its_own(sheet: Path) -> None:
    total = ["总分", "", "", "", "", 100, 96.6]
    signed = [["填表人", "蒙某", "", "填表日期", "2023.03.06"], ["联系电话", "0000-5551199"]]
    report = report_of(sheet, ["项目支出绩效自评表"], HEADER, ROW, total, *signed)
    (form,) = report.forms
    assert (form.filled_by, form.filled_on, form.phone) == ("蒙某", "2023.03.06", "0000-5551199")
    assert [row.level3 for row in form.indicators] == ["清理株数"]


def test_labels_of_the_sign_off_with_colons_have_their_values_beside_them(sheet: Path) -> None:
    signed = ["填表人：", "柏某", "", "填报日期：", "2023年5月10日", "", "联系电话：", "0000-5553322"]
    report = report_of(
        sheet, ["项目支出绩效自评表"], HEADER, ROW, ["总分", "", "", "", "", 100, 96.6], signed
    )
    (form,) = report.forms
    assert (form.filled_by, form.filled_on, form.phone) == ("柏某", "2023年5月10日", "0000-5553322")


def test_a_block_of_funds_in_any_words_names_the_unit(sheet: Path) -> None:
    funds = [
        ["项目资金\n投入情况\n（万元）", "", "全年预算数", "全年执行数"],
        ["", "年度资金总额", 356.5, 341.27],
    ]
    report = report_of(sheet, ["项目支出绩效自评表"], *funds, HEADER, ROW)
    assert report.forms[0].amount_unit == "万元"


def test_a_budget_before_its_adjustment_is_the_one_at_the_beginning(sheet: Path) -> None:
    funds = [["", "项目", "预算数", "调整预算数", "决算数", "完成率"], ["", "基金支出", 150, 160, 152, "95%"]]
    report = report_of(sheet, ["基金预算绩效自评表"], *funds, HEADER, ROW)
    (line,) = report.forms[0].funds
    assert (line.initial_budget, line.annual_budget, line.executed, line.execution_rate) == (
        150,
        160,
        152,
        95,
    )


def test_numbered_goals_stand_over_the_indicators_that_belong_to_them(sheet: Path) -> None:
    goals = [["年度目标1：\n（40分）", "提高服务能力。"], ["年度目标2：\n（40分）", "完成公共卫生项目。"]]
    report = report_of(
        sheet, ["2023年度卫生健康局整体绩效自评表"], goals[0], HEADER, ROW, goals[1], HEADER, ["", *ROW[1:]]
    )
    (form,) = report.forms
    assert [goal.expected for goal in form.goals] == ["提高服务能力。", "完成公共卫生项目。"]
    assert [row.level3 for row in form.indicators] == ["清理株数", "清理株数"]


def test_a_negative_adjustment_is_no_item_of_the_funds(sheet: Path) -> None:
    funds = ["资金来源", "年初预算", "年度预算调整", "全年预算数", "全年执行数"]
    report = report_of(
        sheet, ["项目支出绩效自评表"], funds, ["合计", "45.00", "-3.20", "41.80", "41.80"], HEADER, ROW
    )
    (form,) = report.forms
    assert [(line.initial_budget, line.annual_budget) for line in form.funds] == [(45, 41.8)]
    assert form.fund_breakdown == []


def test_each_level_may_have_points_in_a_column_of_its_own(sheet: Path) -> None:
    header = ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "目标值", "实际值", "得分"]
    rows = [
        ["产出", 40, "产出数量", 25, "改造小区数", 15, "12个", "11个", 13.75],
        ["", "", "", "", "惠及户数", 10, "3200户", "3350户", 10],
        ["效益", 30, "社会效益", 30, "群众投诉数", 30, "0起", "0起", 30],
    ]
    report = report_of(sheet, ["项目支出绩效自评表"], header, *rows)
    said = [(row.level1_max_score, row.max_score, row.score) for row in report.forms[0].indicators]
    assert said == [(40, 15, 13.75), (40, 10, 10), (30, 30, 30)]
