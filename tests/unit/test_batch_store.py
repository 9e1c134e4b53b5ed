"""The store of a batch: whose a document is, what is to be done again, what files are called."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from extractor.batch.store import Claimed, Claims, Planned, Store, open_store, take_up
from extractor.batch.store.claims import LEASE
from extractor.batch.store.owners import Owner
from extractor.batch.task import Lane, Outcome
from extractor.errors import OutputUnwritable, UsageError

HERE = Owner.this()
FAR = Owner("another-machine", 1, 1)
GONE = replace(HERE, born=HERE.born - 1)
SETTINGS = "settings"


@dataclass(frozen=True)
class Named:
    path: str
    size: int = 1
    mtime_ns: int = 1
    lane: Lane = "light"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, create=True)
    yield opened
    opened.close()


def named(store: Store, *documents: str | Named, **how: bool) -> Planned:
    return take_up(store, [Named(one) if isinstance(one, str) else one for one in documents], SETTINGS, **how)


def taken(claims: Claims) -> Claimed:
    """The next document, which is there."""
    claimed = claims.take("light")
    assert claimed is not None
    return claimed


def done(claims: Claims, *, sha256: str = "a", again: bool = False) -> str:
    """Take the next document and finish it."""
    claimed = taken(claims)
    assert claims.finish(Outcome(claimed.id, "ok", sha256, 0.1, rows=b"r"), again=again)
    return claimed.path


def test_a_document_belongs_to_one_process_at_a_time(store: Store) -> None:
    named(store, "/a", "/b")
    ours, theirs = Claims(store, HERE, SETTINGS), Claims(store, FAR, SETTINGS)
    assert [taken(ours).path, taken(theirs).path] == ["/a", "/b"]
    assert ours.take("light") is None and ours.take("heavy") is None
    assert store.counts() == {"running": 2}


def test_what_the_dead_had_is_taken_back_and_what_the_living_have_is_not(store: Store) -> None:
    named(store, "/a", "/b", "/c")
    dead, far, ours = (Claims(store, owner, SETTINGS) for owner in (GONE, FAR, HERE))
    lost = taken(dead)
    taken(far)
    taken(ours)
    assert ours.take_back_lost() == 1
    # It comes too late: another has it by then.
    assert taken(ours).path == "/a"
    assert not dead.finish(Outcome(lost.id, "ok", "a", 0.1))
    with store.transaction() as db:
        db.execute("UPDATE documents SET lease = ? WHERE path = ?", (time.time() - LEASE, b"/b"))
    assert ours.take_back_lost() == 1


def test_what_is_done_stays_until_it_or_the_settings_change(store: Store) -> None:
    claims = Claims(store, HERE, SETTINGS)
    assert named(store, "/a", "/b").new == 2
    assert [done(claims, sha256="a"), done(claims, sha256="b")] == ["/a", "/b"]
    assert named(store, "/a", "/b").to_do == 0
    plan = named(store, "/a", Named("/b", mtime_ns=2))
    assert (plan.named, plan.to_do, plan.changed) == (2, 1, 1)
    claimed = taken(claims)
    assert claims.unchanged(claimed, "b") and not claims.unchanged(claimed, "b")
    assert take_up(store, [Named("/a")], "others").resettled == 1
    plan = named(store, "/a", Named("/b", mtime_ns=2), force=True)
    assert (plan.unfinished, plan.forced) == (1, 1)


def test_what_ended_for_no_fault_of_its_own_is_done_again(store: Store) -> None:
    claims = Claims(store, HERE, SETTINGS)
    named(store, "/a", "/b")
    done(claims, again=True)
    assert named(store, "/a", "/b").unfinished == 2
    claimed, other = taken(claims), taken(claims)
    assert claims.twin(other, "a") is None
    assert claims.finish(Outcome(claimed.id, "ok", "a", 0.1))
    assert claims.twin(other, "a") == claimed.id


def test_a_plan_beside_another_run_leaves_what_that_has_named(store: Store) -> None:
    named(store, "/a")
    named(store, "/b", beside=True)
    assert sum(store.counts(wanted=True).values()) == 2
    named(store, "/b")
    assert sum(store.counts(wanted=True).values()) == 1


def test_runs_with_other_settings_are_refused_while_one_lives(store: Store) -> None:
    store.begin_run(GONE, "1", "of one that died", "{}")
    number = store.begin_run(HERE, "1", SETTINGS, "{}")
    with pytest.raises(UsageError, match="other settings"):
        store.begin_run(FAR, "1", "others", "{}")
    assert not store.is_shared(number)
    other = store.begin_run(FAR, "1", SETTINGS, "{}")
    assert store.is_shared(number)
    store.end_run(other, "done")
    assert not store.is_shared(number)


def test_names_differ_on_any_system(store: Store) -> None:
    names = [
        "/x/A.txt",
        "/y/a.txt",
        "/z/a.docx",
        "/a-2.txt",
        "/" + "长" * 90 + ".txt",
        "/<>:.txt",
        "/ . .txt",
    ]
    named(store, *names)
    claims = Claims(store, HERE, SETTINGS)
    given = [taken(claims).name for _ in names]
    assert len({name.casefold() for name in given}) == len(names)
    assert all(0 < len(name.encode()) <= 210 and not set(name) & set('<>:"/\\|?*') for name in given)
    assert not any(name.endswith((".", " ")) for name in given)


def test_a_disk_that_fails_is_told_in_words_and_nothing_is_half_done(store: Store) -> None:
    named(store, "/a")
    with pytest.raises(OutputUnwritable, match="disk is full"), store.transaction() as db:
        db.execute("UPDATE documents SET state = 'done'")
        raise sqlite3.OperationalError("database or disk is full")
    assert store.counts() == {"pending": 1}
    assert named(store, "/a").to_do == 1
