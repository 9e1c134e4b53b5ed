"""The client's own book-keeping over real HTTP: technique, cache, budget, usage, silence."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, field_validator

from extractor.errors import BudgetReached, EndpointRefused, EndpointUnreachable
from extractor.model.client import Client, build_client
from extractor.model.types import Ask, CallUsage, Message
from tests.support.asking import KEY, RIGHT, Rows, Waits, ask, ask_at_once, question, settings
from tests.support.chat import Received
from tests.support.scripted_server import ScriptedServer


def test_the_answer_is_of_the_very_class_from_the_net_and_from_the_cache(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    given = settings(server, tmp_path, use_cache=True)
    paid, kept = ask(given, waits, question(), question())
    assert (type(paid.data), type(kept.data)) == (Rows, Rows)
    assert paid.data == kept.data == Rows.model_validate(RIGHT)


def test_many_asks_at_once_find_the_technique_once(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    server.fault("no_response_format", times=None)
    answers = ask_at_once(
        settings(server, tmp_path, technique="auto"), waits, *(question(f"表 {n}") for n in range(10))
    )
    assert all(answer.problem is None for answer in answers)
    assert [request.technique for request in server.calls].count("json_schema") == 1
    assert len(server.calls) == 11


def test_a_technique_that_gets_prose_is_passed_over(waits: Waits, tmp_path: Path) -> None:
    def answers(request: Received) -> Any:
        return RIGHT if request.technique == "tools" else "这张表有一行。"

    with ScriptedServer(answers, key=KEY) as server:
        (answer,) = ask(settings(server, tmp_path, technique="auto"), waits)
    assert answer.data == Rows.model_validate(RIGHT)
    assert answer.usage.attempts == 2


def test_a_remembered_technique_that_is_refused_later_is_found_anew(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    given = settings(server, tmp_path, technique="auto", use_cache=True)
    ask(given, waits, question("一"))
    server.fault("no_json_schema", times=None)
    (answer,) = ask(given, waits, question("二"))
    assert answer.problem is None
    assert [request.technique for request in server.calls] == ["json_schema"] * 3 + ["tools"]
    ask(given, waits, question("三"))
    assert server.calls[-1].technique == "tools"
    assert len(server.calls) == 5


@pytest.mark.parametrize("fault", ["truncated", "refusal"])
def test_an_answer_cut_off_or_refused_says_nothing_about_the_technique(
    server: ScriptedServer, waits: Waits, tmp_path: Path, fault: str
) -> None:
    given = settings(server, tmp_path, technique="auto", use_cache=True)
    server.fault(fault)
    (first,) = ask(given, waits, question("一"))
    server.fault("no_json_schema", times=None)
    (second,) = ask(given, waits, question("二"))
    assert first.problem == {"refusal": "refused"}.get(fault, fault)
    assert second.problem is None
    # Found anew for the second question: a technique remembered from the first would be asked twice.
    assert [request.technique for request in server.calls] == ["json_schema", "json_schema", "tools"]


def test_an_endpoint_that_takes_no_technique_is_refused(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    server.fault("400", times=None)
    with pytest.raises(EndpointRefused, match="--technique"):
        ask(settings(server, tmp_path, technique="auto"), waits)
    assert len(server.calls) == 4


def test_a_request_longer_than_the_context_is_to_be_split(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    server.fault("context")
    (answer,) = ask(settings(server, tmp_path), waits)
    assert (answer.problem, answer.usage.attempts) == ("truncated", 1)


def test_each_technique_shows_the_schema_of_the_class_whichever_went_before(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    for technique in ("tools", "json", "json_schema", "tools"):
        ask(settings(server, tmp_path, technique=technique), waits)
    tools, in_words, shown, again = server.calls
    assert shown.schema == Rows.model_json_schema()
    assert tools.schema == again.schema
    assert tools.schema is not None
    assert tools.schema["properties"] == Rows.model_json_schema()["properties"]
    assert json.dumps(Rows.model_json_schema(), indent=2) in in_words.text


class Picky(BaseModel):
    """An answer whose validator changes between two runs, which no schema shows."""

    rows: list[Any]

    @field_validator("rows")
    @classmethod
    def _few(cls, rows: list[Any]) -> list[Any]:
        if len(rows) != picky_about[0]:
            raise ValueError("not so many")
        return rows


picky_about = [1]


def test_a_cached_answer_that_no_longer_fits_is_a_miss(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    given = settings(server, tmp_path, use_cache=True)
    picky: Ask[Any] = Ask("form 1", (Message("user", "表"),), Picky)
    ask(given, waits, picky)
    picky_about[0] = 2
    server.answer = lambda _: {"rows": [1, 2]}
    try:
        (answer,) = ask(given, waits, picky)
        (again,) = ask(given, waits, picky)
    finally:
        picky_about[0] = 1
    assert (answer.data.rows, answer.usage.cache_hit) == ([1, 2], False)
    assert (again.data.rows, again.usage.cache_hit) == ([1, 2], True)
    assert len(server.calls) == 2


def test_parallel_asks_never_spend_more_money_than_allowed(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    given = settings(
        server,
        tmp_path,
        max_cost=0.02,
        prompt_price=1.0,
        completion_price=2.0,
        concurrency=16,
        use_cache=True,
    )
    questions = [question(f"表 {n}\n" + "很长的表格" * 100, max_tokens=500) for n in range(60)]
    came = ask_at_once(given, waits, *questions)
    paid = [each for each in came if not isinstance(each, Exception)]
    assert 0 < len(paid) < 60
    assert {type(each) for each in came if isinstance(each, Exception)} == {BudgetReached}
    assert sum(each.usage.cost for each in paid) <= 0.02
    assert len(server.calls) == len(paid)
    again = ask_at_once(given, waits, *questions)
    kept = [each for each in again if not isinstance(each, Exception) and each.usage.cache_hit]
    assert len(kept) == len(paid)
    assert sum(not isinstance(each, Exception) for each in again) > len(paid)


def test_a_call_that_timed_out_may_have_been_billed(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    server.fault("timeout", seconds=5, times=None)
    given = settings(server, tmp_path, max_tokens=10_000, timeout=0.2, tries=5)
    with pytest.raises(BudgetReached):
        ask(given, waits, question(max_tokens=4000))
    assert len(server.calls) == 2


def test_a_call_that_failed_without_work_gives_its_reservation_back(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    server.fault("503", times=4)
    (answer,) = ask(settings(server, tmp_path, max_tokens=10_000, tries=5), waits, question(max_tokens=4000))
    assert answer.usage.attempts == 5


async def total_after(client: Client, *questions: Ask[Rows]) -> CallUsage:
    async with client:
        for one in questions:
            try:
                await client.ask(one)
            except EndpointUnreachable:
                continue
        return client.total


def test_attempts_of_asks_that_failed_are_in_the_total(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    server.fault("503", times=4)
    client = build_client(settings(server, tmp_path), sleep=waits)
    total = asyncio.run(total_after(client, question("一"), question("二")))
    assert total.attempts == len(server.calls) == 5


def test_nothing_of_a_document_or_an_answer_is_logged(
    server: ScriptedServer, waits: Waits, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.answer = lambda _: {"rows": [{"level3": "机密指标", "score": "机密"}]}
    (answer,) = ask(settings(server, tmp_path), waits, question("机密文件"))
    assert answer.problem == "invalid"
    assert "机密" in answer.detail
    assert "机密" not in caplog.text


def test_a_crowd_before_a_narrow_door_gets_through(server: ScriptedServer, tmp_path: Path) -> None:
    let_in: list[float] = []

    def full(request: Received) -> bool:
        if sum(request.at - at < 0.1 for at in let_in) >= 4:
            return True
        let_in.append(request.at)
        return False

    server.fault("429", times=None, retry_after=0.1, when=full)

    async def run() -> list[Any]:
        async with build_client(settings(server, tmp_path, tries=2, concurrency=16)) as client:
            asks = (client.ask(question(f"表 {n}")) for n in range(24))
            return await asyncio.gather(*asks, return_exceptions=True)

    came = asyncio.run(run())
    assert [each for each in came if isinstance(each, Exception)] == []
    assert len(server.calls) == sum(each.usage.attempts for each in came) > 24


def test_a_seed_is_sent_and_has_answers_of_its_own(
    server: ScriptedServer, waits: Waits, tmp_path: Path
) -> None:
    for seed in (1, 2, 1):
        ask(settings(server, tmp_path, use_cache=True, seed=seed), waits)
    assert [request.body["seed"] for request in server.calls] == [1, 2]
