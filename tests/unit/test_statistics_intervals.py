import sys
from math import sqrt
from pathlib import Path
from statistics import stdev

import pytest

from extractor.evaluation.statistics.intervals import Interval, NoInterval, of_difference, of_rate
from extractor.evaluation.statistics.spread import Share, difference, spread

sys.path.insert(0, str(Path(__file__).parents[2] / "eval"))
from coverage_of_intervals import hits, power
from coverage_populations import POPULATIONS

BY_NAME = {population.name: population for population in POPULATIONS}


def shares(*rates, size=100):
    return [Share(rate * size, size) for rate in rates]


@pytest.mark.parametrize("documents", [5, 20])
@pytest.mark.parametrize("name", ["good", "damage", "shift"])
def test_the_interval_holds_the_truth_95_times_in_100(name, documents):
    held = [holds for holds, _ in hits(BY_NAME[name], documents, size_sets=8)]
    assert len(held) == 1200
    assert 0.93 <= sum(held) / len(held) <= 0.97


def test_rare_changes_either_way_seldom_pass_for_a_true_one():
    held = [holds for holds, _ in hits(BY_NAME["no true change"], 5, size_sets=4)]
    assert sum(held) / len(held) >= 0.93


def test_the_detectable_difference_is_told_four_times_in_five():
    assert power(5, size_sets=8) == pytest.approx(0.8, abs=0.03)


def test_documents_of_one_size_have_the_standard_error_of_a_mean():
    rates = (0.9, 0.95, 0.8, 0.99, 0.85)
    of = spread(shares(*rates))
    assert of.estimate == pytest.approx(sum(rates) / 5)
    assert of.error == pytest.approx(stdev(rates) / sqrt(5))


def test_documents_of_one_size_have_students_quantile():
    # Student's t at 97.5 % with 4 and with 9 degrees of freedom, from any printed table
    assert spread(shares(*[0.9] * 5)).pivot.critical == pytest.approx(2.776, rel=0.03)
    assert spread(shares(*[0.9] * 10)).pivot.critical == pytest.approx(2.262, rel=0.03)


def test_a_document_that_outweighs_the_others_widens_the_interval():
    even = spread(shares(0.9, 0.95, 0.8, 0.99, 0.85)).pivot.critical
    uneven = spread([Share(90 * size, 100 * size) for size in (20, 1, 1, 1, 1)]).pivot.critical
    assert uneven > 1.5 * even


def test_the_interval_stays_within_0_and_1():
    interval = of_rate(spread(shares(1.0, 1.0, 1.0, 0.7, 1.0)))
    assert isinstance(interval, Interval)
    assert 0 < interval.low < 0.94 < interval.high < 1
    assert interval.rough == "few_bearing"


def test_one_document_gives_no_interval():
    assert of_rate(spread(shares(0.9))) == NoInterval(reason="too_few", clusters=1)
    assert of_difference(difference(shares(0.9), shares(0.8))) == NoInterval(reason="too_few", clusters=1)


def test_two_documents_give_no_interval_and_three_a_rough_one():
    assert of_rate(spread(shares(0.9, 0.8))) == NoInterval(reason="too_few", clusters=2)
    assert of_rate(spread(shares(0.9, 0.8, 0.7))).rough == "few_documents"


def test_no_error_seen_is_no_certainty_but_a_bound():
    interval = of_rate(spread(shares(*[1.0] * 5)))
    assert interval.reason == "no_error"
    assert (1 - interval.bound) ** 5 == pytest.approx(0.05)


def test_the_same_rate_everywhere_gives_no_interval():
    assert of_rate(spread(shares(*[0.9] * 5))).reason == "no_spread"
    assert of_rate(spread(shares(*[0.0] * 5))).reason == "no_spread"


def test_what_all_documents_lose_alike_is_certain_and_marked():
    interval = of_difference(difference(shares(*[1.0] * 5), shares(*[0.5] * 5)))
    assert (interval.low, interval.high, interval.rough) == (-0.5, -0.5, "no_spread")


def test_documents_without_a_leaf_of_it_do_not_count():
    assert spread([*shares(0.9, 0.8, 0.7), Share(0, 0)]).clusters == 3
    assert spread([Share(0, 0)]) is None
    assert difference([Share(0, 0)], [Share(0, 10)]) is None


def test_the_same_numbers_give_the_same_interval():
    from extractor.evaluation.statistics.spread import _documents, _drawn

    first = of_rate(spread(shares(0.9, 0.95, 0.8, 0.99, 0.85)))
    _drawn.cache_clear()
    _documents.cache_clear()
    assert of_rate(spread(shares(0.9, 0.95, 0.8, 0.99, 0.85))) == first
