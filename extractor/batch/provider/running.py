"""Asking ahead: hand the questions of a run to the provider's Batch API, wait, and take the answers into the cache."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.batch.provider.budget import check_budget
from extractor.batch.provider.endpoint import Endpoint
from extractor.batch.provider.handing import Handing
from extractor.batch.provider.state import Part, State, state_of
from extractor.batch.provider.taking import Taker
from extractor.batch.provider.terms import FILE, Terms
from extractor.batch.provider.told import Listener, ProviderUsage, Told
from extractor.batch.provider.trial import Trial
from extractor.batch.provider.writing import Questions, Shelf, Writer
from extractor.errors import BudgetReached, EndpointRefused, EndpointUnreachable, OutputUnwritable, UsageError
from extractor.model.cache import AnswerCache
from extractor.model.prices import Price, price_of
from extractor.model.reply import Tokens
from extractor.model.settings import ModelSettings
from extractor.model.transport import Sleep


def _nobody(_: Told) -> None:
    """Nobody listens."""


async def check_offered(settings: ModelSettings) -> None:
    """See, before any work, that questions can be asked ahead at all.

    Raises:
        UsageError: the endpoint has no Batch API, or the cache that hands the answers over is switched off.
        EndpointRefused, EndpointUnreachable: key or address is refused; nothing answers.
    """
    _check_cache(settings)
    async with Endpoint(settings, asyncio.sleep) as endpoint:
        await endpoint.check()


async def answer_ahead(
    questions: Questions,
    settings: ModelSettings,
    folder: Path,
    told: Listener = _nobody,
    terms: Terms | None = None,
    *,
    sleep: Sleep = asyncio.sleep,
) -> ProviderUsage:
    """Have questions answered by the provider's batches; the good answers are in the cache in the end.

    An ordinary run over the same documents then finds them there, and asks the others by ordinary calls. What was
    handed in is in ``folder / FILE``: called again after whatever end, it goes on and hands nothing in twice.

    Args:
        questions: masked as they are to be; they are written to disk as they come.
        settings: the run's own. Its limits hold for the worst case of all questions, at the batch's price.
        folder: where state and files are kept until the answers are taken.
        told: hears what happens.
        terms: the provider's, where they differ from OpenAI's.
        sleep: waits between looks.

    Raises:
        UsageError: see `check_offered`; another process is at it in the same folder.
        BudgetReached: the worst case is over the limits. Nothing has been handed in.
        EndpointRefused: key, model or batch is refused.
        EndpointUnreachable: the provider has not answered for long. Run again to go on.
        OutputUnwritable: state or answers cannot be kept.
    """
    _check_cache(settings)
    terms = terms or Terms()
    try:
        with state_of(folder) as state:
            async with Endpoint(settings, sleep) as endpoint:
                await endpoint.check()
                run = _Run(state, endpoint, settings, terms, Shelf(folder), told, sleep)
                return await run.all(questions)
    except (sqlite3.Error, OSError) as error:
        raise OutputUnwritable(
            f"{folder}: what goes to the provider cannot be kept ({error}); mend that and run again to go on",
            zh=f"{folder}：批量提问的状态无法写入（{error}）；排除问题后重新运行即可继续",
        ) from error


def usage_in(folder: Path) -> ProviderUsage:
    """What all batches of a folder came to so far, those of earlier runs too; while one is at it as well."""
    if not (folder / FILE).exists():
        return ProviderUsage()
    with state_of(folder, held=False) as state:
        return replace(state.usage(state.numbers()), tried=state.tried())


@dataclass(frozen=True)
class _Run:
    """One run's batches."""

    state: State
    endpoint: Endpoint
    settings: ModelSettings
    terms: Terms
    shelf: Shelf
    told: Listener
    sleep: Sleep

    async def all(self, questions: Questions) -> ProviderUsage:
        """From questions to answers."""
        self._forget_unsent()
        price = _reduced(price_of(self.settings), self.terms.price_factor)
        writer = Writer(self.state, self.shelf, self.terms, price, self._address)
        async with Trial(self.settings, self.endpoint.sdk, self.sleep) as trial:
            try:
                await writer.write(questions, trial, self.told)
            finally:
                tried = trial.usage
                if tried.attempts:
                    self.state.note_tried(tried)
        parts = self.state.open_parts(self._address)
        try:
            check_budget(parts, tried, self.settings)
        except BudgetReached:
            self._forget_unsent()
            raise
        cache = AnswerCache(self.settings.cache_dir)
        try:
            taken = await self._bring(parts, Taker(self.state, self.shelf, cache, price, writer.wanted))
        finally:
            cache.close()
        return replace(self.state.usage(taken), tried=tried)

    def _forget_unsent(self) -> None:
        """Drop what has not gone out, and what cannot any more."""
        self.state.forget_unsent()
        for part in self.state.open_parts(self._address):
            if part.state == "uploading" and not self.shelf.requests(part.mark).exists():
                self.state.give_up(part.number)
        self.shelf.keep_only(part.mark for part in self.state.open_parts())

    async def _bring(self, parts: Iterable[Part], taker: Taker) -> list[int]:
        """Bring all parts home at once; one that fails keeps none of the others from it."""
        handing = Handing(self.state, self.endpoint, self.terms, self.shelf, self.told, self.sleep)
        ends = await asyncio.gather(
            *(self._one(part, handing, taker) for part in parts), return_exceptions=True
        )
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        return [end for end in ends if isinstance(end, int)]

    async def _one(self, part: Part, handing: Handing, taker: Taker) -> int | None:
        """Bring one part home: its number where its answers were taken now."""
        is_new = part.state != "taken"
        if is_new:
            ended = await handing.ended(part)
            part = await taker.take(ended, self.endpoint)
            usage = self.state.usage([part.number])
            self.told(Told("taken", part.number, part.questions, usage.good, part.questions - usage.good))
        await self._forget(part)
        return part.number if is_new else None

    async def _forget(self, part: Part) -> None:
        """Have the provider keep nothing of a part, unless it has kept back answers."""
        if "missing" not in self.state.usage([part.number]).bad:
            for file in filter(None, (part.file, part.output, part.errors)):
                try:
                    await self.endpoint.delete(file)
                except (EndpointRefused, EndpointUnreachable):
                    self.told(Told("kept", part.number, batch=file))
        self.shelf.clear(part.mark)
        self.state.advance(part.number, "done")

    @property
    def _address(self) -> str:
        # Hashed: an address may carry a user name and a password.
        return hashlib.sha256(str(self.endpoint.sdk.base_url).encode()).hexdigest()[:32]


def _reduced(price: Price, factor: float) -> Price:
    def reduced(tokens: Tokens) -> float | None:
        cost = price(tokens)
        return None if cost is None else cost * factor

    return reduced


def _check_cache(settings: ModelSettings) -> None:
    if not settings.use_cache:
        raise UsageError(
            "--provider-batch needs the cache, which hands the answers over: leave --no-cache out",
            zh="--provider-batch 需要缓存来交接回答：请去掉 --no-cache",
        )
