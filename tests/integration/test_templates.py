"""Layouts in use with invented content, in every style of text: the engine was not tuned on them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extractor import extract
from extractor.evaluation.score import score
from extractor.report import Report

EVAL = Path(__file__).parents[2] / "eval"
sys.path.append(str(EVAL))

from typeset.dumps import STYLES  # noqa: E402
from typeset.layouts import LAYOUTS  # noqa: E402
from typeset.reports import specimen  # noqa: E402

# Styles that keep the grid must be read nearly whole; spaced columns have to be cut by eye, and one cell
# per line leaves rows to be guessed.
LEAST_F1 = {"tika": 0.95, "tsv": 0.95, "markdown": 0.95, "pipe": 0.95, "spaced": 0.85, "lines": 0.7}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("number", LAYOUTS)
def test_template_is_read(number: int, style: str, tmp_path: Path) -> None:
    made = specimen(number, seed=0)
    path = tmp_path / f"{number}-{style}.txt"
    path.write_text(STYLES[style](made.blocks), encoding="utf-8")
    sheet = score(Report.model_validate(made.report), extract(path).report)
    wrong = [f"{m.kind} {m.field}: {m.gold!r} read as {m.answer!r}" for m in sheet.mistakes[:8]]
    assert sheet.figures().f1 >= LEAST_F1[style], "\n".join(wrong)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("number", LAYOUTS)
def test_forms_are_found_beside_prose_and_lists(number: int, seed: int, tmp_path: Path) -> None:
    made = specimen(number, seed)
    path = tmp_path / f"{number}.txt"
    path.write_text(STYLES["tika"](made.blocks), encoding="utf-8")
    report = extract(path).report
    expected = Report.model_validate(made.report)
    assert [form.title for form in report.forms] == [form.title for form in expected.forms]
    assert len(report.project_list) == len(expected.project_list)
    assert report.narrative_indicators == []
