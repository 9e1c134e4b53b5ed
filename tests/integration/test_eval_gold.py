"""The gold files that are shipped: they are reports, and the scorer agrees with them on themselves."""

from pathlib import Path

import pytest

from extractor.evaluation.run import bench, load_gold
from extractor.evaluation.score import Sheet, score

EVAL = Path(__file__).parents[2] / "eval"
FOLDERS = {EVAL / "samples": EVAL / "gold", EVAL / "specimens": EVAL / "specimens" / "gold"}
GOLD = sorted(path for folder in FOLDERS.values() for path in folder.glob("*.json"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_is_a_report_and_scores_one_against_itself(path):
    report = load_gold(path)
    sheet = score(report, report)
    assert sheet.figures().f1 == 1.0
    assert sheet.mistakes == []


@pytest.mark.parametrize(("documents", "gold"), FOLDERS.items(), ids=lambda path: path.name)
def test_every_document_has_its_gold(documents, gold):
    assert bench(documents, gold).unscored == ()


@pytest.mark.parametrize(
    ("gold", "leaves", "forms", "indicators"),
    [("gold", 3097, 20, 168), ("specimens/gold", 618, 5, 39), ("field/gold", 3196, 30, 199)],
)
def test_the_dataset_card_counts_what_is_there(gold, leaves, forms, indicators):
    total = Sheet()
    for report in map(load_gold, (EVAL / gold).glob("*.json")):
        total.add(score(report, report))
    rows = total.by_list()
    found = total.figures().right, rows["forms"].gold, rows["forms.indicators"].gold
    assert found == (leaves, forms, indicators)
    card = (EVAL / "README.md").read_text(encoding="utf-8")
    assert f"| {leaves:,} " in card
    assert f"| {forms} / {indicators} " in card


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_damage_to_gold_always_shows(path):
    gold = load_gold(path)
    forms = [at for at, form in enumerate(gold.forms) if len(form.indicators) > 1]
    for at in forms:
        for damage in (_shift_actual, _delete, _double, _turn_sign):
            answer = gold.model_copy(deep=True)
            changed = damage(answer.forms[at].indicators)
            assert (score(gold, answer).figures().f1 < 1) == changed, (at, damage)


def _shift_actual(rows):
    values = [row.actual for row in rows]
    for row, value in zip(rows, values[1:] + values[:1], strict=True):
        row.actual = value
    return any(row.actual != value for row, value in zip(rows, values, strict=True))


def _delete(rows):
    del rows[len(rows) // 2]
    return True


def _double(rows):
    rows.append(rows[0].model_copy(deep=True))
    return True


def _turn_sign(rows):
    signed = [row.target for row in rows if row.target and row.target.operator == ">="]
    for target in signed[:1]:
        target.operator = "<="
    return bool(signed)
