"""The run's only client: it answers what all processes ask, within limits that hold for all of them."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any, Self

from extractor.batch.crew.messages import Answered, Asking
from extractor.errors import ExtractorError
from extractor.model.client import Client, build_client
from extractor.model.configured import model_settings
from extractor.model.settings import ModelSettings
from extractor.model.sharing import Shared
from extractor.model.types import Ask, CallUsage
from extractor.settings import Settings


class Calls:
    """Answers questions in the loop it is opened in. ``counted`` are those that a model was asked.

    ``shared`` says what the client has in common with others, by its settings; None is nothing.
    """

    def __init__(self, settings: Settings, shared: Callable[[ModelSettings], Shared] | None = None) -> None:
        self._settings = settings
        self._shared = shared
        self._under_way: dict[object, asyncio.Task[Answered]] = {}
        self._client: Client | None = None
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self.counted = 0

    @property
    def total(self) -> CallUsage:
        """What all calls took so far."""
        return self._client.total if self._client else CallUsage(cost=0.0)

    async def __aenter__(self) -> Self:
        """Nothing is opened before the first question."""
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the connections and the cache."""
        for call in self._under_way.values():
            call.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        await self._stack.aclose()

    async def answer(self, asking: Asking) -> Answered:
        """The answer, or what was raised.

        A call goes on where the process that asked has died, perhaps over another document: it is paid, and who asks
        the same anew gets what comes of it.
        """
        question = asking.document, asking.ask.label, asking.ask.messages
        call = self._under_way.get(question)
        if call is None:
            call = self._under_way[question] = asyncio.create_task(self._answered(asking))
            call.add_done_callback(lambda _: self._under_way.pop(question))
        return replace(await asyncio.shield(call), number=asking.number)

    async def _answered(self, asking: Asking) -> Answered:
        taken: list[CallUsage] = []
        try:
            client = await self._opened()
            answer = await client.ask(_with(asking.ask, taken))
        except ExtractorError as error:
            return Answered(asking.number, None, error, _last(taken))
        except Exception as error:  # the document that asks would wait for ever
            return Answered(asking.number, None, _unforeseen(error), _last(taken))
        finally:
            self.counted += any(usage.attempts for usage in taken)
        return Answered(asking.number, answer, None, _last(taken))

    async def _opened(self) -> Client:
        async with self._opening:
            if self._client is None:
                # It imports for a second; the loop has other things to do.
                client = await asyncio.to_thread(self._built)
                self._client = await self._stack.enter_async_context(client)
                # All that was imported stays: to look through it again every few hundred calls takes a tenth of their time.
                gc.freeze()
        return self._client

    def _built(self) -> Client:
        settings = model_settings(self._settings)
        return build_client(settings, shared=self._shared(settings) if self._shared else Shared())


def _with(ask: Ask[Any], taken: list[CallUsage]) -> Ask[Any]:
    return replace(ask, spent=taken.append)


def _unforeseen(error: Exception) -> ExtractorError:
    said = f"{type(error).__name__}: {error}"[:500]
    return ExtractorError(f"internal error: {said}", zh=f"内部错误：{said}")


def _last(taken: list[CallUsage]) -> CallUsage | None:
    return taken[-1] if taken else None
