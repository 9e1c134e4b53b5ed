"""One request to the endpoint: budgeted, paced, tried again, counted.

It stands where instructor expects the SDK's ``create``, so what is measured and reserved
is the very body that instructor has made.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import httpx2
import openai
from openai.types.chat import ChatCompletion

from extractor.model.budget import Amount, Budget, Reservation
from extractor.model.dialect import Body, Dialect
from extractor.model.limits import Limits
from extractor.model.meter import Meter
from extractor.model.prices import Price
from extractor.model.redaction import scrub
from extractor.model.refusals import Asked, kind_of
from extractor.model.reply import Tokens, reply_of
from extractor.model.settings import ModelSettings
from extractor.model.sharing import Shared
from extractor.model.transport import Persistence, Sleep, asked_wait, may_be_billed, passes, persist

FAILURES = (openai.OpenAIError, httpx2.HTTPError, TimeoutError, json.JSONDecodeError)
_PATH = "/chat/completions"


class NotTheProtocol(openai.OpenAIError):
    """Something answered, but no OpenAI-compatible endpoint."""


@dataclass(frozen=True)
class Request:
    """A request as it is sent, the most tokens that it may take, and how many it likely takes."""

    content: bytes
    worst: Tokens
    likely: int


class Exchange:
    """Sends the requests of one client."""

    def __init__(
        self,
        settings: ModelSettings,
        sdk: openai.AsyncOpenAI,
        price: Price,
        sleep: Sleep,
        shared: Shared = Shared(),  # noqa: B008  frozen
    ) -> None:
        self._settings = settings
        self._sdk = sdk
        self._price = price
        self._sleep = sleep
        self._through = 0
        self._limits = shared.pace or Limits(
            settings.concurrency, settings.requests_per_minute, settings.tokens_per_minute
        )
        self._budget = shared.purse or Budget(settings.max_tokens, settings.max_cost)
        self.dialect = Dialect()
        self._asked = Asked(settings.model, str(sdk.base_url), settings.key)

    async def create(self, *, meter: Meter, **body: Any) -> Any:
        """The chat completion; what it took is in the meter, and so is the reply.

        Raises:
            RequestRefused: this request is not taken.
            EndpointRefused: no request is.
            EndpointUnreachable: none got through.
            BudgetReached: the worst case does not fit the limits.
        """
        how = Persistence(self._settings.tries, self._waited, lambda: self._through)
        while True:
            request = request_of(self.dialect.spelt(body), meter)
            try:
                return await persist(lambda: self._attempt(request, meter), how)  # noqa: B023
            except FAILURES as error:
                self._limits.go_on()
                if self.dialect.learns(error):
                    continue
                raise self._verdict(error, meter) from error

    async def _attempt(self, request: Request, meter: Meter) -> Any:
        worst = request.worst
        most = Amount(worst.prompt + worst.completion, self._price(worst))
        reservation = await self._budget.reserve(most, meter.label)
        with self._budget.closing(reservation):
            async with self._limits.place(request.likely) as cuts:
                reservation.sent = True
                meter.attempts += 1
                try:
                    return self._received(await self._sent(request), reservation, meter)
                except FAILURES as error:
                    self._slow_down(error, cuts)
                    if not may_be_billed(error):
                        reservation.settle(Amount())
                    raise

    def _slow_down(self, error: BaseException, cuts: int) -> None:
        if asked_wait(error) is not None:
            self._limits.hold()
        if isinstance(error, openai.RateLimitError):
            self._limits.places.cut(cuts)

    async def _waited(self, seconds: float) -> None:
        try:
            await self._sleep(seconds)
        finally:
            self._limits.go_on()

    async def _sent(self, request: Request) -> Any:
        # The SDK's timeout is between two bytes; a slow drip would outlast it.
        async with asyncio.timeout(self._settings.timeout):
            # Its `create` would look at each part of the request, and write it once more: a fifth of all time of a call.
            return await self._sdk.post(_PATH, cast_to=ChatCompletion, content=request.content)

    def _received(self, completion: Any, reservation: Reservation, meter: Meter) -> Any:
        if not hasattr(completion, "choices"):
            raise NotTheProtocol("what came back is no chat completion")
        reply = reply_of(completion)
        cost = None if reply.tokens is None else self._price(reply.tokens)
        if reply.tokens is not None:
            reservation.settle(Amount(reply.tokens.prompt + reply.tokens.completion, cost))
        meter.add(reply.tokens, cost)
        meter.reply = reply
        self._through += 1
        self._limits.places.grow()
        return completion

    def _verdict(self, error: BaseException, meter: Meter) -> Exception:
        scrub(error, self._settings.key)
        if passes(error):
            return self._asked.error("unreachable", error, meter.attempts)
        return self._asked.error(kind_of(error, with_pictures=bool(meter.pictures)), error)


def request_of(body: Body, meter: Meter) -> Request:
    """The request of that body: each of its bytes may be a token; its pictures are counted by their size."""
    plain = said = _written(body)
    if meter.pictures:
        said = _written(body | {"messages": [_without_pictures(message) for message in body["messages"]]})
    completion = int(body.get("max_tokens") or body.get("max_completion_tokens") or 0)
    prompt = len(_encoded(said)) + sum(picture.most_tokens for picture in meter.pictures)
    likely = len(said) + completion + sum(picture.likely_tokens for picture in meter.pictures)
    return Request(_encoded(plain), Tokens(prompt, completion), likely)


def _written(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _encoded(plain: str) -> bytes:
    # A lone surrogate, which UTF-8 cannot hold, becomes its escape, which JSON knows too.
    return plain.encode("utf-8", "backslashreplace")


def _without_pictures(message: Body) -> Body:
    """A message without the bytes of its pictures, which are no tokens."""
    content = message.get("content")
    if not isinstance(content, list):
        return message
    return message | {"content": [part for part in content if part.get("type") != "image_url"]}
