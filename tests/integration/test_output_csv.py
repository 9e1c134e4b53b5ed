"""CSV: what a spreadsheet and a parser make of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor import Result, extract
from extractor.output import write
from extractor.output.csv_files import recovered
from extractor.report import Conclusion
from extractor.result import Finding
from tests.support.copied import changeable

SAMPLES = Path(__file__).parents[2] / "eval" / "samples"
HOSTILE = [
    "=80%", "=3类", "+1", "-x", "-3.5%", "@a", "\t=1", "\r=1", " =1+1", "\u3000=1", "\x00=1", "＝3类", "－x", "＠a",
    "=cmd|'/C calc'!A0", "'=quoted", "'plain", "-", "--",
]  # fmt: skip
HARMLESS = ["-3.5", "-120", "3类", "≥90%", "a=b", "《条例》", "优", 'a"b,c\nd']


@pytest.fixture(scope="module")
def extracted() -> Result:
    return extract(SAMPLES / "dachang-2023.txt")


@pytest.fixture
def result(extracted) -> Result:
    return changeable(extracted)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_indicators_of_all_forms_lead_with_their_form(result, tmp_path):
    path = write(result, tmp_path / "x.csv")[0]
    header, *rows = rows_of(path)
    assert header[:8] == [
        "表号", "表类", "项目名称", "年度", "一级指标", "一级指标分值", "二级指标", "三级指标",
    ]  # fmt: skip
    assert header[9:13] == ["年度指标值", "年度指标值（符号）", "年度指标值（数值）", "年度指标值（单位）"]
    assert len(rows) == sum(len(form.indicators) for form in result.report.forms)
    assert rows[0][:8] == [
        "1", "项目", "社会治安综合治理工作经费", "2023", "产出指标", "50", "数量指标", "制作宣传品种类",
    ]  # fmt: skip
    assert rows[0][9:13] == ["≤3类", "<=", "3", "类"]
    assert rows[-1][0] == "11"


def test_every_other_kind_stands_beside_it(result, tmp_path):
    result.findings = [Finding(rule="no_table", severity="info", message="说明", message_en="words")]
    result.report.conclusions = [Conclusion(quote="自评得分100分。")]
    result.report.narrative_projects = []
    names = [path.name for path in write(result, tmp_path / "x.csv")]
    assert names == [
        "x.csv", "x.forms.csv", "x.funds.csv", "x.goals.csv", "x.projects.csv", "x.project_totals.csv",
        "x.conclusions.csv", "x.report.csv", "x.findings.csv",
    ]  # fmt: skip
    assert len(rows_of(tmp_path / "x.projects.csv")) == 1 + len(result.report.project_list)
    header, facts = rows_of(tmp_path / "x.report.csv")
    assert dict(zip(header, facts, strict=True))["来源文件"] == "dachang-2023.txt"


def test_english_headers(result, tmp_path):
    write(result, tmp_path / "x.csv", "en")
    assert rows_of(tmp_path / "x.csv")[0][9:11] == ["Target", "Target (Operator)"]
    assert rows_of(tmp_path / "x.forms.csv")[1][1] == "project"


def test_bytes_are_those_that_spreadsheets_want(result, tmp_path):
    data = write(result, tmp_path / "x.csv")[0].read_bytes()
    assert data.startswith(b"\xef\xbb\xbf\xe8\xa1\xa8\xe5\x8f\xb7,")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert data.endswith(b"\r\n")


def test_no_text_can_run_as_a_formula_and_each_can_be_recovered(result, tmp_path):
    texts = HOSTILE + HARMLESS
    indicators = [row for form in result.report.forms for row in form.indicators]
    for indicator, text in zip(indicators, texts, strict=False):
        indicator.level3 = text
    for line, text in zip(result.report.project_list, texts, strict=False):
        line.project_name = text
    kept = [row.level3 or "" for form in result.report.forms for row in form.indicators]
    write(result, tmp_path / "x.csv")
    header, *rows = rows_of(tmp_path / "x.csv")
    cells = [row[header.index("三级指标")] for row in rows]
    assert [recovered(cell) for cell in cells] == kept
    names = [row[2] for row in rows_of(tmp_path / "x.projects.csv")[1:]]
    assert [recovered(name) for name in names] == texts[: len(names)]
    assert all(name.startswith("'") for name in names)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_marked(result, tmp_path, text):
    result.report.forms[0].indicators[0].level3 = text
    write(result, tmp_path / "x.csv")
    cell = rows_of(tmp_path / "x.csv")[1][7]
    assert cell == f"'{text}"
    assert recovered(cell) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays_as_it_is(result, tmp_path, text):
    result.report.forms[0].indicators[0].level3 = text
    write(result, tmp_path / "x.csv")
    assert rows_of(tmp_path / "x.csv")[1][7] == text


def test_negative_numbers_stay_numbers(result, tmp_path):
    result.report.forms[0].funds[0].executed = -12.5
    write(result, tmp_path / "x.csv")
    header, first, *_ = rows_of(tmp_path / "x.funds.csv")
    assert first[header.index("全年执行数")] == "-12.5"


def test_a_lone_surrogate_does_not_break_the_file(result, tmp_path):
    result.report.forms[0].indicators[0].level3 = "甲\udc80乙"
    write(result, tmp_path / "x.csv")
    assert rows_of(tmp_path / "x.csv")[1][7] == "甲\ufffd乙"


def test_an_older_file_of_a_kind_now_empty_is_not_left_as_it_was(result, tmp_path):
    old = tmp_path / "x.fund_items.csv"
    old.write_text("of another report", encoding="utf-8")
    assert result.report.forms[0].fund_breakdown == []
    assert old in write(result, tmp_path / "x.csv")
    assert rows_of(old) == [["表号", "表类", "项目名称", "年度", "名称", "金额", "原文位置"]]
