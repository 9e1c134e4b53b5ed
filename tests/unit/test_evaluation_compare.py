import pytest

from extractor.evaluation.compare import comparable, same


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("≥９５％", "≥95%"),
        ("经济效 益\n指标", "经济效益指标"),
        ("“雪亮”工程", '"雪亮"工程'),
        ("2022—2023", "2022-2023"),
        ("　指标 ", "指标"),
        (10, 10.0),
        (99.60, 99.6),
        (0, 0.0),
    ],
)
def test_equal_leaves(gold, answer):
    assert same(gold, answer)
    assert same(answer, gold)


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("≥95%", "≤95%"),
        ("≥95%", "≥95"),
        (118.73, 118.37),
        (100, 100.0000001),
        ("10", 10),
        ("优", "良"),
        (0, None),
    ],
)
def test_different_leaves(gold, answer):
    assert not same(gold, answer)
    assert not same(answer, gold)


@pytest.mark.parametrize("nothing", [None, "", " \n　"])
def test_nothing_against_nothing_earns_nothing(nothing):
    assert comparable(nothing) is None
    assert not same(nothing, nothing)
