"""Answers that calls have brought already, found again by what they were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractor.model.cache import cache_key
from extractor.model.reading import Read, read
from extractor.model.settings import ModelSettings
from extractor.model.sharing import Answers
from extractor.model.techniques import ORDER, Remembered
from extractor.model.types import Answer, Ask, CallUsage, Technique


class Kept:
    """The cache as one model's asks see it; without a ``cache`` nothing is ever there.

    ``remembered`` is the technique that the endpoint was found to accept.
    """

    def __init__(self, settings: ModelSettings, remembered: Remembered, cache: Answers | None) -> None:
        self._settings = settings
        self._remembered = remembered
        self._cache = cache

    @property
    def technique(self) -> Technique | None:
        """The technique in use; None while ``auto`` has not found one."""
        return self._remembered.technique if self._settings.technique == "auto" else self._settings.technique

    @property
    def is_far(self) -> bool:
        """Whether looking one up takes longer than a loop should stand still."""
        return self._cache is not None and self._cache.is_far

    def answer(self, ask: Ask[Any]) -> Answer[Any] | None:
        """The answer of an earlier call, if it still fits the class asked for."""
        if self._cache is None:
            return None
        for technique in self._possible():
            raw = self._cache.get(self.key(ask, technique))
            if raw is not None and (found := read(raw, ask.answer)).data is not None:
                return answered(raw, found, CallUsage(cache_hit=True))
        return None

    def keep(self, ask: Ask[Any], technique: Technique, raw: str) -> None:
        """Have the raw answer of a good call on disk."""
        if self._cache is not None:
            self._cache.put(self.key(ask, technique), raw)

    def key(self, ask: Ask[Any], technique: Technique) -> str:
        """The name of its answer."""
        settings = self._settings
        return cache_key(settings.model, settings.sampling, ask.messages, ask.answer, technique)

    def close(self) -> None:
        """Let go of the file."""
        if self._cache is not None:
            self._cache.close()

    def _possible(self) -> Iterable[Technique]:
        return ORDER if self.technique is None else (self.technique,)


def answered(raw: str, found: Read, usage: CallUsage | None = None) -> Answer[Any]:
    """What was read of a raw answer, as an answer."""
    return Answer(raw, found.data, found.problem, found.detail, usage or CallUsage())
