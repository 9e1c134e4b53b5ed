"""What kind of error a wrong leaf is, and whose value it holds: cases told by hand."""

import pytest

from extractor.evaluation.content import content
from extractor.evaluation.score import score
from extractor.quantity import parse_quantity
from extractor.report import Form, FundLine, Indicator, ProjectLine, Report


def kinds(gold, answer):
    return [(m.field.removeprefix("forms.indicators."), m.error) for m in score(gold, answer).mistakes]


def one(**fields):
    row = Indicator(level1="产出指标", level2="数量指标", level3="合格率", **fields)
    return Report(forms=[Form(kind="project", project_name="甲项目", indicators=[row])])


def target(text):
    return one(target=parse_quantity(text))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("≥95%", "不低于９５％"),
        ("≥95%", ">=95%"),
        ("≥95%", "95%以上"),
        ("≤5%", "控制在5%以内"),
        ("95%", "百分之九十五"),
        ("100%", "百分之百"),
        ("1000人", "1,000人"),
        ("10", "10.0"),
        ("12个月", "十二个月"),
        ("2022年", "二〇二二年"),
        ("105次", "一百零五次"),
    ],
)
def test_the_same_content_in_another_spelling(said, read):
    assert content(said) == content(read)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("≥95%", "≤95%"),
        ("≥95%", "95%"),
        ("95%", "95"),
        ("2023.10", "2023.1"),
        ("3万元", "3元"),
        ("五六十人", "五十六人"),
        ("完成率95%", "合格率95%"),
        ("1,23", "123"),
    ],
)
def test_other_content(said, read):
    assert content(said) != content(read)


@pytest.mark.parametrize(
    ("said", "read", "expected"),
    [
        ("≥95%", "≤95%", {"target.text": "operator", "target.operator": "operator"}),
        ("≥95%", "95%", {"target.text": "operator", "target.operator": "missing"}),
        ("95%", "≥95%", {"target.text": "operator", "target.operator": "invented"}),
        ("95%", "95‰", {"target.text": "unit", "target.unit": "unit"}),
        ("95%", "95", {"target.text": "unit", "target.unit": "missing"}),
        ("118.73元", "11873元", {"target.text": "magnitude", "target.value": "magnitude"}),
        ("118.73元", "118.37元", {"target.text": "digit", "target.value": "digit"}),
        ("118.73元", "5元", {"target.text": "text", "target.value": "text"}),
        ("≥95%", "≤90%", {"target.text": "operator", "target.operator": "operator", "target.value": "digit"}),
        ("3万元", "30000元", {"target.text": "unit", "target.unit": "unit", "target.value": "magnitude"}),
        ("≥95%", "不低于95%", {"target.text": "format"}),
        ("及时", "按时", {"target.text": "text"}),
    ],
)
def test_the_parts_of_a_quantity(said, read, expected):
    assert dict(kinds(target(said), target(read))) == expected


@pytest.mark.parametrize(
    ("fields", "others", "expected"),
    [
        ({"score": 10}, {"score": 100}, "magnitude"),
        ({"score": 10}, {"score": 16}, "digit"),
        ({"score": 9}, {"score": -9}, "digit"),
        ({"score": 1187.3}, {"score": 5}, "text"),
        ({"completion": "＝3类"}, {"completion": "≥3类"}, "operator"),
        ({"completion": "2022年完成"}, {"completion": "2023年完成"}, "digit"),
        ({"description": "2022年度预算资金项目"}, {"description": "2022年度决算资金项目"}, "text"),
        ({"completion": "优"}, {"completion": "良"}, "text"),
    ],
)
def test_numbers_and_texts(fields, others, expected):
    assert [error for _, error in kinds(one(**fields), one(**others))] == [expected]


def scores(*values):
    rows = [Indicator(level3=f"第{at}项", score=value) for at, value in enumerate(values)]
    return Report(forms=[Form(kind="project", indicators=rows)])


def test_a_value_of_the_next_row_points_to_where_it_belongs():
    (mistake,) = score(scores(9, 8, 7, 6), scores(9, 7, 7, 6)).mistakes
    assert (mistake.error, mistake.belongs) == ("neighbour", "/forms/0/indicators/2/score")


def test_the_usual_value_of_a_column_is_not_taken_for_the_neighbours():
    assert kinds(scores(10, 10, 8, 10), scores(10, 10, 10, 10)) == [("score", "digit")]


def test_the_usual_value_is_the_neighbours_where_the_column_slipped():
    found = score(scores(10, 10, 8, 10, 10), scores(10, 8, 10, 10, 10)).mistakes
    assert [(m.error, m.belongs) for m in found] == [
        ("neighbour", "/forms/0/indicators/2/score"),
        ("neighbour", "/forms/0/indicators/3/score"),
    ]


def test_target_and_actual_exchanged():
    gold = one(target=parse_quantity("≥95%"), actual=parse_quantity("≥97%"))
    answer = one(target=parse_quantity("≥97%"), actual=parse_quantity("≥95%"))
    assert [(m.error, m.belongs.rpartition("/indicators/0/")[2]) for m in score(gold, answer).mistakes] == [
        ("neighbour", "actual/text"),
        ("neighbour", "actual/value"),
        ("neighbour", "target/text"),
        ("neighbour", "target/value"),
    ]


def test_an_amount_in_the_next_column():
    gold = Report(project_list=[ProjectLine(project_name="甲", initial_budget=120, executed=96.5)])
    answer = Report(project_list=[ProjectLine(project_name="甲", initial_budget=120, executed=120)])
    (mistake,) = score(gold, answer).mistakes
    assert (mistake.error, mistake.belongs) == ("neighbour", "/project_list/0/initial_budget")


def test_one_number_all_along_a_row_tells_nothing():
    def line(executed):
        funds = [FundLine(source="总额", initial_budget=120, annual_budget=120, executed=executed)]
        return Report(forms=[Form(kind="project", funds=funds)])

    assert [m.error for m in score(line(125), line(120)).mistakes] == ["digit"]


def test_the_unit_of_a_form():
    def form(unit):
        return Report(forms=[Form(kind="project", project_name="甲项目", amount_unit=unit)])

    assert [m.error for m in score(form("万元"), form("元")).mistakes] == ["unit"]
