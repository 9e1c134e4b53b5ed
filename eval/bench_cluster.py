"""`make bench-cluster`: a cluster of workers on this machine, against one worker and against the arithmetic.

1. 3 workers against 1, each with 4 documents at once, over documents read with a model: a scripted endpoint (simulated answers)
   that takes so long per call that waiting, not this machine's cores, is what there is to share.
2. Documents per second and CPU of worker, scheduler and client without a model: what one core of a worker does in an hour.

Each run has answers and results of its own. Times begin with the first call or document, as starting a worker takes
seconds whatever the number of documents.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.dask_cluster import DaskCluster
from tests.support.scripted_server import ScriptedServer
from tests.support.small_reports import Recorded, small_reports

EXTRACTOR = Path(sys.executable).with_name("extractor")
THREADS = 4


@dataclass(frozen=True)
class Taken:
    """Wall seconds from the first document's beginning to the last one's end, and CPU seconds of the workers and the scheduler."""

    wall: float
    workers: float
    scheduler: float


def main() -> None:
    """Print both measurements."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = _with_model(folder / "one", 1, given.documents, given.latency)
        three = _with_model(folder / "three", 3, given.documents, given.latency)
        ideal = given.documents * given.latency / THREADS
        print(
            f"{given.documents} documents, a call of {given.latency:g} s each (simulated), {THREADS} at once per worker"
        )
        print(f"{'workers':>8}{'wall s':>9}{'ideal s':>9}{'CPU ms/document':>17}{'scheduler':>11}")
        for workers, taken in ((1, one), (3, three)):
            cpu, scheduler = (1000 * each / given.documents for each in (taken.workers, taken.scheduler))
            print(f"{workers:>8}{taken.wall:>9.2f}{ideal / workers:>9.2f}{cpu:>17.1f}{scheduler:>11.1f}")
        print(f"3 workers against 1: {one.wall / three.wall:.2f} times as fast", flush=True)
        plain = _without_model(folder / "plain", given.texts)
        print(
            f"{given.texts} texts without a model, 1 worker: {1000 * plain.workers / given.texts:.1f} ms CPU each, "
            f"scheduler {1000 * plain.scheduler / given.texts:.1f} ms"
        )


def _with_model(folder: Path, workers: int, documents: int, latency: float) -> Taken:
    small_reports(folder / "in", documents + workers * THREADS)
    with ScriptedServer(Recorded(folder / "out" / ".answers"), latency=latency) as server:
        options = ["--model", "scripted", "--base-url", server.url, "--technique", "json_schema"]
        options += ["--concurrency", str(workers * THREADS), "--no-html"]
        label = f"calls={THREADS}"
        with DaskCluster(folder / "cluster", workers=workers, threads=THREADS, resources=label) as cluster:
            # The first documents have each worker import what it needs.
            _batch(folder, cluster, [*options, "--limit", str(workers * THREADS)])
            before, calls = _cpu(cluster), len(server.calls)
            _batch(folder, cluster, options)
            after = _cpu(cluster)
        at = sorted(call.at for call in server.calls[calls:])
        return Taken(at[-1] + latency - at[0], after[0] - before[0], after[1] - before[1])


def _without_model(folder: Path, texts: int) -> Taken:
    small_reports(folder / "in", texts + 1)
    with DaskCluster(folder / "cluster", workers=1) as cluster:
        _batch(folder, cluster, ["--limit", "1"])
        before, start = _cpu(cluster), time.perf_counter()
        _batch(folder, cluster, [])
        wall, after = time.perf_counter() - start, _cpu(cluster)
    return Taken(wall, after[0] - before[0], after[1] - before[1])


def _batch(folder: Path, cluster: DaskCluster, options: list[str]) -> None:
    command = [EXTRACTOR, "batch", folder / "in", "-o", folder / "out", "--scheduler", cluster.address]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run([*command, "--no-export", "--quiet", *options], env=environment, check=True)


def _cpu(cluster: DaskCluster) -> tuple[float, float]:
    """CPU seconds so far of the workers, and of the scheduler."""
    nannies, scheduler = cluster.processes
    workers = [one for nanny in nannies for one in psutil.Process(nanny).children(recursive=True)]
    return sum(map(_spent, workers)), _spent(psutil.Process(scheduler))


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=96)
    parser.add_argument("--latency", type=float, default=2.0)
    parser.add_argument("--texts", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    main()
