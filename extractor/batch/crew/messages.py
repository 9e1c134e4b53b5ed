"""What the run and its processes say to each other over a pipe: pickled, each led by its length."""

from __future__ import annotations

import asyncio
import pickle
from dataclasses import dataclass
from typing import IO, Any

from extractor.batch.task import Lane, Manner, Outcome, Task
from extractor.errors import ExtractorError
from extractor.model.types import Answer, Ask, CallUsage

_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Begin:
    """The first thing a process hears: how documents are read, and how many at once."""

    manner: Manner
    slots: int
    lane: Lane


@dataclass(frozen=True, slots=True)
class Do:
    """Work on a document."""

    task: Task


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of the question of that number: an answer, or what was raised; and what it took."""

    number: int
    answer: Answer[Any] | None
    error: ExtractorError | None
    usage: CallUsage | None


@dataclass(frozen=True, slots=True)
class Begun:
    """Work on a document has begun."""

    document: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to the language model."""

    number: int
    document: str
    ask: Ask[Any]


@dataclass(frozen=True, slots=True)
class PagesRead:
    """So many pages of a document are read."""

    document: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """A document is done."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CannotGoOn:
    """No document can be read, or none written."""

    document: str
    error: ExtractorError


Question = Asking | Begun | PagesRead | Done | CannotGoOn


def packed(message: object) -> bytes:
    """A message as it goes through the pipe."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(content).to_bytes(_LENGTH, "big") + content


def received(stream: IO[bytes]) -> Any:
    """The next message; raises EOFError when there are no more."""
    content = _exactly(stream, int.from_bytes(_exactly(stream, _LENGTH), "big"))
    return pickle.loads(content)  # noqa: S301  from the process that started this one


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


async def heard(stream: asyncio.StreamReader) -> Question:
    """The next message of a process; raises asyncio.IncompleteReadError when it has ended."""
    size = int.from_bytes(await stream.readexactly(_LENGTH), "big")
    message: Question = pickle.loads(await stream.readexactly(size))  # noqa: S301  our own process
    return message
