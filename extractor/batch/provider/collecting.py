"""The questions of a document, collected instead of sent: what the cache does not answer is put aside."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from extractor.document import Document, Page
from extractor.engines.model import ModelEngine
from extractor.engines.model.configured import manner_of
from extractor.errors import EndpointUnreachable
from extractor.layout.segments import find_segments
from extractor.model.cache import AnswerCache
from extractor.model.configured import PUBLIC, model_settings
from extractor.model.kept import Kept
from extractor.model.masked import ask_masked
from extractor.model.settings import ModelSettings
from extractor.model.techniques import Remembered
from extractor.model.types import Answer, Ask, Message
from extractor.settings import Settings

Question = Ask[Any]
"""An ask as it leaves the house: masked where asks are masked, and fit to be pickled."""


class Deferred(EndpointUnreachable):
    """The question is put aside. Engines let a part without an answer go, and ask about the others."""


class Collecting:
    """A `ModelClient` that answers from the cache only; ``questions`` are those it could not answer."""

    def __init__(self, settings: ModelSettings) -> None:
        self.model = settings.model
        self.questions: list[Question] = []
        self._mask = settings.mask
        self._kept = kept_of(settings)

    async def __aenter__(self) -> Self:
        """The client itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the cache."""
        self._kept.close()

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        """The answer of an earlier call.

        Raises:
            Deferred: there is none; the question is among the ``questions``.
        """
        return await (ask_masked(ask, self._plainly) if self._mask else self._plainly(ask))

    async def _plainly(self, ask: Ask[Any]) -> Answer[Any]:
        kept = self._kept.answer(ask)
        if kept is None:
            self.questions.append(_question(ask))
            raise Deferred("put aside for the provider's batch", zh="留待批量接口回答")
        return kept


def questions_of(document: Document, settings: Settings) -> list[Question]:
    """What the engine ``model`` would ask first about a document, as far as the cache does not answer it.

    What it asks again depends on the answers, and is no part of it.

    Raises:
        ConfigurationError: see `model_settings`.
    """
    collecting = Collecting(model_settings(settings))
    engine = ModelEngine(lambda: collecting, manner_of(settings))
    # Raised where nothing at all was answered.
    with suppress(Deferred):
        engine.read_all(find_segments(document), document)
    return collecting.questions


def kept_of(settings: ModelSettings) -> Kept:
    """The answers that are there already, as the ordinary client would find them."""
    return Kept(settings, remembered_of(settings), AnswerCache(settings.cache_dir))


def remembered_of(settings: ModelSettings) -> Remembered:
    """The technique as the ordinary client remembers it: under the address as the SDK writes it."""
    address = (settings.base_url or PUBLIC).rstrip("/") + "/"
    return Remembered(settings.cache_dir, address, settings.model)


def _question(ask: Ask[Any]) -> Question:
    messages = tuple(_without_page(message) for message in ask.messages)
    return replace(ask, messages=messages, private=(), spent=None)


def _without_page(message: Message) -> Message:
    """Without the words of its pictures' pages: unmasked, large, and of use to masking only."""
    if not message.pictures:
        return message
    bare = tuple(replace(one, page=Page(one.page.number, "", one.page.read_by)) for one in message.pictures)
    return replace(message, pictures=bare)
