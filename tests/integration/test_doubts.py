"""What OCR may have misread becomes a finding on the value concerned, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.document import Page
from tests.support.doubted import ACTUAL, FUNDS, POINTS, REASON, SCORE, TARGET, at, form, found, rules
from tests.support.scans import HEADER, ROWS, result_of, scanned, scanned_pages, typed


def test_a_page_read_surely_raises_no_doubt():
    assert scanned(form(), None, "项目支出绩效自评表").findings == []


@pytest.mark.parametrize(
    "change",
    [(1, TARGET, "二95%"), (1, ACTUAL, "9l%"), (1, ACTUAL, "960%"), (1, SCORE, "18"), (1, POINTS, "51")],
)
def test_text_of_the_file_itself_is_not_doubted(change):
    assert typed(form(change)).findings == []


def test_an_unsure_word_is_named_with_its_confidence():
    result = scanned(form(), {"验收合格率": 0.55})
    (doubt,) = [finding for finding in result.findings if finding.rule == "low_confidence"]
    assert doubt.pointers == [at(1, "level3")]
    assert "“验收合格率” (0.55)" in doubt.message
    assert "“验收合格率” (0.55)" in doubt.message_en


def test_figures_have_to_be_surer_than_words():
    assert found(scanned(form(), {"验收合格率": 0.92}), "low_confidence") == []
    assert found(scanned(form(), {"3100人": 0.92}), "low_confidence") == [[at(3, "actual")]]


def test_signs_have_to_be_surer_than_figures():
    assert found(scanned(form(), {"3100人": 0.96}), "low_confidence") == []
    assert found(scanned(form(), {"≥95%": 0.98}), "low_confidence") == [[at(1, "target")]]


def test_a_percent_sign_in_a_column_of_units_need_not_be_surer_than_a_word():
    header = [*HEADER[:3], "符号", "值", "单位", *HEADER[4:]]
    rows = [[*row[:3], "≥", "90", "%", "92%", *row[5:]] for row in ROWS]
    assert found(scanned([header, *rows], {"%": 0.98}), "low_confidence") == []
    assert len(found(scanned([header, *rows], {"%": 0.8}), "low_confidence")) == len(rows)


def test_a_speck_read_as_a_value_is_doubted():
    assert found(scanned(form((2, REASON, "。")), {"。": 0.5}), "low_confidence") == [
        [at(2, "deviation_reason")]
    ]


def test_the_doubts_of_a_row_are_one_finding_and_merged_levels_are_told_once():
    result = scanned(form(), {"培训人次": 0.5, "520人次": 0.6, "产出指标": 0.4})
    assert found(result, "low_confidence") == [
        [at(0, "level1"), at(0, "level3"), at(0, "actual")],
        [at(1, "level1")],
        [at(2, "level1")],
    ]


def test_a_sum_that_comes_out_vouches_for_its_parts():
    assert found(scanned(form(), {"28": 0.7}), "low_confidence") == []
    changed = scanned(form((3, SCORE, "23")), {"23": 0.7})
    assert [at(3, "score")] in found(changed, "low_confidence")


def test_the_points_of_levels_that_make_up_the_full_mark_vouch_for_each_other():
    levels = ["产出指标（50分）"] * 3 + ["效益指标（30分）", "满意度指标（20分）"]
    rows = form(
        *((row, 0, text) for row, text in enumerate(levels)), *((row, POINTS, "") for row in range(5))
    )
    assert found(scanned(rows, {"效益指标（30分）": 0.95}), "low_confidence") == []
    rows[4][0] = "效益指标（80分）"
    assert [at(3, "level1")] in found(scanned(rows, {"效益指标（80分）": 0.5}), "low_confidence")


def test_a_year_read_alike_in_two_places_is_vouched_for():
    year, title = "2023年度", "项目支出绩效自评表（2023年度）"
    assert found(scanned(form(), {title: 0.5}, title), "low_confidence") != []
    cover = "松岭市图书馆2023年度绩效自评报告"
    result = scanned(form(), {year: 0.5}, cover, "项目支出绩效自评表", year)
    assert result.report.forms[0].fiscal_year == 2023
    assert found(result, "low_confidence") == []


@pytest.mark.parametrize(
    ("column", "name"),
    [
        (SCORE, "score"),
        (POINTS, "max_score"),
        (TARGET, "target"),
        (ACTUAL, "actual"),
        (REASON, "deviation_reason"),
    ],
)
def test_ink_that_nobody_could_read_is_no_value_but_a_doubt_about_its_field(column, name):
    result = scanned(form((2, column, "□")))
    assert getattr(result.report.forms[0].indicators[2], name) is None
    assert found(result, "unread_ink") == [[at(2, name)]]
    (doubt,) = [finding for finding in result.findings if finding.rule == "unread_ink"]
    assert doubt.places[0].box is not None


def test_a_value_read_in_part_is_doubted_once():
    result = scanned(form((0, TARGET, "□500人次"), (1, ACTUAL, "9□6%")))
    assert [(one.rule, one.pointers) for one in result.findings] == [
        ("unread_ink", [at(0, "target")]),
        ("unread_ink", [at(1, "actual")]),
    ]


def test_an_unread_total_is_found_by_its_label():
    result = scanned(form(total=["总分", "", "", "", "", "90", "□", ""]))
    assert found(result, "unread_ink") == [["/forms/0/total_score"]]


def test_an_unread_sign_of_a_column_of_signs_is_a_doubt_about_the_target():
    header = [*HEADER[:3], "符号", "值", "单位", *HEADER[4:]]
    rows = [[*row[:3], "≥", "90", "%", "92%", *row[5:]] for row in ROWS]
    rows[3][3] = "□"
    result = scanned([header, *rows])
    assert result.report.forms[0].indicators[3].target.text == "90%"
    assert found(result, "unread_ink") == [[at(3, "target")]]


def test_a_dash_in_a_column_of_signs_is_a_sign_misread():
    header = [*HEADER[:3], "符号", "值", "单位", *HEADER[4:]]
    rows = [[*row[:3], "≥" if at < 2 else "", "90", "%", "92%", *row[5:]] for at, row in enumerate(ROWS)]
    assert found(scanned([header, *rows]), "sign_missing") == []
    rows[3][3] = "-"
    assert found(scanned([header, *rows]), "sign_missing") == [[at(3, "target")]]


@pytest.mark.parametrize("said", ["二95%", "之95%", "乏95%", "M95%", "\\95%"])
def test_what_stands_in_the_place_of_a_sign_is_doubted(said):
    assert found(scanned(form((1, TARGET, said))), "sign_garbled") == [[at(1, "target")]]


def test_a_target_without_the_sign_that_all_others_have_is_doubted():
    assert found(scanned(form((1, TARGET, "95%")), {"95%": 0.97}), "sign_missing") == [[at(1, "target")]]


@pytest.mark.parametrize("said", ["9l%", "l00%", "1O%", "9.6.1%", "96%.", "96%a", "96º", "9,6%", "96%%"])
def test_a_figure_that_no_one_would_print_is_doubted(said):
    assert [at(1, "actual")] in found(scanned(form((1, ACTUAL, said))), "figure_garbled")


@pytest.mark.parametrize("said", ["2.5km", "50G", "1,250.5%", "2023.5.1", "10kW", "5A级", "PM2.5达标", "3/4"])
def test_a_figure_as_people_print_them_is_not(said):
    assert found(scanned(form((1, ACTUAL, said))), "figure_garbled") == []


def test_a_unit_missing_from_its_column_is_doubted():
    header = [*HEADER[:3], "符号", "值", "单位", *HEADER[4:]]
    rows = [[*row[:3], "≥", "90", "%", "92%", *row[5:]] for row in ROWS]
    rows[3][5] = ""
    assert found(scanned([header, *rows]), "unit_missing") == [[at(3, "target")]]


@pytest.mark.parametrize(
    "said", ["约95%", "95%", "A4纸", "5A级", "(95%)", "-3%", "95-98%", "每月3次", "第1名"]
)
def test_what_people_write_before_a_figure_is_no_sign_misread(said):
    assert found(scanned(form((1, TARGET, said))), "sign_garbled") == []


def test_units_that_look_alike_and_differ_are_doubted():
    result = scanned(form((3, TARGET, "≥30万元"), (3, ACTUAL, "35方元")))
    assert sorted(found(result, "unit_apart")[0]) == [at(3, "actual"), at(3, "target")]


def test_a_lost_decimal_point_or_a_percent_sign_read_as_digits_is_doubted():
    assert found(scanned(form((1, ACTUAL, "9694"))), "far_from_target") == [
        [at(1, "actual"), at(1, "target")]
    ]
    assert found(scanned(form((1, ACTUAL, "961%"))), "over_hundred") == [[at(1, "actual")]]


def test_far_below_a_ceiling_is_an_achievement():
    assert found(scanned(form((3, TARGET, "≤3000人"), (3, ACTUAL, "12人"))), "far_from_target") == []


def test_a_score_above_its_points_is_doubted():
    assert found(scanned(form((2, SCORE, "74"))), "score_too_high") == [[at(2, "score"), at(2, "max_score")]]


def test_points_that_do_not_add_up_are_one_finding_on_the_total_and_the_least_sure():
    result = scanned(form((3, POINTS, "80")), {"80": 0.93, "10": 0.97})
    (pointers,) = found(result, "points_sum")
    assert pointers[:2] == ["/forms/0/total_max_score", at(3, "max_score")]
    (doubt,) = [finding for finding in result.findings if finding.rule == "points_sum"]
    assert (doubt.expected, doubt.found) == ("90", "140")


def test_the_points_of_the_budget_count_where_the_total_has_them():
    result = scanned([*FUNDS, *form(total=["总分", "", "", "", "", "100", "94.5", ""])])
    assert result.report.forms[0].total_max_score == 100
    assert found(result, "points_sum") == []


def test_a_rate_that_is_not_what_was_executed_is_doubted():
    assert "rate_apart" not in rules(scanned([*FUNDS, *form()]))
    changed = [list(row) for row in FUNDS]
    changed[1][6] = "15%"
    assert found(scanned([*changed, *form()]), "rate_apart") == [
        [f"/forms/0/funds/0/{name}" for name in ("execution_rate", "executed", "annual_budget")]
    ]


def test_amounts_that_do_not_add_up_beside_some_that_do_are_doubted():
    changed = [list(row) for row in FUNDS]
    changed[2][4] = "15"
    (pointers,) = found(scanned([*changed, *form()]), "amounts_sum")
    assert pointers[0] == "/forms/0/funds/0/executed"


def test_a_score_missing_where_all_others_have_one_is_doubted():
    assert found(scanned(form((2, SCORE, ""))), "number_missing") == [[at(2, "score")]]


def test_a_row_that_was_not_carried_out_may_lack_its_score():
    assert found(scanned(form((2, SCORE, ""), (2, ACTUAL, ""))), "number_missing") == []


def test_a_row_without_its_name_is_doubted():
    (pointers,) = found(scanned(form((2, 2, ""))), "name_missing")
    assert pointers[0] == at(2, "level3")
    assert {at(2, "level1"), at(2, "actual"), at(2, "score")} <= set(pointers)


def test_a_row_cut_by_a_rule_that_is_none_is_doubted():
    rows = form()
    rows[2] = [*rows[2][:2], "验收合", "格率", *rows[2][3:7], "已整改"]
    result = scanned(rows)
    row = at(1, "level3").rpartition("/")[0]
    assert [row] in found(result, "row_cut") + found(result, "cell_count")


def test_a_row_that_a_page_break_cuts_is_doubted_in_both_its_parts():
    rest = ["", "", "格率", "", "", "", "", "下一步倒排工期"]
    result = scanned_pages(form()[:3], [rest, *form()[3:]])
    (pointers,) = found(result, "row_broken")
    assert {at(1, "level3"), at(1, "actual"), at(1, "score")} <= set(pointers)


@pytest.mark.parametrize(
    "first", [["存在问题", "", "指标设置偏低", *[""] * 5], ["", "", "指标2：", *[""] * 5]]
)
def test_a_row_of_its_own_behind_a_page_break_is_not(first):
    assert found(scanned_pages(form()[:3], [first, *form()[3:]]), "row_broken") == []


def test_a_row_of_a_form_that_is_found_nowhere_is_told_with_its_place():
    rows = [*form(), ["评价结论", "经评价，项目实施良好", "得分91.5", "", "", "", "", ""]]
    result = scanned(rows)
    (doubt,) = [finding for finding in result.findings if finding.rule == "row_unplaced"]
    assert doubt.pointers == ["/forms/0"]
    assert "得分91.5" in [place.text for place in doubt.places]


def test_rows_that_state_nothing_are_not_missed():
    blank = [["其他资金", "", "—", "", "□", "", "", ""], ["", "", "……", "", "", "", "", ""]]
    assert found(scanned([*form(), *blank]), "row_unplaced") == []
    assert (
        found(typed([*form(), ["附", "经评价，良好", "得分91.5", "", "", "", "", ""]]), "row_unplaced") == []
    )


def test_a_row_that_is_but_a_name_is_doubted_with_the_name_above():
    rows = form()
    rows.insert(3, ["产出指标", "质量指标", "率", "", "", "", "", ""])
    (pointers,) = found(scanned(rows), "row_empty")
    assert {at(2, "level1"), at(2, "level3"), at(1, "level3")} <= set(pointers)


def test_a_page_hard_to_read_is_told_once():
    result = scanned(form(), {text: 0.3 for row in form() for text in row})
    (doubt,) = [finding for finding in result.findings if finding.rule == "pages_poor"]
    assert "第1页" in doubt.message


def test_pages_that_could_not_be_read_are_an_error_also_of_a_file_with_its_own_text():
    document = typed(form()).document
    failed = (Page(2, "", "failed: damaged page"), Page(3, "", "failed: damaged page"))
    (doubt,) = result_of(replace(document, pages=(*document.pages, *failed))).findings
    assert (doubt.rule, doubt.severity) == ("pages_failed", "error")
    assert "第2、3页未能读取（damaged page）" in doubt.message
