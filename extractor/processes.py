"""A process beside this one, for work that may hang, die or eat the memory: questions in, answers out.

A process of our own instead of multiprocessing, which runs the caller's main module again: a script that
calls `extract` without a guard around it would start itself over and over. A module that serves is run as
``python -m MODULE ARGUMENT…`` and calls `serve`.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from extractor.overdue import MOST_TIMES, ended_after

_LONGEST_START = 300.0
_READY = "ready"
# So much longer than asked for lives a process whose owner was ended without a word.
_GRACE = 10.0
_MOST_IDLE = 2


class ProcessDied(Exception):
    """The process ended before it had answered."""


class Companion:
    """A process that answers one question at a time; started when it is first asked, and again when it has died."""

    def __init__(self, module: str, *arguments: str, **environment: str) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._stopped = False

    @property
    def is_running(self) -> bool:
        """Whether there is a process, as far as was heard."""
        return self._process is not None

    def begin(self) -> None:
        """Start the process if there is none, or it has ended, without waiting until it is ready."""
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=with_this_package(os.environ | self._environment),
            )

    def ask(self, question: object, timeout: float) -> object:
        """The answer to a question; both are pickled.

        Raises:
            TimeoutError: it takes over ``timeout`` seconds (see `ended_after`); the process is ended.
            ProcessDied: the process has ended, or `stop` was called.
        """
        if self._stopped:
            raise ProcessDied
        asked = pickle.dumps(
            (timeout, question)
        )  # whole, as a question that fails half way would stay in the pipe
        try:
            process = self._started()
            incoming = cast(IO[bytes], process.stdin)
            incoming.write(asked)
            incoming.flush()
            return self._heard(process, timeout)
        except (EOFError, BrokenPipeError, ConnectionError, ValueError, pickle.UnpicklingError) as error:
            self.end()
            raise ProcessDied from error

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, ready to answer: to get there takes seconds, which are not the question's."""
        self.begin()
        process = cast("subprocess.Popen[bytes]", self._process)
        if not self._ready:
            self._heard(process, _LONGEST_START)
            self._ready = True
        return process

    def _heard(self, process: subprocess.Popen[bytes], timeout: float) -> object:
        """What the process says next; raises TimeoutError when that takes too long, EOFError when it dies."""
        with ended_after(process, timeout) as too_late:
            try:
                return pickle.load(cast(IO[bytes], process.stdout))  # noqa: S301  our own process
            except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
                self.end()
                if too_late.is_set():
                    raise TimeoutError from error
                raise EOFError from error

    def stop(self) -> None:
        """End the process, for good."""
        self._stopped = True
        self.end()

    def end(self) -> None:
        """End the process; the next question is put to another one."""
        process, self._process, self._ready = self._process, None, False
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                cast(IO[bytes], pipe).close()
            except OSError:  # what was still to be written has nowhere to go
                continue
        process.wait()


class Reserve:
    """Companions that ``new`` makes and that are kept for the next who asks, so that their start is paid once."""

    def __init__(self, new: Callable[[], Companion]) -> None:
        self._new = new
        self._idle: deque[Companion] = deque()
        atexit.register(self._stop)
        if hasattr(os, "register_at_fork"):
            # They answer the process that started them; another would hear its answers.
            os.register_at_fork(after_in_child=self._idle.clear)

    @contextmanager
    def lent(self) -> Iterator[Companion]:
        """A companion for one thread; it starts meanwhile, if none was idle."""
        try:
            companion = self._idle.pop()
        except IndexError:
            companion = self._new()
        companion.begin()
        try:
            yield companion
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            companion.stop()  # it may be in the middle of an answer, which the next would hear
            raise
        finally:
            if companion.is_running:
                self._idle.append(companion)
            if len(self._idle) > _MOST_IDLE:
                self._idle.popleft().stop()

    def _stop(self) -> None:
        while self._idle:
            self._idle.pop().stop()


def with_this_package(environment: Mapping[str, str]) -> dict[str, str]:
    """With this very package first on the path."""
    ours = str(Path(__file__).parents[1])
    given = environment.get("PYTHONPATH")
    return {**environment, "PYTHONPATH": os.pathsep.join((ours, given)) if given else ours}


def serve(prepared: Callable[[], Callable[[object], object]]) -> None:
    """Answer the questions of a `Companion` until there are no more: the other end of it.

    ``prepared`` is called once and gives what answers; an error in either ends the process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming = sys.stdin.buffer
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    answer = prepared()
    _send(_READY, outgoing)
    while True:
        try:
            timeout, question = pickle.load(incoming)  # noqa: S301  from the process that started this one
        except EOFError:
            return
        _end_after(MOST_TIMES * timeout + _GRACE)
        _send(answer(question), outgoing)
        _end_after(0)


def _end_after(seconds: float) -> None:
    """End this process then, whatever it is busy with; 0 takes it back. Does nothing where the system has no such timer."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _send(answer: object, outgoing: IO[bytes]) -> None:
    pickle.dump(answer, outgoing)
    outgoing.flush()
