"""`make fuzz`: thousands of damaged files through every reader; none may crash, hang or eat the memory.

Each file is a rendition with something broken in it: bytes flipped, cut or doubled, and
inside of zipped formats the same done to a member's XML, its tags and its numbers. A file
may be read, or refused by an error of `extractor.errors`; anything else is a crash. So is
a temporary file or a process that is left at the end. The files that crashed or hung are
kept, and the seed makes the same files again.

Usage: python eval/fuzz_readers.py [--files 2000] [--seed 1] [--only .docx] [--limit SECONDS] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import TimeoutError as Late
from pathlib import Path
from random import Random
from typing import NamedTuple

from fuzz_mutations import mutate
from fuzz_seeds import PASSWORD, kind, plan, seeds
from memory_watch import MemoryWatch
from pebble import ProcessExpired, ProcessPool

from extractor.errors import ExtractorError

MEMORY = 6 * 1024**3
# OCR of a page takes 1 GB; over this much, in all its processes, a damaged file of some 100 kB has eaten it.
MOST_MB = 2000


class Outcome(NamedTuple):
    """What became of a file: ``read``, the error that refused it, ``CRASH``, ``HANG`` or ``MEMORY``, and why."""

    what: str
    seconds: float = 0.0
    peak_mb: int = 0
    trace: str = ""


def read(path: Path, password: Path) -> Outcome:
    """Read a file in this process and those it starts."""
    from extractor import extract
    from extractor.settings import Settings

    warnings.simplefilter("ignore")
    settings = Settings(
        cache=False, ocr_processes=1, password_file=password, office_timeout=60, page_timeout=60
    )
    start, what = time.monotonic(), "read"
    with MemoryWatch() as memory:
        try:
            result = extract(path, engine="rules", settings=settings)
            result.model_dump_json()
            check_pages([page.read_by for page in result.source.pages])
        except ExtractorError as error:
            if not error.zh or "\n" in str(error) or not error.document:
                raise ValueError(
                    f"an error without Chinese or document, or of several lines: {error!r}"
                ) from error
            what = type(error).__name__
    seconds, peak = time.monotonic() - start, round(memory.most_mb)
    if peak > MOST_MB:
        return Outcome("MEMORY", seconds, peak, f"{what}, but took {peak} MB")
    return Outcome(what, seconds, peak)


def check_pages(read_by: list[str]) -> None:
    """Raises ValueError where a page failed for an error that nobody foresaw: it took no other page with it, but is one."""
    for way in read_by:
        if re.match(r"failed: \w+(Error|Exception): ", way):
            raise ValueError(way)


def bound_memory() -> None:
    """Hold a worker to its share of memory: what wants more is a crash, and seen as one."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def outcomes(paths: list[Path], password: Path, limit: float) -> Iterator[tuple[Path, Outcome]]:
    """Each file with what became of it."""
    with ProcessPool(max_workers=2, initializer=bound_memory, max_tasks=200) as pool:
        for path, future in [(path, pool.schedule(read, (path, password), timeout=limit)) for path in paths]:
            try:
                yield path, future.result()
            except Late:
                yield path, Outcome("HANG", limit, 0, f"over {limit:g} s")
            except ProcessExpired as error:
                yield path, Outcome("CRASH", trace=f"the process ended with code {error.exitcode}")
            except Exception as error:
                yield path, Outcome("CRASH", trace=getattr(error, "traceback", repr(error)))


def main() -> int:
    """Damage, read, count; 1 where a file crashed, hung or ate the memory, or something is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one kind of file, such as .docx, scan or '.pdf locked'")
    parser.add_argument("--limit", type=float, default=200.0, help="seconds for one file")
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"), help="folder for files that crashed")
    given = parser.parse_args()
    start = time.monotonic()
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for path, outcome in outcomes(*damaged(Path(folder), given), given.limit):
            found[kind(Path(path.name))].append(outcome)
            if outcome.trace:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / path.name).write_bytes(path.read_bytes())
                print(
                    f"{outcome.what}: {given.keep / path.name}\n{outcome.trace}", file=sys.stderr, flush=True
                )
            path.unlink()
        left = leftovers(Path(folder))
    return report(found, left, time.monotonic() - start)


def damaged(folder: Path, given: argparse.Namespace) -> tuple[list[Path], Path]:
    """The damaged files, and the file with the password; from here on temporary files go into ``tmp``."""
    random = Random(given.seed)  # noqa: S311
    known = seeds(folder / "seeds")
    (folder / "files").mkdir()
    paths = []
    for number, seed in enumerate(plan(given.files, known, random, given.only)):
        path = folder / "files" / f"{number:05}-{seed.name}"
        path.write_bytes(mutate(seed.read_bytes(), random))
        paths.append(path)
    (folder / "password").write_text(PASSWORD)
    (folder / "tmp").mkdir()
    os.environ["TMPDIR"] = str(folder / "tmp")
    return paths, folder / "password"


def leftovers(folder: Path) -> list[str]:
    """Temporary files of readers that are still there, and processes that they left."""
    files = [path.name for path in (folder / "tmp").iterdir()]
    return files + [f"process {words}" for words in _commands() if str(folder) in words]


def _commands() -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield process.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue


def report(found: dict[str, list[Outcome]], left: list[str], seconds: float) -> int:
    """Print what became of the files of each kind; 1 where one crashed or hung."""
    counts: Counter[str] = Counter()
    for name, those in sorted(found.items()):
        here = Counter(one.what for one in those)
        counts += here
        slowest, peak = max(one.seconds for one in those), max(one.peak_mb for one in those)
        said = ", ".join(f"{what} {count}" for what, count in here.most_common())
        print(f"{name:12} {here.total():5}  {slowest:5.1f} s {peak:5} MB  {said}")
    bad = counts["CRASH"] + counts["HANG"] + counts["MEMORY"]
    print(
        f"{counts.total()} files in {seconds:.0f} s: {counts['read']} read, {bad} crashed, hung or ate the memory"
    )
    print(f"left behind: {', '.join(left) or 'nothing'}")
    return 1 if bad or left else 0


if __name__ == "__main__":
    sys.exit(main())
