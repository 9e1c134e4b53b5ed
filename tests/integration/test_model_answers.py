"""The client over real HTTP: the four techniques, and answers that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.asking import (
    RIGHT,
    TECHNIQUES,
    Rows,
    Waits,
    ask,
    assert_right,
    question,
    settings,
)
from tests.support.scripted_server import ScriptedServer

SPOKEN = {"tools": "tools", "json_schema": "json_schema", "json": "json", "md_json": "plain"}


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_each_technique_is_asked_for_and_read(
    server: ScriptedServer, waits: Waits, tmp_path: Path, technique: str
) -> None:
    (answer,) = ask(settings(server, tmp_path, technique=technique), waits)
    assert_right(answer, attempts=1)
    assert [call.technique for call in server.calls] == [SPOKEN[technique]]
    assert server.calls[0].body["temperature"] == 0


def test_the_schema_sent_is_the_answers(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    for technique in ("tools", "json_schema"):
        ask(settings(server, tmp_path, technique=technique), waits)
    for call in server.calls:
        assert call.schema is not None
        assert list(call.schema["properties"]) == ["rows"]


@pytest.mark.parametrize(
    ("fault", "first", "settled"),
    [
        (None, ["json_schema", "tools"], None),
        ("no_json_schema", None, "tools"),
        ("no_tools", None, "json_schema"),
        ("plain_only", None, "plain"),
    ],
)
def test_auto_finds_a_technique_and_remembers_it(
    server: ScriptedServer,
    waits: Waits,
    tmp_path: Path,
    fault: str | None,
    first: list[str] | None,
    settled: str | None,
) -> None:
    if fault:
        server.fault(fault, times=None)
    answers = ask(settings(server, tmp_path, technique="auto"), waits, question("一"), question("二"))
    for answer in answers:
        assert answer.data == Rows.model_validate(RIGHT)
    spoken = [call.technique for call in server.calls]
    assert spoken[-1] == (settled or spoken[0])
    assert first is None or spoken[0] in first
    second = [call.technique for call in server.calls if "二" in call.text]
    assert second == spoken[-1:]


@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("truncated", "truncated"),
        ("cut", "truncated"),
        ("refusal", "refused"),
        ("content_filter", "refused"),
        ("empty", "empty"),
        ("empty_choices", "empty"),
        ("wrong_types", "invalid"),
    ],
)
def test_an_unusable_answer_is_named(
    server: ScriptedServer, waits: Waits, tmp_path: Path, technique: str, fault: str, problem: str
) -> None:
    server.fault(fault, times=None)
    (answer,) = ask(settings(server, tmp_path, technique=technique), waits)
    assert (answer.data, answer.problem) == (None, problem)
    assert answer.detail
    assert answer.usage.attempts == len(server.calls) == 1


@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize("fault", ["prose", "fenced"])
def test_json_in_other_clothes_is_read(
    server: ScriptedServer, waits: Waits, tmp_path: Path, technique: str, fault: str
) -> None:
    server.fault(fault)
    (answer,) = ask(settings(server, tmp_path, technique=technique), waits)
    assert_right(answer, attempts=1)


def test_usage_is_what_the_endpoint_counted(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    (answer,) = ask(settings(server, tmp_path), waits)
    assert answer.usage.prompt_tokens == len(server.calls[0].text)
    assert answer.usage.completion_tokens == server.completion_characters
    assert answer.usage.cost is None
    assert not answer.usage.cache_hit
