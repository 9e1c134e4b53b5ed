"""How far the questions and their batches are: written before and after each step, so that none is paid twice."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.batch.provider.items import GOOD, Item
from extractor.batch.provider.opening import connection_to, lock_of
from extractor.batch.provider.terms import FILE
from extractor.batch.provider.told import ProviderUsage
from extractor.model.types import CallUsage

ASKED = "asked"
_SUMS = """
SELECT count(*) AS asked, coalesce(sum(prompt), 0) AS prompt, coalesce(sum(cached), 0) AS cached,
  coalesce(sum(completion), 0) AS completion, sum(cost) AS cost, count(*) = count(cost) AS known
FROM questions WHERE part IN (SELECT value FROM json_each(?))
"""
_TRIED = """
SELECT total(attempts) AS attempts, total(prompt) AS prompt, total(cached) AS cached, total(completion) AS completion,
  total(cost) AS cost, count(*) = count(cost) AS known FROM tried
"""
_FORGET_UNSENT = """
DELETE FROM questions WHERE part IN (SELECT number FROM parts WHERE state = 'written')
"""
_BY_STATE = """
SELECT state, count(*) FROM questions WHERE part IN (SELECT value FROM json_each(?)) GROUP BY state
"""


@dataclass(frozen=True)
class Part:
    """One file of questions and its batch.

    ``state`` is ``written`` (nothing sent yet), ``uploading``, ``uploaded``, ``creating``, ``created``,
    ``ended``, ``taken`` (the provider may still have its files), ``done`` or ``failed``. ``mark`` finds it again at the provider. ``tokens`` and ``cost`` are its worst case.
    ``file``, ``batch``, ``output`` and ``errors`` are the provider's ids; ``status`` is its last word on how far the
    batch is, or how it ended.
    """

    number: int
    mark: str
    address: str
    state: str
    made: float
    questions: int
    tokens: int
    cost: float | None
    file: str | None = None
    batch: str | None = None
    status: str | None = None
    output: str | None = None
    errors: str | None = None
    stray: int = 0


class State:
    """The state file of one run's folder; who changes it has ``held`` it, as one process at a time can."""

    def __init__(self, folder: Path, *, held: bool = True) -> None:
        """Open or make it.

        Raises:
            UsageError: another process holds it, or another version has made it.
            sqlite3.Error: it cannot be written.
        """
        self._lock = lock_of(folder) if held else None
        self._db = connection_to(folder / FILE)

    def close(self) -> None:
        """Let go of it."""
        self._db.close()
        if self._lock is not None:
            self._lock.close()

    def forget_unsent(self) -> None:
        """Drop the files that were written but not sent: their questions are collected anew."""
        with self._db as db:
            db.execute(_FORGET_UNSENT)
            db.execute("DELETE FROM parts WHERE state = 'written'")

    def open_parts(self, address: str | None = None) -> list[Part]:
        """What has not come home yet of what went to this address, or to any."""
        rows = self._db.execute(
            "SELECT * FROM parts WHERE (? IS NULL OR address = ?) AND state NOT IN ('done', 'failed') ORDER BY number",
            (address, address),
        )
        return [Part(**row) for row in rows]

    def part(self, number: int) -> Part:
        """One file, as it is now."""
        return Part(**self._db.execute("SELECT * FROM parts WHERE number = ?", (number,)).fetchone())

    def state_of(self, key: str) -> str | None:
        """How far a question is: ``asked``, `GOOD` or what was wrong with its answer; None if never asked."""
        row = self._db.execute("SELECT state FROM questions WHERE key = ?", (key,)).fetchone()
        return str(row["state"]) if row else None

    def add(self, part: Part, keys: Sequence[str]) -> None:
        """Keep a file that is written, with the questions in it."""
        with self._db as db:
            db.execute(
                "INSERT INTO parts (number, mark, address, state, made, questions, tokens, cost) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (part.number, part.mark, part.address, part.state, part.made, part.questions, part.tokens, part.cost),
            )  # fmt: skip
            # One that was answered, but whose answer is in the cache no more, is asked anew.
            db.executemany(
                "INSERT OR REPLACE INTO questions (key, part, state) VALUES (?, ?, ?)",
                [(key, part.number, ASKED) for key in keys],
            )

    def numbers(self) -> list[int]:
        """The numbers of all files."""
        return [row["number"] for row in self._db.execute("SELECT number FROM parts ORDER BY number")]

    def new_number(self) -> int:
        """The number of the next file."""
        row = self._db.execute("SELECT coalesce(max(number), 0) + 1 AS next FROM parts").fetchone()
        return int(row["next"])

    def advance(self, number: int, state: str, **ids: str | None) -> Part:
        """Note how far a file is, and what the provider calls it."""
        columns = "".join(f", {name} = :{name}" for name in ids)
        with self._db as db:
            db.execute(
                f"UPDATE parts SET state = :state{columns} WHERE number = :number",  # noqa: S608
                {"state": state, "number": number, **ids},
            )
        return self.part(number)

    def asked_of(self, number: int) -> set[str]:
        """The questions of a file."""
        rows = self._db.execute("SELECT key FROM questions WHERE part = ?", (number,))
        return {row["key"] for row in rows}

    def put(self, items: Iterable[tuple[Item, float | None]]) -> None:
        """Keep what came of questions, each with its price."""
        with self._db as db:
            db.executemany(
                "UPDATE questions SET state = ?, prompt = ?, cached = ?, completion = ?, cost = ? WHERE key = ?",
                [_values(item, cost) for item, cost in items],
            )

    def finish(self, number: int, reason: str, stray: int) -> None:
        """Note that a file's results are taken; what they said nothing of is wrong for this reason."""
        with self._db as db:
            db.execute("UPDATE questions SET state = ? WHERE part = ? AND state = ?", (reason, number, ASKED))
            db.execute("UPDATE parts SET state = 'taken', stray = ? WHERE number = ?", (stray, number))

    def give_up(self, number: int) -> None:
        """Note that a file was not taken at all: its questions have not been asked."""
        with self._db as db:
            db.execute("DELETE FROM questions WHERE part = ?", (number,))
            db.execute("UPDATE parts SET state = 'failed' WHERE number = ?", (number,))

    def note_tried(self, usage: CallUsage) -> None:
        """Keep what ordinary calls took before questions were handed in."""
        values = (
            usage.attempts, usage.prompt_tokens, usage.cached_prompt_tokens, usage.completion_tokens, usage.cost
        )  # fmt: skip
        with self._db as db:
            db.execute("INSERT INTO tried VALUES (?, ?, ?, ?, ?)", values)

    def tried(self) -> CallUsage:
        """What ordinary calls took, those of all runs."""
        row = self._db.execute(_TRIED).fetchone()
        attempts, prompt, cached, completion = (int(row[at]) for at in range(4))
        return CallUsage(attempts, prompt, cached, completion, row["cost"] if row["known"] else None)

    def usage(self, numbers: Iterable[int]) -> ProviderUsage:
        """What these files came to."""
        chosen = (str(sorted(numbers)),)
        sums = self._db.execute(_SUMS, chosen).fetchone()
        states = {row["state"]: row["count(*)"] for row in self._db.execute(_BY_STATE, chosen)}
        stray = self._db.execute(
            "SELECT coalesce(sum(stray), 0) AS stray FROM parts WHERE number IN (SELECT value FROM json_each(?))",
            chosen,
        ).fetchone()["stray"]
        return ProviderUsage(
            asked=sums["asked"],
            good=states.pop(GOOD, 0),
            bad={state: count for state, count in sorted(states.items()) if state != ASKED},
            stray=stray,
            prompt_tokens=sums["prompt"],
            cached_prompt_tokens=sums["cached"],
            completion_tokens=sums["completion"],
            cost=(sums["cost"] or 0.0) if sums["known"] else None,
        )


@contextmanager
def state_of(folder: Path, *, held: bool = True) -> Iterator[State]:
    """The state of a folder, let go of in the end."""
    state = State(folder, held=held)
    try:
        yield state
    finally:
        state.close()


def new_part(number: int, mark: str, address: str, worst: tuple[int, float | None], questions: int) -> Part:
    """A file that is just written."""
    return Part(number, mark, address, "written", time.time(), questions, *worst)


def _values(item: Item, cost: float | None) -> tuple[Any, ...]:
    tokens = item.tokens
    counts = (tokens.prompt, tokens.cached, tokens.completion) if tokens else (0, 0, 0)
    return (item.state, *counts, cost, item.key)
