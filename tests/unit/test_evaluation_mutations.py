"""The scorer as an instrument: damage of known kind and number, laid into the gold of the samples."""

from pathlib import Path

import pytest

from extractor.evaluation.run import load_gold
from extractor.evaluation.score import score
from tests.support.mutation_kinds import MUTATIONS
from tests.support.mutations import damaged

GOLD = [load_gold(path) for path in sorted(Path("eval/gold").glob("*.json"))]
FORMAT = [name for name in MUTATIONS if " for " in name and name not in ("≥ for ≤", "万元 for 元")]


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_was_laid_in_is_found_to_the_leaf_and_nothing_else(name):
    injected = 0
    for seed, gold in enumerate(GOLD):
        made = damaged(gold, MUTATIONS[name], seed, times=5)
        sheet = score(gold, made.report)
        assert +sheet.errors == +made.expected.leaves
        assert +sheet.row_errors == +made.expected.rows
        assert sheet.order == made.expected.order
        injected += made.injected
    assert injected >= 3


@pytest.mark.parametrize("name", FORMAT)
def test_another_way_of_writing_costs_nothing_in_lenient_figures(name):
    for gold in GOLD:
        sheet = score(gold, damaged(gold, MUTATIONS[name], 1, times=5).report)
        assert sheet.lenient().f1 == 1.0
        assert sheet.lenient().right == sheet.figures().right + sheet.errors["format"]


@pytest.mark.parametrize("name", MUTATIONS)
def test_more_of_the_same_damage_never_scores_higher(name):
    gold = GOLD[0]
    rates = [
        score(gold, damaged(gold, MUTATIONS[name], 3, times).report).figures().f1 for times in (0, 2, 4, 8)
    ]
    assert rates[0] == 1.0
    assert rates == sorted(rates, reverse=True)


@pytest.mark.parametrize("gold", GOLD)
def test_a_failed_document_is_all_missing(gold):
    sheet = score(gold, None)
    everything = score(gold, gold).figures().right
    assert dict(sheet.errors) == {"missing": everything}
    assert not sheet.row_errors
    assert [mistake.error for mistake in sheet.mistakes] == ["missing"]


def test_the_committed_table_has_every_kind_and_reports_nothing_else():
    text = Path("docs/scorer-mutations.md").read_text(encoding="utf-8")
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    assert [cells[0] for cells in lines] == list(MUTATIONS)
    assert {cells[5] for cells in lines} == {"0"}
