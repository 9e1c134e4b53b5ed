"""The model engine over real HTTP, answered from gold: what is right in the answers is right in the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import Result, extract
from extractor.evaluation.run import load_gold
from extractor.evaluation.score import score
from extractor.report import Report
from extractor.settings import Settings
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

EVAL = Path(__file__).parents[2] / "eval"
SAMPLES = sorted(EVAL.glob("samples/*.txt"))
TECHNIQUES = ("tools", "json_schema", "json", "md_json")
STYLES = ("copy", "point")


def gold_of(document: Path) -> Report:
    return load_gold(EVAL / "gold" / f"{document.stem}.json")


def read(document: Path, server: ScriptedServer, **options: object) -> Result:
    settings = Settings.load(
        engine="model",
        model="simulated",
        base_url=server.url,
        cache=False,
        **{"technique": "tools"} | options,
    )
    return extract(document, engine="model", settings=settings)


@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("document", SAMPLES, ids=lambda path: path.stem)
def test_right_answers_make_a_right_report(document: Path, style: str, technique: str) -> None:
    gold = gold_of(document)
    with ScriptedServer(GoldAnswers(gold, style)) as server:
        result = read(document, server, style=style, technique=technique)
    scored = score(gold, result.report)
    assert [str(mistake) for mistake in scored.mistakes] == []
    assert result.status == "ok"
    assert result.usage.calls == len(server.calls) == len(result.usage.segments)
    assert result.usage.reasks == 0
