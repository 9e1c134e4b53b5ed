"""A batch from its first line to its last: find, plan, run, export."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from extractor.batch.crew.crew import Size
from extractor.batch.inputs import Told, find_inputs
from extractor.batch.provider.told import Told as Ahead
from extractor.batch.results import remove_unfinished
from extractor.batch.run import Run, Way, run_here
from extractor.batch.sameness import settings_hash
from extractor.batch.signals import given_back, listen
from extractor.batch.standing import Standing
from extractor.batch.store import Claims, Planned, Store, ToDo, open_store, take_up, waiting
from extractor.batch.store.owners import Owner
from extractor.batch.task import Manner
from extractor.batch.whereabouts import home_of, whole
from extractor.errors import ExtractorError, OutputUnwritable
from extractor.model.configured import model_settings
from extractor.pipeline import engine_of
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.batch.provider import Reading

_DISTRIBUTION = "indicator-extractor"
_MORE_THAN_CALLS = 1.25  # so many documents under way for each call that may be, as each rests now and then


@dataclass(frozen=True)
class Wish:
    """What a user wants done: which documents, where to, how much of it anew.

    ``named`` are files, folders, patterns, archives, URLs or ``-``; ``limit`` is the most documents of this run;
    ``processes`` how many read at once, by default one for each core. ``out`` is a folder or a URL. With a
    ``scheduler`` (``tcp://…``) the workers of its cluster read them. With ``provider_batch`` questions are asked
    ahead by the provider's Batch API.
    """

    named: Sequence[str]
    out: str
    page: bool = True
    retry_failed: bool = False
    force: bool = False
    since: datetime | None = None
    limit: int | None = None
    processes: int | None = None
    scheduler: str | None = None
    provider_batch: bool = False

    @property
    def home(self) -> Path:
        """The folder of this machine that the store is in."""
        return home_of(self.out)


@dataclass
class Ended:
    """How a batch ended. ``error`` is what ended it early, ``interrupted`` whether the user did."""

    planned: Planned
    told: Told
    standing: Standing
    counts: dict[str, int] = field(default_factory=dict)
    error: ExtractorError | None = None
    interrupted: bool = False


class Watching(Protocol):
    """Is shown a run while it goes on."""

    def planned(self, planned: Planned, told: Told) -> None:
        """The documents are found."""

    def watch(self, run: Run) -> AbstractContextManager[None]:
        """The run goes on while the context lasts."""

    def ahead(self, told: Ahead) -> None:
        """Something happened while questions are asked ahead."""


def run_batch(wish: Wish, settings: Settings, watching: Watching) -> Ended:
    """Read what is to be read of the documents named; what was read before and is unchanged stays.

    Raises before any work:
        UsageError: another run with other settings is at work there, or the folder holds something else.
        ConfigurationError: what reads documents cannot be had.
        OutputUnwritable: the folder of results cannot be written.
    """
    engine_of(settings)
    if wish.provider_batch:
        from extractor.batch.provider import check_offered

        asyncio.run(check_offered(model_settings(settings)))
    store = open_store(wish.home, create=True)
    try:
        same = settings_hash(settings, page=wish.page)
        number = store.begin_run(Owner.this(), version(_DISTRIBUTION), same, _chosen(settings))
        how = "stopped"
        try:
            ended = _run(wish, settings, Claims(store, Owner.this(), same), number, watching)
            how = "interrupted" if ended.interrupted else "stopped" if ended.error else "done"
        finally:
            with suppress(OutputUnwritable):  # which is known already
                store.end_run(number, how)
        ended.counts = store.counts(wanted=True)
        return ended
    finally:
        store.close()


def _run(wish: Wish, settings: Settings, claims: Claims, number: int, watching: Watching) -> Ended:
    store = claims.store
    is_shared = store.is_shared(number)
    if not is_shared:
        remove_unfinished(wish.home)
    plan, told = planned(wish, claims.settings, store, beside=is_shared)
    watching.planned(plan, told)
    claims.take_back_lost()
    ended = Ended(plan, told, Standing(_total(wish, plan)))
    if ended.standing.total:
        to_do = waiting(store, wish.limit) if wish.provider_batch else []
        manner = Manner(settings.model_copy(update={"ocr_processes": 1}), settings.lang)
        run = Run(claims, number, manner, Way(whole(wish.out), wish.page, wish.limit), ended.standing)
        with watching.watch(run), given_back():
            asyncio.run(_until_stopped(run, _work(run, wish, manner, to_do, watching), ended))
        ended.error = run.error
        if not store.is_shared(number):
            remove_unfinished(wish.home)
    return ended


def planned(wish: Wish, settings: str, store: Store, *, beside: bool = False) -> tuple[Planned, Told]:
    """Take up into a store what is named; what of it is to be done, and what could not be taken.

    ``settings`` is the hash of those it is to be read with; ``beside`` is as in `take_up`.
    """
    listing = find_inputs(wish.named, since=wish.since, without=wish.home)
    plan = take_up(store, listing, settings, retry_failed=wish.retry_failed, force=wish.force, beside=beside)
    return plan, listing.told


def _total(wish: Wish, planned: Planned) -> int:
    return planned.to_do if wish.limit is None else min(wish.limit, planned.to_do)


async def _work(run: Run, wish: Wish, manner: Manner, to_do: ToDo, watching: Watching) -> None:
    """What there is to do, where it is wanted."""
    size = _size(manner.settings, wish.processes or os.cpu_count() or 1)
    if wish.provider_batch:
        from extractor.batch.provider import Reading

        await _ask_ahead(run, wish, Reading(manner, size), to_do, watching)
        if run.standing.ahead is not None:
            manner = replace(manner, settings=run.standing.ahead.left_of(manner.settings))
    if run.is_stopping:
        return
    if wish.scheduler is None:
        await run_here(run, manner, size)
    else:
        from extractor.batch.cluster.running import run_on_cluster

        await run_on_cluster(run, manner, wish.scheduler, whole(wish.out))


async def _ask_ahead(run: Run, wish: Wish, reading: Reading, to_do: ToDo, watching: Watching) -> None:
    """Have the first questions answered by the provider; a day may go by, so that it ends with the first Ctrl-C."""
    from extractor.batch.provider import ask_ahead

    tasks = [(run.task(one), lane) for one, lane in to_do]
    asking = asyncio.ensure_future(ask_ahead(tasks, reading, wish.home, watching.ahead))
    run.at_stop = asking.cancel
    with suppress(asyncio.CancelledError):
        run.standing.ahead = await asking


def _size(settings: Settings, processes: int) -> Size:
    """Documents that wait for answers take no core: there are as many under way as keep the calls busy."""
    if settings.engine != "model" and settings.audit != "model":
        return Size(processes)
    slots = max(2, round(settings.concurrency * _MORE_THAN_CALLS / processes))
    return Size(processes, light_slots=slots, heavy_slots=max(2, slots // 2))


async def _until_stopped(run: Run, going: Coroutine[Any, Any, None], ended: Ended) -> None:
    """Run to the end; interrupted the first time what is under way is finished, the second time not.

    An interrupt that comes after the work, while the loop is closed, is noted as well: who watches folders asks for it.
    """
    loop = asyncio.get_running_loop()
    work = asyncio.create_task(going)

    # Not by `add_signal_handler`: a loop that is closed leaves the signals to Python, which ends the program.
    def told(*_: object) -> None:
        heard = work.cancel if ended.interrupted else run.stop
        ended.interrupted = True
        with suppress(RuntimeError):  # closed: nothing is under way
            loop.call_soon_threadsafe(heard)

    listen(told)
    try:
        await work
    except ExtractorError as error:
        run.error = run.error or error
    except asyncio.CancelledError:
        ended.interrupted = True


def _chosen(settings: Settings) -> str:
    return settings.model_dump_json(exclude={"key_file", "password_file"})
