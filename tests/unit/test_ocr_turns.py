"""Finding lines in turns: one process at a time, but none waits for one that hangs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extractor.ocr.engine import Area, Glyphs, Picture
from extractor.ocr.turns import InTurns

fcntl = pytest.importorskip("fcntl")
PAPER: Picture = np.zeros((4, 4, 3), dtype=np.uint8)


def is_held(lock: Path) -> bool:
    with lock.open("ab") as again:
        try:
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


class Looking:
    """An engine that notes whether the lock is held while it works."""

    name, version = "looking", "1"

    def __init__(self, lock: Path) -> None:
        self.lock = lock
        self.held: list[bool] = []

    def find(self, picture: Picture) -> list[Area]:
        self.held.append(is_held(self.lock))
        return [Area(0, 0, *picture.shape[:2])]

    def read(self, lines: Sequence[Picture]) -> list[Glyphs]:
        self.held.append(is_held(self.lock))
        return [()] * len(lines)


def test_only_finding_takes_a_turn_and_gives_it_back(tmp_path: Path) -> None:
    engine = Looking(tmp_path / "lock")
    turns = InTurns(engine, tmp_path / "lock")
    (tmp_path / "lock").touch()
    assert (turns.find(PAPER), turns.read([PAPER]), turns.find(PAPER)) == (
        [(0, 0, 4, 4)], [()], [(0, 0, 4, 4)],
    )  # fmt: skip
    assert engine.held == [True, False, True]
    assert not is_held(tmp_path / "lock")


def test_a_page_that_hangs_while_its_lines_are_found_does_not_hold_up_the_next(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        found = InTurns(Looking(tmp_path / "lock"), tmp_path / "lock", patience=0.1).find(PAPER)
    assert found == [(0, 0, 4, 4)]
