"""No running text brings the reader down, and none makes it slow."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_prose_clips import paragraphs, read

from extractor.draft import Draft
from extractor.engines.rules.prose import read_prose
from extractor.engines.rules.prose.figure import FIGURE

_PIECES = [
    *(
        "项目",
        "项目包括：",
        "年中追加项目“",
        "”，金额",
        "63万元",
        "5,000.5元",
        "；",
        "，",
        "。",
        "、",
        "（",
        "）",
    ),
    *(
        "绩效指标：",
        "≥",
        "90%",
        "目标",
        "实际",
        "控制在",
        "以内的目标已实现",
        "低于全国平均水平",
        "按每人每月",
        "执行",
    ),
    *("自评得分为", "98分", "评价等级为", "优", "对2023年度项目经费开展绩效评价", "绩效自评报告", "支出绩效"),
    *(
        "1. ",
        "（一）",
        "一、",
        "①",
        "\n",
        " ",
        "\u3000",
        "1-2个",
        "2023年",
        "12月底前",
        FIGURE,
        "\x00",
        "۳",
        "²",
        "½",
    ),
]
_SPECIMENS = Path(__file__).parents[2] / "eval" / "specimens"


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_every_value_of_a_shuffled_text_stands_where_it_says(text: str) -> None:
    read(text)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    read(text)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_report_is_read(data: st.DataObject) -> None:
    text = (_SPECIMENS / "prose-target-actual.txt").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 80)))
    read(text[:start] + data.draw(st.sampled_from(_PIECES)) + text[end:])


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "中",
        "甲，",
        "项目：",
        "甲项目10万元；",
        "率≥90%、",
        "(1",
        "目标",
        "一是",
        "甲、完善",
        "自评得分为98分",
        "“",
        "1,234,",
    ],
)
def test_a_line_of_300_kb_is_read_to_its_end(unit: str) -> None:
    text = "1.项目包括：" + unit * (100_000 // len(unit))
    assert isinstance(read_prose(paragraphs(text)), Draft)
