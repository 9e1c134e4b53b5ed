"""`make bench-ocr`: what reading scanned pages costs, as ratios measured in one run.

- our CPU time per page ÷ that of RapidOCR alone on the same page, turn by turn (one thread, one process);
- pages per second of two processes ÷ one (wanted: a machine of two cores that does nothing else);
- a second run out of the cache ÷ the first;
- most memory of all processes of `extractor inspect` together: on whole pages, and on few and many pieces of
  pages, which take a tenth of the time and show whether memory grows with the number of pages (Linux).

Usage: python eval/bench_ocr.py [--pages 8] [--pieces 100 300] [--only cpu|time|memory]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import pymupdf
from memory_watch import MemoryWatch

from extractor.readers.pdf.pictures import PdfScan
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.ocr.engine import Picture

SCANS = Path(__file__).parent / "renditions" / "small"
DPI = 200
PIECE = pymupdf.Rect(0, 0, 140, 140)


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


def cpu_ratio(of: list[PdfScan]) -> None:
    """Both engines on each page in turn, so that what else the machine does falls on both."""
    cv2.setNumThreads(1)
    alone, whole = engine_alone(), ours()
    pictures = [page.load(DPI) for page in of]
    alone(pictures[0])
    whole(pictures[0])
    bare = mine = 0.0
    for picture in pictures:
        bare += cpu_seconds(alone, picture)
        mine += cpu_seconds(whole, picture)
    print(
        f"CPU time per page: RapidOCR alone {bare / len(of):.2f} s, ours {mine / len(of):.2f} s, ratio {mine / bare:.2f}",
        flush=True,
    )


def engine_alone() -> Callable[[Picture], object]:
    from rapidocr import RapidOCR

    one = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error", **one})
    return lambda picture: engine(picture[..., ::-1], return_word_box=True, return_single_char_box=True)


def ours() -> Callable[[Picture], object]:
    from extractor.ocr.engines import start
    from extractor.ocr.page import read_page

    engine = start("rapid", threads=1)
    return lambda picture: read_page(picture, DPI, engine)


def cpu_seconds(reader: Callable[[Picture], object], picture: Picture) -> float:
    before = time.process_time()
    reader(picture)
    return time.process_time() - before


def times(of: list[PdfScan]) -> None:
    """Two processes against one, and the cache against both."""
    with tempfile.TemporaryDirectory() as folder:
        two, again = run(of, Path(folder)), run(of, Path(folder))
    print(f"second run out of the cache: {two:.2f} s, then {again:.3f} s, {two / again:.0f} times as fast")
    print(
        f"two processes: {run_alone(of) / two:.2f} times the pages of one (one thread each, their start included; "
        f"load of the machine {os.getloadavg()[0]:.1f})",
        flush=True,
    )


def run(of: list[PdfScan], cache: Path) -> float:
    from extractor.ocr.reading import read_scans

    before = time.perf_counter()
    failed = [
        page.read_by for page in read_scans(of, Settings(cache_dir=cache, ocr_processes=2)) if not page.blocks
    ]
    if failed:
        raise SystemExit(f"pages failed: {failed}")
    return time.perf_counter() - before


def run_alone(of: list[PdfScan]) -> float:
    """The same pages in one process with one thread, its start included."""
    from extractor.ocr.crew import read_in_processes

    before = time.perf_counter()
    list(read_in_processes(of, "rapid", DPI, 1, 600.0))
    return time.perf_counter() - before


def memory(whole: int, few: int, many: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"most memory: {whole} pages {most_mb(whole, None, folder):.0f} MB", flush=True)
        small, large = most_mb(few, PIECE, folder), most_mb(many, PIECE, folder)
    print(
        f"most memory: {few} pieces {small:.0f} MB, {many} pieces {large:.0f} MB, growth {large - small:+.0f} MB"
    )


def most_mb(count: int, part: pymupdf.Rect | None, folder: Path) -> float:
    """Most memory in MB of the command that reads so many scanned pages, or pieces of them, and all it starts."""
    path = folder / "scan.pdf"
    scanned(count, part).save(path)
    settings = {"EXTRACTOR_CACHE": "false", "EXTRACTOR_OCR_PROCESSES": "2", "EXTRACTOR_PAGE_TIMEOUT": "600"}
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "inspect", str(path), "--json"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | settings) as reading,
        MemoryWatch(reading.pid) as watch,
    ):
        told, _ = reading.communicate()
    failed = [page["read_by"] for page in json.loads(told)["pages"] if not page["read_by"].startswith("ocr ")]
    # A piece cut through the middle of a table may fail, as damaged pages do.
    if len(failed) > count / 10:
        raise SystemExit(f"pages were not read by OCR: {failed}")
    return watch.most_mb


def scanned(count: int, part: pymupdf.Rect | None) -> pymupdf.Document:
    """So many scanned pages, or pieces from different places of them."""
    document = pymupdf.open()
    for at, page in enumerate(pages(count)):
        with pymupdf.open(page.path) as source:
            if part is None:
                document.insert_pdf(source, to_page=0)
                continue
            seen = part + (60 + 9 * (at % 31), 120 + 40 * (at % 8)) * 2
            sheet = document.new_page(width=part.width, height=part.height)
            sheet.insert_image(sheet.rect, stream=source[0].get_pixmap(dpi=DPI, clip=seen).tobytes("jpg"))
    return document


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=8, help="whole pages")
    parser.add_argument("--pieces", type=int, nargs=2, default=(100, 300), metavar=("FEW", "MANY"))
    parser.add_argument("--only", choices=("cpu", "time", "memory"))
    given = parser.parse_args()
    measures = {
        "cpu": lambda: cpu_ratio(pages(min(given.pages, 4))),
        "time": lambda: times(pages(given.pages)),
        "memory": lambda: memory(given.pages, *given.pieces),
    }
    for name, measure in measures.items():
        if given.only in (None, name):
            measure()


if __name__ == "__main__":
    main()
