"""People told in running text as part of a number that they do not fit into."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import findings, report

_TEXT = "2023年度清河县水务局部门整体支出绩效自评报告\n一、部门基本情况\n{}\n"


def test_retired_people_listed_as_part_of_the_staff_are_told(tmp_path: Path) -> None:
    text = _TEXT.format("本部门共有编制11人，实有人数10人。其中：在职人员10人，离休0人，退休5人。")
    found = findings("staff_parts_told", report(), text, tmp_path)
    assert [(one.severity, one.expected, one.found) for one in found] == [("info", "10", "15")]
    assert "5" in found[0].places[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "编制11人，实有人数15人。其中：在职人员10人，退休5人。",
        "编制11人，实有人数10人。其中：行政人员6人，事业人员4人。",
        "编制11人，实有人数10人。退休人员5人。",
        "编制11人，供养人员10人。其中：在职10人，退休5人。",
        "年初安排支出10万元。其中：在职人员10人，退休5人。",
        "其中：在职人员10人，退休5人。",
    ],
)
def test_staff_that_comes_to_its_number_is_fine(tmp_path: Path, text: str) -> None:
    assert not findings("staff_parts_told", report(), _TEXT.format(text), tmp_path)
