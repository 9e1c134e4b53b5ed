"""What a template leaves behind is found where it stands; values that look like it are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, form, pointers, report, row

_TARGET = "/forms/0/indicators/0/target"


@pytest.mark.parametrize("fault", ["#DIV/0!", "#REF!", "#N/A"])
def test_fault_of_a_formula_is_an_error(fault: str) -> None:
    found = findings("spreadsheet_fault", report(form("项目甲", row("培训次数", "3次", fault))))
    assert [(one.severity, one.found, *one.pointers) for one in found] == [
        ("error", fault, "/forms/0/indicators/0/actual")
    ]


@pytest.mark.parametrize(
    "text", ["文字描述", "请填写年度指标值", "XX", "（此处填写目标）", "≥**人", "××年完成", "指标1："]
)
def test_words_of_the_template_are_found_in_a_cell(text: str) -> None:
    assert pointers(findings("placeholder_left", report(form("项目甲", row("培训次数", text, "3次"))))) == [
        _TARGET
    ]


@pytest.mark.parametrize(
    "text", ["≥90%", "完成", "9+X系统", "2×6次", "XDR终端3台", "ISO9001", "10万元", "及时", "LXX-200型"]
)
def test_values_that_resemble_a_template_are_left_alone(text: str) -> None:
    assert not findings("placeholders", report(form("项目甲", row("培训次数", text, "3次"))))


def test_names_made_unreadable_on_purpose_are_no_template() -> None:
    assert not findings("placeholders", report(form("项目甲", filled_by="张××", phone="138****0000")))


@pytest.mark.parametrize("text", ["优良中差", "优/良/中/差", "高中低", "是/否"])
def test_options_none_of_which_is_chosen_are_told(text: str) -> None:
    assert pointers(findings("options_left", report(form("项目甲", row("效果", text, "优"))))) == [_TARGET]


def test_a_grade_that_was_chosen_is_no_option() -> None:
    assert not findings("options_left", report(form("项目甲", row("效果", "优", "优"))))


def test_bracket_of_the_template_in_running_text_is_found(tmp_path: Path) -> None:
    text = "一、预算绩效管理情况\n本单位组织对平安建设项目（项目名称）等15个项目开展了评估，效果较好。\n"
    found = findings("placeholder_in_text", report(), text, tmp_path)
    assert [place.text for one in found for place in one.places] == ["（项目名称）"]
    assert not findings("placeholder_in_text", report(), text.replace("（项目名称）", "（一期）"), tmp_path)


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("自评率\n（应评项目数/已自评项目数）", True),
        ("自评率（已自评项目数/应评项目数）", False),
        ("执行率（执行数/预算数）", False),
    ],
)
def test_a_quotient_upside_down_is_told(tmp_path: Path, formula: str, told: bool) -> None:
    text = f"项目绩效自评情况汇总表\n\t项目名称\n\t自评得分\n\t{formula}\n"
    assert bool(findings("quotient_upside_down", report(), text, tmp_path)) is told
    assert not findings("quotient_upside_down", report())
