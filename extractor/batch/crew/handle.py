"""One process of the crew as the run sees it: what it works on, whether it still lives."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.batch.crew.calls import Calls
from extractor.batch.crew.messages import (
    Asking,
    Begin,
    Begun,
    CannotGoOn,
    Do,
    Done,
    PagesRead,
    Question,
    heard,
    packed,
)
from extractor.batch.crew.vitals import FOLDER, cause_of_death, end_all_in
from extractor.batch.task import Outcome, Problem, Task
from extractor.processes import with_this_package

_TAIL = 20  # lines of what a process said last, told when it dies
_MB = 1024 * 1024


class WorkerDied(Exception):
    """The process ended before the document was done.

    ``suspect`` says whether it may have been this document's fault: the process had begun with it, and was not just
    waiting for an answer to its questions, unless it took too much memory; ``waiting`` that it was just waiting.
    """

    def __init__(self, problem: Problem, *, suspect: bool, waiting: bool = False) -> None:
        super().__init__(problem.message_en)
        self.problem = problem
        self.suspect = suspect
        self.waiting = waiting


@dataclass
class _Doing:
    """A document that the process was given."""

    ended: asyncio.Future[Outcome]
    begun: bool = False
    asked: int = 0
    sign_of_life: float = field(default_factory=time.monotonic)

    @property
    def is_waiting(self) -> bool:
        return self.asked > 0

    def lives(self) -> None:
        self.sign_of_life = time.monotonic()


class Worker:
    """A process that works on documents until it is closed, or dies: ``problem`` says why, ``has_begun`` whether on any."""

    def __init__(self, begin: Begin, calls: Calls, folder: Path) -> None:
        self.pages = 0
        self._folder = folder
        self._begin = begin
        self._calls = calls
        self._process: asyncio.subprocess.Process | None = None
        self._doing: dict[str, _Doing] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._said: deque[str] = deque(maxlen=_TAIL)
        self._fault: Problem | None = None
        self._is_cleared = False
        self._is_too_large = False
        self._started = asyncio.Event()
        self.has_begun = False
        self.promised = 0
        self.problem: Problem | None = None

    @property
    def has_died(self) -> bool:
        """Whether there is a process no more."""
        return self.problem is not None

    @property
    def load(self) -> int:
        """How many documents it has, or is about to be given."""
        return len(self._doing) + self.promised

    async def start(self) -> None:
        """Start the process, which has its temporary files in the folder; it is not waited for."""
        try:
            self._folder.mkdir()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "extractor.batch.crew.worker", str(self._folder),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
                env=with_this_package(os.environ | {FOLDER: str(self._folder)}), start_new_session=True, limit=_MB,
            )  # fmt: skip
        except OSError as error:  # no memory or no number for another process
            self.problem = Problem(
                "WorkerDied", f"无法启动进程：{error}", f"no process can be started: {error}"
            )
        else:
            self._tell(self._begin)
            self._also(self._listen())
            self._also(self._overhear())
        self._started.set()

    async def process(self, task: Task) -> Outcome:
        """What comes of a document.

        Raises:
            WorkerDied: the process ended before.
            ExtractorError: no document can be read, or none written.
        """
        doing = _Doing(asyncio.get_running_loop().create_future())
        self._doing[task.id] = doing
        try:
            # It may be given work while it is still being started for somebody else's.
            await self._started.wait()
            if self.problem:
                raise WorkerDied(self.problem, suspect=False)
            self._tell(Do(task))
            return await doing.ended
        finally:
            self._doing.pop(task.id, None)

    @property
    def is_busy(self) -> bool:
        """Whether it lives and has documents."""
        return bool(self._doing) and not self.has_died

    @property
    def pid(self) -> int:
        """The number of the process; 0 before it is started."""
        return self._process.pid if self._process else 0

    def look_after(self, most_seconds: float, most_mb: int, taken: int) -> None:
        """End the process where a document shows no progress for so long, or it has ``taken`` too many bytes of memory."""
        now = time.monotonic()
        for doing in self._doing.values():
            if doing.begun and not doing.is_waiting and now - doing.sign_of_life > most_seconds:
                self._end_for(
                    f"{most_seconds:g} 秒没有进展，已终止（设置 document_timeout）",
                    f"no progress for {most_seconds:g} seconds: ended (setting document_timeout)",
                )
        if taken > most_mb * _MB:
            self._is_too_large = True
            self._end_for(
                f"占用内存 {taken // _MB} MB，超过上限 {most_mb} MB，已终止（设置 document_memory_mb）",
                f"took {taken // _MB} MB of memory, over the limit of {most_mb} MB: ended (setting document_memory_mb)",
            )

    def kill(self) -> None:
        """End the process and all that it started, at once."""
        if self._process is None or self._is_cleared:
            return
        if self._process.returncode is None:
            # asyncio's own way takes the exit code of one that has just died from whoever waits for it.
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        end_all_in(str(self._folder))

    async def close(self) -> None:
        """End it, and what waits for it."""
        self.kill()
        if self._process is not None:
            await self._process.wait()
            self._clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _clear(self) -> None:
        """Take away what it has left in its folder."""
        if not self._is_cleared:
            self._is_cleared = True
            shutil.rmtree(self._folder, ignore_errors=True)

    def _also(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _tell(self, message: object) -> None:
        stdin = self._process.stdin if self._process is not None else None
        # It may have died: who listens will say so, and asyncio would print a line for what is written all the same.
        if stdin is not None and not stdin.is_closing():
            with suppress(ConnectionError, RuntimeError):
                stdin.write(packed(message))

    async def _listen(self) -> None:
        process = self._process
        assert process is not None and process.stdout is not None  # noqa: S101  started with pipes
        try:
            while True:
                self._hear(await heard(process.stdout))
        except Exception as error:  # it has ended, or says what cannot be understood
            if not isinstance(error, asyncio.IncompleteReadError | ConnectionError):
                self._fault = Problem(type(error).__name__, f"内部错误：{error}", f"internal error: {error}")
            self.kill()
            await process.wait()
            self._clear()
            self._died(process.returncode or 0)

    def _hear(self, message: Question) -> None:
        doing = self._doing.get(message.outcome.id if isinstance(message, Done) else message.document)
        if doing is None:
            return
        doing.lives()
        match message:
            case Begun():
                self.has_begun = doing.begun = True
            case PagesRead():
                self.pages += 1
            case Asking():
                doing.asked += 1
                self._also(self._answer(message, doing))
            case Done():
                _resolve(doing.ended, message.outcome)
            case CannotGoOn():
                _fail(doing.ended, message.error)

    async def _answer(self, asking: Asking, doing: _Doing) -> None:
        answered = await self._calls.answer(asking)
        doing.asked -= 1
        doing.lives()
        self._tell(answered)

    async def _overhear(self) -> None:
        """Keep the last of what the process prints: it says why it died."""
        process = self._process
        assert process is not None and process.stderr is not None  # noqa: S101  started with pipes
        while line := await process.stderr.read(4096):
            self._said.extend(line.decode("utf-8", "replace").splitlines())

    def _end_for(self, zh: str, en: str) -> None:
        self._fault = self._fault or Problem("WorkerEnded", zh, en)
        self.kill()

    def _died(self, code: int) -> None:
        self.problem = problem = self._fault or cause_of_death(code, self._said)
        for doing in self._doing.values():
            # What waits for an answer does nothing, but it takes memory.
            is_suspect = doing.begun and (self._is_too_large or not doing.is_waiting)
            is_waiting = doing.begun and not is_suspect
            _fail(doing.ended, WorkerDied(problem, suspect=is_suspect, waiting=is_waiting))


def _resolve(future: asyncio.Future[Outcome], outcome: Outcome) -> None:
    if not future.done():
        future.set_result(outcome)


def _fail(future: asyncio.Future[Outcome], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
