"""One mistake is one finding, and whether it is the document's or may be the reading's."""

from __future__ import annotations

import pytest

from extractor.audit import Subject, audit
from extractor.audit.catalogue import chosen
from extractor.document import Box, Clip, Document, Page, Paragraph, Run, Word
from extractor.report import Form, Indicator, ProjectLine, ProjectTotals, Report
from extractor.result import Evidence, Finding

CELL = "/project_list/1/executed"


def lists(executed: float) -> Report:
    """A list whose second line spent 42.97 of 42.97, said to be ``executed``."""
    lines = [
        ProjectLine(sequence=1, project_name="渠系维修", annual_budget=100, executed=100),
        ProjectLine(sequence=2, project_name="管网延伸", annual_budget=42.97, executed=executed),
    ]
    return Report(
        project_list=lines, project_list_totals=ProjectTotals(annual_budget=142.97, executed=142.97)
    )


def place(confidence: float | None, match: str = "exact") -> Evidence:
    return Evidence(page=1, start=0, end=4, text="42.7", match=match, confidence=confidence)


def wrong(report: Report, **more: object) -> list[Finding]:
    return audit(Subject(report, **more), chosen("lists"))


def test_what_one_wrong_figure_contradicts_is_one_finding():
    points = [
        Indicator(level1="产出指标", level1_max_score=50, level2="数量", level3=name, max_score=15)
        for name in "甲乙"
    ]
    report = Report(forms=[Form(kind="project", indicators=[*points], total_max_score=50)])
    (found,) = audit(Subject(report), chosen("points_of_level,points_total"))
    assert found.rule == "points_of_level"
    assert [one.rule for one in found.consequences] == ["points_total"]
    assert found.pointers[0] == "/forms/0/indicators/0/max_score"


def test_a_contradiction_in_text_is_the_documents():
    (found,) = wrong(lists(42.7), evidence={CELL: [place(None)]})
    assert (found.cause, CELL in found.pointers) == ("document", True)


@pytest.mark.parametrize("evidence", [place(0.6), place(None, "fuzzy")], ids=["unsure", "fuzzy"])
def test_a_figure_that_was_read_with_doubt_may_be_misread(evidence):
    (found,) = wrong(lists(42.7), evidence={CELL: [evidence]})
    assert found.cause == "reading"


def test_ocr_that_need_only_have_lost_one_digit_may_have():
    (found,) = wrong(lists(42.7), evidence={CELL: [place(0.99)]})
    assert found.cause == "reading"
    (far,) = wrong(lists(12.7), evidence={CELL: [place(0.99)]})
    assert far.cause == "document"


@pytest.mark.parametrize(
    ("pointer", "cause"),
    [(CELL, "reading"), ("/project_list/1", "reading"), ("/project_list", "document"), ("", "document")],
)
def test_a_doubt_of_the_reading_about_the_cell_or_its_row_makes_it_the_reading(pointer, cause):
    words = {"message": "错位", "message_en": "slipped"}
    slipped = Finding(rule="row_slipped", severity="warning", pointers=[pointer], **words)
    (found,) = wrong(lists(42.7), findings=[slipped])
    assert found.cause == cause


@pytest.mark.parametrize(("confidence", "cause"), [(None, "document"), (0.98, "document"), (0.5, "reading")])
def test_running_text_that_ocr_was_not_sure_of_may_be_misread(confidence, cause):
    text = "2023年项目支出预算100万元，实际支出80万元，预算执行率90%。"
    words = tuple(Word(at, at + 1, Box(at, 0, at + 1, 1), confidence) for at in range(len(text)))
    page = Page(1, text, "ocr", words=words if confidence is not None else ())
    runs = (Run(text, 1, 0, len(text)),)
    document = Document("a.pdf", "0", "application/pdf", (page,), (Paragraph(Clip(runs)),))
    (found,) = audit(Subject(Report(), document=document), chosen("execution_told"))
    assert found.cause == cause
