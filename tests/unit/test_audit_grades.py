"""The audit of grades and full scores."""

from __future__ import annotations

from extractor.report import Conclusion, Report
from tests.support.reports import first_pointers, form, found, line, report, row


def test_a_grade_that_does_not_go_with_the_score_of_its_row() -> None:
    def graded(grade: str, score: float) -> Report:
        return report(form(row("宣传", "1", "1", completion=grade, item_score=score, max_score=10)))

    assert [one.severity for one in found(graded("良", 95), "grade_of_row")] == ["info"]
    assert [one.severity for one in found(graded("差", 100), "grade_of_row")] == ["warning"]
    assert not found(graded("优", 90), "grade_of_row")
    assert not found(graded("＝3类", 10), "grade_of_row")


def test_a_grade_that_does_not_go_with_the_score_of_a_project() -> None:
    said = report(
        project_list=[line("甲", score=65, grade="优"), line("乙", score=95, grade="优")],
        conclusions=[Conclusion(scope="丙", score=55, grade="优秀", quote="自评55分，优秀。")],
    )
    assert first_pointers(said, "grade_of_project") == ["/project_list/0/grade", "/conclusions/0/grade"]


def test_the_full_score_of_a_project_that_left_its_money_unspent() -> None:
    said = report(
        project_list=[line("甲", 500, 342.67, score=10), line("乙", 100, 95, score=10), line("丙", 10, 0)]
    )
    assert [(one.pointers[0], one.expected) for one in found(said, "full_score_unspent")] == [
        ("/project_list/0/score", "6.85")
    ]


def test_the_best_grade_for_a_low_rate_of_execution_is_told() -> None:
    quotes = [
        "执行率达到87%，综合评价为优。",
        "执行率达到95%，综合评价为优。",
        "各项工作完成，综合评价为优。",
    ]
    said = Report(
        conclusions=[Conclusion(scope="全部项目", score=None, grade="优", quote=one) for one in quotes]
    )
    assert first_pointers(said, "best_grade_unspent") == ["/conclusions/0/grade"]
    scored = said.conclusions[0].model_copy(update={"score": 92})
    assert not found(Report(conclusions=[scored]), "best_grade_unspent")
