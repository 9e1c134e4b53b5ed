"""All documents of a run asked ahead: the crew reads them, their questions go to the provider instead of to the model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.batch.crew import Calls, Crew, WorkerDied
from extractor.batch.crew.crew import Size
from extractor.batch.crew.messages import Answered, Asking
from extractor.batch.provider.collecting import Collecting, Question
from extractor.batch.provider.running import answer_ahead
from extractor.batch.provider.terms import Terms
from extractor.batch.provider.told import Listener, ProviderUsage, Told
from extractor.batch.task import Lane, Manner, Task
from extractor.errors import ExtractorError
from extractor.model.configured import model_settings
from extractor.model.settings import ModelSettings
from extractor.settings import Settings

_READY = 1000  # questions that lie ready to be written
_SELDOM = 100


@dataclass(frozen=True)
class Reading:
    """Who reads the documents, and how."""

    manner: Manner
    size: Size


async def ask_ahead(
    tasks: Iterable[tuple[Task, Lane]],
    reading: Reading,
    folder: Path,
    told: Listener,
    terms: Terms | None = None,
) -> ProviderUsage:
    """Have what is asked first about documents answered by the provider's batches, into the cache.

    The run proper comes after it, and finds the answers there. A document that cannot be read is passed over, as
    the run will say why.

    Raises:
        ConfigurationError: no document can be read so.
        ExtractorError: see `answer_ahead`.
    """
    settings = model_settings(reading.manner.settings)
    async with aclosing(_questions(tasks, reading, settings, told)) as questions:
        return await answer_ahead(questions, settings, folder, told, terms)


async def _questions(
    tasks: Iterable[tuple[Task, Lane]], reading: Reading, settings: ModelSettings, told: Listener
) -> AsyncGenerator[Question]:
    """What the documents ask, as they are read; the crew has gone when the last question is told."""
    manner = replace(reading.manner, asks_only=True)
    async with _Collects(manner.settings, settings) as calls, Crew(manner, reading.size, calls) as crew:
        work = asyncio.create_task(_read_all(tasks, crew, calls, reading.size, told))
        try:
            while (question := await calls.questions.get()) is not None:
                yield question
            await work
        finally:
            work.cancel()


class _Collects(Calls):
    """Answers the crew from the cache only; ``questions`` are what it could not answer, None at their end."""

    def __init__(self, settings: Settings, of_model: ModelSettings) -> None:
        super().__init__(settings)
        self.questions: asyncio.Queue[Question | None] = asyncio.Queue(_READY)
        self._collecting = Collecting(of_model, self.questions.put)

    async def __aexit__(self, *error: object) -> None:
        """Let go of the cache."""
        self._collecting.close()

    async def answer(self, asking: Asking) -> Answered:
        """The answer that the cache has, or that the question is put aside."""
        try:
            answer = await self._collecting.ask(asking.ask)
        except ExtractorError as error:
            self.counted += 1
            return Answered(asking.number, None, error, None)
        return Answered(asking.number, answer, None, answer.usage)


async def _read_all(
    tasks: Iterable[tuple[Task, Lane]], crew: Crew, calls: _Collects, size: Size, told: Listener
) -> None:
    """Have all documents read, with as many under way as the crew has places for."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done % _SELDOM == 0:
            told(Told("read", questions=calls.counted, done=done))

    async def consume(waiting: Iterator[tuple[Task, Lane]]) -> None:
        for task, lane in waiting:
            await _read(task, lane, crew)
            count()

    try:
        waiting = iter(tasks)
        async with asyncio.TaskGroup() as group:
            for _ in range(max(size.depth("light"), size.depth("heavy"))):
                group.create_task(consume(waiting))
    except BaseExceptionGroup as troubles:
        raise troubles.exceptions[0] from troubles
    finally:
        told(Told("read", questions=calls.counted, done=done))
        await calls.questions.put(None)


async def _read(task: Task, lane: Lane, crew: Crew) -> None:
    """Have one document read, again alone where a process died over it."""
    try:
        await crew.process(task, lane)
    except WorkerDied:
        try:
            await crew.process_alone(task, lane)
        except WorkerDied:
            return
