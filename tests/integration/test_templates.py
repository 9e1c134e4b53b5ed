"""Layouts in use with invented content, in every style of text, as printed and in variants of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extractor import extract
from extractor.evaluation.score import Sheet, score
from extractor.report import Report

sys.path.append(str(Path(__file__).parents[2] / "eval"))

from typeset.dumps import STYLES
from typeset.layouts import LAYOUTS
from typeset.reports import Specimen, specimen

# Rows that show their cells must be read nearly whole. Columns of spaces have to be cut by eye, one cell per line
# leaves rows to be guessed, and empty paragraphs of a worn file look like ends of rows.
LEAST_F1 = {
    "tika": 0.98,
    "worn": 0.9,
    "tsv": 0.97,
    "markdown": 0.97,
    "pipe": 0.97,
    "spaced": 0.85,
    "lines": 0.7,
}
# Labels broken inside their cells cannot be told from rows of their own in columns of spaces.
HARD = {(13, "spaced"): 0.55}
# In variants a title may be wrapped or a column moved in a way no style above shows.
VARIANT_SLACK = 0.03


def read(made: Specimen, style: str, folder: Path) -> Sheet:
    """Write the specimen in a style, extract it and mark the answer."""
    path = folder / f"{style}.txt"
    path.write_text(STYLES[style](made.blocks), encoding="utf-8")
    return score(Report.model_validate(made.report), extract(path).report)


def mistakes(sheet: Sheet) -> str:
    return "\n".join(f"{m.kind} {m.field}: {m.gold!r} read as {m.answer!r}" for m in sheet.mistakes[:8])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("number", LAYOUTS)
def test_template_is_read(number: int, style: str, tmp_path: Path) -> None:
    sheet = read(specimen(number, seed=0), style, tmp_path)
    least = HARD.get((number, style), LEAST_F1[style])
    assert (sheet.figures().f1 or 0) >= least, mistakes(sheet)


@pytest.mark.parametrize("style", ["tika", "markdown", "spaced"])
@pytest.mark.parametrize("number", LAYOUTS)
def test_variant_nobody_printed_is_read(number: int, style: str, tmp_path: Path) -> None:
    sheet = Sheet()
    for seed in (3, 6):
        sheet.add(read(specimen(number, seed, varied=True), style, tmp_path))
    assert (sheet.figures().f1 or 0) >= LEAST_F1[style] - VARIANT_SLACK, sheet.by_field()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("number", LAYOUTS)
def test_forms_are_found_beside_prose_and_lists(number: int, seed: int, tmp_path: Path) -> None:
    made = specimen(number, seed)
    path = tmp_path / f"{number}.txt"
    path.write_text(STYLES["tika"](made.blocks), encoding="utf-8")
    report, expected = extract(path).report, Report.model_validate(made.report)
    assert [form.title for form in report.forms] == [form.title for form in expected.forms]
    assert report.title == expected.title
    assert len(report.project_list) == len(expected.project_list)
    assert report.narrative_indicators == []
    assert report.narrative_projects == []
