"""All rules together: silent on consistent reports, led to the cell by one mistake, steady on absurd ones."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.append(str(Path(__file__).parents[2] / "eval"))

from audit.clean import STYLES, clean
from audit.damage import damaged
from audit.measure import KINDS, of_clean, of_seeded

from extractor.audit import Subject, audit
from extractor.evaluation.gold import load

_GOLD = Path(__file__).parents[2] / "eval/gold"
GOLD = [load(path).report for path in sorted(_GOLD.glob("*.json"))]


def test_a_consistent_report_has_neither_errors_nor_warnings():
    found = of_clean(range(6 * len(STYLES)))
    assert (dict(found["error"]), dict(found["warning"])) == ({}, {})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_mistake_is_told_and_its_cell_named(kind):
    tally = of_seeded(kind, 2)
    assert (tally.found + tally.noted, tally.suspected) == (tally.planted, tally.planted)


@pytest.mark.parametrize("seed", range(60))
def test_no_rule_stumbles_over_a_report_that_makes_no_sense(seed):
    rng = Random(seed)  # noqa: S311
    report = damaged(clean(seed) if seed % 3 else GOLD[seed // 3 % len(GOLD)], rng)
    for one in audit(Subject(report)):
        assert one.message
        assert one.message_en
