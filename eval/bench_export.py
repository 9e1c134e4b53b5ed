"""Time and memory of the export of a run against its length, format by format: the samples' rows under many ids."""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractor.batch.export.export import FORMATS, export
from extractor.batch.export.stored import Stored
from extractor.batch.tables import doubt_of, packed
from extractor.pipeline import extract

SAMPLES = Path(__file__).parent / "samples"


def samples() -> list[Stored]:
    """The samples as the store would give them."""
    found = []
    for path in sorted(SAMPLES.glob("*.txt")):
        result = extract(path, engine="rules")
        one = Stored(path.stem, path.name, path.stem, "ok", doubt=doubt_of(result), usage=result.usage)
        found.append(replace(one, pages=1, seconds=0.1, finished=0.0, rows=packed(result)))
    return found


def many(count: int) -> Iterator[Stored]:
    """As many documents as asked for, one after the other."""
    known = samples()
    for number in range(count):
        one = known[number % len(known)]
        yield replace(
            one, id=f"{number:012x}", path=f"in/{number:06}/{one.path}", name=f"{one.name}-{number}"
        )


def measure(name: str, count: int) -> None:
    """Export, and print what it took; in a process of its own, whose memory is that of this alone."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        out = Path(folder)
        (out / "documents").mkdir()
        for one in many(count):
            (out / "documents" / f"{one.name}.html").touch()
        before, start = time.process_time(), time.perf_counter()
        files = export(many(count), out, out, [name], "zh")
        cpu, wall = time.process_time() - before, time.perf_counter() - start
        size = sum(path.stat().st_size for path in files) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:8} {count:7} documents  {cpu:7.1f} s CPU  {wall:7.1f} s  {peak:6.0f} MB peak  {size:7.1f} MB written"
    )


def main() -> None:
    """Every format at every length, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[500, 10_000])
    parser.add_argument("--format", nargs="+", default=list(FORMATS), choices=list(FORMATS))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    for count in chosen.documents:
        for name in chosen.format:
            if chosen.here:
                measure(name, count)
            else:
                command = [sys.executable, __file__, "--here", "--documents", str(count), "--format", name]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
