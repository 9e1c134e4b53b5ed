"""Very long lists: the pairs proposed for them hold against the exact solution of short ones."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.evaluation.align import align, likeness
from extractor.evaluation.nodes import tree
from extractor.report import Form, Indicator, Report

VALUES = st.sampled_from([None, 1, 2, 3, 40, 55.5])
ROWS = st.lists(
    st.builds(
        Indicator,
        level1=st.sampled_from([None, "产出", "效益"]),
        level3=st.sampled_from([None, "甲率", "乙率", "丙数"]),
        max_score=VALUES,
        item_score=VALUES,
        score=VALUES,
    ),
    max_size=9,
)


def nodes(rows):
    (form,) = tree(Report(forms=[Form(kind="project", indicators=rows)])).lists["forms"]
    return form.lists.get("indicators", ())


def total(alignment):
    named = sum(one.name is not None and one.name == other.name for one, other in alignment.pairs)
    return named, sum(likeness(one, other).same for one, other in alignment.pairs)


@given(ROWS, ROWS)
def test_as_many_names_agree_as_in_the_exact_solution(gold, answer):
    exact, quick = (align(nodes(gold), nodes(answer), limit) for limit in (10**9, 0))
    assert total(quick)[0] == total(exact)[0]


@given(ROWS, ROWS)
def test_every_row_is_paired_once_or_left_over(gold, answer):
    found = align(nodes(gold), nodes(answer), 0)
    assert sorted(row.index for row in [*(one for one, _ in found.pairs), *found.missing]) == [
        *range(len(gold))
    ]
    assert sorted(row.index for row in [*(two for _, two in found.pairs), *found.invented]) == [
        *range(len(answer))
    ]


def test_rows_that_differ_in_one_value_are_found_among_hundreds_of_one_name():
    values = [(at % 3, at % 7, at) for at in range(600)]
    gold = nodes([Indicator(level3="合格率", score=a, max_score=b, item_score=c) for a, b, c in values])
    answer = nodes(
        [Indicator(level3="合格率", score=a + 50, max_score=b, item_score=c) for a, b, c in reversed(values)]
    )
    pairs = align(gold, answer, 0).pairs
    assert len(pairs) == 600
    assert all(one.leaves["item_score"] == other.leaves["item_score"] for one, other in pairs)
