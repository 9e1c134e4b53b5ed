"""The questions of a document, collected instead of sent: what the cache does not answer is put aside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import httpx2

from extractor.batch.deferring import Deferred
from extractor.document import Page
from extractor.model.cache import AnswerCache
from extractor.model.configured import PUBLIC
from extractor.model.kept import Kept
from extractor.model.masked import ask_masked
from extractor.model.settings import ModelSettings
from extractor.model.techniques import Remembered
from extractor.model.types import Answer, Ask, Message

Question = Ask[Any]
"""An ask as it leaves the house: masked where asks are masked, and fit to be pickled."""
Put = Callable[[Question], Awaitable[None]]


class Collecting:
    """A `ModelClient` that answers from the cache only; what it cannot answer goes to ``put``."""

    def __init__(self, settings: ModelSettings, put: Put) -> None:
        self.model = settings.model
        self._mask = settings.mask
        self._kept = _kept_of(settings)
        self._put = put

    def close(self) -> None:
        """Let go of the cache."""
        self._kept.close()

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        """The answer of an earlier call.

        Raises:
            Deferred: there is none; the question has been put aside.
        """
        return await (ask_masked(ask, self._plainly) if self._mask else self._plainly(ask))

    async def _plainly(self, ask: Ask[Any]) -> Answer[Any]:
        kept = self._kept.answer(ask)
        if kept is None:
            await self._put(_question(ask))
            raise Deferred("put aside for the provider's batch", zh="留待批量接口回答")
        return kept


def _kept_of(settings: ModelSettings) -> Kept:
    """The answers that are there already, as the ordinary client would find them."""
    # As the SDK writes it: the technique is remembered by that.
    address = str(httpx2.URL((settings.base_url or PUBLIC).rstrip("/") + "/"))
    remembered = Remembered(settings.cache_dir, address, settings.model)
    return Kept(settings, remembered, AnswerCache(settings.cache_dir))


def _question(ask: Ask[Any]) -> Question:
    messages = tuple(_without_page(message) for message in ask.messages)
    return replace(ask, messages=messages, private=(), spent=None)


def _without_page(message: Message) -> Message:
    """Without the words of its pictures' pages: unmasked, large, and of use to masking only."""
    if not message.pictures:
        return message
    bare = tuple(replace(one, page=Page(one.page.number, "", one.page.read_by)) for one in message.pictures)
    return replace(message, pictures=bare)
