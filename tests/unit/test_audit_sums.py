"""Arithmetic in running text: what does not come out is found, what merely lists some is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, report

_TEXT = "一、收支情况说明\n{}\n"


def _told(rules: str, text: str, folder: Path) -> list[tuple[str, str, str | None, str | None]]:
    found = findings(rules, report(), _TEXT.format(text), folder)
    return [(one.rule, one.severity, one.expected, one.found) for one in found]


@pytest.mark.parametrize(
    ("text", "severity", "expected", "found"),
    [
        (
            "2023年支出550.28万元，其中基本支出184.64万元，项目支出365.54万元，结余结转0万元。",
            "error",
            "550.28",
            "550.18",
        ),
        (
            "年初批复预算收入1158万元（其中：基本支出598万元、项目支出570万元），全部到位。",
            "error",
            "1158",
            "1168",
        ),
        ("本单位共有编制15名，其中：行政编制8人，事业编制6人。", "warning", "15", "14"),
        (
            "支出合计1180万元，其中：基本支出780万元（其中人员经费600万元，公用经费180万元），项目支出300万元。",
            "error",
            "1180",
            "1080",
        ),
        ("全年投入900万元，其中道路养护500万元，桥梁维修450万元。", "warning", "900", "950"),
        ("设网格员3128名（其中，一级181名，二级1078名，三级1896名）。", "error", "3128", "3155"),
    ],
)
def test_parts_that_do_not_make_their_total_are_found(
    tmp_path: Path, text: str, severity: str, expected: str, found: str
) -> None:
    assert _told("sums", text, tmp_path) == [("parts_told", severity, expected, found)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年支出1193.39万元，其中：基本支出613.39万元，占51.40%；项目支出580万元，占48.60%。",
        "基本支出613.39万元，其中：人员经费251.74万元，主要包括基本工资、津贴补贴等。",
        "决算实有在编人员18人，比去年增加2人（引进1人、调入1人），其中：行政人员8人，事业人员10人。",
        "实有人数10人，其中：在职人员10人，离休0人，退休5人。",
        "2023年整体支出535.67万元，其中：基本支出184.64万元，项目支出351.03万元，2023年度涉及项目4个，涉及资金351.03万元。",
        "预算收入535.67万元，其中年初预算339.66万元，调整追加196.01万元。",
        "全年投入900万元，其中道路养护500万元。",
        "核定编制50名，其中行政编制20名、事业编制25名、工勤编制5名。",
        "预算收入620万元，其中年初预算500万元，追加100万元，上年结转20万元。",
        "预算1000万元，其中本年预算900万元，实际支出880万元，执行率88%。",
        "收入1200万元，其中财政拨款1100万元，上年结转100万元，全年支出1180万元。",
        "支出33.3万元，其中：办公费11.1万元，印刷费11.1万元，差旅费11.2万元。",
    ],
)
def test_parts_that_make_their_total_or_are_only_some_are_fine(tmp_path: Path, text: str) -> None:
    assert not _told("sums", text, tmp_path)


def test_a_share_that_is_not_the_quotient_is_found(tmp_path: Path) -> None:
    text = "支出合计1000万元，其中：基本支出520万元，占52%；项目支出480万元，占46%。"
    assert _told("share_told", text, tmp_path) == [("share_told", "error", "48", "46")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年支出555.67万元，比上年增加68.39万元，增长12.31%。", "14.04"),
        ("“三公”经费支出9.84万元，较上年减少0.54万元，下降5.8%。", "5.2"),
    ],
)
def test_growth_by_another_rate_than_the_amounts_make_is_found(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert [(one[1], one[2]) for one in _told("growth_told", text, tmp_path)] == [("error", expected)]


def test_growth_of_the_amount_in_the_sentence_before_is_a_warning(tmp_path: Path) -> None:
    text = "2023年度收、支总计1193.39万元。与2022年相比，收、支总计各增加615.65万元，增加{}%。"
    assert not _told("sums", text.format("106.56"), tmp_path)
    assert [one[1] for one in _told("sums", text.format("51.59"), tmp_path)] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "支出555.67万元，比上年增加68.39万元，增长14.04%。",
        "支出9.84万元，较上年减少0.54万元，下降5.2%。",
        "支出1200万元，比上年1100万元增加100万元，增长9.09%。",
        "2023年预算800万元，2022年预算700万元，增加100万元，增长14.29%。",
        "收入决算1200万元，较上年增加200万元，增长20%，其中财政拨款增加150万元，增长18.75%。",
        "比去年增加2人，增幅明显。",
    ],
)
def test_growth_that_follows_is_fine(tmp_path: Path, text: str) -> None:
    assert not _told("growth_told", text, tmp_path)


def test_rate_of_execution_that_is_not_the_quotient_is_found(tmp_path: Path) -> None:
    text = "申请预算资金1677.95万元，实际支出939.10万元，预算执行率{}%。其中：专项12个，金额合计1296.18万元，实际支出573.89万元，预算执行率44.28%。"
    assert _told("execution_told", text.format("65.97"), tmp_path) == [
        ("execution_told", "error", "55.97", "65.97")
    ]
    assert not _told("execution_told", text.format("55.97"), tmp_path)


def test_budget_that_is_not_the_initial_one_and_the_addition_is_found(tmp_path: Path) -> None:
    text = "年初批复预算1158.27万元（其中：基本支出598.27万元），年中追加35.12万元，全年总收入{}万元。"
    assert [one[2:] for one in _told("adjusted_told", text.format("1190.39"), tmp_path)] == [
        ("1193.39", "1190.39")
    ]
    assert not _told("adjusted_told", text.format("1193.39"), tmp_path)
