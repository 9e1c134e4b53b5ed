"""`make bench-batch`, many documents: memory of a run over 500 and over 10,000, and how long a run takes that finds all done.

Usage: python eval/bench_batch_many.py [--few 500] [--many 10000]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench_batch_runs import EVAL, EXTRACTOR, Taken, load, measured, varied

SOURCES = [EVAL / "specimens" / "yunnan-pipe.txt", EVAL / "specimens" / "hubei-two-scores.txt"]
OPTIONS = ("--no-html", "--no-export", "--quiet")


def measure(few: int, many: int) -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        least = _run(folder, few)
        most = _run(folder, many)
        again = [_again(folder, many) for _ in range(3)]
    print(f"{'documents':<12}{'wall s':>9}{'CPU s':>9}{'documents/s':>13}{'memory MB':>11}")
    for count, taken in ((few, least), (many, most)):
        print(
            f"{count:<12}{taken.wall:>9.1f}{taken.cpu:>9.1f}{count / taken.wall:>13.1f}{taken.memory:>11.0f}"
        )
    print(f"memory of {many} documents / of {few}: {most.memory / least.memory:.2f} (wanted at most 1.30)")
    best = min(again, key=lambda taken: taken.wall)
    print(
        f"a run that finds {many} done: {best.wall:.2f} s, {best.cpu:.2f} s of CPU, best of 3 (wanted at most 3 s)"
    )
    print(load(), flush=True)


def _run(folder: Path, count: int) -> Taken:
    varied(SOURCES, folder / f"in-{count}", count)
    return _again(folder, count)


def _again(folder: Path, count: int) -> Taken:
    where = (folder / f"in-{count}", "-o", folder / f"out-{count}")
    return measured(EXTRACTOR, "batch", *where, *OPTIONS, home=folder)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--few", type=int, default=500)
    options.add_argument("--many", type=int, default=10_000)
    given = options.parse_args()
    measure(given.few, given.many)
