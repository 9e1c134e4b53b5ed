"""The client of the language model in a worker: one for all documents that it reads, in a loop of its own."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from typing import Any, Self

from distributed import get_worker

from extractor.batch.cluster.pace import FarPace, FarPurse, ToKeeper, over
from extractor.batch.cluster.terms import CALLS, Terms
from extractor.batch.storage import Place
from extractor.batch.storage.answers import SharedAnswers
from extractor.model.cache import AnswerCache
from extractor.model.client import Client, build_client
from extractor.model.settings import ModelSettings
from extractor.model.sharing import Shared
from extractor.model.types import Answer, Ask, CallUsage

terms: ContextVar[Terms] = ContextVar("terms")
"""On whose terms a thread works."""

_READY = 2
_building = threading.Lock()
# What is cached is made twice where two threads come at once.
_starting = threading.Lock()
_clients: dict[tuple[Terms, ModelSettings], Client] = {}


class Forwarding:
    """A `ModelClient` that has its questions asked in the worker's loop, by the worker's client."""

    def __init__(self, client: Client) -> None:
        self.model = client.model
        self._client = client

    async def __aenter__(self) -> Self:
        """The client itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing to close: other documents have the same client."""

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        """One answer; see `ModelClient`."""
        taken: list[CallUsage] = []
        asked = self._client.ask(replace(ask, spent=taken.append))
        try:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asked, _loop()))
        finally:
            for one in taken if ask.spent is not None else ():
                ask.spent(one)  # type: ignore[misc]


def connect(settings: ModelSettings) -> Forwarding:
    """The worker's client for a run, made for its first document."""
    key = terms.get(), settings
    with _building:
        if key not in _clients:
            _clients[key] = _built(terms.get(), settings)
        return Forwarding(_clients[key])


def let_go(run: str) -> None:
    """Do nothing more for a run, and close what is kept for it."""
    over.add(run)
    with _building:
        keys = [key for key in _clients if key[0].run == run]
        clients = [_clients.pop(key) for key in keys]
    for client in clients:
        asyncio.run_coroutine_threadsafe(client.__aexit__(None, None, None), _loop()).result(timeout=10)


def _built(agreed: Terms, settings: ModelSettings) -> Client:
    worker = get_worker()
    keeper = ToKeeper(agreed.run, worker)
    documents = int(worker.state.total_resources.get(CALLS, worker.state.nthreads))
    limited = settings.max_tokens is not None or settings.max_cost is not None
    answers = None
    if agreed.answers is not None and settings.use_cache:
        answers = SharedAnswers(Place(agreed.answers), AnswerCache(settings.cache_dir))
    pace = FarPace(keeper, _READY * documents + _READY)
    return build_client(settings, shared=Shared(answers, pace, FarPurse(keeper) if limited else None))


def _loop() -> asyncio.AbstractEventLoop:
    """The loop of the worker's calls, in a thread of its own: shaping requests must not hold up its heartbeat."""
    with _starting:
        return _started()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="calls", daemon=True).start()
    return loop
