"""The state file of a run's folder: its tables, and the lock of the one process that may change it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from extractor.errors import UsageError

_LOCK = "provider-batch.lock"
_FORM = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS parts (
  number INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, address TEXT NOT NULL, state TEXT NOT NULL, made REAL NOT NULL,
  questions INTEGER NOT NULL, tokens INTEGER NOT NULL, cost REAL, file TEXT, batch TEXT, status TEXT,
  output TEXT, errors TEXT, stray INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS questions (
  key TEXT PRIMARY KEY, part INTEGER NOT NULL REFERENCES parts, state TEXT NOT NULL,
  prompt INTEGER NOT NULL DEFAULT 0, cached INTEGER NOT NULL DEFAULT 0, completion INTEGER NOT NULL DEFAULT 0,
  cost REAL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tried (attempts INTEGER, prompt INTEGER, cached INTEGER, completion INTEGER, cost REAL);
CREATE INDEX IF NOT EXISTS questions_of_part ON questions (part, state);
"""


def lock_of(folder: Path) -> sqlite3.Connection:
    """A lock that the system lets go of, whatever ends the process.

    Raises:
        UsageError: another process has it.
    """
    lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" not in str(error):
            raise
        raise UsageError(
            f"{folder}: another run waits for a provider's batch here",
            zh=f"{folder}：另一次运行正在此等待批量接口",
        ) from error
    return lock


def connection_to(path: Path) -> sqlite3.Connection:
    """The file, made where there is none.

    Raises:
        UsageError: another version has made it.
    """
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    form = db.execute("PRAGMA user_version").fetchone()[0]
    if form not in (0, _FORM):
        db.close()
        raise UsageError(
            f"{path} was made by another version: finish that run with it, or remove the file",
            zh=f"{path} 由其他版本生成：请用该版本跑完，或删除此文件",
        )
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    if form != _FORM:
        db.executescript(_TABLES)
        db.execute(f"PRAGMA user_version = {_FORM}")
    return db
