"""A process of a batch that ends while its document waits for an answer: whose fault it is."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from extractor.batch.crew import Calls, Crew, WorkerDied
from extractor.batch.crew.crew import Size
from extractor.batch.crew.handle import Worker
from extractor.batch.crew.messages import Begin
from extractor.batch.crew.vitals import memory_of_each
from extractor.batch.task import Manner, Task
from extractor.errors import ExtractorError
from extractor.settings import Settings
from tests.support.held_server import HeldServer
from tests.support.small_reports import Recorded, small_reports


class Waiting:
    """A process that has one document, which waits for an answer that does not come."""

    def __init__(self, folder: Path) -> None:
        (path,) = small_reports(folder / "in", 1)
        self._task = Task("0", str(path), path.stem, str(folder / "out"))
        self._answers = Recorded(folder / "none")
        self._folder = folder

    async def ended_by(self, memory_mb: int | None) -> WorkerDied:
        """How it ends by a limit of its memory, or as if somebody had killed it."""
        with HeldServer(self._answers, free=0) as server:
            settings = Settings(
                engine="model", model="m", base_url=server.url, technique="json_schema", cache=False
            )
            async with Calls(settings) as calls:
                worker = Worker(Begin(Manner(settings, "en"), 1, "light"), calls, self._folder / "process")
                await worker.start()
                reading = asyncio.create_task(worker.process(self._task))
                await asyncio.to_thread(server.wait_for_held, 1)
                if memory_mb is None:
                    worker.kill()
                else:
                    worker.look_after(600, memory_mb, memory_of_each([worker.pid])[worker.pid])
                died = (await asyncio.gather(reading, return_exceptions=True))[0]
                await worker.close()
        assert isinstance(died, WorkerDied)
        return died


def test_a_document_that_waits_is_held_for_the_memory_of_its_process(tmp_path: Path) -> None:
    died = asyncio.run(Waiting(tmp_path).ended_by(memory_mb=1))
    assert "document_memory_mb" in died.problem.message_en
    # Else it would be read again and again, to the same end.
    assert died.suspect


def test_a_document_that_waits_is_not_held_for_the_death_of_its_process(tmp_path: Path) -> None:
    died = asyncio.run(Waiting(tmp_path).ended_by(memory_mb=None))
    assert "SIGKILL" in died.problem.message_en
    assert not died.suspect


@pytest.mark.parametrize("alone", [False, True])
def test_processes_that_end_before_they_begin_end_the_run(
    alone: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = small_reports(tmp_path / "in", 1)
    task = Task("0", str(path), path.stem, str(tmp_path / "out"))
    settings = Settings()
    monkeypatch.setenv("PYTHONHOME", str(tmp_path / "none"))

    async def deaths() -> int:
        async with Calls(settings) as calls, Crew(Manner(settings, "en"), Size(1), calls) as crew:
            process = crew.process_alone if alone else crew.process
            for before in range(20):
                try:
                    await process(task, "light")
                except WorkerDied as died:
                    assert not died.suspect
                    assert not died.waiting
                except ExtractorError as error:
                    assert "no process can begin with a document" in str(error)
                    return before
        return 20

    assert asyncio.run(deaths()) < 10
