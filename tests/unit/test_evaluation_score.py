"""Small cases counted by hand."""

import pytest

from extractor.evaluation.figures import Figures
from extractor.evaluation.score import GROUPS, group_of, score
from extractor.report import (
    Conclusion,
    DataCell,
    Form,
    FundItem,
    FundLine,
    Indicator,
    ProjectTotals,
    Quantity,
    Report,
)


def counts(figures):
    return figures.right, figures.wrong, figures.missing, figures.invented


def report(*indicators, **head):
    return Report(title="自评表", forms=[Form(kind="project", indicators=list(indicators), **head)])


AT_LEAST_95 = Quantity(text="≥95%", operator=">=", value=95, unit="%")


def test_each_part_of_a_quantity_is_a_leaf_of_its_own():
    gold = report(Indicator(level3="合格率", target=AT_LEAST_95))
    answer = report(
        Indicator(level3="合格率", target=Quantity(text="≤95%", operator="<=", value=95.0, unit="%"))
    )
    sheet = score(gold, answer)
    # title, kind, level3, value and unit are right; text and operator are wrong
    assert counts(sheet.figures()) == (5, 2, 0, 0)
    assert sheet.figures().f1 == pytest.approx(5 / 7)
    assert [(m.kind, m.pointer, m.gold, m.answer) for m in sheet.mistakes] == [
        ("wrong", "/forms/0/indicators/0/target/text", "≥95%", "≤95%"),
        ("wrong", "/forms/0/indicators/0/target/operator", ">=", "<="),
    ]
    assert counts(sheet.by_field()["forms.indicators.target.operator"]) == (0, 1, 0, 0)


def test_missing_wrong_and_invented_leaves_of_one_row():
    gold = report(Indicator(level3="合格率", max_score=10, score=9))
    answer = report(Indicator(level3="合格率", max_score=9, completion="优"))
    sheet = score(gold, answer)
    figures = sheet.figures()
    assert counts(figures) == (3, 1, 1, 1)
    assert figures.precision == pytest.approx(3 / 5)
    assert figures.recall == pytest.approx(3 / 5)
    assert {(m.kind, m.field) for m in sheet.mistakes} == {
        ("wrong", "forms.indicators.max_score"),
        ("missing", "forms.indicators.score"),
        ("invented", "forms.indicators.completion"),
    }


def test_precision_and_recall_part_when_leaves_are_only_missing():
    figures = score(Report(title="甲", organization="乙", fiscal_year=2022), Report(title="甲")).figures()
    assert (figures.precision, figures.recall, figures.f1) == (
        1.0,
        pytest.approx(1 / 3),
        pytest.approx(1 / 2),
    )


def test_null_against_null_earns_nothing():
    figures = score(Report(), Report(title=" ")).figures()
    assert counts(figures) == (0, 0, 0, 0)
    assert figures.f1 is None


def test_a_missing_row_is_one_mistake_with_all_its_leaves():
    row = Indicator(level1="产出指标", level3="合格率", target=AT_LEAST_95)
    sheet = score(report(row, Indicator(level3="人数", score=1)), report(Indicator(level3="人数", score=1)))
    assert counts(sheet.figures()) == (4, 0, 6, 0)
    (mistake,) = sheet.mistakes
    assert mistake.model_dump() == {
        "kind": "missing",
        "error": "missing_row",
        "field": "forms.indicators",
        "pointer": "/forms/0/indicators/0",
        "answer_pointer": None,
        "gold": "合格率",
        "answer": None,
        "belongs": None,
        "whole_row": True,
        "leaves": 6,
    }


def test_a_doubled_row_is_invented_once():
    row = Indicator(level3="人数", score=1)
    sheet = score(report(row), report(row, row))
    assert counts(sheet.figures()) == (4, 0, 0, 2)
    assert sheet.mistakes[0].answer_pointer == "/forms/0/indicators/1"
    assert sheet.by_list()["forms.indicators"].model_dump() == {
        "gold": 1,
        "answered": 2,
        "found": 1,
        "right": 1,
    }


