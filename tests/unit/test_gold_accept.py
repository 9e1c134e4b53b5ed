"""Further right answers: what a gold file accepts counts as right, what it does not stays wrong."""

import json

import pytest

from extractor.errors import InputMissing, UsageError
from extractor.evaluation.gold import Gold, load, resolved
from extractor.evaluation.score import score
from extractor.report import Form, FundLine, Indicator, ProjectTotals, Quantity, Report

AT_LEAST_95 = {"text": "≥95%", "operator": ">=", "value": 95, "unit": "%"}
NINETY_FIVE = {"text": "95%以上", "operator": ">=", "value": 95, "unit": "%"}
FULL = {"text": "100%", "operator": None, "value": 100, "unit": "%"}
TARGET = "/forms/0/indicators/0/target"


def report(title="自评表", target=AT_LEAST_95, remarks=None, level3="合格率"):
    quantity = Quantity(**target) if target else None
    row = Indicator(level3=level3, target=quantity, max_score=10, score=9)
    return Report(title=title, forms=[Form(kind="project", indicators=[row], remarks=remarks)])


def marks(accept, answer, gold=None):
    figures = score(resolved(Gold(gold or report(), accept), answer), answer).figures()
    return figures.right, figures.wrong, figures.missing, figures.invented


def test_without_accept_the_other_spelling_is_wrong():
    assert marks({}, report(target=NINETY_FIVE)) == (8, 1, 0, 0)


def test_an_accepted_quantity_is_right():
    assert marks({TARGET: [NINETY_FIVE]}, report(target=NINETY_FIVE)) == (9, 0, 0, 0)


def test_what_gold_says_stays_right_beside_what_it_accepts():
    assert marks({TARGET: [NINETY_FIVE, None]}, report()) == (9, 0, 0, 0)


def test_a_quantity_is_not_mixed_from_several_accepted_ones():
    mixed = {"text": "95%以上", "operator": None, "value": 100, "unit": "%"}
    assert marks({TARGET: [NINETY_FIVE, FULL]}, report(target=mixed)) == (7, 1, 0, 0)


def test_an_accepted_leaf():
    answer = report(title="绩效自评表")
    assert marks({"/title": ["绩效自评表", "2023年自评表"]}, answer) == (9, 0, 0, 0)
    assert marks({"/title": ["绩效目标自评表"]}, answer) == (8, 1, 0, 0)


def test_accepted_text_is_compared_as_any_text():
    assert marks({"/title": ["绩效（自评）表"]}, report(title="绩效(自评) 表")) == (9, 0, 0, 0)


def test_where_null_is_accepted_nothing_is_missing_and_nothing_earned():
    assert marks({"/title": [None]}, report(title=None)) == (8, 0, 0, 0)
    assert marks({TARGET: [None]}, report(target=None)) == (5, 0, 0, 0)
    assert marks({TARGET: [None]}, report(target=FULL)) == (6, 2, 1, 0)


def test_a_value_accepted_where_gold_says_nothing_is_not_invented():
    answer = report(remarks="无")
    assert marks({}, answer) == (9, 0, 0, 1)
    assert marks({"/forms/0/remarks": ["无"]}, answer) == (10, 0, 0, 0)
    assert marks({"/forms/0/remarks": ["无"]}, report()) == (9, 0, 0, 0)


def test_an_accepted_name_of_a_row():
    answer = report(level3="产品合格率")
    assert marks({"/forms/0/indicators/0/level3": ["产品合格率"]}, answer) == (9, 0, 0, 0)


def test_accepted_values_follow_the_row_and_not_its_place():
    gold = Report(
        forms=[Form(kind="project", funds=[FundLine(source="甲", score=1), FundLine(source="乙", score=2)])]
    )
    answer = Report(
        forms=[Form(kind="project", funds=[FundLine(source="乙", score=3), FundLine(source="甲", score=1)])]
    )
    assert marks({"/forms/0/funds/1/score": [3]}, answer, gold) == (5, 0, 0, 0)
    assert marks({"/forms/0/funds/0/score": [3]}, answer, gold) == (4, 1, 0, 0)


def test_a_row_that_the_answer_lacks_is_missing_whatever_is_accepted():
    answer = Report(title="自评表", forms=[Form(kind="project")])
    assert marks({TARGET: [None]}, answer) == (2, 0, 7, 0)


def test_gold_itself_is_not_changed():
    gold = Gold(report(), {TARGET: [None], "/title": ["乙"]})
    resolved(gold, report(title="乙", target=None))
    assert gold.report == report()


def test_a_document_that_failed_is_all_missing():
    gold = Gold(report(), {"/title": [None]})
    assert score(resolved(gold, None), None).figures().missing == 9


def test_the_totals_of_the_list_are_a_cell_as_well():
    gold = Report(project_list_totals=ProjectTotals(project_count=2, executed=5))
    answer = Report(project_list_totals=ProjectTotals(project_count=3, executed=5))
    accepted = ProjectTotals(project_count=3, executed=5).model_dump()
    assert marks({"/project_list_totals": [accepted]}, answer, gold) == (2, 0, 0, 0)


def gold_file(path, **more):
    data = {
        "schema_version": "gold.v1",
        "document": {"file": "a.txt", "sha256": "0" * 64},
        "report": report().model_dump(),
        "accept": {},
    }
    path.write_text(json.dumps(data | more, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_gold_file_is_loaded_whole(tmp_path):
    gold = load(gold_file(tmp_path / "a.json", accept={"/title": [None]}, draft=True, drafted_by="rules"))
    assert (gold.report, gold.accept, gold.draft) == (report(), {"/title": [None]}, True)
    assert gold.document.file == "a.txt"


def test_a_bare_report_is_gold_for_ever(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("\ufeff" + report().model_dump_json(), encoding="utf-8")
    assert load(path) == Gold(report())


@pytest.mark.parametrize(
    "accept",
    [
        {"/forms/0": [None]},
        {"/forms/0/indicators": [[]]},
        {"/forms/7/title": ["甲"]},
        {"/titel": ["甲"]},
        {"title": ["甲"]},
        {"": [None]},
        {TARGET: ["≥95%"]},
        {f"{TARGET}/text": [None]},
        {"/forms/0/kind": ["other"]},
        {"/project_list_totals/executed": [5]},
    ],
)
def test_accept_that_fits_nothing_is_refused(tmp_path, accept):
    with pytest.raises(UsageError, match="accept"):
        load(gold_file(tmp_path / "a.json", accept=accept))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"schema_version": "report.v1"}, "eval init"),
        ({"schema_version": "gold.v9"}, "gold.v1"),
        ({"remark": "x"}, "remark"),
        ({"document": {"file": "a.txt", "sha256": "abc"}}, "sha256"),
        ({"accept": []}, "accept"),
    ],
)
def test_what_is_no_gold_is_refused_with_the_reason(tmp_path, more, said):
    with pytest.raises(UsageError, match=said):
        load(gold_file(tmp_path / "a.json", **more))


def test_a_gold_file_that_is_not_there(tmp_path):
    with pytest.raises(InputMissing):
        load(tmp_path / "a.json")
