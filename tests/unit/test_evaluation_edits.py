"""The edits that a clerk needs, and ANLS*, counted by hand."""

import pytest

from extractor.evaluation.pairs import edits, pairs
from extractor.report import Form, Indicator, Quantity, Report


def form(*rows, name="培训项目"):
    return Form(kind="project", project_name=name, indicators=list(rows))


def row(name, target="≥95%", value=95, score=10):
    return Indicator(
        level3=name, target=Quantity(text=target, operator=">=", value=value, unit="%"), score=score
    )


GOLD = Report(title="自评表", forms=[form(row("合格率"), row("及时率"))])


def needed(answer):
    return edits(pairs(GOLD, answer))


def test_a_quantity_is_one_cell_however_many_of_its_leaves_are_wrong():
    assert needed(Report(title="自评表", forms=[form(row("合格率", "≥96%", 96), row("及时率"))])) == 1


def test_a_value_to_clear_and_a_value_to_type_are_one_edit_each():
    cleared = row("合格率")
    cleared.deviation_reason = "无"
    typed = row("及时率", score=None)
    assert needed(Report(title="自评表", forms=[form(cleared, typed)])) == 2


def test_a_missing_row_costs_its_cells():
    assert needed(Report(title="自评表", forms=[form(row("合格率"))])) == 3


def test_a_row_to_delete_is_one_edit_with_all_below_it():
    rows = row("合格率"), row("及时率")
    assert needed(Report(title="自评表", forms=[form(*rows, row("覆盖率", "≥1%", 1, 3))])) == 1
    assert needed(Report(title="自评表", forms=[form(*rows), form(*rows, name="另一项目")])) == 1


def test_nothing_to_do_and_everything_to_do():
    assert needed(GOLD.model_copy(deep=True)) == 0
    # title; kind and name of the form; name, target and score of two rows
    assert needed(None) == 9


def test_anls_is_that_of_its_library_over_flat_rows():
    pytest.importorskip("anls_star")
    from extractor.evaluation.anls import anls

    gold, answer = Report(title="整体支出绩效自评表"), Report(title="整体支出绩效自评")
    assert anls(pairs(gold, gold)) == 1
    # one of nine characters differs
    assert anls(pairs(gold, answer)) == pytest.approx(8 / 9)
    assert anls(pairs(gold, None)) == 0
    assert anls(pairs(GOLD, Report(title="自评表", forms=[form(row("及时率"), row("合格率"))]))) == 1
