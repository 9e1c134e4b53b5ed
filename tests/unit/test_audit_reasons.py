"""Money unspent: a reason is owed, wherever it may stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.report import FundLine
from tests.support.audited import findings, form, funds, line, pointers, report, row

_TEXT = """2023年度部门整体支出绩效自评报告
一、基本情况
本单位负责道路养护工作。
二、存在的问题
{}
"""
_HALF = {"annual_budget": 10, "executed": 5}


def test_half_of_a_budget_unspent_without_a_reason_is_told() -> None:
    found = findings("execution_unexplained", report(form("道路养护", funds=funds(**_HALF))))
    assert pointers(found) == ["/forms/0/funds/0/executed"]
    assert found[0].message == "“道路养护”预算执行率仅50%，未说明原因"


@pytest.mark.parametrize(
    "values",
    [
        {"remarks": "按照实际申报进行奖励"},
        {"goal": ("养护道路", "因降雨未完成全部养护")},
    ],
)
def test_a_reason_on_the_form_is_enough(values: dict[str, object]) -> None:
    assert not findings("execution_unexplained", report(form("道路养护", funds=funds(**_HALF), **values)))  # type: ignore[arg-type]


def test_the_reason_of_a_row_is_enough() -> None:
    late = row("预算执行率", "100%", "50%").model_copy(update={"deviation_reason": "招标推迟"})
    assert not findings("execution_unexplained", report(form("道路养护", late, funds=funds(**_HALF))))


@pytest.mark.parametrize("spent", [8, 10])
def test_four_fifths_spent_want_no_reason(spent: int) -> None:
    said = report(form("道路养护", funds=funds(annual_budget=10, executed=spent)))
    assert not findings("execution_unexplained", said)


def test_forms_without_a_total_or_without_funds_say_nothing() -> None:
    bare = FundLine(source="财政拨款")
    assert not findings("execution_unexplained", report(form("道路养护"), form("绿化", funds=[bare, bare])))


@pytest.mark.parametrize(
    ("told", "owed"),
    [
        ("道路养护项目因尚未完工，资金未支付。", False),
        ("绿化项目因尚未完工，资金未支付。", True),
        ("预算编制不够精细。", True),
    ],
)
def test_a_line_of_the_list_owes_its_own_reason(tmp_path: Path, told: str, owed: bool) -> None:
    said = report(project_list=[line("道路养护经费", 10, 5)])
    found = findings("execution_unexplained", said, _TEXT.format(told), tmp_path)
    assert pointers(found) == (["/project_list/0/executed"] if owed else [])


@pytest.mark.parametrize(
    ("told", "owed"),
    [
        ("本部门2023年预算100万元，实际支出56万元，预算执行率56%。", True),
        ("本部门2023年预算100万元，实际支出96万元，预算执行率96%。", False),
        ("本部门2023年预算100万元，实际支出56万元，预算执行率56%。由于项目未完工，部分资金未支付。", False),
    ],
)
def test_a_low_rate_in_running_text_owes_a_reason(tmp_path: Path, told: str, owed: bool) -> None:
    found = findings("execution_unexplained", report(), _TEXT.format(told), tmp_path)
    assert [one.places[0].text.endswith("56%") for one in found] == ([True] if owed else [])


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("多方法、多亮点", True),
        ("无", True),
        ("良好", True),
        ("受疫情影响", False),
        ("加强宣传力度", False),
        ("合理利用资金", True),
        ("招标结余", False),
        ("征地滞后", False),
        ("合理安排不够", False),
        ("群众参与的积极性有待提高", False),
        (None, False),
    ],
)
def test_a_reason_of_points_lost_has_to_be_one(reason: str | None, told: bool) -> None:
    lost = row("群众安全感", "90%", "90%", max_score=10, score=8).model_copy(
        update={"deviation_reason": reason}
    )
    full = row("培训次数", "3次", "3次", max_score=10, score=10).model_copy(update={"deviation_reason": "无"})
    found = findings("reason_says_nothing", report(form("平安建设", lost, full)))
    assert pointers(found) == (["/forms/0/indicators/0/deviation_reason"] if told else [])
