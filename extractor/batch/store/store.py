"""The store itself: its connection, what stands in it, and the runs that wrote it."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.export.stored import Stored
from extractor.batch.store.owners import Owner, is_gone
from extractor.batch.task import Problem
from extractor.errors import OutputUnwritable, UsageError
from extractor.result import Usage

_ALIVE = 60.0  # seconds since it last said so, for a run of another machine
_STORED = """
SELECT documents.*, rows.packed, other.name AS same_name FROM documents
LEFT JOIN rows ON rows.document = documents.id
LEFT JOIN documents AS other ON other.id = documents.same_as
WHERE documents.number > ? ORDER BY documents.number LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the program over this store; ``ended`` None while it goes on, or where it was killed."""

    number: int
    owner: str
    version: str
    settings: str
    started: float
    seen: float
    finished: float | None
    ended: str | None

    @property
    def is_alive(self) -> bool:
        """Whether it is still at work, as far as can be told."""
        return self.finished is None and not is_gone(self.owner) and time.time() - self.seen < _ALIVE


class Store:
    """The documents of a folder of results. One connection, for one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, out: Path) -> None:
        self.connection = connection
        self.out = out

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing of what is written inside; others wait meanwhile.

        Raises:
            OutputUnwritable: the disk is full, fails or may not be written.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:  # a full disk has rolled back already
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise self._unwritable(error) from error
            raise

    def _unwritable(self, error: sqlite3.OperationalError) -> OutputUnwritable:
        return OutputUnwritable(
            f"{self.out}: the results cannot be kept: {error}; mend that and run again to go on",
            zh=f"{self.out}：结果无法写入：{error}；排除问题后重新运行即可继续",
        )

    def counts(self, *, wanted: bool = False) -> dict[str, int]:
        """How many documents are in each state; with ``wanted`` of those that the last plan named."""
        where = "WHERE wanted" if wanted else ""
        query = f"SELECT iif(state = 'done', status, state), count(*) FROM documents {where} GROUP BY 1"
        return dict(map(tuple, self.connection.execute(query)))

    def stored(self) -> Iterator[Stored]:
        """Every document in the order in which they were named, with its rows.

        Read in parts, so that a run that goes on meanwhile is not held up: a document is seen as it is
        when its part is read.
        """
        last = 0
        while part := self.connection.execute(_STORED, (last,)).fetchall():
            yield from map(_stored, part)
            last = part[-1]["number"]

    def failed(self, most: int) -> list[tuple[str, Problem]]:
        """The documents that failed last, and why."""
        rows = self.connection.execute(
            "SELECT path, problem FROM documents WHERE problem IS NOT NULL ORDER BY finished DESC LIMIT ?",
            (most,),
        )
        return [(shown(row["path"]), Problem(**json.loads(row["problem"]))) for row in rows]

    def totals(self) -> dict[str, float | None]:
        """What all documents took: pages, calls, tokens, seconds of reading, cost in US dollars (None where not known)."""
        row = self.connection.execute(
            "SELECT total(pages) AS pages, total(usage ->> '$.calls') AS calls, total(usage ->> '$.cost') AS cost, "
            "total(usage ->> '$.input_tokens') + total(usage ->> '$.output_tokens') AS tokens, "
            "total(seconds) AS seconds, total(usage IS NOT NULL AND usage ->> '$.cost' IS NULL) AS unknown FROM documents"
        ).fetchone()
        whole = {name: int(row[name]) for name in ("pages", "calls", "tokens")}
        cost = None if row["unknown"] else round(row["cost"], 6)
        return {**whole, "cost": cost, "seconds": round(row["seconds"], 3)}

    def runs(self) -> list[Run]:
        """The runs, the last one last."""
        rows = self.connection.execute(
            "SELECT number, owner, version, settings, started, seen, finished, ended FROM runs ORDER BY number"
        )
        return [Run(*row) for row in rows]

    def begin_run(self, owner: Owner, version: str, settings: str, chosen: str) -> int:
        """Note that a run begins; gives its number.

        Raises:
            UsageError: another is at work with other settings: two may share the work, but not with two ways of reading.
        """
        now = time.time()
        with self.transaction() as db:
            for run in self.runs():
                if run.is_alive and run.settings != settings:
                    raise self._taken(run)
            done = db.execute(
                "INSERT INTO runs(owner, version, settings, chosen, started, seen) VALUES (?, ?, ?, ?, ?, ?)",
                (str(owner), version, settings, chosen, now, now),
            )
        return int(done.lastrowid or 0)

    def is_shared(self, number: int) -> bool:
        """Whether another run is at work beside that one."""
        return any(run.is_alive and run.number != number for run in self.runs())

    def _taken(self, run: Run) -> UsageError:
        host, process, _ = run.owner.rsplit("/", 2)
        return UsageError(
            f"{self.out}: another run with other settings is at work there (process {process} on {host}): wait for "
            "it, or choose another folder",
            zh=f"{self.out}：另一个设置不同的批处理正在写入（{host} 上的进程 {process}）：请等它结束，或换一个输出文件夹",
        )

    def end_run(self, number: int, ended: str) -> None:
        """Note how it ended."""
        now = time.time()
        with self.transaction() as db:
            db.execute(
                "UPDATE runs SET finished = ?, seen = ?, ended = ? WHERE number = ?",
                (now, now, ended, number),
            )


def _stored(row: sqlite3.Row) -> Stored:
    return Stored(
        id=row["id"],
        path=shown(row["path"]),
        name=row["name"],
        state=row["status"] or "pending",
        same_as=row["same_as"],
        same_name=row["same_name"],
        sha256=row["sha256"],
        seconds=row["seconds"],
        pages=row["pages"] or 0,
        findings=row["findings"] or 0,
        usage=Usage.model_validate_json(row["usage"]) if row["usage"] else None,
        problem=Problem(**json.loads(row["problem"])) if row["problem"] else None,
        doubt=row["doubt"] or 0.0,
        finished=row["finished"],
        rows=row["packed"] or b"",
    )


def shown(path: bytes) -> str:
    """A path as text that any file can hold: bytes that are no text are spelled out."""
    return os.fsdecode(path).encode("utf-8", "backslashreplace").decode("utf-8")
