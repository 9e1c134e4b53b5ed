"""`make bench-cluster`: a cluster of workers on this machine, against one worker and against the arithmetic.

1. 3 workers against 1, each with 4 documents at once, over documents read with a model: a scripted endpoint (simulated answers)
   that takes so long per call that waiting, not this machine's cores, is what there is to share.
2. Documents per second and CPU of worker, scheduler and client without a model: what one core of a worker does in an hour.

Each measurement has answers and results of its own. What a document costs is told by two runs over many and over few: each run
has its workers start processes, which takes some seconds of CPU whatever the number of documents.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from tests.support.dask_cluster import DaskCluster
from tests.support.scripted_server import ScriptedServer
from tests.support.small_reports import Recorded, small_reports

EXTRACTOR = Path(sys.executable).with_name("extractor")
THREADS = 4


@dataclass(frozen=True)
class Taken:
    """Wall seconds from the first call to the last one's end, CPU milliseconds a document, CPU seconds that a run takes besides."""

    wall: float
    workers: float
    scheduler: float
    start: float


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
            print(
                f"{workers:>8}{taken.wall:>9.2f}{ideal / workers:>9.2f}{taken.workers:>17.1f}{taken.scheduler:>11.1f}"
            )
        print(f"3 workers against 1: {one.wall / three.wall:.2f} times as fast", flush=True)
        plain = _without_model(folder / "plain", given.texts)
        print(
            f"{given.texts} texts without a model, 1 worker: {plain.workers:.1f} ms CPU each, scheduler {plain.scheduler:.1f} ms, "
            f"and {plain.start:.1f} s for the run's processes"
        )


def _with_model(folder: Path, workers: int, documents: int, latency: float) -> Taken:
    at_once = workers * THREADS
    small_reports(folder / "in", documents + 2 * at_once)
    with ScriptedServer(Recorded(folder / "out" / ".answers"), latency=latency) as server:
        options = ["--model", "scripted", "--base-url", server.url, "--technique", "json_schema"]
        options += ["--concurrency", str(at_once), "--no-html"]
        label = f"calls={THREADS}"
        with DaskCluster(folder / "cluster", workers=workers, threads=THREADS, resources=label) as cluster:
            taken = _costs(folder, cluster, options, at_once, documents)
        at = sorted(call.at for call in server.calls[2 * at_once :])
        return replace(taken, wall=at[-1] + latency - at[0])


def _without_model(folder: Path, texts: int) -> Taken:
    few = max(1, texts // 10)
    small_reports(folder / "in", texts + 2 * few)
    with DaskCluster(folder / "cluster", workers=1) as cluster:
        return _costs(folder, cluster, [], few, texts)


def _costs(folder: Path, cluster: DaskCluster, options: list[str], few: int, many: int) -> Taken:
    """What many documents cost more than few, once a run has had each worker import what it needs."""
    _batch(folder, cluster, [*options, "--limit", str(few)])
    runs = []
    for documents in (few, many):
        before = _cpu(cluster)
        _batch(folder, cluster, [*options, "--limit", str(documents)])
        runs.append([after - earlier for after, earlier in zip(_cpu(cluster), before, strict=True)])
    worker, scheduler = ((more - less) / (many - few) for less, more in zip(*runs, strict=True))
    return Taken(0.0, 1000 * worker, 1000 * scheduler, runs[0][0] - few * worker)


def _batch(folder: Path, cluster: DaskCluster, options: list[str]) -> None:
    command = [EXTRACTOR, "batch", folder / "in", "-o", folder / "out", "--scheduler", cluster.address]
    environment = os.environ | {"HOME": str(folder)}
    subprocess.run([*command, "--no-export", "--quiet", *options], env=environment, check=True)


def _cpu(cluster: DaskCluster) -> tuple[float, float]:
    """CPU seconds so far of the workers with all that they started, and of the scheduler."""
    nannies, scheduler = cluster.processes
    workers = [one for nanny in nannies for one in psutil.Process(nanny).children(recursive=True)]
    return sum(map(_spent, workers)), _spent(psutil.Process(scheduler))


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    # Those of processes that have ended are their parent's.
    return float(times.user + times.system + times.children_user + times.children_system)


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
