"""Processes of a batch killed (SIGKILL) at random moments: every document is read once, nothing is paid twice, nothing stays."""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import EXTRACTOR, ROOT, environment

from extractor.model.cache import unpack
from tests.support.batch_runs import Batch
from tests.support.chat import Received
from tests.support.scripted_server import ScriptedServer
from tests.support.small_reports import Recorded, serial_of, small_reports

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tells processes apart by their environment")
CREW, OCR = "extractor.batch.crew.worker", "extractor.ocr.worker"
SCAN = ROOT / "eval/renditions/small/dachang-2023-form-signed-clean.pdf"
SEED = 7
DEATHS = 4
"""So often a process may die at most over a document that waits: twice for nothing, twice as it would over any other."""


class RecordedHere(Recorded):
    """Looks for earlier answers in a cache of this machine."""

    def _recorded(self) -> set[int]:
        with closing(sqlite3.connect(self._answers / "cache.db")) as db:
            raws = [unpack(value) for (value,) in db.execute("SELECT value FROM Cache")]
        return {serial_of(raw) for raw in raws if raw is not None}


def test_a_run_and_a_process_of_it_killed(folder: Path) -> None:
    small_reports(folder / "in", 16)
    batch = Batch(EXTRACTOR, folder, environment(folder), "--no-html", "--no-export")
    batch.start()
    assert batch.after(4)
    batch.kill()
    assert batch.all() == []
    batch.start()
    assert batch.after(3)
    assert batch.end_one(CREW)
    assert batch.finish() == 0
    assert_all_read(batch, 16)


@pytest.mark.slow
def test_twenty_kills_over_400_documents_of_a_model(folder: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311
    victims = ["run", CREW] * 10
    chance.shuffle(victims)
    small_reports(folder / "in", 400)
    recorded = RecordedHere(folder / "cache" / "answers")
    with ScriptedServer(recorded, latency=0.05) as server:
        batch = asking(folder, server)
        batch.start()
        for victim in victims:
            assert batch.after(chance.randint(5, 20)), "ended before all had been killed"
            if victim == "run":
                batch.kill()
                assert batch.all() == []
                batch.start()
            else:
                assert batch.end_one(CREW)
        code = batch.finish()
        if code:
            # Whose processes were killed twice failed, as if it had been its own doing.
            assert batch.statuses().keys() == {"ok", "failed"}
            batch.start("--retry-failed")
            assert batch.finish() == 0
    assert_all_read(batch, 400)
    assert recorded.twice == 0
    # What was asked again was under way when its run was killed.
    assert len(server.calls) - recorded.again == recorded.different


@pytest.mark.slow
def test_processes_that_read_scans_killed(folder: Path) -> None:
    (folder / "in").mkdir()
    for number in range(6):
        (folder / f"in/{number}.pdf").write_bytes(SCAN.read_bytes() + f"\n% {number}\n".encode())
    given = environment(folder, EXTRACTOR_CACHE="false")
    batch = Batch(EXTRACTOR, folder, given, "--no-html", "--no-export")
    batch.start()
    for victim in (OCR, OCR, "run"):
        assert batch.after(1)
        if victim == OCR:
            assert batch.end_one(OCR)
        else:
            batch.kill()
            assert batch.all() == []
            batch.start()
    assert batch.finish() == 0
    assert_all_read(batch, 6)


@pytest.mark.slow
def test_a_process_killed_whenever_its_document_waits_for_the_model(folder: Path) -> None:
    small_reports(folder / "in", 1)
    killed = list[bool]()

    def answer(request: Received) -> str:
        if len(killed) < 2 * DEATHS:  # else it would be read for ever
            killed.append(batch.end_one(CREW))
        return answers(request)

    answers = Recorded(folder / "none")
    with ScriptedServer(answer) as server:
        batch = asking(folder, server, EXTRACTOR_CACHE="false")
        batch.start("--lang", "en")
        *_, last = [event for event in batch.events() if event["event"] == "document"]
        assert batch.finish() == 1
    assert batch.statuses() == {"failed": 1}
    assert "SIGKILL" in str(last)
    assert len(killed) <= DEATHS


def asking(folder: Path, server: ScriptedServer, **more: str) -> Batch:
    """A batch that asks the server, and keeps its answers in the folder's ``cache``."""
    given = environment(
        folder, EXTRACTOR_ENGINE="model", EXTRACTOR_MODEL="scripted", EXTRACTOR_BASE_URL=server.url,
        EXTRACTOR_TECHNIQUE="json_schema", EXTRACTOR_CACHE_DIR=str(folder / "cache"), EXTRACTOR_CONCURRENCY="16",
        **more,
    )  # fmt: skip
    return Batch(EXTRACTOR, folder, given, "--no-html", "--no-export")


def assert_all_read(batch: Batch, count: int) -> None:
    """Every document is there once, and nothing else; a run some minutes later takes away what dead processes left."""
    assert batch.statuses() == {"ok": count}
    assert batch.files() == sorted(
        path.with_suffix(".json").name for path in (batch.out.parent / "in").iterdir()
    )
    assert batch.all() == []
    batch.put_temporary_back(120)
    batch.start("--force", "--limit", "1")
    assert batch.finish() == 0
    assert [*batch.temporary.iterdir()] == []
