"""The client over real HTTP: cache, budget, and calls at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import BudgetReached
from extractor.model.types import Answer
from tests.support.asking import (
    KEY,
    Waits,
    ask,
    ask_at_once,
    assert_right,
    question,
    right,
    settings,
)
from tests.support.scripted_server import ScriptedServer


def test_a_cached_answer_makes_no_call(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    given = settings(server, tmp_path, use_cache=True)
    (paid,) = ask(given, waits)
    (again,) = ask(given, waits)
    assert len(server.calls) == 1
    assert again.data == paid.data
    assert again.usage.cache_hit
    assert (again.usage.attempts, again.usage.prompt_tokens, again.usage.completion_tokens) == (0, 0, 0)


def test_another_endpoint_shares_the_cache(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    ask(settings(server, tmp_path, use_cache=True), waits)
    with ScriptedServer(right, key=KEY) as other:
        (again,) = ask(settings(other, tmp_path, use_cache=True), waits)
        assert other.calls == []
    assert again.usage.cache_hit


@pytest.mark.parametrize("fault", ["refusal", "empty", "truncated", "wrong_types"])
def test_an_unusable_answer_is_not_cached(
    server: ScriptedServer, waits: Waits, tmp_path: Path, fault: str
) -> None:
    server.fault(fault)
    given = settings(server, tmp_path, use_cache=True)
    ask(given, waits)
    (answer,) = ask(given, waits)
    assert_right(answer, attempts=1)


def test_without_cache_nothing_is_kept(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    given = settings(server, tmp_path / "cache")
    ask(given, waits)
    ask(given, waits)
    assert len(server.calls) == 2
    assert not (tmp_path / "cache").exists()


def test_no_more_calls_at_once_than_allowed(waits: Waits, tmp_path: Path) -> None:
    questions = [question(str(number)) for number in range(24)]
    with ScriptedServer(right, key=KEY, latency=0.05) as server:
        answers = ask_at_once(settings(server, tmp_path, concurrency=4), waits, *questions)
        assert server.most_at_once == 4
    assert [answer.problem for answer in answers] == [None] * 24


def test_parallel_calls_never_overshoot_the_budget(waits: Waits, tmp_path: Path) -> None:
    """Tokens of the server are characters; an answer may take as many as its ``max_tokens``."""
    limit, largest = 6000, 400
    row = {"level3": "长" * (largest - 60), "score": 1.0}
    questions = [question(str(number), max_tokens=largest) for number in range(20)]
    with ScriptedServer(lambda _: {"rows": [row]}, key=KEY, latency=0.05) as server:
        given = settings(server, tmp_path, concurrency=20, max_tokens=limit)
        results = ask_at_once(given, waits, *questions)
        spent = server.prompt_characters + server.completion_characters
        called = len(server.calls)
        assert server.most_at_once > 1
    answered = [result for result in results if isinstance(result, Answer)]
    stopped = [result for result in results if isinstance(result, BudgetReached)]
    assert len(answered) == called > 0
    assert len(stopped) == 20 - called > 0
    assert spent <= limit


def test_fewer_calls_at_once_after_429s_and_no_call_is_lost(waits: Waits, tmp_path: Path) -> None:
    questions = [question(str(number)) for number in range(60)]
    with ScriptedServer(right, key=KEY, latency=0.05) as server:
        full = server.fault("429", times=None, when=lambda _: server.at_once > 4)
        answers = ask_at_once(settings(server, tmp_path, concurrency=16, tries=2), waits, *questions)
    assert [answer.problem for answer in answers] == [None] * 60
    # Sixteen at once all the time would be refused some fifty times.
    assert full.struck < 40
