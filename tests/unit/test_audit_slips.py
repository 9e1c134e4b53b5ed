"""Rows and values that slipped out of their place."""

from __future__ import annotations

from pathlib import Path

from tests.support.audited import findings, form, pointers, report, row


def test_a_row_of_values_without_a_name_is_found() -> None:
    rows = [row("培训次数", "3次", "3次"), row(None, None, "0", score=0), row("参训人数", "9人", "9人")]
    assert pointers(findings("nameless_row", report(form("项目甲", *rows)))) == [
        "/forms/0/indicators/1/level3"
    ]
    assert not findings("nameless_row", report(form("项目甲", rows[0], rows[2])))


def test_a_template_without_third_level_has_no_nameless_rows() -> None:
    assert not findings(
        "nameless_row", report(form("项目甲", row(None, "3次", "3次"), row(None, "9人", "9人")))
    )


def test_a_figure_as_name_is_found() -> None:
    found = findings(
        "name_is_figure", report(form("项目甲", row("≥90%", "92%", None), row("110报警处置率", "90%", "92%")))
    )
    assert pointers(found) == ["/forms/0/indicators/0/level3"]


def test_the_name_of_a_level_as_target_is_found() -> None:
    rows = [row("培训次数", "数量指标", "3次"), row("数量", "3个", "3个")]
    assert pointers(findings("value_is_level", report(form("项目甲", *rows)))) == [
        "/forms/0/indicators/0/target"
    ]


def test_a_score_that_slipped_into_the_reasons_is_found() -> None:
    rows = [
        row("培训次数", "3次", "3次", deviation_reason="10"),
        row("人数", "9人", "8人", score=8, deviation_reason="病假2人"),
    ]
    found = findings("reason_is_figure", report(form("项目甲", *rows)))
    assert pointers(found) == ["/forms/0/indicators/0/deviation_reason"]


def test_points_among_grades_are_told() -> None:
    rows = [
        row(f"指标{at}", "3次", "3次", completion=grade) for at, grade in enumerate(("优", "优", "95", "优"))
    ]
    assert pointers(findings("completion_is_points", report(form("项目甲", *rows)))) == [
        "/forms/0/indicators/2/completion"
    ]


def test_words_said_twice_are_told_in_cells_and_in_text(tmp_path: Path) -> None:
    text = "一、职责\n履行好维护维护社会稳定的重大责任，逐户逐户走访，支出5万元，，完成预算。\n"
    found = findings(
        "word_twice", report(form("项目甲", row("重点人群管控 重点人群管控", "1次", "1次"))), text, tmp_path
    )
    assert [one.found for one in found] == ["重点人群管控", "维护", "，"]


def test_ordinary_reduplication_is_no_slip() -> None:
    rows = [row("一户一户走访", "1次", "1次"), row("常常开展", "1次", "1次"), row("人人参与", "1次", "1次")]
    assert not findings("word_twice", report(form("项目甲", *rows)))


def test_a_description_that_breaks_off_is_told() -> None:
    cut = row("舆论环境", "好", "好", description="传播法制声音,改善")
    whole = row("舆论环境", "好", "好", description="传播法制声音，环境改善")
    short = row("促进", "好", "好", description="环境、改善")
    listed = row("宣传、培训、", "好", "好")
    found = findings("cut_off", report(form("甲", cut, whole, listed)))
    assert pointers(found) == ["/forms/0/indicators/0/description", "/forms/0/indicators/2/level3"]
    assert findings("cut_off", report(form("甲", short)))
    assert not findings("cut_off", report(form("甲", row("", "好", "好"), whole)))
