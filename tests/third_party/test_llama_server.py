"""Our client against llama.cpp's own server: real HTTP of others' making, real constrained decoding.

The model's weights are random. That requests are accepted and answers that fit the schema are read is
shown here; how well a model reads is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from extractor.engines.model.answers import Style, answer_model
from extractor.engines.model.prompts import Prompts
from extractor.errors import EndpointRefused
from extractor.layout.segments import SegmentKind
from extractor.model.client import TOO_LONG, build_client
from extractor.model.probe import models_of, try_techniques
from extractor.model.settings import ModelSettings
from extractor.model.types import Answer, Ask, Message, Technique
from tests.third_party.llama_server import CONTEXT, MODEL, PLACES, Counted, LlamaServer, running, told
from tests.third_party.serving import KEY, PATIENCE

pytestmark = pytest.mark.third_party

SHEET = "r1 | c1 产出指标 | c2 数量指标 | c3 培训人次 | c4 ≥95% | c5 97.2% | c6 10 | c7 9.5"
KINDS: tuple[SegmentKind, ...] = ("form", "project_list", "data_table", "prose")


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    level1: Literal["产出指标", "效益指标", "满意度指标"]
    level3: str = Field(max_length=20)
    score: int | None = Field(ge=0, le=100)


class Rows(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rows: list[Row] = Field(min_length=1, max_length=4)


class Long(BaseModel):
    # No token of the vocabulary has more than 16 characters.
    words: str = Field(min_length=1000)


class Unknown(BaseModel):
    # A pattern that is none: the server cannot make a grammar of it.
    number: str = Field(json_schema_extra={"pattern": "^(1$"})


def settings(server: LlamaServer, folder: Path, **more: Any) -> ModelSettings:
    given = {
        "technique": "json_schema",
        "temperature": 1.0,
        "tries": 2,
        "use_cache": False,
        "key": KEY,
    } | more
    return ModelSettings(model=MODEL, base_url=server.url, cache_dir=folder, timeout=PATIENCE, **given)


def question(answer: type[BaseModel] = Rows, text: str = SHEET, max_tokens: int = 400) -> Ask[Any]:
    return Ask("form 1", (Message("system", "提取。"), Message("user", text)), answer, max_tokens)


def ask(given: ModelSettings, *questions: Ask[Any]) -> list[Answer[Any]]:
    """The answers, all asked at the same time."""

    async def run() -> list[Answer[Any]]:
        async with build_client(given) as client:
            return await asyncio.gather(*(client.ask(one) for one in questions))

    return asyncio.run(run())


def settled(given: ModelSettings, one: Ask[Any]) -> tuple[Technique | None, Answer[Any]]:
    """The technique that the client ends up with, and the answer."""

    async def run() -> tuple[Technique | None, Answer[Any]]:
        async with build_client(given) as client:
            answer = await client.ask(one)
            return client.technique, answer

    return asyncio.run(run())


def test_answers_that_fit_the_schema_are_read(llama: LlamaServer, tmp_path: Path) -> None:
    answers = ask(settings(llama, tmp_path), *[question()] * 16)
    assert [answer.detail for answer in answers if answer.problem] == []
    rows = [row for answer in answers for row in answer.data.rows]
    assert len({row.level3 for row in rows}) > 8, "a model of random weights does not repeat itself"
    assert {answer.usage.attempts for answer in answers} == {1}


@pytest.mark.parametrize("style", ["copy", "point"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_question_of_the_engine_is_accepted(
    llama: LlamaServer, tmp_path: Path, kind: SegmentKind, style: Style
) -> None:
    asked = Ask(f"{kind} 1", Prompts(style).messages(kind, "", SHEET, 1), answer_model(kind, style), 2000)
    answers = ask(settings(llama, tmp_path), *[asked] * PLACES)
    # Long lists may be cut off; what is whole fits.
    assert {answer.problem for answer in answers} <= {None, "truncated"}, [one.detail for one in answers]
    assert any(answer.data is not None for answer in answers)


def test_tokens_are_those_that_the_server_counts(llama: LlamaServer, tmp_path: Path) -> None:
    given = settings(llama, tmp_path, prompt_price=1.0, completion_price=3.0)
    before = llama.counted()
    answers = ask(given, *[question()] * 5, question(Long, max_tokens=50))
    spent = llama.counted() - before
    counts = [told(answer.usage) for answer in answers]
    assert Counted(sum(one.prompt for one in counts), sum(one.completion for one in counts)) == spent
    for answer in answers:
        usage = answer.usage
        assert usage.cost == pytest.approx((usage.prompt_tokens + 3 * usage.completion_tokens) / 1_000_000)


def test_money_of_an_unlisted_model_is_not_guessed(llama: LlamaServer, tmp_path: Path) -> None:
    (answer,) = ask(settings(llama, tmp_path), question())
    assert answer.usage.completion_tokens > 0
    assert answer.usage.cost is None


def test_an_answer_that_is_cut_off_is_recognised(llama: LlamaServer, tmp_path: Path) -> None:
    (answer,) = ask(settings(llama, tmp_path), question(Long, max_tokens=50))
    assert (answer.problem, answer.data) == ("truncated", None)
    assert answer.raw.startswith("{")
    assert answer.usage.completion_tokens == 50


def test_a_question_longer_than_the_context_is_recognised(llama: LlamaServer, tmp_path: Path) -> None:
    (answer,) = ask(settings(llama, tmp_path), question(text="很长 " * CONTEXT))
    assert (answer.problem, answer.detail) == ("truncated", TOO_LONG)
    assert answer.usage.attempts == 1


def test_a_wrong_key_is_reported(llama: LlamaServer, tmp_path: Path) -> None:
    with pytest.raises(EndpointRefused, match="does not accept the key.*HTTP 401") as refused:
        ask(settings(llama, tmp_path, key="sk-wrong-in-this-test"), question())
    assert "sk-wrong" not in str(refused.value)


def test_a_refused_schema_is_reported(llama: LlamaServer, tmp_path: Path) -> None:
    words = "check --technique and --model.*HTTP 400.*JSON schema conversion failed"
    with pytest.raises(EndpointRefused, match=words):
        ask(settings(llama, tmp_path), question(Unknown))


def test_auto_goes_on_where_a_technique_is_refused(llama: LlamaServer, tmp_path: Path) -> None:
    technique, answer = settled(settings(llama, tmp_path, technique="auto"), question(Unknown))
    assert technique != "json_schema"
    assert answer.usage.attempts > 1
    assert answer.raw


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[LlamaServer]:
    """The same server started so that it takes no tools."""
    with running(tmp_path / "server.log", "--no-jinja", "--chat-template", "chatml") as server:
        yield server


def test_refused_tools_are_reported(plain: LlamaServer, tmp_path: Path) -> None:
    with pytest.raises(EndpointRefused, match="check --technique and --model.*tools"):
        ask(settings(plain, tmp_path, technique="tools"), question())


def test_auto_works_where_tools_are_refused(plain: LlamaServer, tmp_path: Path) -> None:
    technique, answer = settled(settings(plain, tmp_path, technique="auto"), question())
    assert (technique, answer.problem) == ("json_schema", None)


def test_auto_settles_on_what_works_and_remembers_it(llama: LlamaServer, tmp_path: Path) -> None:
    given = settings(llama, tmp_path, technique="auto", use_cache=True)
    assert settled(given, question())[0] == "json_schema"
    technique, answer = settled(given, question(text="另一张表"))
    assert (technique, answer.usage.attempts, answer.problem) == ("json_schema", 1, None)


def test_a_second_run_asks_nothing(llama: LlamaServer, tmp_path: Path) -> None:
    given = settings(llama, tmp_path, use_cache=True)
    (first,) = ask(given, question())
    before = llama.counted()
    (again,) = ask(given, question())
    assert llama.counted() == before
    assert (again.usage.cache_hit, again.data) == (True, first.data)


def test_each_technique_works_or_says_why_not(llama: LlamaServer, tmp_path: Path) -> None:
    given = settings(llama, tmp_path)
    assert asyncio.run(models_of(given)) == [MODEL]
    tried = {one.technique: one for one in asyncio.run(try_techniques(given))}
    assert set(tried) == {"tools", "json_schema", "json", "md_json"}
    assert tried["json_schema"].works
    assert all(one.detail for one in tried.values())
