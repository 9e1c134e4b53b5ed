"""Opening the store of a folder: made where there is none, refused where it is not ours."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from extractor.batch.store.layout import APPLICATION, MIGRATIONS, TABLES, VERSION
from extractor.batch.store.store import Store
from extractor.errors import OutputUnwritable, UsageError

FILE = "batch.sqlite"
_PATIENCE = 30.0  # seconds to wait while another process writes


def open_store(out: Path, *, create: bool = False) -> Store:
    """The store of a folder of results.

    Raises:
        UsageError: there is none (without ``create``), it is of a newer version, or no store at all.
        OutputUnwritable: the folder or the file cannot be written.
    """
    path = out / FILE
    if create:
        _make(out)
    elif not path.is_file():
        raise UsageError(
            f"{out}: no batch run has written here (there is no {FILE})",
            zh=f"{out}：这里没有批处理结果（缺少 {FILE}）",
        )
    try:
        connection = _connected(path, is_for_reading=not create and not os.access(out, os.W_OK))
        _checked(connection, path)
    except sqlite3.DatabaseError as error:
        raise _refused(path, error) from error
    return Store(connection, out)


def copied_store(out: Path) -> Store:
    """A store in memory that knows what the folder's knows of its documents: to try a plan on.

    Raises:
        UsageError, OutputUnwritable: see `open_store`.
    """
    memory = sqlite3.connect(":memory:", isolation_level=None)
    memory.row_factory = sqlite3.Row
    memory.executescript(TABLES)
    if (out / FILE).is_file():
        open_store(out).close()  # says what is wrong with it
        memory.execute("ATTACH ? AS disk", (str(out / FILE),))
        for table in ("documents", "stems"):
            memory.execute(f"INSERT INTO {table} SELECT * FROM disk.{table}")
        memory.execute("DETACH disk")
    return Store(memory, out)


def _make(out: Path) -> None:
    try:
        (out / "documents").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputUnwritable(
            f"{out}: no folder of results can be made there: {reason}",
            zh=f"{out}：无法建立结果文件夹：{reason}",
        ) from error


def _connected(path: Path, *, is_for_reading: bool) -> sqlite3.Connection:
    # Beside a file that is read others are made, but where it is said that nobody writes it.
    where = path.absolute().as_uri() + ("?immutable=1" if is_for_reading else "")
    connection = sqlite3.connect(
        where, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, uri=True
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = OFF")  # a duplicate may stand before what it is the same as
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _checked(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file; raises UsageError where they are not ours."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not application and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        _create(connection)
    elif application != APPLICATION:
        raise UsageError(
            f"{path}: is a database of another program", zh=f"{path}：是其他程序的数据库，不会改动"
        )
    elif version > VERSION:
        raise UsageError(
            f"{path}: was made by a newer version of this program (store {version}, known is {VERSION}): "
            "update the program, or choose another folder",
            zh=f"{path}：由更新的版本生成（库版本 {version}，本程序支持 {VERSION}）：请升级程序，或换一个输出文件夹",
        )
    else:
        _migrate(connection, version)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(
        f"BEGIN IMMEDIATE; {TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
    )


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for step in range(version, VERSION):
        connection.executescript(
            f"BEGIN IMMEDIATE; {MIGRATIONS[step]} PRAGMA user_version = {step + 1}; COMMIT;"
        )


def _refused(path: Path, error: sqlite3.DatabaseError) -> OutputUnwritable | UsageError:
    if isinstance(error, sqlite3.OperationalError):
        return OutputUnwritable(
            f"{path}: cannot be opened for writing: {error}", zh=f"{path}：无法打开写入：{error}"
        )
    return UsageError(f"{path}: is no database: {error}", zh=f"{path}：不是数据库：{error}")
