from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from extractor.evaluation import assignment


def assign(weights):
    """The solver takes for each row its columns with a weight over 0."""
    return assignment.assign([{at: weight for at, weight in enumerate(row) if weight} for row in weights])


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


def test_every_row_wants_the_same_column():
    weights = [[row * column for column in range(80)] for row in range(80)]
    assert assign(weights) == [(at, at) for at in range(1, 80)]


def test_a_thousand_rows_that_are_all_alike():
    assert len(assign([[1] * 1000] * 1000)) == 1000


def test_a_row_is_left_over_where_that_brings_more():
    assert assign([[5, 0], [9, 0], [0, 1]]) == [(1, 0), (2, 1)]
