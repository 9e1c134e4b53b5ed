"""`make bench-model`, second half: what the client adds to the time that an endpoint takes.

400 calls to a scripted endpoint (simulated answers, in a process of its own) that takes
200 ms per call and works on 16 at once; the others wait there, so that a place never idles
while the client is busy. The ideal is calls x latency / places. The same calls through bare
instructor in the same run, with as many under way; each best of three, turn by turn.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pydantic import BaseModel

from extractor.model.client import build_client
from extractor.model.settings import ModelSettings
from extractor.model.types import Ask, Message

CALLS, LATENCY, PLACES, ROUNDS = 400, 0.2, 16, 3
UNDER_WAY = 2 * PLACES
ROWS = 12
PROMPT = "绩效指标\t年度指标值\t实际完成值\t分值\t得分\n" * 250


class Row(BaseModel):
    """One row of the answer."""

    level3: str
    target: str
    actual: str
    max_score: float
    score: float


class Rows(BaseModel):
    """The answer."""

    rows: list[Row]


@dataclass(frozen=True)
class Taken:
    """What one round of all calls took: wall seconds, CPU milliseconds per call."""

    wall: float
    cpu: float


def _serve(pipe: Connection) -> None:
    from tests.support.scripted_server import ScriptedServer

    row = {"level3": "培训人次", "target": "≥98%", "actual": "99%", "max_score": 10.0, "score": 9.5}
    with ScriptedServer(lambda _: {"rows": [row] * ROWS}, latency=LATENCY, places=PLACES) as server:
        pipe.send(server.url)
        pipe.recv()


@contextmanager
def endpoint() -> Iterator[str]:
    """The scripted endpoint's address while it runs, in its own process so that its CPU is not counted."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("end")
        process.join(timeout=10)


async def _timed(call: Callable[[int], Awaitable[None]]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(call(number) for number in range(CALLS)))
    return Taken(time.perf_counter() - wall, (time.process_time() - cpu) / CALLS * 1000)


async def with_extractor(url: str, folder: Path) -> Taken:
    """All calls through our client, cache and limits on."""
    settings = ModelSettings(
        model="scripted",
        base_url=url,
        key="none",
        technique="json_schema",
        concurrency=UNDER_WAY,
        requests_per_minute=1_000_000,
        tokens_per_minute=10_000_000_000,
        max_tokens=10_000_000_000,
        cache_dir=folder,
        mask=False,  # as a run does at an endpoint on this machine
    )
    async with build_client(settings) as client:

        async def call(number: int) -> None:
            message = Message("user", f"{number}\n{PROMPT}")
            answer = await client.ask(Ask(f"call {number}", (message,), Rows))
            if answer.data is None or len(answer.data.rows) != ROWS:
                raise ValueError(f"call {number}: {answer.problem} {answer.detail}")

        await call(-1)
        return await _timed(call)


async def with_instructor(url: str) -> Taken:
    """The same calls through instructor alone: no cache, no limits, no retries."""
    import instructor
    from openai import AsyncOpenAI

    openai = AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    client = instructor.from_openai(openai, mode=instructor.Mode.JSON_SCHEMA)
    places = asyncio.Semaphore(UNDER_WAY)

    async def call(number: int) -> None:
        async with places:
            rows = await client.chat.completions.create(
                model="scripted",
                response_model=Rows,
                max_retries=0,
                messages=[{"role": "user", "content": f"{number}\n{PROMPT}"}],
            )
            if len(rows.rows) != ROWS:
                raise ValueError(f"call {number}: {len(rows.rows)} rows")

    async with openai:
        await call(-1)
        return await _timed(call)


def best(rounds: list[Taken]) -> Taken:
    """The quickest wall and the least CPU of the rounds."""
    return Taken(min(taken.wall for taken in rounds), min(taken.cpu for taken in rounds))


def measure() -> None:
    """Print wall time against the ideal, and CPU per call against bare instructor."""
    ours, bare = [], []
    with endpoint() as url, tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            ours.append(asyncio.run(with_extractor(url, Path(folder) / str(number))))
            bare.append(asyncio.run(with_instructor(url)))
    ideal = CALLS * LATENCY / PLACES
    print(
        f"{CALLS} calls of {LATENCY * 1000:.0f} ms, {PLACES} places, {UNDER_WAY} under way (simulated endpoint), best of {ROUNDS}"
    )
    print(f"{'':<18}{'wall s':>8}{'/ ideal':>9}{'CPU ms/call':>13}{'/ bare':>8}")
    print(f"{'ideal':<18}{ideal:>8.2f}{1:>9.3f}")
    base = best(bare)
    for name, taken in (("bare instructor", base), ("extractor", best(ours))):
        print(
            f"{name:<18}{taken.wall:>8.2f}{taken.wall / ideal:>9.3f}{taken.cpu:>13.2f}"
            f"{taken.cpu / base.cpu:>8.2f}",
            flush=True,
        )


if __name__ == "__main__":
    measure()
