"""An ask whose messages are masked on their way out, and whose answer is unmasked on its way back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any

from extractor.model.masking import Masker
from extractor.model.personal import private_in
from extractor.model.pictures import blackened
from extractor.model.reading import read
from extractor.model.types import Answer, Ask, Message, ModelClient

Asking = Callable[[Ask[Any]], Awaitable[Answer[Any]]]


class Discreet:
    """A client that is told, with every ask, what the whole document shows to be personal."""

    def __init__(self, client: ModelClient, lines: Iterable[str]) -> None:
        self.model = client.model
        self._client = client
        self._private = private_in(lines)

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        """See `ModelClient`."""
        return await self._client.ask(replace(ask, private=self._private))


async def ask_masked(ask: Ask[Any], asking: Asking) -> Answer[Any]:
    """What ``asking`` answers to the masked ask, with the values put back.

    The cache below sees masked messages and masked answers only. System messages are the
    program's own words, and stay as they are. In pictures the words are black of which the
    page's text is masked.
    """
    masker = Masker(ask.private)
    messages = [
        message if message.role == "system" else replace(message, content=masker.mask(message.content))
        for message in ask.messages
    ]
    # After all messages: what one of them shows to be personal is black in every picture.
    hidden = tuple(_blackened(message, masker) for message in messages)
    answer = await asking(replace(ask, messages=hidden))
    if not len(masker):
        return answer
    raw = masker.unmask(answer.raw)
    if answer.data is None:
        return replace(answer, raw=raw, detail=masker.unmask(answer.detail))
    found = read(raw, ask.answer)
    return replace(answer, raw=raw, data=found.data, problem=found.problem, detail=found.detail)


def _blackened(message: Message, masker: Masker) -> Message:
    pictures = tuple(blackened(one, masker.places(one.page.text)) for one in message.pictures)
    return replace(message, pictures=pictures) if pictures else message
