"""Answers that several machines share through a storage: paid for once, by whomever."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.storage import Place
from extractor.batch.storage.answers import SharedAnswers
from extractor.errors import InputMissing
from extractor.model.cache import AnswerCache
from extractor.model.client import build_client
from extractor.model.settings import ModelSettings
from extractor.model.sharing import Shared
from extractor.model.types import Answer, Ask, Message
from tests.support.asking import KEY, Rows, right
from tests.support.object_store import ObjectStore
from tests.support.scripted_server import ScriptedServer


@pytest.fixture(scope="module")
def running() -> Iterator[ObjectStore]:
    with ObjectStore("results") as store, pytest.MonkeyPatch.context() as monkeypatch:
        store.reached_by(monkeypatch)
        yield store


@pytest.fixture
def store(running: ObjectStore) -> ObjectStore:
    return running.emptied()


def ask(server: ScriptedServer, machine: Path, question: str = "一") -> Answer[Rows]:
    """Ask from a machine that has a cache of its own, and the answers in ``s3://results/out`` with all others."""
    settings = ModelSettings("scripted", server.url, KEY, technique="json_schema", cache_dir=machine)
    shared = Shared(SharedAnswers(Place("s3://results/out"), AnswerCache(machine)))

    async def asking() -> Answer[Rows]:
        async with build_client(settings, shared=shared) as client:
            return await client.ask(Ask("表 1", (Message("user", question),), Rows))

    return asyncio.run(asking())


def test_what_one_machine_paid_for_another_has(
    server: ScriptedServer, store: ObjectStore, tmp_path: Path
) -> None:
    first = ask(server, tmp_path / "a")
    second = ask(server, tmp_path / "b")
    assert second.data == first.data is not None
    assert second.usage.cache_hit
    assert len(server.calls) == 1
    (name,) = store.objects
    folder, key = name.removeprefix("results/out/.answers/").split("/")
    assert key.startswith(folder) and key.endswith(".json.z")


def test_an_answer_is_in_the_store_before_it_is_used(
    server: ScriptedServer, store: ObjectStore, tmp_path: Path
) -> None:
    assert ask(server, tmp_path / "a").data is not None
    assert [name for method, name in store.requests if method == "PUT"] == list(store.objects)


def test_what_the_machine_itself_has_is_not_looked_for(
    server: ScriptedServer, store: ObjectStore, tmp_path: Path
) -> None:
    ask(server, tmp_path / "a")
    store.requests.clear()
    assert ask(server, tmp_path / "a").usage.cache_hit
    assert store.requests == []


def test_a_store_that_takes_nothing_loses_no_answer(
    server: ScriptedServer, store: ObjectStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def full_after_the_first_look(received: object) -> object:
        store.refusals = [403] * 9
        return right(received)

    server.answer = full_after_the_first_look
    assert ask(server, tmp_path / "a").data is not None
    assert "on this machine only" in caplog.text
    store.refusals.clear()
    assert ask(server, tmp_path / "a").usage.cache_hit
    assert len(server.calls) == 1


def test_a_store_that_cannot_be_read_has_nothing_paid_twice(
    server: ScriptedServer, store: ObjectStore, tmp_path: Path
) -> None:
    ask(server, tmp_path / "a")
    store.refusals = [403] * 9
    with pytest.raises(InputMissing):
        ask(server, tmp_path / "b")
    assert len(server.calls) == 1


def test_an_answer_that_was_damaged_is_asked_for_again(
    server: ScriptedServer, store: ObjectStore, tmp_path: Path
) -> None:
    ask(server, tmp_path / "a")
    (name,) = store.objects
    store.objects[name] = store.objects[name][:20]
    assert ask(server, tmp_path / "b").data is not None
    assert len(server.calls) == 2
