"""Tables on a terminal, read as text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from extractor import Result, extract
from extractor.output import counts, print_tables, summary
from extractor.result import Finding
from tests.support.copied import changeable

SAMPLES = Path(__file__).parents[2] / "eval" / "samples"


@pytest.fixture(scope="module")
def extracted() -> Result:
    return extract(SAMPLES / "dachang-2023.txt")


@pytest.fixture
def result(extracted) -> Result:
    copy = changeable(extracted)
    copy.findings = []
    return copy


def printed(result: Result, lang="zh", **how) -> str:
    out = io.StringIO()
    print_tables(result, Console(file=out, width=180, **how), lang)
    return out.getvalue()


def test_forms_lists_and_a_line_that_sums_up(result):
    text = printed(result)
    lines = text.splitlines()
    assert sum(line.startswith("自评表 ") and "──" in line for line in lines) == 11
    assert "项目名称  社会治安综合治理工作经费" in " ".join(text.split(" ")).replace("   ", "  ")
    assert "项目汇总" in text
    assert lines[-1].startswith("自评表 11 张，指标 79 行，资金 22 行，项目 11 行；")
    assert "没有需要核对的地方" in text


def test_levels_are_shown_on_their_first_row_only(result):
    form = printed(result).split("自评表 2 ·")[0]
    rows = [line.split() for line in form.splitlines()]
    assert sum("产出指标" in row for row in rows) == 1
    assert any(row[:1] == ["质量指标"] for row in rows)


def test_what_to_check_is_marked_and_listed(result):
    result.findings = [
        Finding(
            rule="r",
            severity="error",
            pointers=["/forms/0/funds/0/executed"],
            message="请核对执行数",
            message_en="check it",
            expected="17",
            found="16.94",
        )
    ]
    text = printed(result)
    assert "16.94 ✗" in text
    (line,) = [line for line in text.splitlines() if "请核对执行数" in line]
    assert line.split()[:2] == ["错误", "自评表"]
    assert line.split()[-4:-1] == ["17", "16.94", "识读"]
    assert "错误 1 处" in text.splitlines()[-1]


def test_what_concerns_a_whole_list_marks_none_of_its_cells_and_what_concerns_a_row_all(result):
    said = {"rule": "r", "severity": "warning", "message": "请核对", "message_en": "check it"}
    result.findings = [Finding(**said, pointers=["/project_list"])]
    assert "17 !" not in printed(result)
    result.findings = [Finding(**said, pointers=["/project_list/0"])]
    assert printed(result).count("17 !") == 1


def test_values_without_evidence_are_counted_with_the_findings(result):
    result.findings = [Finding(rule="r", severity="info", message="注", message_en="note")]
    del result.evidence["/forms/0/funds/0/executed"]
    place = result.evidence["/forms/0/funds/0/received"][0]
    result.evidence["/forms/0/funds/0/received"] = [place.model_copy(update={"match": "fuzzy"})]
    found = counts(result)
    assert (found.errors, found.warnings, found.infos) == (1, 1, 1)
    assert (found.forms, found.indicators, found.funds, found.projects) == (11, 79, 22, 11)
    assert printed(result).splitlines()[-1] == summary(result)
    assert "错误 1 处，存疑 1 处，提示 1 处" in summary(result)


def test_english(result):
    text = printed(result, "en")
    assert "Level 2" in text
    assert "forms: 11, indicators: 79" in text.splitlines()[-1]


def test_short_facts_stand_side_by_side_where_there_is_room(result):
    result.report.forms[0].remarks = "原因及措施" * 10
    wide, out = printed(result).splitlines(), io.StringIO()
    print_tables(result, Console(file=out, width=80), "zh")
    narrow = out.getvalue().splitlines()
    (line,) = [line for line in wide if "社会治安综合治理工作经费  " in line and "主管部门" in line]
    assert line.split() == [
        "项目名称",
        "社会治安综合治理工作经费",
        "主管部门",
        "政法委",
        "实施单位",
        "政法委",
    ]
    assert any(line.startswith(f" 问题与措施  {'原因及措施' * 10}") for line in wide)
    assert " 主管部门  政法委" in [line.rstrip() for line in narrow]


def test_no_two_blank_lines_in_a_row(result):
    assert "\n\n\n" not in "\n".join(line.strip() for line in printed(result).splitlines())


def test_markup_and_control_sequences_of_a_document_do_nothing(result):
    result.report.forms[0].project_name = "[bold red]甲[/] [link=x]\x1b]0;title\x07\x1b[2J"
    text = printed(result, force_terminal=True, color_system="truecolor")
    assert "[bold red]甲[/] [link=x]␛]0;title␇␛[2J" in text
    assert "\x1b]0" not in text
    assert "\x1b[2J" not in text


def test_a_narrow_terminal_loses_no_text(result):
    out = io.StringIO()
    print_tables(result, Console(file=out, width=40), "zh")
    assert all(len(line) <= 40 for line in out.getvalue().splitlines())
