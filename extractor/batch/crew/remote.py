"""Inside of a process of the crew: questions go to the run, which has the only client, and answers come back."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from contextvars import ContextVar
from dataclasses import replace
from itertools import count
from typing import IO, Any, Self

from extractor.batch.crew.messages import Answered, Asking, packed
from extractor.model.types import Answer, Ask

document: ContextVar[str] = ContextVar("document")
"""Whose questions a thread asks."""


class Link:
    """The way to the run: one message at a time, from whatever thread. ``urgent`` is what is asked this way."""

    def __init__(self, outgoing: IO[bytes], *, urgent: bool = False) -> None:
        self._outgoing = outgoing
        self._urgent = urgent
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._waiting: dict[int, Future[Answered]] = {}

    def tell(self, message: object) -> None:
        """Send a message; a run that has ended hears nothing any more."""
        content = packed(message)
        with self._lock:
            try:
                self._outgoing.write(content)
                self._outgoing.flush()
            except OSError:
                return

    def ask(self, ask: Ask[Any]) -> Future[Answered]:
        """Send a question; its answer comes later."""
        number = next(self._numbers)
        answer: Future[Answered] = Future()
        self._waiting[number] = answer
        self.tell(Asking(number, document.get(), replace(ask, spent=None, urgent=self._urgent)))
        return answer

    def answered(self, answer: Answered) -> None:
        """Hand an answer to whoever waits for it."""
        waiting = self._waiting.pop(answer.number)
        if waiting.set_running_or_notify_cancel():
            waiting.set_result(answer)


class Remote:
    """A `ModelClient` whose questions the run asks."""

    def __init__(self, model: str, link: Link) -> None:
        self.model = model
        self._link = link

    async def __aenter__(self) -> Self:
        """The client itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing to close: the client is the run's."""

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        """One answer; see `ModelClient`."""
        answered = await asyncio.wrap_future(self._link.ask(ask))
        if ask.spent is not None and answered.usage is not None:
            ask.spent(answered.usage)
        if answered.error is not None:
            raise answered.error
        assert answered.answer is not None  # noqa: S101  the one or the other
        return answered.answer
