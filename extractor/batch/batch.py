"""A batch from its first line to its last: find, plan, run, export."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Coroutine, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from extractor.batch.crew.crew import Size
from extractor.batch.inputs import Told, find_inputs
from extractor.batch.run import Run, Way, run_here
from extractor.batch.sameness import settings_hash
from extractor.batch.standing import Standing
from extractor.batch.store import Claims, Planned, Store, open_store, plan
from extractor.batch.store.owners import Owner
from extractor.batch.task import Manner
from extractor.errors import ExtractorError, UsageError
from extractor.pipeline import engine_of
from extractor.settings import Settings

_DISTRIBUTION = "indicator-extractor"
_MORE_THAN_CALLS = 1.25  # so many documents under way for each call that may be, as each rests now and then


@dataclass(frozen=True)
class Wish:
    """What a user wants done: which documents, where to, how much of it anew.

    ``named`` are files, folders, patterns, archives, URLs or ``-``; ``limit`` is the most documents of this run;
    ``processes`` how many read at once, by default one for each core. With a ``scheduler`` (``tcp://…``) the workers of
    its cluster read them. The documents' files go to ``results`` (a folder or URL), by default into ``out`` too.
    """

    named: Sequence[str]
    out: Path
    page: bool = True
    retry_failed: bool = False
    force: bool = False
    since: datetime | None = None
    limit: int | None = None
    processes: int | None = None
    scheduler: str | None = None
    results: str | None = None


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


def run_batch(wish: Wish, settings: Settings, watching: Watching) -> Ended:
    """Read what is to be read of the documents named; what was read before and is unchanged stays.

    Raises before any work:
        UsageError: another run with other settings is at work there, or the folder holds something else.
        ConfigurationError: what reads documents cannot be had.
        OutputUnwritable: the folder of results cannot be written.
    """
    engine_of(settings)
    store = open_store(wish.out, create=True)
    try:
        same = settings_hash(settings, page=wish.page)
        _refuse_other(store, same)
        claims = Claims(store, Owner.this(), same)
        planned, told = _planned(wish, settings, store, same)
        watching.planned(planned, told)
        claims.take_back_lost()
        number = store.begin_run(Owner.this(), version(_DISTRIBUTION), same, _chosen(settings))
        ended = _run(
            wish, settings, claims, number, Ended(planned, told, Standing(_total(wish, planned))), watching
        )
        store.end_run(number, "interrupted" if ended.interrupted else "stopped" if ended.error else "done")
        ended.counts = store.counts(wanted=True)
        return ended
    finally:
        store.close()


def _planned(wish: Wish, settings: Settings, store: Store, same: str) -> tuple[Planned, Told]:
    listing = find_inputs(wish.named, settings, since=wish.since, without=wish.out)
    planned = plan(store, listing, same, retry_failed=wish.retry_failed, force=wish.force)
    return planned, listing.told


def _total(wish: Wish, planned: Planned) -> int:
    return planned.to_do if wish.limit is None else min(wish.limit, planned.to_do)


def _run(
    wish: Wish, settings: Settings, claims: Claims, number: int, ended: Ended, watching: Watching
) -> Ended:
    if not ended.standing.total:
        claims.give_back()
        return ended
    processes = wish.processes or os.cpu_count() or 1
    manner = Manner(settings.model_copy(update={"ocr_processes": 1}), settings.lang)
    way = Way(wish.results or str(wish.out.absolute()), wish.page, wish.limit)
    run = Run(claims, number, manner, way, ended.standing)
    with watching.watch(run):
        ended.interrupted = asyncio.run(_until_stopped(run, _work(wish, run, manner, processes)))
    ended.error = run.error
    return ended


def _size(settings: Settings, processes: int) -> Size:
    """Documents that wait for answers take no core: there are as many under way as keep the calls busy."""
    if settings.engine != "model" and settings.audit != "model":
        return Size(processes)
    slots = max(2, round(settings.concurrency * _MORE_THAN_CALLS / processes))
    return Size(processes, light_slots=slots, heavy_slots=max(2, slots // 2))


def _work(wish: Wish, run: Run, manner: Manner, processes: int) -> Coroutine[Any, Any, None]:
    """The run, with processes here or with the workers of a cluster."""
    if wish.scheduler is None:
        return run_here(run, manner, _size(manner.settings, processes))
    from extractor.batch.cluster.running import run_on_cluster

    return run_on_cluster(run, manner, wish.scheduler, wish.results or str(wish.out.absolute()))


async def _until_stopped(run: Run, going: Coroutine[Any, Any, None]) -> bool:
    """Run to the end; True where it was interrupted: the first time what is under way is finished, the second not."""
    loop = asyncio.get_running_loop()
    work = asyncio.create_task(going)
    stopped = False

    def stop() -> None:
        nonlocal stopped
        if stopped:
            work.cancel()
        stopped = True
        run.interrupt()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            loop.add_signal_handler(number, stop)
    with suppress(asyncio.CancelledError):
        await work
    return stopped


def _refuse_other(store: Store, same: str) -> None:
    """Two runs share the work of one folder, but not with two ways of reading."""
    for run in store.runs():
        if run.is_alive and run.settings != same:
            raise UsageError(
                f"{store.out}: another run with other settings is at work there (process {run.owner}): wait for it, or "
                "choose another folder",
                zh=f"{store.out}：另一个设置不同的批处理正在写入（进程 {run.owner}）：请等它结束，或换一个输出文件夹",
            )


def _chosen(settings: Settings) -> str:
    return settings.model_dump_json(exclude={"key_file", "password_file"})
