"""Questions as request bodies: the very bodies that the ordinary client would send, caught on their way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from extractor.model.building import creates_of
from extractor.model.cache import AnswerCache
from extractor.model.client import Client
from extractor.model.dialect import Body
from extractor.model.exchange import request_of
from extractor.model.kept import Kept
from extractor.model.meter import Meter
from extractor.model.redaction import quiet_instructor
from extractor.model.reply import Tokens
from extractor.model.settings import ModelSettings
from extractor.model.techniques import Remembered
from extractor.model.types import Ask, Technique

Spelt = Callable[[Body], Body]


@dataclass(frozen=True)
class Request:
    """One request: ``key`` is where the ordinary client looks for its answer, ``worst`` the most it may take."""

    key: str
    body: Body
    worst: Tokens


class _Caught(Exception):
    """A request that was about to be sent."""

    def __init__(self, body: Body, worst: Tokens) -> None:
        super().__init__("caught")
        self.body = body
        self.worst = worst


class Speller:
    """Makes requests of questions for an endpoint that takes this technique.

    ``spelt`` words a body as the endpoint wants it, as far as it is known by then.
    """

    def __init__(self, settings: ModelSettings, technique: Technique, spelt: Spelt) -> None:
        self.technique = technique
        self._spelt = spelt
        quiet_instructor()
        # Questions are masked already; whether the cache knows them is asked apart.
        plain = replace(settings, technique=technique, mask=False)
        nothing = Remembered(None, "", "")
        self._cache = AnswerCache(settings.cache_dir)
        self._kept = Kept(plain, nothing, self._cache)
        self._client = Client(plain, creates_of(self._catch), self._close, nothing, None)

    def key(self, question: Ask[Any]) -> str:
        """The name of the question's answer."""
        return self._kept.key(question, self.technique)

    def is_answered(self, question: Ask[Any]) -> bool:
        """Whether the cache holds the answer by now."""
        return self._kept.answer(question) is not None

    async def request(self, question: Ask[Any]) -> Request:
        """The request that asks it."""
        try:
            await self._client.ask(question)
        except _Caught as caught:
            return Request(self.key(question), caught.body, caught.worst)
        raise AssertionError("a client without a cache sends what it is asked")

    def close(self) -> None:
        """Let go of the cache."""
        self._kept.close()

    async def _catch(self, *, meter: Meter, **body: Any) -> Any:
        spelt = self._spelt(body)
        raise _Caught(spelt, request_of(spelt, meter).worst)

    async def _close(self) -> None:
        """There is no connection."""
