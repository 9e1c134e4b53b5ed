"""What the sample reports tell in running text equals the gold, nothing added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor import extract
from extractor.evaluation.run import load_gold
from extractor.text import fold

_EVAL = Path(__file__).parents[2] / "eval"
_PAIRS = [(_EVAL / "samples" / f"{gold.stem}.txt", gold) for gold in sorted(_EVAL.glob("gold/*.json"))]
_PAIRS += [
    (_EVAL / "specimens" / f"{gold.stem}.txt", gold) for gold in sorted(_EVAL.glob("specimens/gold/*.json"))
]


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _folded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return fold(value) if isinstance(value, str) else value


@pytest.mark.parametrize(("source", "gold"), _PAIRS, ids=[gold.stem for _, gold in _PAIRS])
@pytest.mark.parametrize("part", ["narrative_projects", "narrative_indicators", "conclusions"])
def test_running_text_equals_gold(source: Path, gold: Path, part: str) -> None:
    expected = load_gold(gold).model_dump()[part]
    assert _folded(extract(source).report.model_dump()[part]) == _folded(expected)
