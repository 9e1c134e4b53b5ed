"""What is looked at before a cluster is given work: is it there, is it ours, does it see the files."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Collection
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from extractor.batch.cluster.terms import CALLS, OCR, code
from extractor.batch.cluster.watch import answered
from extractor.batch.storage import Place, is_url
from extractor.errors import (
    ClusterUnreachable,
    ConfigurationError,
    ExtractorError,
    OutputUnwritable,
    PartMissing,
)

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10.0
"""Seconds that are waited for the scheduler, and then for the first worker."""


def require_distributed() -> None:
    """Make sure that the extra is installed.

    Raises:
        PartMissing: it is not.
    """
    if find_spec("distributed") is None:
        raise PartMissing(
            "--scheduler needs dask.distributed: pip install 'indicator-extractor[cluster]'",
            zh="--scheduler 需要 dask.distributed，请运行：pip install 'indicator-extractor[cluster]'",
        )


async def connected(scheduler: str, patience: float = PATIENCE) -> Client:
    """A client of the scheduler that some worker has come to.

    Raises:
        ClusterUnreachable: nobody is at that address, or no worker came.
    """
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # what they have to say is told in our own words
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    client = Client(scheduler, asynchronous=True, timeout=patience, set_as_default=False)
    try:
        await client
        await client.wait_for_workers(1, timeout=patience)
    except (OSError, TimeoutError, ValueError, AttributeError) as error:
        is_there = client.status == "running" and isinstance(error, TimeoutError)
        with suppress(OSError, AttributeError):
            await client._close(fast=True)
        raise (_no_worker(scheduler) if is_there else _no_scheduler(scheduler, error)) from error
    return client


async def check_code(client: Client) -> None:
    """Make sure that scheduler and workers have this very program.

    Raises:
        ConfigurationError: some have another, or none.
        ClusterUnreachable: the scheduler has gone.
    """
    from extractor.batch.cluster.worker import other_version

    there = await _asked(client, code)
    other = {address: str(one) for address, one in there.items() if one != code()}
    if other:
        raise other_version(code(), other)


async def check_files(client: Client, out: str) -> None:
    """Make sure that the workers see what this machine writes into the folder of results, and can write there.

    Raises:
        OutputUnwritable: they do not.
        ClusterUnreachable: the scheduler has gone.
    """
    place, name = Place(out), f".seen-{secrets.token_hex(6)}"
    await asyncio.to_thread(place.put, name, b"")
    try:
        seen = await _of_workers(client, _sees, out, name)
    finally:
        await asyncio.to_thread(place.remove, name)
    blind = sorted(address for address, one in seen.items() if one is not True)
    if blind:
        raise _unseen(
            out, blind, next((one for one in seen.values() if isinstance(one, ExtractorError)), None)
        )


def check_label(label: str, labelled: Collection[str]) -> None:
    """Make sure that somebody does what the label stands for, or did: who has died comes again.

    Raises:
        ConfigurationError: no worker ever carried it.
    """
    if label in labelled:
        return
    what = {CALLS: ("calls of the model", "模型调用", 16), OCR: ("scans and PDF", "扫描件和 PDF", 1)}[label]
    raise ConfigurationError(
        f"no worker of the cluster is labelled for {what[0]}: start some with --resources '{label}={what[2]}'",
        zh=f"集群中没有负责{what[1]}的 worker：启动 worker 时请加 --resources '{label}={what[2]}'",
    )


def _sees(out: str, name: str) -> bool:
    place = Place(out)
    seen = place.exists(name)
    own = f"{name}-{secrets.token_hex(6)}"
    place.put(own, b"")
    place.remove(own)
    return seen


async def _asked(client: Client, function: Any) -> dict[str, Any]:
    there = await _of_workers(client, function)
    try:
        there["scheduler"] = await answered(client, client.run_on_scheduler(function))
    except ClusterUnreachable:
        raise
    except Exception as error:  # whatever it lacks: the program itself, or a part of it
        there["scheduler"] = error
    return there


async def _of_workers(client: Client, function: Any, *given: Any) -> dict[str, Any]:
    """What a function gives on each worker, or raises there; nothing of those that have just gone."""
    there: dict[str, Any] = dict(await answered(client, client.run(function, *given, on_error="return")))
    return {address: one for address, one in there.items() if not isinstance(one, OSError)}


def _no_scheduler(scheduler: str, error: Exception) -> ClusterUnreachable:
    said = " ".join(str(error).split())[:200]
    return ClusterUnreachable(
        f"no scheduler answers at {scheduler} ({said}): is `dask scheduler` running there, and does a firewall let us through?",
        zh=f"{scheduler} 没有调度器应答（{said}）：请检查那里是否运行着 dask scheduler，防火墙是否放行",
    )


def _no_worker(scheduler: str) -> ClusterUnreachable:
    return ClusterUnreachable(
        f"the scheduler at {scheduler} has no worker: start some with `dask worker {scheduler}`",
        zh=f"调度器 {scheduler} 没有 worker：请用 dask worker {scheduler} 启动",
    )


def _unseen(out: str, blind: list[str], why: ExtractorError | None) -> OutputUnwritable:
    told = ", ".join(blind[:5])
    said = ("", "") if why is None else (f": {why.said('en')}", f"：{why.said('zh')}")
    return OutputUnwritable(
        f"{out}: workers ({told}) do not see this place{said[0]}"
        + ("" if is_url(out) else "; use a folder that all machines share, or a URL (s3://…)"),
        zh=f"{out}：worker（{told}）看不到该位置{said[1]}"
        + ("" if is_url(out) else "；请使用各机器共享的文件夹，或 URL（s3://…）"),
    )
