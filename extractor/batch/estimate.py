"""What a run is likely to take, told before it begins: some of its documents are read, no question is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from extractor.batch.deferring import Deferred, put_questions
from extractor.batch.store import Named, ToDo
from extractor.batch.task import Lane
from extractor.errors import ExtractorError
from extractor.model.configured import model_settings
from extractor.model.connection import connect_by
from extractor.model.prices import price_of
from extractor.model.reply import Tokens
from extractor.model.types import Answer, Ask
from extractor.readers import read_document
from extractor.settings import Settings

_LOOKED_AT: dict[Lane, int] = {"light": 20, "heavy": 3}
_PER_LETTER = 0.25  # tokens; of Latin text and JSON
_PER_SIGN = 0.8  # of Chinese: tokenizers make 0.6 to 1


@dataclass
class Estimate:
    """What a run is likely to ask. ``cost`` is in US dollars, None where no price is known.

    ``prompt`` tokens are guessed from the characters of the questions, ``completion`` is the most that the answers
    may take, and so is the cost. ``looked_at`` documents were read for it.
    """

    calls: float = 0
    prompt: float = 0
    completion: float = 0
    cost: float | None = 0.0
    looked_at: int = 0

    def add(self, other: Estimate, times: float) -> None:
        """Count so many documents like those of another estimate."""
        self.calls += other.calls * times
        self.prompt += other.prompt * times
        self.completion += other.completion * times
        self.looked_at += other.looked_at
        known = self.cost is not None and other.cost is not None
        self.cost = (self.cost or 0) + (other.cost or 0) * times if known else None


def estimate(documents: ToDo, settings: Settings) -> Estimate:
    """What reading these is likely to ask of the model; documents that cannot be read ask nothing."""
    counting = _Counting(settings)
    connect_by(lambda _: counting)
    whole = Estimate()
    for lane, most in _LOOKED_AT.items():
        of_lane = [document for document, its in documents if its == lane]
        chosen = of_lane[:: max(1, len(of_lane) // most)][:most]
        if chosen:
            part = counting.asked_about(chosen)
            whole.add(part, len(of_lane) / len(chosen))
    return whole


class _Counting:
    """A `ModelClient` that counts what it is asked, and answers nothing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._of_model = model_settings(settings)
        self._price = price_of(self._of_model)
        self._count = Estimate()
        self.model = self._of_model.model

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing was opened."""

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        prompt = sum(_tokens(message.content) for message in ask.messages)
        prompt += sum(one.likely_tokens for message in ask.messages for one in message.pictures)
        prompt += _tokens(str(ask.answer.model_json_schema()))
        cost = self._price(Tokens(round(prompt), ask.max_tokens))
        self._count.add(Estimate(1, prompt, ask.max_tokens, cost), 1)
        raise Deferred("only counted", zh="仅估算")

    def asked_about(self, documents: Sequence[Named]) -> Estimate:
        """What these ask."""
        self._count = Estimate(looked_at=len(documents))
        for document in documents:
            try:
                put_questions(read_document(Path(document.path), self._settings), self._settings)
            except ExtractorError:
                continue  # the run will say why
        return self._count


def _tokens(text: str) -> float:
    latin = sum(char.isascii() for char in text)
    return latin * _PER_LETTER + (len(text) - latin) * _PER_SIGN
