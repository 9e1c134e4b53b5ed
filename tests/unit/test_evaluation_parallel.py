"""Work in processes: what becomes of an item that hangs, dies, raises, or is fine."""

from __future__ import annotations

import pytest

from extractor.evaluation.figures import Failure
from extractor.evaluation.parallel import in_processes

# The work is `eval`: other processes know it, and an item can do what it likes.
DIE = "__import__('os')._exit(9)"
KILLED = "__import__('os').kill(__import__('os').getpid(), 9)"
HANG = "__import__('time').sleep(60)"


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_an_item_that_hangs_or_dies_takes_no_other_with_it(jobs: int) -> None:
    items = ["1 + 1", DIE, "2 + 2", HANG, KILLED, "3 + 3"]
    done = dict(in_processes(eval, items, jobs, 3))
    assert {item: done[item] for item in items[::2] if item != KILLED} == {"1 + 1": 2, "2 + 2": 4}
    assert done["3 + 3"] == 6
    said = [outcome.message_en for item in (DIE, KILLED, HANG) if isinstance(outcome := done[item], Failure)]
    assert said == ["the process that read it died"] * 2 + ["took over 3 seconds"]


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_processes(eval, ["1", "1 / 0"], 1, 30))


def test_no_item_is_no_work() -> None:
    assert list(in_processes(eval, [], 2, 1)) == []
