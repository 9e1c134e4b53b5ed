"""When a file that arrives is complete: looks at a folder in a row, with times that are made up."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest

from extractor.batch.watch.arrivals import Arrivals, Seen
from extractor.batch.watch.waking import changes
from extractor.batch.watch.wholeness import is_whole
from tests.support.office_files import docx, p, packed


def arrivals(*broken: str) -> Arrivals:
    return Arrivals(settle=2, give_up=600, is_whole=lambda path: path not in broken)


def test_a_file_is_complete_once_it_stays_the_same() -> None:
    one = arrivals()
    assert one.complete([Seen("a", 10, 1)], 0) == []
    assert one.complete([Seen("a", 10, 1)], 1.9) == []
    assert one.waiting == ["a"]
    assert one.complete([Seen("a", 10, 1)], 2) == ["a"]
    assert one.complete([Seen("a", 10, 1)], 4) == []
    assert one.waiting == []


def test_a_file_that_grows_is_waited_for() -> None:
    one = arrivals()
    assert [one.complete([Seen("a", size, 1)], size) for size in range(8)] == [[]] * 8
    assert one.complete([Seen("a", 7, 1)], 9) == ["a"]


def test_a_file_that_is_written_over_at_the_same_size() -> None:
    one = arrivals()
    assert [one.complete([Seen("a", 9, time)], time) for time in range(8)] == [[]] * 8
    assert one.complete([Seen("a", 9, 7)], 9) == ["a"]


def test_a_file_that_changes_after_it_was_handed_on_is_handed_on_again() -> None:
    one = arrivals()
    seen = [one.complete([Seen("a", size, 1)], now) for now, size in enumerate((1, 1, 1, 2, 2, 2, 2))]
    assert seen == [[], [], ["a"], [], [], ["a"], []]


def test_a_file_that_is_gone_is_forgotten_and_may_come_back() -> None:
    one = arrivals()
    one.complete([Seen("a", 1, 1)], 0)
    assert one.complete([], 2) == []
    assert one.waiting == []
    assert one.complete([Seen("a", 1, 1)], 3) == []
    assert one.complete([Seen("a", 1, 1)], 5) == ["a"]


def test_a_file_that_is_not_whole_is_given_up_in_the_end() -> None:
    one = arrivals("a")
    assert one.complete([Seen("a", 1, 1), Seen("b", 1, 1)], 0) == []
    assert one.complete([Seen("a", 1, 1), Seen("b", 1, 1)], 599) == ["b"]
    assert one.complete([Seen("a", 1, 1), Seen("b", 1, 1)], 600) == ["a"]
    assert one.complete([Seen("a", 1, 1), Seen("b", 1, 1)], 1300) == []


def test_waiting_for_a_file_begins_anew_whenever_it_changes() -> None:
    one = arrivals("a")
    assert [one.complete([Seen("a", now // 500, 1)], now) for now in (0, 500, 1000, 1599)] == [[]] * 4
    assert one.complete([Seen("a", 3, 1)], 1600) == []


def test_files_come_in_the_order_of_the_look() -> None:
    one = arrivals()
    both = [Seen("b", 1, 1), Seen("a", 1, 1)]
    assert [one.complete(both, now) for now in (0, 2)] == [[], ["b", "a"]]


def test_what_nothing_came_of_is_given_again() -> None:
    one = arrivals()
    assert [one.complete([Seen("a", 1, 1)], now) for now in (0, 2)] == [[], ["a"]]
    one.again(["a", "gone"])
    assert [one.complete([Seen("a", 1, 1)], now) for now in (3, 4)] == [["a"], []]


WHOLE = {
    "text": "产出指标".encode(),
    "zip": packed({"a.txt": "x" * 500}),
    "docx": docx(p("绩效自评")),
    "pdf": b"%PDF-1.7\n" + b"x" * 9000 + b"\nstartxref\n0\n%%EOF\r\n",
    "png": b"\x89PNG\r\n\x1a\n" + b"x" * 9000 + b"IEND\xaeB`\x82",
    "jpeg": b"\xff\xd8\xff\xe0" + b"x" * 9000 + b"\xff\xd9",
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
}


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_files(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a").write_bytes(WHOLE[kind])
    assert is_whole(str(tmp_path / "a"))


@pytest.mark.parametrize("kind", ["zip", "docx", "pdf", "png", "jpeg"])
@pytest.mark.parametrize("part", [0.1, 0.4, 0.7])
def test_files_cut_off_and_files_for_which_only_the_room_was_taken(
    tmp_path: Path, kind: str, part: float
) -> None:
    data = WHOLE[kind]
    begun = data[: int(len(data) * part)]
    (tmp_path / "cut").write_bytes(begun if len(begun) > 8 else data[:9])
    (tmp_path / "room").write_bytes(begun.ljust(len(data) + 5000, b"\0"))
    assert not is_whole(str(tmp_path / "cut"))
    assert not is_whole(str(tmp_path / "room"))


def test_what_is_empty_gone_or_no_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "zeros.txt").write_bytes(b"\0" * 100)
    assert not any(
        is_whole(str(tmp_path / name)) for name in ("empty.txt", "zeros.txt", "gone.txt", os.curdir)
    )


def test_where_the_system_tells_of_no_changes_each_turn_is_one(tmp_path: Path) -> None:
    stop = Event()
    turns = changes([str(tmp_path / "nowhere")], 0.01, stop)
    assert [next(turns), next(turns)] == [True, True]
    stop.set()
    assert list(turns) == []
