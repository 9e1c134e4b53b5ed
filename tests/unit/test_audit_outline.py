"""The outline of running text: numbers that jump, sections that are but a heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, report

_WHOLE = """2023年度部门整体支出绩效自评报告
一、部门基本情况
本单位共有编制15名。
（一）主要职能
负责道路养护工作。
（二）机构设置
内设三个股室。
二、自评工作开展情况
成立了工作小组。
（一）前期准备
制定了方案。
三、自评结果应用情况
结果用于下年预算安排。
"""


def test_headings_numbered_one_by_one_are_fine(tmp_path: Path) -> None:
    assert not findings("outline", report(), _WHOLE, tmp_path)


@pytest.mark.parametrize(
    ("printed", "instead", "told"),
    [
        ("三、", "四、", "四、"),
        ("二、", "一、", None),
        ("（二）机", "（四）机", "(四)"),
        ("一、部", "二、部", "二、"),
    ],
)
def test_a_number_that_jumps_is_told(tmp_path: Path, printed: str, instead: str, told: str | None) -> None:
    found = findings("numbering", report(), _WHOLE.replace(printed, instead, 1), tmp_path)
    assert (told in [one.found for one in found]) if told else [one.found for one in found] == ["三、"]


@pytest.mark.parametrize(
    ("printed", "instead", "zh", "en"),
    [
        (
            "三、自",
            "五、自",
            "“五、自评结果应用情况”：序号由二跳至五，缺三、四",
            "“五、自评结果应用情况”: 五 after 二, without 三, 四",
        ),
        (
            "三、自",
            "二、自",
            "“二、自评结果应用情况”：序号二重复",
            "“二、自评结果应用情况”: a second 二",
        ),
        (
            "一、部",
            "",
            "“二、自评工作开展情况”：之前没有序号一",
            "“二、自评工作开展情况”: no heading 一 before it",
        ),
        (
            "（二）机",
            "（2）机",
            "“(三)人员情况”：序号与前一节（(2)机构设置）写法不一",
            "“(三)人员情况”: numbered in another way than the heading before it ((2)机构设置)",
        ),
        (
            "二、自",
            "2、自",
            "“三、自评结果应用情况”：序号与前一节（2、自评工作开展情况）写法不一",
            "“三、自评结果应用情况”: numbered in another way than the heading before it (2、自评工作开展情况)",
        ),
    ],
)
def test_what_is_wrong_with_a_number_is_said(
    tmp_path: Path, printed: str, instead: str, zh: str, en: str
) -> None:
    text = _WHOLE.replace("内设三个股室。\n", "内设三个股室。\n（三）人员情况\n实有15人。\n")
    found = findings("numbering", report(), text.replace(printed, instead, 1), tmp_path)
    assert (zh, en) in [(one.message, one.message_en) for one in found]


def test_a_section_that_is_but_a_heading_is_told(tmp_path: Path) -> None:
    found = findings(
        "section_empty",
        report(),
        _WHOLE.replace("成立了工作小组。\n（一）前期准备\n制定了方案。\n", ""),
        tmp_path,
    )
    assert [one.places[0].text for one in found] == ["二、自评工作开展情况"]
