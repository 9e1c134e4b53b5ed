"""Documents taken to be worked on, and what came of them: each belongs to one process at a time."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from dataclasses import asdict, dataclass

from extractor.batch.store.owners import Owner, is_gone
from extractor.batch.store.store import Store
from extractor.batch.task import Lane, Outcome, Problem

LEASE = 60.0
"""Seconds for which a document is its owner's, unless renewed."""
_CLAIM = """
UPDATE documents SET state = 'running', owner = ?, lease = ?, started = ?, attempts = attempts + 1
WHERE number = (
  SELECT number FROM documents WHERE wanted AND state = 'pending' AND lane = ? ORDER BY number LIMIT 1
) RETURNING id, path, name, sha256, settings, crashes
"""
_FINISH = """
UPDATE documents SET state = 'done', status = ?, again = ?, settings = ?, sha256 = ?, same_as = NULL, owner = NULL, lease = NULL,
  finished = ?, seconds = ?, pages = ?, findings = ?, doubt = ?, usage = ?, problem = ?
WHERE id = ? AND owner = ?
"""
_TWIN = """
SELECT id FROM documents
WHERE sha256 = ? AND settings = ? AND id <> ? AND state = 'done' AND status <> 'duplicate' AND NOT again
ORDER BY number LIMIT 1
"""
_BACK = "state = 'pending', owner = NULL, lease = NULL"


@dataclass(frozen=True, slots=True)
class Named:
    """A document: its id, its path, and what its files are called."""

    id: str
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Claimed(Named):
    """A document that is ours to work on. ``before`` is the content it had when it was read last."""

    before: str | None
    settings: str | None
    crashes: int


ToDo = list[tuple[Named, Lane]]


def waiting(store: Store, most: int | None = None) -> ToDo:
    """The documents of the last plan that nobody works on, at most so many."""
    rows = store.connection.execute(
        "SELECT id, path, name, lane FROM documents WHERE wanted AND state = 'pending' ORDER BY number LIMIT ?",
        (-1 if most is None else most,),
    )
    return [(Named(row["id"], os.fsdecode(row["path"]), row["name"]), row["lane"]) for row in rows]


class Claims:
    """What one process has taken from the store. ``settings`` is the hash of those it reads with."""

    def __init__(self, store: Store, owner: Owner, settings: str) -> None:
        self.store = store
        self._owner = str(owner)
        self.settings = settings

    def take(self, lane: Lane) -> Claimed | None:
        """Take the first document that nobody works on; None where there is none."""
        now = time.time()
        with self.store.transaction() as db:
            row = db.execute(_CLAIM, (self._owner, now + LEASE, now, lane)).fetchone()
        return _claimed(row) if row else None

    def take_back_lost(self) -> int:
        """Let go of what belongs to processes that have ended or have not said for long that they live."""
        with self.store.transaction() as db:
            held = db.execute(
                "SELECT owner, max(lease) FROM documents WHERE state = 'running' GROUP BY owner"
            )
            lost = [owner for owner, lease in held.fetchall() if lease < time.time() or is_gone(owner)]
            return sum(
                db.execute(
                    f"UPDATE documents SET {_BACK} WHERE state = 'running' AND owner = ?", (owner,)
                ).rowcount
                for owner in lost
            )

    def renew(self, run: int) -> None:
        """Say that this process lives."""
        now = time.time()
        with self.store.transaction() as db:
            db.execute(
                "UPDATE documents SET lease = ? WHERE state = 'running' AND owner = ?",
                (now + LEASE, self._owner),
            )
            db.execute("UPDATE runs SET seen = ? WHERE number = ?", (now, run))

    def finish(self, outcome: Outcome, *, again: bool = False) -> bool:
        """Keep what came of a document, once; with ``again`` the next run does it anew.

        False where the document is no longer ours: nothing is kept then.
        """
        with self.store.transaction() as db:
            if not self._ended(db, outcome, again=again):
                return False
            db.execute("DELETE FROM rows WHERE document = ?", (outcome.id,))
            if outcome.rows:
                db.execute("INSERT INTO rows VALUES (?, ?)", (outcome.id, outcome.rows))
        return True

    def _ended(self, db: sqlite3.Connection, outcome: Outcome, *, again: bool) -> bool:
        values = (
            outcome.status, again, self.settings, outcome.sha256, time.time(), outcome.seconds, outcome.pages,
            outcome.findings, outcome.doubt, outcome.usage.model_dump_json() if outcome.usage else None,
            _as_json(outcome.problem), outcome.id, self._owner,
        )  # fmt: skip
        return db.execute(_FINISH, values).rowcount == 1

    def unchanged(self, claimed: Claimed, sha256: str) -> bool:
        """Whether it was read before just as it is, by these settings; it then counts as done."""
        if claimed.before != sha256 or claimed.settings != self.settings:
            return False
        with self.store.transaction() as db:
            done = db.execute(
                "UPDATE documents SET state = 'done', owner = NULL, lease = NULL "
                "WHERE id = ? AND owner = ? AND status IS NOT NULL AND NOT again",
                (claimed.id, self._owner),
            )
        return done.rowcount == 1

    def twin(self, claimed: Claimed, sha256: str) -> str | None:
        """The id of a document of the same content that was read with the same settings."""
        row = self.store.connection.execute(_TWIN, (sha256, self.settings, claimed.id)).fetchone()
        return row["id"] if row else None

    def same(self, claimed: Claimed, sha256: str, other: str) -> None:
        """Keep that a document has the content of another."""
        with self.store.transaction() as db:
            db.execute(
                "UPDATE documents SET state = 'done', status = 'duplicate', same_as = ?, sha256 = ?, settings = ?, again = 0, owner = NULL, "
                "lease = NULL, finished = ?, seconds = 0, pages = 0, findings = 0, doubt = 0, usage = NULL, problem = NULL "
                "WHERE id = ? AND owner = ?",
                (other, sha256, self.settings, time.time(), claimed.id, self._owner),
            )
            db.execute("DELETE FROM rows WHERE document = ?", (claimed.id,))

    def crashed(self, claimed: Claimed) -> int:
        """Count that a process died over it; how often that has happened."""
        with self.store.transaction() as db:
            row = db.execute(
                "UPDATE documents SET crashes = crashes + 1 WHERE id = ? RETURNING crashes", (claimed.id,)
            ).fetchone()
        return int(row["crashes"])

    def give_back(self) -> None:
        """Let go of all that is ours."""
        with self.store.transaction() as db:
            db.execute(f"UPDATE documents SET {_BACK} WHERE state = 'running' AND owner = ?", (self._owner,))


def _claimed(row: sqlite3.Row) -> Claimed:
    return Claimed(
        row["id"],
        os.fsdecode(row["path"]),
        row["name"],
        row["sha256"],
        row["settings"],
        row["crashes"],
    )


def _as_json(problem: Problem | None) -> str | None:
    return None if problem is None else json.dumps(asdict(problem), ensure_ascii=False)
