"""Where evidence leads, and what was abstained from, on a text read by the rules and then changed by hand."""

from dataclasses import replace

import pytest

from extractor import extract
from extractor.document import Page
from extractor.evaluation.measure import measure
from extractor.layout.segments import find_segments
from extractor.result import Evidence, Finding

TEXT = """项目支出绩效自评表
（2022年度）
| 项目名称 | 技能培训补助 |
| 主管部门 | 清河县人社局 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 培训人数 | ≥100人 | 120人 | 10 | 9 |
| 产出指标 | 质量指标 | 结业率 | ≥95% | 96% | 10 | 8 |
| 效益指标 | 社会效益指标 | 就业率 | ≥80% | 85% | 10 | 10 |
"""
ROW = "/forms/0/indicators/{}"


@pytest.fixture
def answer(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = extract(path, engine="rules")
    assert [row.level3 for row in result.report.forms[0].indicators] == ["培训人数", "结业率", "就业率"]
    return result


def at(answer, text, number):
    """The place where ``text`` stands for the given time, counted from 0."""
    page = answer.document.pages[0].text
    start = -1
    for _ in range(number + 1):
        start = page.index(text, start + 1)
    return Evidence(page=1, start=start, end=start + len(text), text=text, match="exact")


def test_evidence_of_the_tool_leads_to_the_place(answer):
    found = measure(answer.report, answer).measured.whereabouts
    assert (found.page_only, found.elsewhere, found.place_accuracy) == (0, 0, 1)
    assert found.place > found.unchecked


def test_evidence_in_the_row_below_is_not_at_its_place(answer):
    gold = answer.report.model_copy(deep=True)
    before = measure(gold, answer).measured.whereabouts
    # 10 stands in every row: only the rows around it tell which one is meant.
    pointer = f"{ROW.format(0)}/max_score"
    assert answer.evidence[pointer] == [
        at(answer, "10", 1).model_copy(update=dict(answer.evidence[pointer][0]))
    ]
    answer.evidence[pointer] = [at(answer, "| 10 | 8", 0)]
    found = measure(gold, answer).measured.whereabouts
    assert (found.place, found.page_only) == (before.place - 1, 1)
    assert found.page_accuracy == 1
    assert found.place_accuracy == pytest.approx((before.place - 1) / before.place)


def test_a_cell_without_evidence_and_a_result_without_document_are_told_apart(answer):
    gold, all_of_it = answer.report, measure(answer.report, answer).measured.whereabouts
    del answer.evidence[f"{ROW.format(0)}/level3"]
    assert measure(gold, answer).measured.whereabouts.without == all_of_it.without + 1
    loaded = type(answer).model_validate(answer.model_dump())
    found = measure(gold, loaded).measured.whereabouts
    assert (found.place, found.place_accuracy) == (0, None)
    assert found.unchecked > 0


def test_a_wrong_value_has_no_place_to_be_judged(answer):
    gold = answer.report.model_copy(deep=True)
    before = measure(gold, answer).measured.whereabouts
    gold.forms[0].indicators[1].score = 7
    found = measure(gold, answer).measured.whereabouts
    assert found.place + found.unchecked == before.place + before.unchecked - 1


def test_the_sign_for_unread_ink_is_an_abstention(answer):
    gold = answer.report.model_copy(deep=True)
    answer.report.forms[0].indicators[1].level3 = "结□率"
    answer.report.forms[0].indicators[2].score = 3
    found = measure(gold, answer).measured
    assert (found.figures.wrong, found.abstained) == (2, 1)


def test_an_empty_cell_is_an_abstention_only_where_a_finding_says_so(answer):
    gold = answer.report.model_copy(deep=True)
    for row in answer.report.forms[0].indicators[:2]:
        row.target = None
    finding = Finding(
        rule="unread_ink",
        severity="warning",
        pointers=[f"{ROW.format(1)}/target"],
        message="未识别",
        message_en="not read",
    )
    answer.findings.append(finding)
    found = measure(gold, answer).measured
    # text, operator, value and unit of two targets
    assert (found.figures.missing, found.abstained) == (8, 4)


def test_what_stands_in_a_failed_segment_was_abstained_from(answer):
    gold = answer.report.model_copy(deep=True)
    (segment,) = [one for one in find_segments(answer.document) if one.rows]
    begin = segment.rows[0][0].places()[0]
    place = Evidence.at(begin, answer.document, "exact")
    finding = Finding(
        rule="segment_failed", severity="error", message="未读", message_en="not read", places=[place]
    )
    del answer.report.forms[0].indicators[2]
    assert measure(gold, answer).measured.abstained == 0
    answer.findings.append(finding)
    answer.status = "partial"
    found = measure(gold, answer).measured
    assert found.abstained == found.figures.missing > 0


def test_what_stands_on_no_page_that_was_read_was_on_the_one_that_was_not(answer):
    gold = answer.report.model_copy(deep=True)
    gold.forms[0].indicators[2].level3 = "就业质量指数"
    answer.report.forms[0].indicators[2].level3 = None
    answer.report.forms[0].indicators[1].level3 = None
    answer.findings.append(
        Finding(rule="pages_failed", severity="error", message="第2页未读", message_en="page 2 not read")
    )
    read = answer.document
    unread = replace(read, pages=(*read.pages, Page(2, "", "failed: 超时")))
    found = measure(gold, answer.with_document(unread)).measured
    # 结业率 stands on page 1, where it was passed over; the other name can only stand on page 2.
    assert (found.figures.missing, found.abstained) == (2, 1)


def test_a_failed_document_is_failed_and_abstained_from_nothing(answer):
    gold = answer.report.model_copy(deep=True)
    answer.status = "failed"
    found = measure(gold, answer).measured
    assert (found.abstained, found.figures.right) == (0, 0)
    assert (found.flags.wrong, found.whereabouts.place) == (0, 0)
    assert found.edits > 0


def test_what_is_judged_for_a_calibration_are_cells_with_their_flags(answer):
    gold = answer.report.model_copy(deep=True)
    answer.report.forms[0].indicators[0].score = 1
    answer.report.forms[0].indicators[1].score = None
    finding = Finding(
        rule="low_confidence",
        severity="warning",
        pointers=[f"{ROW.format(0)}/score"],
        message="存疑",
        message_en="doubtful",
    )
    answer.findings.append(finding)
    pointer = f"{ROW.format(0)}/level3"
    answer.evidence[pointer] = [
        one.model_copy(update={"confidence": 0.5}) for one in answer.evidence[pointer]
    ]
    judged = {cell.pointer: cell for cell in measure(gold, answer).judged}
    wrong, lost, sure = (
        judged[f"{ROW.format(at)}/{name}"] for at, name in ((0, "score"), (1, "score"), (0, "level3"))
    )
    assert (wrong.answered, wrong.right, wrong.flagged) == (True, False, True)
    assert (lost.answered, lost.right, lost.flagged) == (False, False, False)
    assert (sure.right, sure.confidence, sure.flagged) == (True, 0.5, False)
    assert judged[f"{ROW.format(1)}/level3"].confidence is None
