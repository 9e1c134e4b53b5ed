"""Work in processes: what becomes of an item that hangs, dies, or is fine."""

from __future__ import annotations

import os
import signal
import time

import pytest

from extractor.evaluation.figures import Failure
from extractor.evaluation.parallel import in_processes


def work(item: str) -> str:
    if item == "hang":
        time.sleep(60)
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "raise":
        raise ValueError("no such thing")
    return item.upper()


def test_an_item_that_hangs_or_dies_takes_no_other_with_it() -> None:
    done = dict(in_processes(work, ["a", "die", "b", "hang", "c"], 2, 5))
    assert {item: done[item] for item in "abc"} == {"a": "A", "b": "B", "c": "C"}
    hung, died = done["hang"], done["die"]
    assert isinstance(hung, Failure)
    assert isinstance(died, Failure)
    assert hung.message_en == "took over 5 seconds"
    assert "died" in died.message_en


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="no such thing"):
        list(in_processes(work, ["a", "raise"], 1, 30))
