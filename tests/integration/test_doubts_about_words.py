"""Doubts about titles, names, levels and dates that OCR read."""

from __future__ import annotations

import pytest

from tests.support.doubted import FUNDS, TARGET, at, form, found, rules
from tests.support.scans import HEADER, ROWS, read, scanned, typed


def test_a_title_misread_is_a_doubt_about_the_whole_column():
    rows = form()
    rows[0] = [*HEADER[:5], "分信", *HEADER[6:]]
    result = scanned(rows)
    assert found(result, "title_misread") == [[at(row, "max_score") for row in range(5)]]


def test_a_title_misread_that_can_mean_but_one_thing_is_read_as_that_and_told():
    rows = form()
    rows[0] = [*HEADER[:4], "实际完城值(B)", *HEADER[5:]]
    result = scanned(rows)
    actual = result.report.forms[0].indicators[1].actual
    assert actual is not None and actual.text == "96%"
    (told,) = [finding for finding in result.findings if finding.rule == "column_guessed"]
    assert (told.found, told.expected) == ("实际完城值(B)", "实际完成值")


def test_a_title_misread_beyond_recognition_is_a_doubt_about_the_column_that_is_missing():
    rows = form()
    rows[0] = [*HEADER[:4], "国际东皮值(B)", *HEADER[5:]]
    result = scanned(rows)
    assert found(result, "title_unknown") == [[at(row, "actual") for row in range(5)]]
    assert found(scanned(form()), "title_unknown") == []
    assert found(typed(rows), "title_unknown") == []


def test_of_several_such_titles_each_is_told_with_the_column_that_is_most_like_it():
    rows = form()
    rows[0] = [*HEADER[:3], "年度旨示值1", "实际元戎值一", *HEADER[5:]]
    told = [one for one in scanned(rows).findings if one.rule == "title_unknown"]
    assert [(one.found, one.expected) for one in told] == [
        ("实际元戎值一", "实际完成值"),
        ("年度旨示值1", "年度指标值"),
    ]


def test_a_title_that_may_mean_several_things_is_not_guessed():
    rows = form()
    rows[0] = ["四级指标", *HEADER[1:]]
    result = scanned(rows)
    assert result.report.forms[0].indicators[0].level1 is None
    assert "column_guessed" not in rules(result)


def test_ink_beside_a_label_does_not_lose_what_stands_under_it():
    goals = [
        ["年度总体目标", "预期目标□□", "", "", "实际完成情况□", "", "", ""],
        ["", "完成全部培训任务。", "", "", "已完成全部培训任务。", "", "", ""],
    ]
    total = ["总分□", "", "", "", "□", "90", "87", "□"]
    result = scanned([*goals, *form(total=total)])
    (goal,) = result.report.forms[0].goals
    assert (goal.expected, goal.actual) == ("完成全部培训任务。", "已完成全部培训任务。")
    assert (result.report.forms[0].total_max_score, result.report.forms[0].total_score) == (90, 87)


def test_a_label_behind_a_value_of_its_line_is_no_part_of_it():
    result = scanned(form(), None, "项目支出绩效自评表", "实施单位：松岭市图书馆 填报日期：2022年6月2日")
    assert result.report.organization == "松岭市图书馆"


def test_a_body_in_a_place_of_almost_the_usual_name_is_doubted():
    head = [
        ["主管部门", "公岭市水务局", "", "", "实施单位", "松岭市河道管理所", "", ""],
        ["项目名称", "河道管护", "", "", "", "", "", ""],
    ]
    result = scanned([*head, *form()], None, "编制单位：松岭市河道管理所", "项目支出绩效自评表")
    assert found(result, "name_apart") == [["/forms/0/supervising_department"]]


def test_a_grade_that_is_none_among_grades_is_doubted():
    header = [*HEADER[:5], "完成等级", *HEADER[5:]]
    rows = [[*row[:5], "优", *row[5:]] for row in ROWS]
    assert found(scanned([header, *rows]), "grade_unknown") == []
    rows[3][5] = "体"
    assert found(scanned([header, *rows]), "grade_unknown") == [[at(3, "completion")]]


def test_a_fund_line_with_a_score_but_no_amount_is_doubted():
    changed = [*FUNDS[:3], ["", "其他资金", "", "", "", "", "", "1"]]
    assert found(scanned([*changed, *form()]), "amounts_missing") == [
        ["/forms/0/funds/2/source", "/forms/0/funds/2/score"]
    ]


