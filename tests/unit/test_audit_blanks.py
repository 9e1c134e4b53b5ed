"""What a template prints and nobody filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.report import FundLine
from tests.support.audited import findings, form, funds, pointers, report

_TEXT = """2023年度部门整体支出绩效自评报告
一、基本情况
本单位共有编制15名。
"""


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("填报单位：\t\t\t          金额单位：万元", "填报单位"),
        ("编制单位：　　　　填报日期：2024年3月5日", "编制单位"),
        ("项目名称\t道路养护\t项目级次\t\n实施（主管）单位\t某局", "项目级次"),
        ("一、基本情况\t实施主管部门\t金额单位\t万元", "实施主管部门"),
    ],
)
def test_a_label_with_nothing_beside_it_is_told_once(tmp_path: Path, head: str, label: str) -> None:
    found = findings("label_blank", report(), f"{_TEXT}{head}\n内设三个股室。\n{head}\n", tmp_path)
    assert [one.message for one in found] == [f"“{label}”一栏未填写（共2处）"]
    assert [place.text for place in found[0].places] == [label, label]


@pytest.mark.parametrize(
    "head",
    [
        "填报单位：某县水利局          金额单位：万元",
        "预算部门（盖章）：          单位：万元",
        "填报单位：\n某县水利局",
        "项目名称\t道路养护\t项目级次\t本级\n实施（主管）单位\t某局",
        "项目名称\t主管部门\t实施单位\t金额",
    ],
)
def test_labels_with_values_seals_and_titles_of_columns_are_fine(tmp_path: Path, head: str) -> None:
    assert not findings("label_blank", report(), f"{_TEXT}{head}\n内设三个股室。\n", tmp_path)


def test_a_form_without_the_total_that_others_have_is_told() -> None:
    total = funds(annual_budget=10, executed=10)
    sources = [FundLine(source="财政拨款小计", annual_budget=9, executed=9), FundLine(source="其他资金")]
    said = report(form("培训", funds=total), form("养护", funds=total), form(None, funds=sources))
    assert pointers(findings("fund_total_missing", said)) == ["/forms/2/funds/0/source"]
    assert not findings("fund_total_missing", report(form(None, funds=sources), form("养护", funds=sources)))


def test_a_form_without_the_rate_that_others_give_is_told(tmp_path: Path) -> None:
    full = funds(annual_budget=10, executed=9, execution_rate=90)
    bare = funds(annual_budget=10, executed=10)
    some = report(form("培训", funds=full), form("养护", funds=full), form("绿化", funds=bare))
    assert pointers(findings("rate_missing", some)) == ["/forms/2/funds/0/execution_rate"]
    most = report(form(None, funds=full), form("养护", funds=bare), form("绿化", funds=bare))
    assert not findings("rate_missing", most)
    columns = f"{_TEXT}执行率(%)\n全年\n执行率\n全年\n执行率\n"
    assert len(findings("rate_missing", most, columns, tmp_path)) == 2
    assert not findings("rate_missing", report(form("养护", funds=bare), form("绿化", funds=bare)))


def test_a_report_on_the_department_without_its_form_is_told(tmp_path: Path) -> None:
    project = form("养护", funds=funds(annual_budget=10, executed=10))
    found = findings("department_form_missing", report(project), _TEXT, tmp_path)
    assert [one.places[0].text for one in found] == ["2023年度部门整体支出绩效自评报告"]
    assert not findings("department_form_missing", report(form(None), project), _TEXT, tmp_path)
    assert not findings("department_form_missing", report(), _TEXT, tmp_path)
    other = _TEXT.replace("部门整体支出", "道路养护项目支出")
    assert not findings("department_form_missing", report(project), other, tmp_path)
