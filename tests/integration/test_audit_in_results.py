"""What is wrong in the report itself, as the outputs of ``extract`` show it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extractor import Result, extract
from extractor.audit.subject import Subject
from extractor.audit.united import united
from extractor.output import write
from extractor.report import Form, Indicator, Report
from extractor.result import Finding
from extractor.settings import Settings

SAMPLE = Path(__file__).parents[2] / "eval/samples/dachang-2023.txt"
RULE = "points_of_level"


@pytest.fixture(scope="module")
def result() -> Result:
    return extract(SAMPLE)


def test_a_contradiction_of_the_document_is_found_with_what_follows_from_it(result):
    wrong = [one for one in result.findings if one.rule == RULE]
    assert wrong[0].cause == "document"
    assert wrong[0].pointers[0] == "/forms/5/indicators/0/max_score"
    assert (wrong[0].expected, wrong[0].found) == ("50", "40")
    assert "points_total" in [one.rule for one in wrong[0].consequences]


def test_no_audit_where_none_is_wanted():
    quiet = extract(SAMPLE, settings=Settings(audit="off"))
    assert not [one for one in quiet.findings if one.cause == "document"]


def test_the_workbook_names_the_cause_and_sets_consequences_below(result, tmp_path):
    (path,) = write(result, tmp_path / "x.xlsx")
    sheet = load_workbook(path)["待核对"]
    titles, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    said = [dict(zip(titles, row, strict=True)) for row in rows]
    at = next(at for at, row in enumerate(said) if row["规则"] == RULE)
    main, below = said[at], said[at + 1]
    assert (main["原因"], below["原因"], below["规则"]) == ("原文", "原文", "points_total")
    assert below["说明"].startswith("└─")
    assert (main["序号"] is None, below["序号"] is None) == (False, True)
    notes = [
        cell.comment.text
        for row in load_workbook(path)["绩效指标"].iter_rows()
        for cell in row
        if cell.comment
    ]
    assert any("标明50分，其下各行分值合计40分" in note for note in notes)


def test_csv_names_the_cause_and_the_page_hangs_consequences_on_their_mistake(result, tmp_path):
    write(result, tmp_path / "x.csv")
    with (tmp_path / "x.findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"原文"} <= {row["原因"] for row in rows}
    (page,) = write(result, tmp_path / "x.html")
    text = page.read_text(encoding="utf-8")
    assert '<span class="tag cause">原文</span>' in text
    assert len(re.findall(r'<li class="follows">', text)) == sum(
        len(one.consequences) for one in result.findings
    )


def test_a_doubt_about_ocr_that_says_the_same_is_said_once():
    rows = [
        Indicator(level1="产出指标", level1_max_score=50, target=None, max_score=20, score=20)
        for _ in range(2)
    ]
    report = Report(forms=[Form(kind="project", indicators=rows)])
    at = "/forms/0/indicators"
    pointers = [f"{at}/0/level1_max_score", f"{at}/0/max_score", "/forms/0/total_score"]
    words = {"message": "可能误识", "message_en": "may be misread"}
    doubts = [
        Finding(rule="points_sum", severity="warning", pointers=pointers, **words),
        Finding(rule="low_confidence", severity="warning", pointers=[f"{at}/1/level2"], **words),
    ]
    found = united(Subject(report, findings=doubts))
    assert [one.rule for one in found][:2] == ["low_confidence", RULE]
    assert "points_sum" not in [one.rule for one in found]
    assert pointers[2] in found[1].pointers
    assert found[1].cause == "document"
