"""`make bench-scorer`: what scoring very long lists costs, in CPU time and memory.

One form with as many indicator rows in gold as in the answer, each case and size in a process
of its own (seconds and peak memory by `getrusage`, the making of the rows not counted as time).
The ratio is that of the seconds to those of half the size: 2.0 where the work is linear.

Usage: python eval/bench_scorer.py [ROWS]
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from extractor.evaluation.score import score
from extractor.report import Form, Indicator, Quantity, Report

ROWS = 10_000
MOST_SECONDS, MOST_MB = 60, 2048


def row(at: int, chance: random.Random, name: str) -> Indicator:
    """An indicator with values as they are found: some rare, most of them common."""
    target, actual, points = chance.randint(1, 500), chance.randint(1, 500), chance.choice((2, 5, 8, 10))
    return Indicator(
        level1=chance.choice(("产出指标", "效益指标", "满意度指标")),
        level2=chance.choice(("数量指标", "质量指标", "时效指标", "成本指标")),
        level3=name,
        target=Quantity(text=f"≥{target}%", operator=">=", value=target, unit="%"),
        actual=Quantity(text=f"{actual}%", value=actual, unit="%"),
        max_score=points,
        score=chance.choice((points, points - 1)),
    )


def report(rows: list[Indicator]) -> Report:
    return Report(forms=[Form(kind="project", project_name="甲项目", indicators=rows)])


def made(
    rows: int, name: Callable[[int], str], damage: float, renamed: bool = False
) -> tuple[Report, Report]:
    """Gold and an answer in another order, with a share of its rows damaged in one value."""
    chance = random.Random(7)  # noqa: S311 - to be repeated, not to be secret
    gold = [row(at, chance, name(at)) for at in range(rows)]
    answer = [one.model_copy() for one in gold]
    for one in chance.sample(answer, int(rows * damage)):
        one.score = chance.randint(1_000, 9_999)
    for at, one in enumerate(answer if renamed else []):
        one.level3 = f"改名{at}"
    chance.shuffle(answer)
    return report(gold), report(answer)


def few_values(rows: int) -> tuple[Report, Report]:
    """Rows of one name that state hardly anything but what hundreds of others state too."""
    chance = random.Random(7)  # noqa: S311 - to be repeated, not to be secret
    sides = [
        [Indicator(level3="合格率", score=chance.randint(1, 40), max_score=chance.randint(1, 40), level1=side)
         for _ in range(rows)]
        for side in ("产出指标", "效益指标")
    ]  # fmt: skip
    return report(sides[0]), report(sides[1])


def copies(rows: int) -> tuple[Report, Report]:
    """Rows of one name that come in hundreds of copies, each side with one value of its own."""
    kinds = [
        [Indicator(level3="合格率", score=at % 25, level1=side) for at in range(rows)] for side in "甲乙"
    ]
    return report(kinds[0]), report(kinds[1])


def shifted(rows: int) -> tuple[Report, Report]:
    """The actual values moved up by one row."""
    gold, _ = made(rows, lambda at: f"第{at}项", 0)
    ours = gold.forms[0].indicators
    moved = zip(ours, [*ours[1:], ours[0]], strict=True)
    return gold, report([one.model_copy(update={"actual": other.actual}) for one, other in moved])


def doubled(rows: int) -> tuple[Report, Report]:
    """Half of the rows of one name, each given twice, the second time with another score."""
    gold, _ = made(rows // 2, lambda _: "合格率", 0)
    ours = gold.forms[0].indicators
    return gold, report([*ours, *(one.model_copy(update={"score": 5_000}) for one in ours)])


CASES: dict[str, Callable[[int], tuple[Report, Report]]] = {
    "identical": lambda rows: made(rows, lambda at: f"第{at}项", 0),
    "5 % damaged": lambda rows: made(rows, lambda at: f"第{at}项", 0.05),
    "one name, 5 % damaged": lambda rows: made(rows, lambda _: "合格率", 0.05),
    "one name, all damaged": lambda rows: made(rows, lambda _: "合格率", 1),
    "all renamed": lambda rows: made(rows, lambda at: f"第{at}项", 0, renamed=True),
    "all renamed and damaged": lambda rows: made(rows, lambda at: f"第{at}项", 1, renamed=True),
    "one name, few values": few_values,
    "one name, copies": copies,
    "column up by one row": shifted,
    "one name, half doubled": doubled,
}


def measured(name: str, rows: int) -> tuple[float, float, float | None]:
    """CPU seconds, peak MB and F1 of one case; run in a process of its own."""
    gold, answer = CASES[name](rows)
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = score(gold, answer).figures()
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss / 1024, found.f1


def alone(name: str, rows: int) -> tuple[float, float, float | None]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, name, rows).result()


def main(rows: int) -> int:
    print(f"{'case':<26}{'rows':>7}{'CPU s':>9}{'ratio':>7}{'peak MB':>9}{'F1':>8}")
    worst_seconds = worst_mb = 0.0
    for name in CASES:
        half, *_ = alone(name, rows // 2)
        seconds, peak, f1 = alone(name, rows)
        print(f"{name:<26}{rows:>7}{seconds:>9.2f}{seconds / half:>7.1f}{peak:>9.0f}{f1:>8.4f}", flush=True)
        worst_seconds, worst_mb = max(worst_seconds, seconds), max(worst_mb, peak)
    return int(worst_seconds > MOST_SECONDS or worst_mb > MOST_MB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
