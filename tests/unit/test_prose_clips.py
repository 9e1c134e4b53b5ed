"""Every value of running text stands where its clips say; `read` checks that for all other prose tests."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.document import Clip, Paragraph, Run
from extractor.draft import Draft, Leaf
from extractor.engines.rules.prose import read_prose
from extractor.engines.rules.prose.line import Line
from extractor.report import Quantity
from extractor.text import fold


def paragraphs(text: str) -> list[Paragraph]:
    """One paragraph for each line of a text that is not blank, standing on page 1."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(Clip.of(line, 1, at)))
        at += len(line) + 1
    return found


def read(text: str) -> dict[str, list[dict[str, Any]]]:
    """What is read in a text, quantities as their text; each value is compared with its place."""
    draft = read_prose(paragraphs(text))
    for _, part in draft.walk():
        for leaf in part.leaves.values():
            assert_stands_there(leaf, text)
    return {name: [_plain(item) for item in items] for name, items in draft.lists.items()}


def assert_stands_there(leaf: Leaf, text: str) -> None:
    said = "".join(clip.text for clip in leaf.clips)
    on_page = "".join(text[run.start : run.end] for clip in leaf.clips for run in clip.runs)
    assert said == on_page
    if isinstance(leaf.value, int | float):
        assert float(fold(said).replace(",", "")) == leaf.value
    else:
        value = leaf.value.text if isinstance(leaf.value, Quantity) else leaf.value
        assert fold(said) == fold(value)


def _plain(item: Draft) -> dict[str, Any]:
    return {name: value.text if isinstance(value, Quantity) else value for name, value in item.data().items()}


def test_a_value_cut_by_a_page_break_has_a_clip_on_each_page() -> None:
    first = "绩效指标：网格事件办结率≥95%，全县网格员及专职调解员业务培训参训人数及网格员培"
    second = "训人次≥300人次。"
    pages = [Paragraph(Clip.of(first, 1, 7)), Paragraph(Clip.of(second, 2, 0))]
    indicators = read_prose(pages).lists["narrative_indicators"]
    name = indicators[1].leaves["level3"]
    assert name.value.endswith("网格员培训人次")
    assert [(clip.text[-5:], clip.places()[0].page) for clip in name.clips] == [
        ("及网格员培", 1),
        ("训人次", 2),
    ]


def test_a_sign_read_from_converter_notation_keeps_the_place_of_its_notation() -> None:
    notation = r"$\geq 90\%$"
    runs = (Run("绩效指标：办结率", 1, 0, 8), Run("≥90%", 1, 8, 8 + len(notation)), Run("。", 1, 19, 20))
    indicator = read_prose([Paragraph(Clip(runs))]).lists["narrative_indicators"][0]
    target = indicator.leaves["target"]
    assert target.value == Quantity(text="≥90%", operator=">=", value=90, unit="%")
    assert [(run.start, run.end) for clip in target.clips for run in clip.runs] == [(8, 19)]


@pytest.mark.parametrize("spaced", ["实际支出 50.5 万元", "实际支出　50.5　万元", "实际支出50.5万元"])
def test_white_space_does_not_hide_an_amount(spaced: str) -> None:
    found = read(f"年中追加项目“河道清淤”，金额 60 万元，{spaced}。")
    assert found["narrative_projects"] == [
        {"project_name": "河道清淤", "budget_adjustment": 60, "executed": 50.5}
    ]


def test_two_numbers_with_a_space_between_them_are_not_one() -> None:
    assert "narrative_projects" not in read("年中追加项目“河道清淤”，金额21 5万元。")


def test_a_line_cuts_back_to_its_paragraphs() -> None:
    line = Line.of(paragraphs("甲 乙（丙）\n  丁，戊 "))
    assert line.plain == "甲乙(丙)丁，戊"
    assert [clip.text for clip in line.clips(1, 6)] == ["乙（丙）", "丁"]
    assert line.span(0, len(line.plain)).text == "甲乙（丙）丁，戊"
