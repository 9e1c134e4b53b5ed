from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from extractor.evaluation.assignment import assign


@st.composite
def matrices(draw, largest=5):
    rows, columns = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    weight = st.integers(0, draw(st.sampled_from([1, 3, 50])))
    return draw(st.lists(st.lists(weight, min_size=columns, max_size=columns), min_size=rows, max_size=rows))


def by_trying_all(weights):
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return by_trying_all(list(zip(*weights, strict=True)))
    ways = permutations(range(columns), rows)
    return max(sum(weights[row][column] for row, column in enumerate(way)) for way in ways)


@given(matrices())
def test_the_total_is_the_most_there_is(weights):
    pairs = assign(weights)
    assert sum(weights[row][column] for row, column in pairs) == by_trying_all(weights)


@given(matrices(largest=8))
def test_pairs_are_one_to_one_and_none_has_weight_zero(weights):
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] for row, column in pairs)


def test_the_greedy_choice_is_not_taken_where_it_costs_more():
    assert assign([[9, 8], [8, 0]]) == [(0, 1), (1, 0)]


def test_nothing_to_assign():
    assert assign([]) == []
    assert assign([[], []]) == []
    assert assign([[0, 0]]) == []


def test_two_hundred_rows():
    weights = [[row * column for column in range(200)] for row in range(200)]
    assert assign(weights) == [(at, at) for at in range(1, 200)]