def test_points_read_for_the_commas_of_an_amount_lose_nothing_and_are_doubted():
    changed = [list(row) for row in FUNDS]
    changed[1][3] = "8.614,000.00"
    result = scanned([*changed, *form()])
    assert result.report.forms[0].funds[0].annual_budget == 8614000
    assert found(result, "figure_garbled") == [["/forms/0/funds/0/annual_budget"]]


def test_the_unit_of_amounts_is_read_where_a_page_break_cuts_its_title():
    head = [["项目资", "", "年初预算数", "全年预算数", "全年执行数", "", "", ""]]
    rest = [["金（万元)", "年度资金总额", "100", "120", "90", "", "", ""]]
    assert scanned([*head, *rest, *form()]).report.forms[0].amount_unit == "万元"


def test_a_numbering_misread_before_a_name_is_doubted_but_not_that_of_a_goal():
    assert found(scanned(form((1, 2, "括标1：验收合格率"))), "text_garbled") == [[at(1, "level3")]]
    goals = [["年度总体目标", "目标1：完成任务", "", "", "目标1：已完成", "", "", ""]]
    assert found(scanned([*goals, *form()]), "text_garbled") == []


def test_a_level_one_character_away_from_a_known_one_is_doubted():
    assert found(scanned(form((1, 1, "贡量指标"))), "name_apart") == [[at(1, "level2")]]


def test_a_name_printed_twice_and_read_in_two_ways_is_doubted_where_it_is_less_sure():
    listed = [
        ["序号", "项目名称", "全年预算数", "全年执行数", "自评得分"],
        ["1", "河道管护（一期）", "10", "9", "90"],
        ["2", "河道管护（二期）", "20", "18", "91"],
    ]
    head = [["项目名称", "河道管护（二朗）", "", "", "", "", "", ""]]
    result = read([listed, "项目支出绩效自评表", [*head, *form()]], {"河道管护（二朗）": 0.97}, "ocr")
    assert found(result, "name_apart") == [["/forms/0/project_name"]]


def test_a_first_level_that_is_none_is_doubted_for_all_its_rows():
    result = scanned(form((1, 0, "资金拨付及"), (2, 0, "资金拨付及")))
    assert found(result, "level_unknown") == [[at(1, "level1"), at(2, "level1")]]


def test_points_printed_beside_a_level_are_doubted_with_it():
    levels = {
        0: "产出指标（50分）",
        1: "产出指标（50分）",
        2: "产出指标（50分）",
        3: "分）",
        4: "满意度指标（10分）",
    }
    result = scanned(form(*((row, 0, text) for row, text in levels.items())))
    assert [at(3, "level1"), at(3, "level1_max_score")] in found(result, "level_unknown")


def test_a_template_with_levels_of_its_own_is_not_doubted():
    rows = form(*((row, 0, "工作任务") for row in range(5)), *((row, 1, "重点工作") for row in range(5)))
    assert found(scanned(rows), "level_unknown") == []


def test_the_numbering_of_a_name_is_neither_name_nor_target():
    result = scanned(form((1, 2, "旨标2"), (3, TARGET, "旨标1")))
    assert found(result, "text_garbled") == [[at(1, "level3")]]
    assert [at(3, "target")] in found(result, "figure_garbled")


def test_a_bracket_that_is_not_closed_is_doubted():
    assert found(scanned(form((0, 2, "购置（更新设备"))), "text_garbled") == [[at(0, "level3")]]


@pytest.mark.parametrize(
    ("line", "rule"),
    [("填报日期：2023年13月4日", "date_impossible"), ("联系电话：0316-8l2x", "phone_impossible")],
)
def test_a_date_or_telephone_number_that_cannot_be_is_doubted(line, rule):
    rows = [*form(), [line, *[""] * 7]]
    assert rule in rules(scanned(rows))


@pytest.mark.parametrize(
    "line",
    ["填报日期：2023年12月4日", "填报日期：2024.1.15", "联系电话：13800138000", "联系电话：0316-8812345"],
)
def test_a_date_or_telephone_number_that_may_be_is_not(line):
    assert scanned([*form(), [line, *[""] * 7]]).findings == []
