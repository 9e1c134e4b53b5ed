"""What of the documents named is to be done: new ones, changed ones, and those that ended too early."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from extractor.batch.store.naming import free_name
from extractor.batch.store.store import Store
from extractor.batch.task import Lane

_AT_ONCE = 500
_TO_DO = "state = 'pending', crashes = 0"
_One = TypeVar("_One")


class Wanted(Protocol):
    """A document that was named; ``lane`` is only asked of one that is new or has changed."""

    @property
    def path(self) -> str:
        """What `extract` takes."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def mtime_ns(self) -> int:
        """When it was written, in nanoseconds since 1970."""

    @property
    def lane(self) -> Lane:
        """What it is likely to take."""


@dataclass
class Planned:
    """How many documents were named, and why which of them are to be done."""

    named: int = 0
    new: int = 0
    changed: int = 0
    resettled: int = 0
    unfinished: int = 0
    retried: int = 0
    forced: int = 0

    @property
    def to_do(self) -> int:
        """How many are to be done."""
        return self.new + self.changed + self.resettled + self.unfinished + self.retried + self.forced


def take_up(
    store: Store,
    wanted: Iterable[Wanted],
    settings: str,
    *,
    retry_failed: bool = False,
    force: bool = False,
    beside: bool = False,
) -> Planned:
    """Take up what is named; what is done and unchanged stays as it is.

    Changed is what has another size or time, or was read with other ``settings`` (their hash). Documents
    that are not named keep their results, but are not worked on; ``beside`` another run all of the other's are.
    """
    planned = Planned()
    with store.transaction() as db:
        if not beside:
            db.execute("UPDATE documents SET wanted = 0")
        for part in _parts(wanted):
            _take_up(db, part, planned)
        planned.named = db.execute("SELECT count(*) FROM documents WHERE wanted").fetchone()[0]
        _renew(db, planned, settings, retry_failed=retry_failed, force=force)
        planned.unfinished = _count(db, "state <> 'done'") - planned.to_do
    return planned


def _take_up(db: sqlite3.Connection, part: list[Wanted], planned: Planned) -> None:
    """Note new documents, and those of another size or time."""
    named = {os.fsencode(one.path): one for one in part}
    marks = ",".join("?" * len(named))
    known = {
        row["path"]: (row["size"], row["modified"])
        for row in db.execute(f"SELECT path, size, modified FROM documents WHERE path IN ({marks})", [*named])
    }
    db.executemany("UPDATE documents SET wanted = 1 WHERE path = ?", [(path,) for path in known])
    for path, one in named.items():
        if path not in known:
            _add(db, path, one)
            planned.new += 1
        elif known[path] != (one.size, one.mtime_ns):
            _change(db, path, one)
            planned.changed += 1


def _add(db: sqlite3.Connection, path: bytes, one: Wanted) -> None:
    db.execute(
        "INSERT INTO documents(id, path, name, lane, size, modified) VALUES (?, ?, ?, ?, ?, ?)",
        (id_of(path), path, free_name(db, path), one.lane, one.size, one.mtime_ns),
    )


def _change(db: sqlite3.Connection, path: bytes, one: Wanted) -> None:
    db.execute(
        f"UPDATE documents SET {_TO_DO}, lane = ?, size = ?, modified = ? WHERE path = ?",
        (one.lane, one.size, one.mtime_ns, path),
    )
    # What was the same as it may be so no longer.
    db.execute(f"UPDATE documents SET {_TO_DO}, sha256 = NULL WHERE same_as = ?", (id_of(path),))


def _renew(
    db: sqlite3.Connection, planned: Planned, settings: str, *, retry_failed: bool, force: bool
) -> None:
    """Take back what was done, where it has to be done again."""
    ended = "wanted AND state = 'done'"
    if force:
        planned.forced = _again(db, ended)
        return
    planned.resettled = _again(db, f"{ended} AND settings IS NOT ?", settings)
    _again(db, f"{ended} AND again")
    if retry_failed:
        planned.retried = _again(db, f"{ended} AND status IN ('failed', 'partial')")


def _again(db: sqlite3.Connection, which: str, *values: str) -> int:
    # Without its hash it will not be taken for one that was read just so before.
    return db.execute(f"UPDATE documents SET {_TO_DO}, sha256 = NULL WHERE {which}", values).rowcount


def _count(db: sqlite3.Connection, which: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM documents WHERE wanted AND {which}").fetchone()[0])


def id_of(path: bytes) -> str:
    """The id of a document: of its path alone, so that it is the same in every run."""
    return hashlib.blake2b(path, digest_size=8).hexdigest()


def _parts(wanted: Iterable[_One]) -> Iterator[list[_One]]:
    following = iter(wanted)
    while part := list(islice(following, _AT_ONCE)):
        yield part
