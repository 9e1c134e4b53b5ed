"""The scorer as an instrument: what must hold for any report."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.evaluation.score import score
from extractor.report import Form, FundLine, Indicator, ProjectLine, Quantity, Report

# Few values, so that equal names, equal rows and ties are common.
NAMES = st.sampled_from([None, "甲率", "乙率", "丙数"])
NUMBERS = st.sampled_from([None, 0, 1, 10, 99.5])

# Fields of an indicator, and what may become of them: nothing, or what no report above states.
SOME = {"level1": [None, "讹"], "level3": [None, "误"], "score": [None, 777], "actual": [None]}


@st.composite
def quantities(draw):
    sign, operator = draw(st.sampled_from([("≥", ">="), ("≤", "<="), ("", None)]))
    value = draw(st.sampled_from([5, 12, 95, 99.5]))
    return Quantity(text=f"{sign}{value}%", operator=operator, value=value, unit="%")


indicators = st.builds(
    Indicator,
    level1=NAMES,
    level2=NAMES,
    level3=NAMES,
    target=st.none() | quantities(),
    actual=st.none() | quantities(),
    score=NUMBERS,
)
forms = st.builds(
    Form,
    kind=st.sampled_from(["department", "project"]),
    project_name=NAMES,
    title=NAMES,
    funds=st.lists(st.builds(FundLine, source=NAMES, executed=NUMBERS), max_size=2),
    indicators=st.lists(indicators, max_size=4),
)
reports = st.builds(
    Report,
    title=st.just("自评报告"),
    forms=st.lists(forms, max_size=3),
    project_list=st.lists(st.builds(ProjectLine, project_name=NAMES, executed=NUMBERS), max_size=4),
)
with_rows = reports.filter(lambda report: any(form.indicators for form in report.forms))


def figures(gold, answer):
    return score(gold, answer).figures()


def pick(data, report, wanted=lambda row: True):
    """A copy of the report, and a form of it with the place of a row that is wanted."""
    copy = report.model_copy(deep=True)
    places = [(f, at) for f in copy.forms for at, row in enumerate(f.indicators) if wanted(row)]
    assume(places)
    return copy, *data.draw(st.sampled_from(places))


@given(reports)
def test_a_report_against_itself_is_exactly_one(report):
    sheet = score(report, report)
    assert sheet.figures().precision == sheet.figures().recall == sheet.figures().f1 == 1.0
    assert sheet.mistakes == []
    assert all(rows.gold == rows.found == rows.right for rows in sheet.by_list().values())


@given(reports, reports, st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_count(gold, answer, random):
    shuffled = answer.model_copy(deep=True)
    for items in (shuffled.forms, shuffled.project_list, *(form.indicators for form in shuffled.forms)):
        random.shuffle(items)
    before, after = score(gold, answer), score(gold, shuffled)
    assert before.by_field() == after.by_field()
    assert before.by_list() == after.by_list()


@given(reports, reports)
def test_exchanging_gold_and_answer_exchanges_precision_and_recall(gold, answer):
    there, back = figures(gold, answer), figures(answer, gold)
    assert (there.right, there.wrong, there.missing) == (back.right, back.wrong, back.invented)
    assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)


@given(reports, reports)
def test_every_leaf_is_marked_once_and_every_mistake_listed(gold, answer):
    sheet = score(gold, answer)
    marks = sheet.figures()
    assert marks.right + marks.wrong + marks.missing == figures(gold, gold).right
    assert marks.right + marks.wrong + marks.invented == figures(answer, answer).right
    for kind in ("wrong", "missing", "invented"):
        assert sum(m.leaves for m in sheet.mistakes if m.kind == kind) == getattr(marks, kind)


@given(reports, reports)
def test_every_leaf_that_is_not_right_is_of_one_kind(gold, answer):
    sheet = score(gold, answer)
    marks, errors = sheet.figures(), sheet.errors
    assert errors["missing"] == marks.missing
    assert errors["invented"] == marks.invented
    assert errors.total() - errors["missing"] - errors["invented"] == marks.wrong
    for kind in errors:
        leaves = [m.leaves for m in sheet.mistakes if (m.kind if m.whole_row else m.error) == kind]
        assert sum(leaves) == errors[kind]
    assert sheet.lenient().right == marks.right + errors["format"]


@given(reports, reports)
def test_exchanging_gold_and_answer_exchanges_missing_and_invented(gold, answer):
    there, back = score(gold, answer), score(answer, gold)
    assert (there.errors["missing"], there.errors["invented"]) == (
        back.errors["invented"],
        back.errors["missing"],
    )


@given(reports, reports)
def test_every_row_left_over_has_one_label(gold, answer):
    sheet = score(gold, answer)
    labels = [m.error for m in sheet.mistakes if m.whole_row]
    for label in ("missing_row", "invented_row", "doubled_row"):
        assert sheet.row_errors[label] == labels.count(label)
    misplaced = sheet.row_errors["misplaced_row"]
    assert misplaced <= labels.count("misplaced_row") <= 2 * misplaced
    assert {m.belongs for m in sheet.mistakes if m.error == "doubled_row"}.isdisjoint({None})


@given(with_rows, st.data())
def test_more_damage_never_scores_higher(gold, data):
    answer, before = gold.model_copy(deep=True), 1.0
    places = [
        (form, at, name) for form in answer.forms for at, row in enumerate(form.indicators) for name in SOME
    ]
    for form, at, name in data.draw(st.permutations(places))[:6]:
        if getattr(form.indicators[at], name) is not None:
            setattr(form.indicators[at], name, data.draw(st.sampled_from(SOME[name])))
            after = figures(gold, answer).f1
            assert after <= before
            before = after


@given(reports, reports)
def test_one_only_if_both_say_the_same(gold, answer):
    sheet = score(gold, answer)
    assert (sheet.figures().f1 == 1.0) == (not any(m.leaves for m in sheet.mistakes))


@given(with_rows, st.data())
def test_a_deleted_row_costs_recall(gold, data):
    answer, form, at = pick(data, gold, lambda row: row != Indicator())
    del form.indicators[at]
    found = figures(gold, answer)
    assert found.recall < 1
    assert found.precision == 1.0


@given(with_rows, st.data())
def test_a_doubled_row_costs_precision(gold, data):
    answer, form, at = pick(data, gold, lambda row: row != Indicator())
    form.indicators.insert(at, form.indicators[at].model_copy(deep=True))
    found = figures(gold, answer)
    assert found.precision < 1
    assert found.recall == 1.0


@given(with_rows, st.data())
def test_at_least_read_as_at_most_costs_two_leaves(gold, data):
    answer, form, at = pick(data, gold, lambda row: row.target and row.target.operator == ">=")
    form.indicators[at].target.operator = "<="
    form.indicators[at].target.text = form.indicators[at].target.text.replace("≥", "≤")
    assert figures(gold, answer).right == figures(gold, gold).right - 2


@given(with_rows, st.data())
def test_a_dropped_digit_costs_two_leaves(gold, data):
    answer, form, at = pick(data, gold, lambda row: row.actual and row.actual.value == 12)
    form.indicators[at].actual.value = 1
    form.indicators[at].actual.text = form.indicators[at].actual.text.replace("12", "1")
    assert figures(gold, answer).right == figures(gold, gold).right - 2


@given(
    st.lists(quantities(), min_size=2, max_size=12).filter(lambda values: len({q.text for q in values}) > 1)
)
@settings(max_examples=50)
def test_a_column_of_actual_values_shifted_by_one_row_is_not_right(values):
    def report(actual):
        rows = [Indicator(level3=f"第{at}项", actual=value, score=1) for at, value in enumerate(actual)]
        return Report(forms=[Form(kind="project", indicators=rows)])

    sheet = score(report(values), report(values[1:] + values[:1]))
    moved = sum(one.text != other.text for one, other in zip(values, values[1:] + values[:1], strict=True))
    assert sheet.figures().f1 < 1
    assert sheet.by_field()["forms.indicators.actual.text"].wrong == moved
    assert sheet.by_list()["forms.indicators"].right == len(values) - moved
