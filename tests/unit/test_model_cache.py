"""The cache of answers: nothing planted in it runs, nothing paid for gets lost, processes share it."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import diskcache
import pytest
from pydantic import BaseModel

from extractor.errors import ConfigurationError
from extractor.model.cache import AnswerCache, NotPlain, PlainDisk, cache_key
from extractor.model.types import Message


class Row(BaseModel):
    name: str


class OtherRow(BaseModel):
    name: str
    value: float


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def plant(folder: Path, column: str, mark: Path) -> None:
    """Put a pickle into one column of the entry, past diskcache."""
    packed = sqlite3.Binary(pickle.dumps(Planted(mark)))
    with sqlite3.connect(folder / "answers" / "cache.db") as database:
        if column == "value":
            database.execute("UPDATE Cache SET value = ?, mode = 4", (packed,))
        elif column == "key":
            database.execute("UPDATE Cache SET key = ?, raw = 0", (packed,))
        else:
            (folder / "answers" / "planted.val").write_bytes(bytes(packed))
            database.execute("UPDATE Cache SET filename = 'planted.val', mode = 4, value = NULL")
    database.close()


def filled(folder: Path) -> None:
    cache = AnswerCache(folder)
    assert cache.put("k", '{"name": "a"}')
    cache.close()


@pytest.mark.parametrize("column", ["value", "file"])
def test_a_planted_value_is_a_miss_and_does_not_run(tmp_path: Path, column: str) -> None:
    filled(tmp_path / "cache")
    plant(tmp_path / "cache", column, tmp_path / "ran")
    cache = AnswerCache(tmp_path / "cache")
    assert cache.get("k") is None
    assert not (tmp_path / "ran").exists()


def test_a_planted_key_is_refused_and_does_not_run(tmp_path: Path) -> None:
    filled(tmp_path / "cache")
    plant(tmp_path / "cache", "key", tmp_path / "ran")
    cache = AnswerCache(tmp_path / "cache")
    assert cache.get("k") is None
    with pytest.raises(NotPlain):
        list(diskcache.Cache(str(cache.folder), disk=PlainDisk))
    assert cache.info().entries == 1
    assert cache.clear() == 1
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("column", ["value", "key"])
def test_the_plants_would_run_under_the_disk_of_diskcache(tmp_path: Path, column: str) -> None:
    filled(tmp_path / "cache")
    plant(tmp_path / "cache", column, tmp_path / "ran")
    cache = diskcache.Cache(str(tmp_path / "cache" / "answers"), disk=diskcache.Disk)
    _ = [cache.get(key) for key in cache]
    assert (tmp_path / "ran").exists()


def test_an_entry_that_names_a_file_elsewhere_removes_none(tmp_path: Path) -> None:
    filled(tmp_path / "cache")
    mine = tmp_path / "mine.txt"
    mine.write_text("kept")
    with sqlite3.connect(tmp_path / "cache" / "answers" / "cache.db") as database:
        database.execute("UPDATE Cache SET filename = ?, mode = 2", (str(mine),))
    database.close()
    cache = AnswerCache(tmp_path / "cache")
    assert cache.get("k") is None
    assert cache.put("k", "{}")
    cache.clear()
    assert mine.read_text() == "kept"


@pytest.mark.parametrize("value", [b"", b"not zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_entry_is_a_miss(tmp_path: Path, value: bytes) -> None:
    filled(tmp_path / "cache")
    with sqlite3.connect(tmp_path / "cache" / "answers" / "cache.db") as database:
        database.execute("UPDATE Cache SET value = ?", (sqlite3.Binary(value),))
    database.close()
    cache = AnswerCache(tmp_path / "cache")
    assert cache.get("k") is None
    assert cache.put("k", "again")
    assert cache.get("k") == "again"


def test_a_file_that_is_no_database_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "cache.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(ConfigurationError, match="--no-cache"):
        AnswerCache(tmp_path)


def test_only_its_owner_may_look_into_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o755)
    filled(folder)
    assert [path.stat().st_mode & 0o777 for path in (folder, folder / "answers")] == [0o700, 0o700]


def test_two_processes_share_it(tmp_path: Path) -> None:
    write = "cache.put(f'{sys.argv[2]}-{n}', sys.argv[2] * n)"
    code = (
        "import sys, pathlib; from extractor.model.cache import AnswerCache\n"
        "cache = AnswerCache(pathlib.Path(sys.argv[1]))\n"
        f"print(all({write} for n in range(50)))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path, name], stdout=subprocess.PIPE, text=True)
        for name in "ab"
    ]
    assert [process.communicate()[0].strip() for process in running] == ["True", "True"]
    cache = AnswerCache(tmp_path)
    assert cache.info().entries == 100
    assert [cache.get("a-3"), cache.get("b-2"), cache.get("c-1")] == ["aaa", "bb", None]


def test_nothing_is_evicted_and_a_long_answer_stays_in_the_database(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    answer = "".join(f"{number:x}" for number in range(60_000))
    for number in range(20):
        cache.put(str(number), answer)
    assert [cache.get(str(number)) == answer for number in range(20)] == [True] * 20
    assert [path.name for path in cache.folder.rglob("*.val")] == []


def test_the_key_knows_all_that_an_answer_depends_on() -> None:
    messages = (Message("user", "表一"),)
    first = cache_key("m", {"temperature": 0.0}, messages, Row, "tools")
    assert first == cache_key("m", {"temperature": 0.0}, messages, Row, "tools")
    others = {
        cache_key("n", {"temperature": 0.0}, messages, Row, "tools"),
        cache_key("m", {"temperature": 0.5}, messages, Row, "tools"),
        cache_key("m", {"temperature": 0.0}, (Message("system", "表一"),), Row, "tools"),
        cache_key("m", {"temperature": 0.0}, messages, OtherRow, "tools"),
        cache_key("m", {"temperature": 0.0}, messages, Row, "json"),
    }
    assert len(others - {first}) == 5
