"""The questions of a run written into files for the provider, each once, within the sizes that it takes."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path

from pydantic import BaseModel

from extractor.batch.provider.collecting import Question
from extractor.batch.provider.items import GOOD
from extractor.batch.provider.spelling import Request, Speller
from extractor.batch.provider.state import State, new_part
from extractor.batch.provider.terms import Terms
from extractor.batch.provider.told import Listener, Told
from extractor.batch.provider.trial import Trial
from extractor.model.prices import Price
from extractor.model.reply import Tokens

Questions = Iterable[Question] | AsyncIterable[Question]
FOLDER = "provider-batch"


class Shelf:
    """The folder of the files that wait for the provider or have come from it. Its owner only reads them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def requests(self, mark: str) -> Path:
        """The questions of a part; its name tells it from all others at the provider."""
        return self._path(f"extractor-{mark}.jsonl")

    def results(self, mark: str, kind: str) -> Path:
        """What the provider has written about a part."""
        return self._path(f"extractor-{mark}.{kind}.jsonl")

    def clear(self, mark: str) -> None:
        """Remove all of a part."""
        for path in self._folder.glob(f"extractor-{mark}.*"):
            path.unlink(missing_ok=True)
        # Refused while other parts have files in it.
        with suppress(OSError):
            self._folder.rmdir()

    def keep_only(self, marks: Iterable[str]) -> None:
        """Remove what belongs to no part that is under way."""
        kept = set(marks)
        for path in self._folder.glob("extractor-*"):
            if path.name.split(".")[0].removeprefix("extractor-") not in kept:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        return self._folder / name


class Writer:
    """Writes files of questions. ``wanted`` says what class of answer each question of the run asks for."""

    def __init__(self, state: State, shelf: Shelf, terms: Terms, price: Price, address: str) -> None:
        self.wanted: dict[str, type[BaseModel]] = {}
        self._state = state
        self._shelf = shelf
        self._terms = terms
        self._price = price
        self._address = address
        self._file: _File | None = None

    async def write(self, questions: Questions, trial: Trial, told: Listener) -> None:
        """Write what is neither answered nor asked already; the first of it is put to the ``trial``."""
        async for question in _each(questions):
            if trial.speller is not None and not self._is_new(question, trial.speller):
                continue
            if trial.is_over and trial.speller is not None:
                self._add(await trial.speller.request(question), told)
                continue
            await trial.ask(question)
            if trial.is_over:
                told(Told("tried"))
        self._close(told)

    def _is_new(self, question: Question, speller: Speller) -> bool:
        key = speller.key(question)
        seen = key in self.wanted
        self.wanted[key] = question.answer
        # What had a good answer, but has it in the cache no more, is asked anew.
        return not (seen or self._state.state_of(key) not in (None, GOOD) or speller.is_answered(question))

    def _add(self, request: Request, told: Listener) -> None:
        line = _line(request, self._terms.endpoint)
        if line is None or len(line) > self._terms.size:
            return  # left to an ordinary call
        if self._file is not None and not self._file.takes(len(line), self._terms):
            self._close(told)
        if self._file is None:
            mark = uuid.uuid4().hex
            self._file = _File(mark, self._shelf.requests(mark))
        self._file.add(request, line)

    def _close(self, told: Listener) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        file.close()
        worst = (file.worst.prompt + file.worst.completion, self._price(file.worst))
        part = new_part(self._state.new_number(), file.mark, self._address, worst, len(file.keys))
        self._state.add(part, file.keys)
        told(Told("written", part.number, part.questions))


class _File:
    """One file being written: its questions, its size in bytes and its worst case."""

    def __init__(self, mark: str, path: Path) -> None:
        self.mark = mark
        self.keys: list[str] = []
        self.size = 0
        self.worst = Tokens()
        self._to: BufferedWriter = path.open("wb")

    def takes(self, more: int, terms: Terms) -> bool:
        """Whether there is room for one more line of so many bytes."""
        return len(self.keys) < terms.requests and self.size + more <= terms.size

    def add(self, request: Request, line: bytes) -> None:
        """Write one more line."""
        self._to.write(line)
        self.keys.append(request.key)
        self.size += len(line)
        mine, more = self.worst, request.worst
        self.worst = Tokens(mine.prompt + more.prompt, mine.completion + more.completion)

    def close(self) -> None:
        """Have it on disk."""
        self._to.flush()
        os.fsync(self._to.fileno())
        self._to.close()


def _line(request: Request, endpoint: str) -> bytes | None:
    """The request on a line of its own; None where it holds half a character, which would spoil the whole file."""
    said = {"custom_id": request.key, "method": "POST", "url": endpoint, "body": request.body}
    plain = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    try:
        return plain.encode() + b"\n"
    except UnicodeEncodeError:
        return None


async def _each(questions: Questions) -> AsyncIterator[Question]:
    if isinstance(questions, AsyncIterable):
        async for question in questions:
            yield question
        return
    for question in questions:
        yield question
