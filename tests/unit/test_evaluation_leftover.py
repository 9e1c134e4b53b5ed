"""What became of rows that found no partner."""

from extractor.evaluation.score import score
from extractor.report import Form, Indicator, Report


def row(name, value=9, **others):
    return Indicator(level1="产出指标", level2="数量指标", level3=name, max_score=10, score=value, **others)


def forms(*tables):
    return Report(
        forms=[
            Form(
                kind="project",
                title="项目支出绩效自评表",
                project_name=f"第{at}号项目",
                indicators=list(table),
            )
            for at, table in enumerate(tables)
        ]
    )


def told(gold, answer):
    sheet = score(gold, answer)
    return dict(sheet.row_errors), [
        (m.error, m.pointer, m.answer_pointer, m.belongs) for m in sheet.mistakes if m.whole_row
    ]


def test_a_row_in_another_form_is_one_misplaced_row_and_all_its_leaves_still_count():
    gold = forms([row("人数"), row("次数")], [row("件数")])
    answer = forms([row("次数")], [row("件数"), row("人数")])
    assert told(gold, answer) == (
        {"misplaced_row": 1},
        [
            ("misplaced_row", "/forms/0/indicators/0", None, None),
            ("misplaced_row", None, "/forms/1/indicators/1", "/forms/0/indicators/0"),
        ],
    )
    assert dict(score(gold, answer).errors) == {"missing": 5, "invented": 5}


def test_the_rows_of_a_form_that_was_taken_into_the_one_before():
    gold = forms([row("人数")], [row("件数"), row("次数")])
    answer = forms([row("人数"), row("件数"), row("次数")])
    rows, mistakes = told(gold, answer)
    assert rows == {"missing_row": 1, "misplaced_row": 2}
    assert [(error, belongs) for error, _, _, belongs in mistakes] == [
        ("misplaced_row", "/forms/1/indicators/0"),
        ("misplaced_row", "/forms/1/indicators/1"),
        ("missing_row", None),
    ]


def test_a_row_given_three_times_is_doubled_twice():
    rows, mistakes = told(forms([row("人数")]), forms([row("人数"), row("人数"), row("人数", 7)]))
    assert rows == {"doubled_row": 2}
    assert {belongs for *_, belongs in mistakes} == {"/forms/0/indicators/0"}


def test_doubled_rows_are_known_among_hundreds_of_one_name():
    rows = [row("人数", at, item_score=at % 13) for at in range(300)]
    again = [one.model_copy(update={"level1": "效益指标"}) for one in rows]
    assert told(forms(rows), forms(rows + again))[0] == {"doubled_row": 300}


def test_a_row_of_the_same_name_that_says_other_things_is_invented():
    other = Indicator(level1="效益指标", level2="社会效益", level3="人数", max_score=5, score=4)
    assert told(forms([row("人数")]), forms([row("人数"), other]))[0] == {"invented_row": 1}


def test_a_row_doubled_where_another_form_lacks_one_that_is_less_like_it():
    gold = forms([row("人数", 9, completion="优")], [row("人数", 3, completion="中", item_score=60)])
    answer = forms([row("人数", 9, completion="优"), row("人数", 9, completion="优")], [])
    assert told(gold, answer)[0] == {"doubled_row": 1, "missing_row": 1}


def test_rows_out_of_order_are_counted_and_cost_nothing():
    gold = forms([row("一数"), row("二数"), row("三数"), row("四数")])
    answer = forms([row("四数"), row("一数"), row("二数"), row("三数")])
    sheet = score(gold, answer)
    assert (sheet.order, sheet.figures().f1) == (1, 1.0)
    assert not sheet.errors
