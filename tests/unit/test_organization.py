"""The body that reports, wherever a report names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract

_TOLD = "一、自评结论\n经综合评价，道路养护经费绩效自评得分为96.5分，评价等级为“优”。\n"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (f"道路养护经费绩效自评报告\n{_TOLD}\t\t青枫县交通运输局\n\t\t2024年2月28日\n", "青枫县交通运输局"),
        (
            f"道路养护经费绩效自评报告\n{_TOLD}青枫县交通运输局（盖章）\n二〇二四年二月二十八日\n",
            "青枫县交通运输局",
        ),
        (f"道路养护经费绩效自评报告\n填报部门：（公章）青枫县交通运输局\n{_TOLD}", "青枫县交通运输局"),
        (f"道路养护经费绩效自评报告\n填报单位：青枫县交通运输局（盖章）\n{_TOLD}", "青枫县交通运输局"),
        (f"青枫县交通运输局部门整体支出绩效自评报告\n{_TOLD}", "青枫县交通运输局"),
        (f"2023年度青枫县交通运输局整体支出绩效自评报告\n{_TOLD}", "青枫县交通运输局"),
        (f"青枫县公路站绩效自评报告\n{_TOLD}", "青枫县公路站"),
        (f"社区养老服务中心绩效自评报告\n{_TOLD}", None),
        (f"道路养护经费绩效自评报告\n{_TOLD}报送财政局\n3月底前完成\n", None),
    ],
)
def test_body_is_read_where_it_is_named(tmp_path: Path, text: str, body: str | None) -> None:
    file = tmp_path / "report.txt"
    file.write_text(text, encoding="utf-8")
    assert extract(file, engine="rules").report.organization == body
