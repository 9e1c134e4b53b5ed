"""`make bench-ocr`: what reading scanned pages costs, as ratios measured in one run.

- our time per page ÷ that of RapidOCR alone on the same pages (both with one thread, one process);
- pages per second of two processes ÷ one;
- a second run out of the cache ÷ the first;
- most memory while reading few and many pages, all processes together.

Usage: python eval/bench_ocr.py [--pages 8] [--many 24]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import cv2
import pymupdf

from extractor.readers.pdf.pictures import PdfScan

SCANS = Path(__file__).parent / "renditions" / "small"
DPI = 200


def pages(count: int) -> list[PdfScan]:
    """Pages of the small scans over and over; each passes for a page of its own."""
    scans = sorted(SCANS.glob("*-copier.pdf")) + sorted(SCANS.glob("*-clean.pdf"))
    found = []
    for at in range(count):
        path = scans[at % len(scans)]
        with pymupdf.open(path) as document:
            size = document[0].rect
        found.append(PdfScan(path, 1, size.width, size.height, f"{path}#{at}", 150))
    return found


def engine_alone(of: list[PdfScan]) -> float:
    from rapidocr import RapidOCR

    one = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error", **one})
    pictures = [page.load(DPI)[..., ::-1] for page in of]
    engine(pictures[0], return_word_box=True, return_single_char_box=True)
    before = time.process_time()
    for picture in pictures:
        engine(picture, return_word_box=True, return_single_char_box=True)
    return time.process_time() - before


def ours_alone(of: list[PdfScan]) -> float:
    from extractor.ocr.engines import start
    from extractor.ocr.page import read_page

    engine = start("rapid", threads=1)
    pictures = [page.load(DPI) for page in of]
    read_page(pictures[0], DPI, engine)
    before = time.process_time()
    for picture in pictures:
        read_page(picture, DPI, engine)
    return time.process_time() - before


def run(of: list[PdfScan], processes: int, cache: Path | None) -> float:
    from extractor.ocr.reading import read_scans
    from extractor.settings import Settings

    settings = Settings(cache=cache is not None, cache_dir=cache, ocr_processes=processes)
    before = time.perf_counter()
    failed = [page.read_by for page in read_scans(of, settings) if not page.blocks]
    if failed:
        raise SystemExit(f"pages failed: {failed}")
    return time.perf_counter() - before


def peak_memory(count: int) -> float:
    """Most resident memory in MB of a process that reads ``count`` pages, and of those it starts."""
    own = [sys.executable, __file__, "--read", str(count)]
    reading = subprocess.Popen(own)
    most = 0.0
    done = threading.Event()
    while reading.poll() is None:
        most = max(most, _resident(reading.pid))
        done.wait(0.2)
    if reading.returncode:
        raise SystemExit("reading failed")
    return most


def _resident(pid: int) -> float:
    total = 0.0
    for each in [pid, *_children(pid)]:
        try:
            fields = Path(f"/proc/{each}/statm").read_text().split()
        except OSError:
            continue
        total += int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return total


def _children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--many", type=int, default=24)
    parser.add_argument("--read", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        run(pages(given.read), 2, None)
        return
    cv2.setNumThreads(1)
    few = pages(given.pages)
    bare, ours = engine_alone(few[:4]), ours_alone(few[:4])
    print(
        f"CPU time per page: RapidOCR alone {bare / 4:.2f} s, ours {ours / 4:.2f} s, ratio {ours / bare:.2f}",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        two, again = run(few, 2, Path(folder)), run(few, 2, Path(folder))
    print(
        f"second run out of the cache: {two:.2f} s, then {again:.3f} s, {two / again:.0f} times as fast",
        flush=True,
    )
    one = run_alone(few)
    print(f"two processes: {one / two:.2f} times the pages of one (one thread each)", flush=True)
    small, large = peak_memory(given.pages), peak_memory(given.many)
    print(
        f"most memory: {given.pages} pages {small:.0f} MB, {given.many} pages {large:.0f} MB, growth {large - small:+.0f} MB"
    )


def run_alone(of: list[PdfScan]) -> float:
    """The same pages in one process with one thread, its start included."""
    from extractor.ocr.crew import read_in_processes

    before = time.perf_counter()
    list(read_in_processes(of, "rapid", DPI, 1, 600.0))
    return time.perf_counter() - before


if __name__ == "__main__":
    main()
