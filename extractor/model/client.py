"""The client of a language model: one ask in, one validated answer (or what stood in its way) out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from extractor.model.cache import AnswerCache
from extractor.model.kept import Kept, answered
from extractor.model.masked import ask_masked
from extractor.model.meter import Meter, added
from extractor.model.reading import holds_object, read
from extractor.model.settings import ModelSettings
from extractor.model.sharing import Answers, Shared
from extractor.model.techniques import ORDER, Remembered
from extractor.model.turns import Turns
from extractor.model.types import Answer, Ask, CallUsage, Technique

TOO_LONG = "请求超出模型的上下文长度 / the request is longer than the model's context"
FILTERED = "内容过滤器拒绝了请求 / the content filter refused the request"

_T = TypeVar("_T")
Create = Callable[..., Awaitable[Any]]
Close = Callable[[], Awaitable[None]]


class Client:
    """A `ModelClient` for one endpoint and one event loop; ``async with`` closes it.

    ``creates`` holds instructor's ``create`` for each technique, ``close`` lets the
    connections go, ``remembered`` is the technique that the endpoint was found to accept.
    """

    def __init__(
        self,
        settings: ModelSettings,
        creates: dict[Technique, Create],
        close: Close,
        remembered: Remembered,
        cache: Answers | None,
    ) -> None:
        self.model = settings.model
        self.total = CallUsage(cost=0.0)
        self._settings = settings
        self._creates = creates
        self._close = close
        self._remembered = remembered
        self._kept = Kept(settings, remembered, cache)
        self._finding = asyncio.Lock()
        # Instructor shapes a request before it has a place: some ahead, so that a place that falls free
        # is taken at once, but not hundreds, which would keep the loop from sending the first.
        self._ahead = Turns(settings.concurrency + settings.concurrency // 4 + 1)

    async def __aenter__(self) -> Self:
        """The client itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections and the cache."""
        await self._close()
        self._kept.close()

    @property
    def technique(self) -> Technique | None:
        """The technique in use; None while ``auto`` has not found one."""
        return self._kept.technique

    async def ask(self, ask: Ask[Any]) -> Answer[Any]:
        """One answer, from the cache if it is there; see `ModelClient`."""
        return await (ask_masked(ask, self._plainly) if self._settings.mask else self._plainly(ask))

    async def _plainly(self, ask: Ask[Any]) -> Answer[Any]:
        """One answer to the messages as they are."""
        kept = await self._aside(self._kept.answer, ask)
        if kept is not None:
            _tell(ask, kept.usage)
            return kept
        meter = Meter(ask.label, tuple(one for message in ask.messages for one in message.pictures))
        try:
            async with self._ahead.turn(urgent=ask.urgent):
                answer = await self._asked(ask, meter)
        finally:
            usage = meter.usage()
            self.total = added(self.total, usage)
            _tell(ask, usage)
        return replace(answer, usage=usage)

    async def _asked(self, ask: Ask[Any], meter: Meter) -> Answer[Any]:
        from extractor.model.refusals import RequestRefused

        if self._settings.technique != "auto":
            return await self._with(self._settings.technique, ask, meter)
        technique = self._remembered.technique
        if technique is not None:
            try:
                return await self._with(technique, ask, meter)
            except RequestRefused:
                self._forget(technique)
        return await self._in_auto(ask, meter)

    def _forget(self, technique: Technique) -> None:
        if self._remembered.technique == technique:
            self._remembered.remember(None)

    async def _in_auto(self, ask: Ask[Any], meter: Meter) -> Answer[Any]:
        """Find the technique, unless another ask has found it while this one waited."""
        async with self._finding:
            technique = self._remembered.technique
            if technique is None:
                return await self._find(ask, meter)
        return await self._with(technique, ask, meter)

    async def _find(self, ask: Ask[Any], meter: Meter) -> Answer[Any]:
        """The answer by the first technique that gives any JSON; remembers that technique."""
        from extractor.model.refusals import RequestRefused

        answers: list[Answer[Any]] = []
        refusals: list[RequestRefused] = []
        for technique in ORDER:
            try:
                answer = await self._with(technique, ask, meter)
            except RequestRefused as refused:
                refusals.append(refused)
                continue
            if answer.problem in ("refused", "truncated"):
                # Neither says whether the endpoint keeps to the technique.
                return answer
            if answer.raw and holds_object(answer.raw):
                self._remembered.remember(technique)
                return answer
            answers.append(answer)
        if not answers:
            raise refusals[0]
        return answers[0]

    async def _with(self, technique: Technique, ask: Ask[Any], meter: Meter) -> Answer[Any]:
        """The answer by one technique.

        Raises:
            RequestRefused: the endpoint does not take requests of this technique.
        """
        from extractor.model.refusals import RequestRefused

        try:
            await self._completed(technique, ask, meter)
        except RequestRefused as refused:
            if refused.kind == "context":
                return Answer("", problem="truncated", detail=TOO_LONG)
            if refused.kind == "filtered":
                return Answer("", problem="refused", detail=FILTERED)
            raise
        return await self._answer(technique, ask, meter)

    async def _completed(self, technique: Technique, ask: Ask[Any], meter: Meter) -> None:
        """Let instructor make one completion; the reply is in the meter, whatever it is."""
        from instructor.core import IncompleteOutputException, InstructorRetryException

        from extractor.model.building import shaped, spoken

        meter.reply = None
        answer: type[BaseModel] = ask.answer
        try:
            await self._creates[technique](
                response_model=shaped(answer, technique),
                max_retries=0,
                strict=False,
                model=self.model,
                messages=[spoken(message) for message in ask.messages],
                **self._settings.sampling,
                max_tokens=ask.max_tokens,
                meter=meter,
            )
        except (InstructorRetryException, IncompleteOutputException) as wrapped:
            failure = wrapped.__cause__
        else:
            return
        # Raised out here: inside, the wrapper would stay as its context, with the endpoint's words.
        if meter.reply is None and failure is not None:
            raise failure

    async def _answer(self, technique: Technique, ask: Ask[Any], meter: Meter) -> Answer[Any]:
        """What the reply says; a good one is kept before anybody uses it."""
        reply = meter.reply
        if reply is None:
            return Answer("", problem="empty", detail="没有回答 / no answer")
        if reply.problem is not None:
            return Answer(reply.text, problem=reply.problem, detail=reply.detail)
        found = read(reply.text, ask.answer)
        if found.data is not None:
            await self._aside(self._kept.keep, ask, technique, reply.text)
        return answered(reply.text, found)

    async def _aside(self, look: Callable[..., _T], *given: Any) -> _T:
        """What is looked up or kept, without holding up other calls where that takes its time."""
        return await asyncio.to_thread(look, *given) if self._kept.is_far else look(*given)


def _tell(ask: Ask[Any], usage: CallUsage) -> None:
    if ask.spent is not None:
        ask.spent(usage)


def build_client(
    settings: ModelSettings,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    shared: Shared = Shared(),  # noqa: B008  frozen
) -> Client:
    """A client for these settings; takes a second the first time (openai, instructor).

    ``sleep`` waits between tries; ``shared`` is what it has in common with others. No request is made here.

    Raises:
        EndpointRefused: the address is none, or the key cannot be sent.
        ConfigurationError: a limit of money without a known price; a cache that cannot be opened.
    """
    from extractor.model.building import build_sdk, creates_of
    from extractor.model.exchange import Exchange
    from extractor.model.prices import price_of
    from extractor.model.redaction import quiet_instructor

    sdk = build_sdk(settings)
    quiet_instructor()
    exchange = Exchange(settings, sdk, price_of(settings), sleep, shared)
    folder = settings.cache_dir if settings.use_cache else None
    remembered = Remembered(folder, str(sdk.base_url), settings.model)
    own = AnswerCache(folder) if folder is not None and shared.answers is None else None
    cache = shared.answers if settings.use_cache and shared.answers is not None else own
    return Client(settings, creates_of(exchange.create), sdk.close, remembered, cache)
