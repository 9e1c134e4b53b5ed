"""Whether a run may replace its baseline: how much was lost, and whether that can be chance.

On the same documents a deterministic engine's loss is a fact, so by default the loss that was seen
decides. What the documents cannot tell is whether others would show it too: that is what the interval
is for, and a stricter or a more lenient gate can go by it.
"""

from __future__ import annotations

from typing import Literal

from extractor.errors import UsageError
from extractor.evaluation.figures import Closed
from extractor.evaluation.statistics.comparison import Comparison, Difference, Moved
from extractor.evaluation.statistics.intervals import Interval

FailOn = Literal["seen", "proven", "possible"]
Cause = Literal["loss", "newly_failed", "left_out"]
_SLACK = 1e-9  # a loss of exactly the limit passes, whatever floating point makes of it


class Gate(Closed):
    """The outcome of a gate on the F1 of all leaves.

    ``loss`` and ``max_loss`` are points (hundredths of F1); a negative loss is a gain. ``proven`` is
    whether the whole interval lies beyond the limit, ``possible`` whether any of it does; None where
    there is no interval. ``causes`` are why it failed, empty where it passed.
    """

    schema_version: Literal["eval-gate.v1"] = "eval-gate.v1"
    max_loss: float
    fail_on: FailOn
    loss: float
    seen: bool
    proven: bool | None
    possible: bool | None
    causes: list[Cause]
    comparison: Comparison


def gate(comparison: Comparison, max_loss: float, fail_on: FailOn = "seen") -> Gate:
    """Judge a run against its baseline (the ``before`` of the comparison).

    A document that failed newly, or that the new run leaves out, fails the gate in any case. Raises
    UsageError where nothing was to be counted.
    """
    f1 = next((one for one in comparison.headlines if one.figure == "f1"), None)
    if f1 is None:
        raise UsageError("neither run has a leaf to count", zh="两次运行都没有可计的内容")
    lost = {"seen": _beyond(-f1.difference, max_loss), **_by_interval(f1, max_loss)}
    causes: list[Cause] = []
    # Without an interval what was seen is all there is to go by.
    if lost["seen"] if lost[fail_on] is None else lost[fail_on]:
        causes.append("loss")
    if comparison.newly_failed:
        causes.append("newly_failed")
    if comparison.only_before:
        causes.append("left_out")
    return Gate(
        max_loss=max_loss,
        fail_on=fail_on,
        loss=-100 * f1.difference,
        seen=bool(lost["seen"]),
        proven=lost["proven"],
        possible=lost["possible"],
        causes=causes,
        comparison=comparison,
    )


def losers(comparison: Comparison) -> list[Moved]:
    """The documents that lost, most first."""
    return [one for one in comparison.moved if (one.after or 0) < (one.before or 0)]


def _by_interval(f1: Difference, max_loss: float) -> dict[str, bool | None]:
    if f1.verdict == "identical":
        return {"proven": False, "possible": False}
    if not isinstance(f1.interval, Interval):
        return {"proven": None, "possible": None}
    return {
        "proven": _beyond(-f1.interval.high, max_loss),
        "possible": _beyond(-f1.interval.low, max_loss),
    }


def _beyond(loss: float, max_loss: float) -> bool:
    return 100 * loss > max_loss + _SLACK
