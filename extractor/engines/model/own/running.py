"""Putting a document to a model by a schema, from code that is not asynchronous; and what that took."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from pydantic import BaseModel

from extractor.engines.model.own.prompt import OWN_SCHEMA, Prompt
from extractor.engines.model.own.reader import OwnReader, OwnReading
from extractor.model.connection import connect
from extractor.model.masked import Discreet
from extractor.model.settings import ModelSettings
from extractor.result import Usage

Own = TypeVar("Own", bound=BaseModel)
Outcome = TypeVar("Outcome")


def ask_about(
    lines: list[str], schema: type[Own], settings: ModelSettings, reasks: int, prompt: Prompt = OWN_SCHEMA
) -> OwnReading[Own]:
    """What a model answers about a document's lines.

    Raises:
        EndpointRefused: the endpoint says no for good.
        EndpointUnreachable: it could not be reached.
    """

    async def read() -> OwnReading[Own]:
        async with connect(settings) as client:
            return await OwnReader(Discreet(client, lines), schema, reasks, prompt).read(lines)

    return _run(read())


def _run(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Run to the end, also where a loop is running already (a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def usage_of(readings: Sequence[OwnReading[Any]], model: str | None, seconds: float) -> Usage:
    """What some readings took together."""
    usages = [usage for reading in readings for usage in reading.usages]
    costs = [usage.cost for usage in usages]
    known = [cost for cost in costs if cost is not None]
    return Usage(
        engine="model",
        model=model,
        calls=sum(usage.attempts > 0 for usage in usages),
        attempts=sum(usage.attempts for usage in usages),
        reasks=sum(reading.reasks for reading in readings),
        input_tokens=sum(usage.prompt_tokens for usage in usages),
        cached_input_tokens=sum(usage.cached_prompt_tokens for usage in usages),
        output_tokens=sum(usage.completion_tokens for usage in usages),
        cost=round(sum(known), 6) if len(known) == len(costs) else None,
        cache_hits=sum(usage.cache_hit for usage in usages),
        seconds=seconds,
        prompts={name: digest for reading in readings for name, digest in reading.prompts.items()},
    )
