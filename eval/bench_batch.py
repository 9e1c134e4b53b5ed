"""`make bench-batch`: what a batch adds to reading documents, as ratios measured in one run.

- text reports with the offline engine: documents per second of ``extractor batch`` with pages, without, and of a bare
  loop over `extract` in as many processes;
- engine ``model`` (simulated answers, an endpoint in a process of its own) against calls x latency / places;
- scans and model calls together against the longer of the two alone.

Wall times mean something on a machine that does nothing else; the CPU times are told beside them.

Usage: python eval/bench_batch.py [text] [model] [mixed] [--texts 1000] [--documents 100] [--scans 8]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench_batch_model import LATENCIES, PLACES, SLOW, endpoint, model_options, reports_to_ask_about
from bench_batch_runs import EVAL, EXTRACTOR, Taken, load, measured, varied

OPTIONS = ("--no-export", "--quiet")
SCAN = EVAL / "renditions" / "small" / "dachang-2023-form-signed-clean.pdf"
CORES = os.cpu_count() or 1
TEXTS = [*sorted((EVAL / "samples").glob("*.txt")), *sorted((EVAL / "field").glob("*.txt"))]


def batch(folder: Path, out: str, *options: str, **more: str) -> Taken:
    """A run over ``folder/in`` that begins with nothing."""
    shutil.rmtree(folder / out, ignore_errors=True)
    # Exit code 1: some of the texts are not read whole.
    return measured(
        EXTRACTOR,
        "batch",
        folder / "in",
        "-o",
        folder / out,
        *OPTIONS,
        *options,
        home=folder,
        fine=(0, 1),
        **more,
    )


def bare(folder: Path, *, writing: bool) -> None:
    """The loop that a batch is measured against, in as many processes as there are cores."""
    with get_context("spawn").Pool(CORES) as pool:
        work = partial(_bare_one, writing=writing)
        for _ in pool.imap_unordered(work, sorted((folder / "in").iterdir()), chunksize=1):
            continue


def _bare_one(path: Path, *, writing: bool) -> None:
    from extractor import extract
    from extractor.errors import ExtractorError
    from extractor.output import write

    try:
        result = extract(path)
        for suffix in (".json", ".html") if writing else ():
            write(result, path.parents[1] / path.with_suffix(suffix).name)
    except ExtractorError as error:
        print(error, file=sys.stderr)


def measure_text(count: int) -> None:
    """Print documents per second of a batch and of the bare loop."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        varied(TEXTS, folder / "in", count)
        loop = measured(sys.executable, __file__, "--bare", folder, home=folder)
        writing = measured(sys.executable, __file__, "--writing", "--bare", folder, home=folder)
        plain = batch(folder, "plain", "--no-html")
        pages = batch(folder, "pages")
    print(f"{count} text reports, offline engine, {CORES} processes; {load()}")
    print(f"{'':<34}{'wall s':>8}{'documents/s':>13}{'/ bare':>8}{'CPU ms each':>13}{'/ bare':>8}")
    for name, taken, than in (
        ("bare loop over extract", loop, loop),
        ("batch, JSON", plain, loop),
        ("bare loop that writes JSON and page", writing, writing),
        ("batch, JSON and pages", pages, writing),
    ):
        print(
            f"{name:<35}{taken.wall:>7.1f}{count / taken.wall:>13.1f}{taken.wall / than.wall:>8.2f}"
            f"{taken.cpu / count * 1000:>13.1f}{taken.cpu / than.cpu:>8.2f}"
        )
    print(
        f"at {CORES} idle cores, by CPU alone: {CORES * count / pages.cpu:.0f} documents/s with pages",
        flush=True,
    )


