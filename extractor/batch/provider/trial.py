"""One question by an ordinary call, before thousands are handed in: is this how the endpoint wants them?"""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from extractor.batch.provider.collecting import Question
from extractor.batch.provider.spelling import Speller
from extractor.errors import EndpointRefused
from extractor.model.building import creates_of
from extractor.model.cache import AnswerCache
from extractor.model.client import Client
from extractor.model.exchange import Exchange
from extractor.model.prices import price_of
from extractor.model.redaction import quiet_instructor
from extractor.model.settings import ModelSettings
from extractor.model.techniques import Remembered
from extractor.model.transport import Sleep
from extractor.model.types import CallUsage

_MOST = 3


class Trial:
    """Settles the technique (where it is ``auto``) and the spelling of requests, and shows that key and model are right.

    ``speller`` is None as long as the technique is not known, ``is_over`` false as long as nothing was answered.
    """

    def __init__(self, settings: ModelSettings, sdk: Any, sleep: Sleep) -> None:
        exchange = Exchange(settings, sdk, price_of(settings), sleep)
        remembered = Remembered(settings.cache_dir, str(sdk.base_url), settings.model)
        cache = AnswerCache(settings.cache_dir)
        # Questions are masked already.
        plain = replace(settings, mask=False)
        self._client = Client(plain, creates_of(exchange.create), _stay_open, remembered, cache)
        self._settings = settings
        quiet_instructor()
        self._spelt = exchange.dialect.spelt
        self._asked = 0
        self.is_over = False
        self.speller: Speller | None = None
        self._settle()

    @property
    def usage(self) -> CallUsage:
        """What it took."""
        return self._client.total

    async def ask(self, question: Question) -> None:
        """Put a question to the endpoint; a good answer is in the cache then.

        Raises:
            EndpointRefused: it says no, or its answers have no form by which they could be asked for.
            EndpointUnreachable, BudgetReached: see `ModelClient.ask`.
        """
        answer = await self._client.ask(question)
        if answer.usage.cache_hit:
            return
        self._asked += 1
        self._settle()
        self.is_over = self.speller is not None
        if not self.is_over and self._asked == _MOST:
            raise EndpointRefused(
                f"no technique gives JSON from {self._settings.model}: choose one by --technique, or another model",
                zh=f"{self._settings.model} 用任何方式都不回答 JSON：请用 --technique 指定，或换模型",
            )

    async def __aenter__(self) -> Self:
        """The trial itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the cache; the connection is the giver's."""
        await self._client.__aexit__(kind, error, trace)
        if self.speller is not None:
            self.speller.close()

    def _settle(self) -> None:
        """Spell by the technique that is known now: one remembered may have been refused."""
        technique, old = self._client.technique, self.speller
        if technique == (old.technique if old else None):
            return
        if old is not None:
            old.close()
        self.speller = Speller(self._settings, technique, self._spelt) if technique else None


async def _stay_open() -> None:
    """The connection is used further."""