def test_a_missing_form_takes_its_rows_with_it():
    gold = report(Indicator(level3="人数", score=1), funds=[FundLine(source="总额", executed=3)])
    sheet = score(gold, Report(title="自评表"))
    assert counts(sheet.figures()) == (1, 0, 5, 0)
    assert [(m.field, m.leaves) for m in sheet.mistakes] == [("forms", 5)]
    rows = {kind: (found.gold, found.found, found.right) for kind, found in sheet.by_list().items()}
    assert rows == {"forms": (1, 0, 0), "forms.funds": (1, 0, 0), "forms.indicators": (1, 0, 0)}


def test_a_row_in_the_wrong_form_is_missing_there_and_invented_here():
    row = Indicator(level3="人数", score=1)
    other = Indicator(level3="次数", score=2)

    def forms(first, second):
        named = (("甲项目", first), ("乙项目", second))
        return Report(forms=[Form(kind="project", project_name=n, indicators=rows) for n, rows in named])

    sheet = score(forms([row, other], []), forms([other], [row]))
    assert counts(sheet.figures()) == (6, 0, 2, 2)
    assert [(m.kind, m.pointer, m.answer_pointer) for m in sheet.mistakes] == [
        ("missing", "/forms/0/indicators/0", None),
        ("invented", None, "/forms/1/indicators/0"),
    ]


def test_an_actual_column_shifted_by_one_row_is_wrong_in_every_row():
    values = [91, 92, 93]
    gold = [Indicator(level3=f"第{v}项", actual=Quantity(text=f"{v}%", value=v, unit="%")) for v in values]
    shifted = [
        g.model_copy(update={"actual": a.actual}) for g, a in zip(gold, gold[1:] + gold[:1], strict=True)
    ]
    sheet = score(report(*gold), report(*shifted))
    assert counts(sheet.by_group()["indicators"]) == (6, 6, 0, 0)
    assert sheet.by_list()["forms.indicators"].found == 3
    assert sheet.by_list()["forms.indicators"].right == 0


def test_a_failed_document_is_all_missing():
    gold = report(Indicator(level3="人数", score=1))
    sheet = score(gold, None)
    assert counts(sheet.figures()) == (0, 0, 4, 0)
    assert (sheet.figures().precision, sheet.figures().recall, sheet.figures().f1) == (None, 0.0, 0.0)
    assert [(m.kind, m.pointer, m.leaves) for m in sheet.mistakes] == [("missing", "", 4)]


def test_groups_in_the_order_of_the_contract():
    full = Report(
        title="甲",
        project_list_totals=ProjectTotals(executed=1),
        forms=[Form(kind="department", fund_breakdown=[FundItem(label="其他", amount=1)])],
        data_table=[DataCell(column="2022年", text="1", value=1)],
        conclusions=[Conclusion(quote="优")],
    )
    groups = score(full, full).by_group()
    assert {group: figures.right for group, figures in groups.items()} == {
        "report": 1,
        "forms": 1,
        "funds": 2,
        "project_list": 1,
        "data_table": 3,
        "conclusions": 1,
    }
    assert list(groups) == [group for group in GROUPS if group in groups]


def test_every_field_of_the_contract_has_a_group():
    assert {group_of(name) for name in Report.model_fields} | {"funds", "goals", "indicators"} == set(GROUPS)
    assert group_of("forms.indicators.target.value") == "indicators"
    assert group_of("forms.fund_breakdown.amount") == "funds"
    assert group_of("forms.title") == "forms"


def test_figures_of_nothing_are_unknown_and_not_zero():
    figures = Figures.of(0, 0, 0, 0)
    assert (figures.precision, figures.recall, figures.f1) == (None, None, None)


def test_documents_are_added_up_leaf_by_leaf():
    total = score(Report(title="甲"), Report(title="甲"))
    total.add(score(Report(title="甲", fiscal_year=2022), Report(title="乙")))
    assert counts(total.figures()) == (1, 1, 1, 0)
    assert counts(total.by_field()["title"]) == (1, 1, 0, 0)