def measure_model(count: int) -> None:
    """Print how near to calls x latency / places a run comes, at each latency."""
    print(f"engine model, {PLACES} places, simulated answers; {load()}")
    titles = (
        "latency ms",
        "calls",
        "asked again",
        "ideal s",
        "took s",
        "ideal / took",
        "CPU ms/call",
        "endpoint's",
    )
    print("".join(f"{title:>13}" for title in titles))
    for latency in LATENCIES:
        with tempfile.TemporaryDirectory() as name, endpoint(latency) as (url, served):
            folder = Path(name)
            # What it takes to find the answers is no part of what is measured.
            _asked(folder / "first", 1, model_options(url))
            served()
            taken = _asked(folder / "all", count, model_options(url))
            said = served()
        # From the first question to the last answer: what a run takes to begin is no matter of calls.
        took = max(said.times) - min(said.times) + latency
        ideal = said.calls * latency / PLACES
        print(
            f"{latency * 1000:>13.0f}{said.calls:>13}{said.again:>13}{ideal:>13.1f}{took:>13.1f}{ideal / took:>13.2f}"
            f"{taken.cpu / said.calls * 1000:>13.1f}{said.cpu / said.calls * 1000:>13.1f}"
        )
    print(f"there are {CORES} cores, which the endpoint has to share", flush=True)


def _asked(folder: Path, count: int, options: dict[str, str]) -> Taken:
    reports_to_ask_about(folder / "in", count)
    return batch(folder, "out", "--no-html", **options)


def measure_mixed(scans: int, count: int) -> None:
    """Print what scans and model calls take alone, and together, and what they take of CPU, below which no run can come."""
    with tempfile.TemporaryDirectory() as name, endpoint(SLOW) as (url, served):
        folder = Path(name)
        options = model_options(url) | {"EXTRACTOR_CACHE": "false"}
        reports_to_ask_about(folder / "model" / "in", count)
        _scans(folder / "scans" / "in", scans)
        shutil.copytree(folder / "model" / "in", folder / "both" / "in")
        shutil.copytree(folder / "scans" / "in", folder / "both" / "in", dirs_exist_ok=True)
        runs = {
            kind: (batch(folder / kind, "out", "--no-html", **options), served())
            for kind in ("model", "scans", "both")
        }
    print(f"{scans} scanned pages, {count} documents of a model of {SLOW * 1000:.0f} ms; {load()}")
    print(f"{'':<8}{'wall s':>9}{'calls':>8}{'asked again':>13}{'CPU s':>8}{'CPU s / cores':>15}")
    for kind, (taken, said) in runs.items():
        cpu = taken.cpu + said.cpu
        print(f"{kind:<8}{taken.wall:>9.1f}{said.calls:>8}{said.again:>13}{cpu:>8.1f}{cpu / CORES:>15.1f}")
    longer = max(runs["model"][0].wall, runs["scans"][0].wall)
    least = sum(runs[kind][0].cpu + runs[kind][1].cpu for kind in ("model", "scans")) / CORES
    print(
        f"both / the longer alone: {runs['both'][0].wall / longer:.2f} (wanted at most 1.15; "
        f"by CPU alone no less than {max(longer, least) / longer:.2f})",
        flush=True,
    )


def _scans(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"scan-{number:02}.pdf").write_bytes(SCAN.read_bytes() + f"\n% {number}\n".encode())


def main(given: Sequence[str] | None = None) -> None:
    """Measure what is named, all by default."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*")
    options.add_argument("--texts", type=int, default=1000)
    options.add_argument("--documents", type=int, default=100)
    options.add_argument("--scans", type=int, default=8)
    options.add_argument("--bare", type=Path)
    options.add_argument("--writing", action="store_true")
    chosen = options.parse_args(given)
    if chosen.bare:
        bare(chosen.bare, writing=chosen.writing)
        return
    parts = {
        "text": lambda: measure_text(chosen.texts),
        "model": lambda: measure_model(chosen.documents),
        "mixed": lambda: measure_mixed(chosen.scans, chosen.documents // 5),
    }
    for name in chosen.parts or parts:
        parts[name]()
        print()


if __name__ == "__main__":
    main()
