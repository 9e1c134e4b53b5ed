"""The tables of the store, and what tells them from any other database."""

from __future__ import annotations

APPLICATION = 0x49455842  # "IEXB": what PRAGMA application_id of our files says
VERSION = 1
"""Changes with the tables; a file of another version is refused, or brought up to date by `MIGRATIONS`."""

# Paths are bytes: names that are no UTF-8 are names too. Times are seconds since 1970.
TABLES = """
CREATE TABLE IF NOT EXISTS documents(
  number INTEGER PRIMARY KEY,                 -- in the order in which they were named
  id TEXT NOT NULL UNIQUE,                    -- of the path alone: the same in every run
  path BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,   -- its files in documents/ are called so
  lane TEXT NOT NULL CHECK (lane IN ('light', 'heavy')),
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,                  -- nanoseconds since 1970
  wanted INTEGER NOT NULL DEFAULT 1,          -- named by the run that was planned last
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'running', 'done')),
  -- What came of it when it was last done; that stays to be seen while it is done anew.
  status TEXT CHECK (status IN ('ok', 'partial', 'failed', 'duplicate')),
  again INTEGER NOT NULL DEFAULT 0,           -- ended for no fault of its own (a limit, an endpoint): the next run does it
  settings TEXT,                              -- hash of those it was read with
  sha256 TEXT,
  same_as TEXT REFERENCES documents(id),
  attempts INTEGER NOT NULL DEFAULT 0,
  crashes INTEGER NOT NULL DEFAULT 0,         -- how often a process died over it
  owner TEXT,
  lease REAL,                                 -- after that time it may be taken from its owner
  started REAL,
  finished REAL,
  seconds REAL,
  pages INTEGER,
  findings INTEGER,
  doubt REAL,
  usage TEXT,                                 -- result.Usage as JSON
  problem TEXT                                -- task.Problem as JSON
) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_state ON documents(state, lane, number);
CREATE INDEX IF NOT EXISTS documents_by_content ON documents(sha256);
CREATE TABLE IF NOT EXISTS stems(stem TEXT PRIMARY KEY COLLATE NOCASE, used INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS rows(document TEXT PRIMARY KEY REFERENCES documents(id), packed BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS runs(
  number INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  version TEXT NOT NULL,                      -- of the program
  settings TEXT NOT NULL,                     -- their hash
  chosen TEXT NOT NULL,                       -- them, as JSON, without keys
  started REAL NOT NULL,
  seen REAL NOT NULL,                         -- when it last said that it lives
  finished REAL,
  ended TEXT                                  -- done, interrupted, stopped: why
) STRICT;
"""

MIGRATIONS: dict[int, str] = {}
"""What brings a file of a version to the next one."""
