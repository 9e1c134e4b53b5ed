"""What the template, the other forms or the text promise and a form lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractor.report import Form
from tests.support.audited import findings, form, funds, line, pointers, report, row

_GOAL = ("保障村级图书室正常开放", "村级图书室全年开放")


def _form(name: str, *, execution: bool = True, **values: Any) -> Form:
    rows = [row(f"指标{at}", "1次", "1次", max_score=18, score=18, completion="优") for at in range(5)]
    if execution:
        rows.append(
            row("预算执行率", "100%", "100%", level1="预算执行率", max_score=10, score=10, completion="优")
        )
    given = {"total_score": 100, "goal": _GOAL, "filled_by": "张三"} | values
    return form(name, *rows, **{"funds": funds(annual_budget=5, executed=5)} | given)


def test_forms_that_lack_nothing_have_no_gaps() -> None:
    lines = [line(f"项目{at}", 5, 5, score=100) for at in range(4)]
    assert not findings("gaps", report(*(_form(f"项目{at}") for at in range(4)), project_list=lines))


def test_row_of_budget_execution_that_the_notes_promise_is_missed(tmp_path: Path) -> None:
    text = "说明：\n1.权重占比，即单项指标所占比重，其中预算执行率指标权重占比固定为10%。\n"
    found = findings("execution_row_missing", report(_form("甲", execution=False)), text, tmp_path)
    assert [(one.severity, one.pointers) for one in found] == [
        ("error", ["/forms/0/indicators", "/forms/0/total_score"])
    ]
    assert not findings("execution_row_missing", report(_form("甲")), text, tmp_path)


def test_row_of_budget_execution_that_the_other_forms_have_is_missed() -> None:
    found = findings("execution_row_missing", report(_form("甲"), _form("乙", execution=False), _form("丙")))
    assert [(one.severity, *one.pointers) for one in found] == [
        ("warning", "/forms/1/indicators", "/forms/1/total_score")
    ]
    assert not findings("execution_row_missing", report(_form("甲", execution=False)))


def test_money_spent_that_only_the_text_tells_is_missed(tmp_path: Path) -> None:
    text = "一、概况\n本部门2023年度申请预算资金1677.95万元，实际支出939.10万元，预算执行率55.97%。\n"
    blank = report(_form("甲", funds=funds(annual_budget=1677.95, received=939.1)))
    found = findings("executed_missing", blank, text, tmp_path)
    assert [(one.severity, *one.pointers, one.expected) for one in found] == [
        ("warning", "/forms/0/funds/0/executed", "/forms/0/funds/0/received", "939.1")
    ]
    assert "与到位数相同" in found[0].message
    assert [one.severity for one in findings("executed_missing", blank)] == ["info"]


def test_targets_set_before_the_year_need_no_money_spent() -> None:
    assert not findings(
        "executed_missing", report(form("甲", row("次数", "3次"), funds=funds(annual_budget=5)))
    )


def test_a_total_that_the_other_forms_have_is_missed() -> None:
    assert pointers(
        findings("total_missing", report(_form("甲"), _form("乙", total_score=None), _form("丙")))
    ) == ["/forms/1/total_score"]


def test_a_form_without_indicators_or_funds_is_found() -> None:
    bare = form("乙", goal=_GOAL, funds=funds(annual_budget=5, executed=5))
    said = report(_form("甲"), bare, _form("丙", funds=[]))
    assert pointers(findings("part_missing", said)) == ["/forms/1/indicators", "/forms/2/funds"]


def test_blank_cells_of_full_columns_are_told() -> None:
    blank = _form("甲")
    blank.indicators[2].completion = None
    assert pointers(findings("cell_missing", report(blank))) == ["/forms/0/indicators/2/completion"]
    lines = [line(f"项目{at}", 5, 5, score=None if at == 1 else 10) for at in range(4)]
    assert pointers(findings("list_cell_missing", report(project_list=lines))) == ["/project_list/1/score"]
    lines[1].executed = 0
    assert not findings("list_cell_missing", report(project_list=lines))


def test_a_row_of_blanks_is_one_finding_with_all_of_them() -> None:
    blank = _form("甲")
    cells = {"actual": None, "completion": None, "score": None}
    blank.indicators[2] = blank.indicators[2].model_copy(update=cells)
    found = findings("actual_missing,cell_missing", report(blank))
    assert [one.rule for one in found] == ["actual_missing"]
    assert {"/forms/0/indicators/2/completion", "/forms/0/indicators/2/score"} <= set(found[0].pointers)


def test_a_blank_is_told_in_a_template_without_actual_values() -> None:
    bare = _form("甲")
    bare.indicators = [row.model_copy(update={"actual": None}) for row in bare.indicators]
    bare.indicators[2].completion = None
    assert pointers(findings("cell_missing", report(bare))) == ["/forms/0/indicators/2/completion"]


def test_a_goal_without_result_is_found_where_the_template_has_the_column() -> None:
    bare = _form("乙")
    bare.goals[0].actual = None
    found = findings("goal_result_missing", report(_form("甲"), bare))
    assert [(one.severity, *one.pointers) for one in found] == [("warning", "/forms/1/goals/0/actual")]
    assert [one.severity for one in findings("goal_result_missing", report(bare))] == ["info"]


def test_names_left_out_are_told() -> None:
    unnamed = _form("乙", filled_by=None)
    unnamed.project_name = None
    unnamed.kind = "project"
    said = report(_form("甲"), unnamed, _form("丙"), _form("丁"))
    assert pointers(findings("project_unnamed", said)) == ["/forms/1/project_name"]
    assert pointers(findings("sign_off_missing", said)) == ["/forms/1/filled_by"]
