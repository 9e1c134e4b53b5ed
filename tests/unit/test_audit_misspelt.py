"""Slips of writing: told once with all their places, and no word that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, form, report, row

_GOAL = ("维护国家整治安全，弘扬社会正气", "维护国家整治安全，弘扬社会正气")


def test_a_slip_is_told_once_with_all_its_cells() -> None:
    found = findings("miswritten", report(form("反邪", goal=_GOAL), form("防邪", goal=_GOAL)))
    assert [(one.found, one.expected) for one in found] == [("整治安全", "政治安全")]
    assert len(found[0].pointers) == 4
    assert found[0].message == "“维护国家整治安全，弘扬社会正气”中的“整治安全”疑为“政治安全”之误（共4处）"


@pytest.mark.parametrize(
    ("printed", "wrong", "right"),
    [
        ("优、良、中、差对应90分以上、80-90分、60-80分、60分一下。", "一下", "以下"),
        ("截止2022年12月31日，资金全部支付。", "截止", "截至"),
        ("资金已按进度拔付到位。", "拔", "拨"),
        ("项目己完成验收。", "己", "已"),
        ("会计台帐清楚。", "台帐", "台账"),
        ("续效目标全部实现。", "续效", "绩效"),
        ("提升群众获得、幸福感、安全感。", "获得", "获得感"),
        ("工作中应急性时间较多。", "应急性时间", "应急性事件"),
    ],
)
def test_a_slip_in_running_text_is_told(tmp_path: Path, printed: str, wrong: str, right: str) -> None:
    text = f"2023年度部门整体支出绩效自评报告\n一、基本情况\n{printed}\n"
    found = findings("miswritten", report(), text, tmp_path)
    assert [(one.found, one.expected) for one in found] == [(wrong, right)]
    assert found[0].places[0].text == wrong


@pytest.mark.parametrize(
    "printed",
    [
        "开展专项行动，整治安全隐患15处。",
        "请各单位填一下。",
        "投标截止时间为2022年12月31日。",
        "海拔较高，选拔干部。",
        "知己知彼，为自己负责。",
        "持续效果明显，有效期三年。",
        "竟然无人申报。",
        "提升群众的获得感、幸福感，应急响应时间缩短。",
        "诸侯国遗址保护项目。",
    ],
)
def test_words_that_are_meant_are_fine(tmp_path: Path, printed: str) -> None:
    text = f"2023年度部门整体支出绩效自评报告\n一、基本情况\n{printed}\n"
    assert not findings("misspelt", report(), text, tmp_path)


def test_a_single_traditional_character_is_told_and_a_paper_written_so_is_not() -> None:
    said = report(form("培训", row("制定资金管理辦法", "≥1个", "1个")))
    assert [(one.found, one.expected) for one in findings("traditional_character", said)] == [("辦", "办")]
    said = report(form("培訓", row("制定資金管理辦法，完善績效評價標準", "≥1個", "1個")))
    assert not findings("traditional_character", said)
