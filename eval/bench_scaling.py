"""`make bench`: time against the size of the text.

The text of a sample is put together 1, 4 and 16 times, and the CPU time of `extract` on
each is measured in this one process, after imports and one warm-up: best of five. Where
the work is linear in the length, a doubling of the text doubles the time (ratio 2.0).

Usage: python eval/bench_scaling.py [REPORT.txt]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from extractor import extract

SAMPLE = Path(__file__).parent / "samples" / "dachang-2023.txt"
TIMES = (1, 4, 16)
REPEATS = 5
DOUBLINGS_PER_STEP = 2


def seconds(path: Path) -> float:
    """CPU seconds of the quickest of five runs."""
    taken = []
    for _ in range(REPEATS):
        before = time.process_time()
        extract(path)
        taken.append(time.process_time() - before)
    return min(taken)


def main(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    extract(sample)
    print(
        f"{sample.name}\n{'times':>6}{'characters':>12}{'CPU s':>9}{'µs/char':>9}{'ratio per doubling':>20}"
    )
    before = None
    with tempfile.TemporaryDirectory() as folder:
        for times in TIMES:
            path = Path(folder) / f"{times}.txt"
            path.write_text("\n".join([text] * times), encoding="utf-8")
            now, size = seconds(path), len(text) * times
            ratio = f"{(now / before) ** (1 / DOUBLINGS_PER_STEP):.2f}" if before else ""
            print(f"{times:>6}{size:>12}{now:>9.3f}{now / size * 1e6:>9.2f}{ratio:>20}", flush=True)
            before = now


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
