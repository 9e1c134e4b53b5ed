"""The endpoint that batches are measured with (simulated answers, in a process of its own), and what it is asked about."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from extractor.evaluation.run import load_gold

PLACES = 32
LATENCIES = (0.2, 1.0)
SLOW = 4.0  # seconds, as models of one's own take
EVAL = Path(__file__).parent
NAME = "sichuan-cell-per-line"
OWN = re.compile(r"99001|(?<!\d)0\d{4}(?!\d)")


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


def _serve(pipe: Connection, latency: float) -> None:
    from tests.support.chat import Received
    from tests.support.gold_answers import GoldAnswers
    from tests.support.scripted_server import ScriptedServer

    gold = GoldAnswers(load_gold(EVAL / "specimens" / "gold" / f"{NAME}.json"), "point")
    known: dict[str, object] = {}

    def answer(request: Received) -> object:
        # What it takes to find the answer is no part of what is measured.
        asked = OWN.sub("", request.text)
        if asked not in known:
            known[asked] = gold(request)
        return known[asked]

    with ScriptedServer(answer, latency=latency, places=PLACES) as server:
        pipe.send(server.url)
        while pipe.recv() == "calls":
            pipe.send([call.at for call in server.calls])


@contextmanager
def endpoint(latency: float) -> Iterator[tuple[str, Callable[[], list[float]]]]:
    """Its address while it runs, and what tells when it was called, in seconds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, latency), daemon=True)
    process.start()

    def calls() -> list[float]:
        ours.send("calls")
        return list(ours.recv())

    try:
        yield str(ours.recv()), calls
    finally:
        ours.send("end")
        process.join(timeout=10)
