"""Patience, pace, price and spelling: the small parts of the client on their own."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest

from extractor.model.dialect import Dialect, is_strict
from extractor.model.limits import Limits
from extractor.model.prices import price_of
from extractor.model.refusals import kind_of
from extractor.model.reply import Tokens
from extractor.model.settings import ModelSettings
from extractor.model.techniques import Remembered
from extractor.model.transport import Persistence, asked_wait, may_be_billed, passes, persist

REQUEST = httpx2.Request("POST", "http://127.0.0.1:9/v1/chat/completions")


def status(
    number: int, message: str = "no", headers: dict[str, str] | None = None, **body: Any
) -> openai.APIStatusError:
    response = httpx2.Response(number, headers=headers, request=REQUEST)
    made = openai.BadRequestError if number == 400 else openai.APIStatusError
    return made(message, response=response, body={"message": message, **body})


def test_what_passes_and_what_does_not() -> None:
    assert [code for code in range(400, 600) if passes(status(code))] == [
        408, 409, 425, 429, *(code for code in range(500, 600) if code != 501)
    ]  # fmt: skip
    assert not passes(status(429, code="insufficient_quota"))
    assert not passes(status(500, "response_format must be text or json_object"))
    assert passes(openai.APITimeoutError(REQUEST))
    assert not passes(ValueError("ours"))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "3"}, 0.25),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Fri, 01 Jan 2021 00:00:00 GMT"}, 0.0),
        ({}, None),
    ],
)
def test_the_wait_that_an_endpoint_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_wait(status(429, headers=headers)) == seconds


def test_the_wait_may_be_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert asked_wait(status(503, headers={"retry-after": date})) == pytest.approx(60, abs=2)


def test_waits_grow_and_are_spread_and_parallel_calls_count_for_themselves() -> None:
    waits: list[list[float]] = [[] for _ in range(20)]
    calls = [0] * 20

    async def one(number: int) -> None:
        async def fails() -> None:
            calls[number] += 1
            raise status(503)

        async def sleep(seconds: float) -> None:
            waits[number].append(seconds)

        with pytest.raises(openai.APIStatusError):
            await persist(fails, Persistence(4, sleep))

    async def run() -> None:
        await asyncio.gather(*(one(number) for number in range(20)))

    asyncio.run(run())
    assert calls == [4] * 20
    firsts, thirds = [each[0] for each in waits], [each[2] for each in waits]
    assert max(firsts) <= 0.5
    assert len({round(each, 6) for each in firsts}) > 10
    assert max(firsts) < max(thirds) <= 2.0


def test_an_endpoint_that_asks_for_an_hour_is_not_waited_for() -> None:
    calls = []

    async def fails() -> None:
        calls.append(1)
        raise status(429, headers={"retry-after": "3600"})

    with pytest.raises(openai.APIStatusError):
        asyncio.run(persist(fails, Persistence(5)))
    assert len(calls) == 1


def test_only_what_may_have_been_worked_on_may_be_billed() -> None:
    refused = openai.APIConnectionError(request=REQUEST)
    refused.__cause__ = httpx2.ConnectError("refused")
    dropped = openai.APIConnectionError(request=REQUEST)
    dropped.__cause__ = httpx2.RemoteProtocolError("closed")
    given = [status(500), refused, dropped, openai.APITimeoutError(REQUEST), TimeoutError()]
    assert [may_be_billed(error) for error in given] == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (status(401), "key"),
        (status(403), "allowed"),
        (status(404), "address"),
        (status(404, "The model `x` does not exist"), "model"),
        (status(400, "no", code="model_not_found"), "model"),
        (status(429, code="insufficient_quota"), "quota"),
        (status(400, "This model's maximum context length is 8192 tokens"), "context"),
        (status(413), "context"),
        (status(400, "no", code="content_filter"), "filtered"),
        (status(400, "response_format is not supported"), "request"),
        (status(400, "This model does not support tools"), "request"),
        (openai.OpenAIError("HTML"), "address"),
    ],
)
def test_what_a_no_means(error: Exception, kind: str) -> None:
    assert kind_of(error) == kind


def test_no_minute_sees_more_requests_than_allowed() -> None:
    async def run() -> list[float]:
        limits = Limits(concurrency=50, requests=1200, tokens=None)
        begun, starts = time.monotonic(), []

        async def call() -> None:
            async with limits.place(10):
                starts.append(time.monotonic() - begun)

        await asyncio.gather(*(call() for _ in range(310)))
        return starts

    starts = asyncio.run(run())
    # A quarter at once, then 15 a second.
    assert sum(start < 0.05 for start in starts) <= 301
    assert max(starts) >= 0.6


def test_a_call_of_more_tokens_than_a_bucket_holds_gets_through() -> None:
    async def run() -> float:
        limits, begun = Limits(concurrency=1, requests=None, tokens=60_000), time.monotonic()
        async with limits.place(15_300):
            return time.monotonic() - begun

    assert asyncio.run(run()) >= 0.3


def test_prices_come_from_the_list_or_from_the_user_and_are_never_guessed(tmp_path: Path) -> None:
    tokens = Tokens(prompt=1_000_000, completion=1_000_000)
    listed = price_of(ModelSettings("gpt-4o", cache_dir=tmp_path))
    cached = Tokens(prompt=1_000_000, completion=1_000_000, cached=500_000)
    assert (listed(tokens) or 0) > (listed(cached) or 0) > 1
    own = ModelSettings(
        "m", "http://127.0.0.1:9/v1", prompt_price=2.0, completion_price=8.0, cache_dir=tmp_path
    )
    assert price_of(own)(tokens) == 10.0
    for model, url in (
        ("no-such-model", None),
        ("gpt-4o", "http://127.0.0.1:9/v1"),
        ("m", "http://a.example/v1"),
    ):
        assert price_of(ModelSettings(model, url, cache_dir=tmp_path))(tokens) is None


def test_a_technique_is_remembered_per_endpoint_and_model(tmp_path: Path) -> None:
    first = Remembered(tmp_path, "http://user:word@a/v1", "m")
    first.remember("json")
    assert Remembered(tmp_path, "http://user:word@a/v1", "m").technique == "json"
    assert Remembered(tmp_path, "http://b/v1", "m").technique is None
    assert Remembered(tmp_path, "http://user:word@a/v1", "n").technique is None
    assert "word" not in (tmp_path / "techniques.json").read_text()
    first.remember(None)
    assert Remembered(tmp_path, "http://user:word@a/v1", "m").technique is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"x": "y"}', "\x00"])
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "techniques.json").write_text(content)
    memory = Remembered(tmp_path, "http://a/v1", "m")
    assert memory.technique is None
    memory.remember("tools")
    assert Remembered(tmp_path, "http://a/v1", "m").technique == "tools"


def test_reasoning_models_are_spelt_for_after_their_first_no() -> None:
    dialect, body = Dialect(), {"max_tokens": 9, "temperature": 0.0, "model": "m"}
    assert dialect.spelt(body) == body
    assert dialect.learns(status(400, "Use 'max_completion_tokens' instead.", param="max_tokens"))
    assert dialect.learns(status(400, "Only the default is supported", param="temperature"))
    assert dialect.spelt(body) == {"max_completion_tokens": 9, "model": "m"}
    assert not dialect.learns(status(400, "Only the default is supported", param="temperature"))
    assert not dialect.learns(status(400, "no"))


def test_a_schema_is_sent_as_strict_only_where_it_is() -> None:
    closed = {"type": "object", "additionalProperties": False, "properties": {"a": {}}, "required": ["a"]}
    assert is_strict(closed)
    assert not is_strict(closed | {"required": []})
    assert not is_strict({"$defs": {"Row": {"type": "object", "properties": {}}}, **closed})
    body = {"response_format": {"type": "json_schema", "json_schema": {"name": "A", "schema": closed}}}
    assert Dialect().spelt(body)["response_format"]["json_schema"]["strict"] is True
    assert "strict" not in body["response_format"]["json_schema"]
