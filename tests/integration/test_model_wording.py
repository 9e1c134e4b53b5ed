"""Answers in other words than the document's: translated, null spelt out, keys nobody asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor import Result, extract
from extractor.evaluation.run import load_gold
from extractor.evaluation.score import score
from extractor.settings import Settings
from tests.support.chat import Received
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

EVAL = Path(__file__).parents[2] / "eval"
SAMPLE = EVAL / "samples" / "laoting-2023.txt"
GOLD = load_gold(EVAL / "gold" / "laoting-2023.json")
STYLES = ("copy", "point")
ROWS = {"copy": "indicators", "point": "rows"}
NAME = {"copy": "level3", "point": "n"}
ACTUAL = {"copy": "actual", "point": "a"}


def read(server: ScriptedServer, **options: Any) -> Result:
    given = {"technique": "json_schema", "cache": False, "tries": 1} | options
    settings = Settings.load(engine="model", model="simulated", base_url=server.url, **given)
    return extract(SAMPLE, engine="model", settings=settings)


def asks_for_form(request: Received) -> bool:
    return "# 任务：录入一张绩效自评表" in request.text


def right(result: Result) -> bool:
    return score(GOLD, result.report).mistakes == []


def pointers(result: Result, rule: str) -> list[str]:
    return [pointer for finding in result.findings if finding.rule == rule for pointer in finding.pointers]


def of_form(change: Callable[[dict[str, Any]], object]) -> Callable[[Any, Received], Any]:
    """A change of the answers about the form."""

    def changed(said: Any, request: Received) -> Any:
        if not asks_for_form(request):
            return None
        change(said)
        return said

    return changed


def translate(said: Any) -> Any:
    """An answer in English, whatever it said before."""
    if isinstance(said, dict):
        return {key: value if key == "kind" else translate(value) for key, value in said.items()}
    if isinstance(said, list):
        return [translate(value) for value in said]
    return "Number of households visited" if isinstance(said, str) and said not in (">=", "=") else said


@pytest.mark.parametrize("style", STYLES)
def test_a_translated_answer_is_asked_again_and_told_so(style: str) -> None:
    with ScriptedServer(GoldAnswers(GOLD, style)) as server:  # type: ignore[arg-type]
        server.change(of_form(lambda said: said.update(translate(said))))
        result = read(server, style=style)
        asked = [call for call in server.calls if asks_for_form(call)]
    assert len(asked) == 2
    assert "不要翻译" in str(asked[1].messages[-1]["content"])
    assert right(result)


@pytest.mark.parametrize("style", STYLES)
def test_a_segment_that_is_only_ever_translated_is_not_read(style: str) -> None:
    with ScriptedServer(GoldAnswers(GOLD, style)) as server:  # type: ignore[arg-type]
        server.change(of_form(lambda said: said.update(translate(said))), times=None)
        result = read(server, style=style)
    (failed,) = [finding for finding in result.findings if finding.rule == "segment_failed"]
    assert "another language" in failed.message
    assert result.report.forms == []
    assert result.status == "partial"


@pytest.mark.parametrize("style", STYLES)
def test_one_translated_name_is_asked_again_by_its_row(style: str) -> None:
    def wrong(said: dict[str, Any]) -> None:
        for row in said[ROWS[style]][:1]:
            row[NAME[style]] = "Number of trainees"

    with ScriptedServer(GoldAnswers(GOLD, style)) as server:  # type: ignore[arg-type]
        server.change(of_form(wrong), times=None)
        result = read(server, style=style)
        told = str([call for call in server.calls if asks_for_form(call)][1].messages[-1]["content"])
    assert "“Number of trainees”不是资料原文" in told
    assert pointers(result, "wrong_language") == ["/forms/0/indicators/0/level3"]


@pytest.mark.parametrize("said", ["N/A", "not stated", "null", "None", "未提及"])
@pytest.mark.parametrize("style", STYLES)
def test_null_in_words_is_asked_again_then_null_and_told(style: str, said: str) -> None:
    def wrong(answer: dict[str, Any]) -> None:
        if answer[ROWS[style]]:
            quantity = {"text": said, "operator": None, "value": None, "unit": None}
            answer[ROWS[style]][0][ACTUAL[style]] = quantity if style == "copy" else said

    with ScriptedServer(GoldAnswers(GOLD, style)) as server:  # type: ignore[arg-type]
        server.change(of_form(wrong), times=1)
        assert right(read(server, style=style))
        server.faults.clear()
        server.change(of_form(wrong), times=None)
        result = read(server, style=style)
    assert result.report.forms[0].indicators[0].actual is None
    assert pointers(result, "null_in_words") == ["/forms/0/indicators/0/actual"]


@pytest.mark.parametrize("style", STYLES)
def test_a_blank_text_is_null(style: str) -> None:
    blank = {"text": " ", "operator": None, "value": None, "unit": None} if style == "copy" else " "

    def blanks(said: dict[str, Any]) -> None:
        for row in said[ROWS[style]]:
            row.update({key: "" for key, value in row.items() if value is None})
            row[ACTUAL[style]] = row.get(ACTUAL[style]) or blank
        said.update({key: "" for key, value in said.items() if value is None})

    with ScriptedServer(GoldAnswers(GOLD, style)) as server:  # type: ignore[arg-type]
        blanked = server.change(of_form(blanks), times=None)
        result = read(server, style=style)
        assert blanked.struck == 1
    assert right(result)
    assert result.findings == read_right(style).findings


def read_right(style: str) -> Result:
    with ScriptedServer(GoldAnswers(GOLD, style)) as server:  # type: ignore[arg-type]
        return read(server, style=style)


@pytest.mark.parametrize("style", STYLES)
def test_keys_too_many_are_dropped_after_the_reasks_and_told(style: str) -> None:
    with ScriptedServer(GoldAnswers(GOLD, style)) as server:  # type: ignore[arg-type]
        server.fault("extra_keys", times=None, when=asks_for_form)
        result = read(server, style=style)
        assert len([call for call in server.calls if asks_for_form(call)]) == 3
    assert right(result)
    assert result.status == "ok"
    assert pointers(result, "keys_dropped") == ["/forms/0"]
    (told,) = [finding.message for finding in result.findings if finding.rule == "keys_dropped"]
    assert "confidence" in told
    assert ".comment" in told
