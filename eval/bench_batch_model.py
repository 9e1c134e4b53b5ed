"""The endpoint that batches are measured with (simulated answers, in a process of its own), and what it is asked about."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from bench_endpoint import Connection

from extractor.evaluation.run import load_gold
from extractor.report import Report
from extractor.text import fold

PLACES = 32
LATENCIES = (0.2, 1.0)
SLOW = 4.0  # seconds, as models of one's own take
EVAL = Path(__file__).parent
NAME = "sichuan-cell-per-line"
GOLDS = (
    EVAL / "specimens" / "gold" / f"{NAME}.json",
    *sorted((EVAL / "renditions" / "small" / "gold").glob("*.json")),
)
# What differs between copies of a report, and the marks around what is asked about, which are made of it.
OWN = re.compile(r"(?<=T0000000)\d{5}|(?<=资料 )[0-9a-f]{8}(?=>)")
_FIRST = 2  # messages of a question that is put for the first time


@dataclass(frozen=True)
class Served:
    """What an endpoint did: when it was called, in seconds, how often ``again`` after a wrong answer, and its seconds of CPU."""

    times: list[float]
    again: int
    cpu: float

    @property
    def calls(self) -> int:
        """How often it was called."""
        return len(self.times)


def reports_to_ask_about(folder: Path, count: int) -> None:
    """Small reports, no two alike."""
    folder.mkdir(parents=True)
    text = (EVAL / "specimens" / f"{NAME}.txt").read_text(encoding="utf-8")
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(text.replace("99001", f"{number:05}"), encoding="utf-8")


def model_options(url: str) -> dict[str, str]:
    """What has a batch ask there, as variables."""
    return {
        "EXTRACTOR_ENGINE": "model", "EXTRACTOR_MODEL": "simulated", "EXTRACTOR_BASE_URL": url,
        "EXTRACTOR_TECHNIQUE": "json_schema", "EXTRACTOR_CONCURRENCY": str(PLACES),
        "EXTRACTOR_ROWS_AT_ONCE": "1",  # many questions for little that has to be read
        "EXTRACTOR_RPM": "1000000", "EXTRACTOR_TPM": "10000000000", "EXTRACTOR_MAX_TOKENS": "10000000000",
    }  # fmt: skip


class Answers:
    """Answers from the gold of the report that a question is about, told by what it prints; each is worked out once."""

    def __init__(self) -> None:
        self._golds = [load_gold(path) for path in GOLDS]
        self._known: dict[str, str] = {}
        self.again = 0

    def __call__(self, asked: Any) -> str:
        """The answer to a request's body."""
        self.again += len(asked["messages"]) > _FIRST
        # All but the program's own words, which come first.
        question = "".join(message["content"] for message in asked["messages"][1:])
        alike = OWN.sub("", question)
        if alike not in self._known:
            self._known[alike] = self._worked_out(asked, fold(question))
        return self._known[alike]

    def _worked_out(self, asked: Any, question: str) -> str:
        from tests.support.chat import Received
        from tests.support.gold_answers import GoldAnswers

        gold = max(self._golds, key=lambda gold: sum(len(text) for text in _texts(gold) if text in question))
        request = Received("POST", "", {}, json.dumps(asked).encode(), 0.0)
        return json.dumps(GoldAnswers(gold, "point")(request), ensure_ascii=False, separators=(",", ":"))


def _texts(report: Report) -> set[str]:
    """What a report prints, each text once."""
    left: list[Any] = [report.model_dump()]
    found = set[str]()
    while left:
        match left.pop():
            case dict() as part:
                left += part.values()
            case list() as parts:
                left += parts
            case str(text) if len(text) > 1:
                found.add(fold(text))
    return found


async def _serve(pipe: Pipe, latency: float) -> None:
    times = list[float]()
    say = Answers()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Connection(say, latency, times), "127.0.0.1", 0, backlog=PLACES * 4
    )
    async with server:
        pipe.send(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
        before = time.process_time()
        while await asyncio.to_thread(pipe.recv) == "served":
            pipe.send(Served(times.copy(), say.again, time.process_time() - before))
            times.clear()
            say.again, before = 0, time.process_time()


def _begin(pipe: Pipe, latency: float) -> None:
    asyncio.run(_serve(pipe, latency))


@contextmanager
def endpoint(latency: float) -> Iterator[tuple[str, Callable[[], Served]]]:
    """Its address while it runs, and what tells what it did since that was asked last."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(theirs, latency), daemon=True)
    process.start()

    def served() -> Served:
        ours.send("served")
        said: Served = ours.recv()
        return said

    try:
        yield str(ours.recv()), served
    finally:
        ours.send("end")
        process.join(timeout=10)
