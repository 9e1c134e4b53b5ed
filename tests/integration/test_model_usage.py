"""What a run took: every attempt counts, also those of asks that ended in an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from extractor import Result, extract
from extractor.evaluation.run import load_gold
from extractor.result import SegmentUsage
from extractor.settings import Settings
from tests.support.chat import Received
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

EVAL = Path(__file__).parents[2] / "eval"
SAMPLE = EVAL / "samples" / "laoting-2023.txt"
GOLD = load_gold(EVAL / "gold" / "laoting-2023.json")
WITH_FORM = "form 2"


def settings(server: ScriptedServer, **options: Any) -> Settings:
    given = {"technique": "json_schema", "cache": False, "tries": 2, "style": "point"} | options
    return Settings.load(engine="model", model="simulated", base_url=server.url, **given)


def read(server: ScriptedServer, **options: Any) -> Result:
    return extract(SAMPLE, engine="model", settings=settings(server, **options))


def asks_for_form(request: Received) -> bool:
    return "# 任务：录入一张绩效自评表" in request.text


def form_in(result: Result) -> SegmentUsage:
    return next(segment for segment in result.usage.segments if segment.segment == WITH_FORM)


def test_attempts_of_an_ask_that_never_got_through_are_counted() -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        server.fault("503", times=None, retry_after=0, when=asks_for_form)
        result = read(server)
        made = len(server.calls)
    assert result.status == "partial"
    assert form_in(result).attempts == 2
    assert result.usage.attempts == made
    assert sum(segment.attempts for segment in result.usage.segments) == made
    assert sum(segment.calls for segment in result.usage.segments) == result.usage.calls == made - 1


def test_tokens_of_an_ask_that_ended_in_an_error_are_counted() -> None:
    """Prose is no use to ``auto``: it goes on to the next technique, for which nothing is left."""
    with ScriptedServer(lambda _: "这里没有表格。" * 300) as server:
        result = read(server, technique="auto", concurrency=1, max_tokens=12_500)
        made = len(server.calls)
        spent = server.prompt_characters, server.completion_characters
    assert result.status == "failed"
    assert made == 1
    assert (result.usage.attempts, result.usage.input_tokens, result.usage.output_tokens) == (1, *spent)
    assert sum(segment.input_tokens for segment in result.usage.segments) == spent[0]


def test_a_limit_that_is_reached_keeps_what_was_spent_before_it() -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        server.fault("refusal", times=None, when=asks_for_form)
        result = read(server, max_tokens=26_000, concurrency=1)
        made = len(server.calls)
        spent = server.prompt_characters + server.completion_characters
    assert result.usage.attempts == made > 0
    assert result.usage.input_tokens + result.usage.output_tokens == spent
    unasked = [segment for segment in result.usage.segments if segment.failed and not segment.attempts]
    assert [segment.calls for segment in unasked] == [0] * len(unasked)


class Unit(BaseModel):
    """A schema of one's own."""

    unit: str | None


@pytest.mark.parametrize("fault", ["refusal", "wrong_types"])
def test_a_schema_of_ones_own_counts_what_was_spent_before_the_limit(fault: str) -> None:
    with ScriptedServer(lambda _: {"unit": "乐亭县"}) as server:
        server.fault(fault, times=None)
        result = extract(SAMPLE, schema=Unit, settings=settings(server, max_tokens=30_000))
        made = len(server.calls)
    assert result.status == "failed"
    assert result.usage.attempts == made > 0


def test_rows_at_once_is_a_setting() -> None:
    with ScriptedServer(GoldAnswers(GOLD, "point")) as server:
        whole = read(server)
        asked = len(server.calls)
        parts = read(server, rows_at_once=6)
        more = len(server.calls) - asked
    assert more > asked
    assert parts.report == whole.report
