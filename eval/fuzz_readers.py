"""`make fuzz`: thousands of damaged files through every reader; none may crash or hang.

Each file is a rendition with something broken in it: bytes flipped, cut or doubled, and
inside of zipped formats the same done to a member's XML, its tags and its numbers. A file
may be read, or refused by an error of `extractor.errors`; anything else is a crash. The
files that crashed or hung are kept, and the seed makes the same files again.

Usage: python eval/fuzz_readers.py [--files 2000] [--seed 1] [--limit SECONDS] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
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

from fuzz_mutations import mutate
from pebble import ProcessExpired, ProcessPool

from extractor.errors import ExtractorError

SEEDS = Path(__file__).parent / "renditions" / "small"
# Conversion by LibreOffice and OCR take seconds where the others take milliseconds.
SLOW = {".doc": 0.02, ".rtf": 0.02, ".png": 0.02, ".jpg": 0.02, ".tiff": 0.02, ".tif": 0.02, "scan": 0.03}
MEMORY = 6 * 1024**3


def kind(path: Path) -> str:
    """What a file is counted as: its suffix, or ``scan`` for a PDF of pictures."""
    return "scan" if path.suffix == ".pdf" and "scan" in path.stem else path.suffix


def plan(files: int, seeds: list[Path], random: Random) -> Iterator[Path]:
    """The seed of each file: slow kinds have their small share, the others the same one each."""
    kinds = defaultdict(list)
    for path in seeds:
        kinds[kind(path)].append(path)
    quick = [name for name in kinds if name not in SLOW]
    for name, share in SLOW.items():
        if name in kinds:
            yield from (random.choice(kinds[name]) for _ in range(round(files * share)))
    rest = files - sum(round(files * share) for name, share in SLOW.items() if name in kinds)
    yield from (random.choice(kinds[random.choice(quick)]) for _ in range(rest))


def read(path: Path) -> str:
    """What became of a file: ``read``, or the name of the error that refused it."""
    from extractor import extract
    from extractor.settings import Settings

    warnings.simplefilter("ignore")
    try:
        extract(path, engine="rules", settings=Settings(cache=False, ocr_processes=1))
    except ExtractorError as error:
        if not error.zh or "\n" in str(error):
            raise ValueError(f"an error without Chinese or of several lines: {error!r}") from error
        return type(error).__name__
    return "read"


def bound_memory() -> None:
    """Hold a worker to its share of memory: what wants more is a crash, and seen as one."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def outcomes(paths: list[Path], limit: float) -> Iterator[tuple[Path, str, str]]:
    """Each file with what became of it, and the traceback of a crash."""
    with ProcessPool(max_workers=2, initializer=bound_memory, max_tasks=200) as pool:
        for path, future in [(path, pool.schedule(read, (path,), timeout=limit)) for path in paths]:
            try:
                yield path, future.result(), ""
            except Late:
                yield path, "HANG", f"over {limit:g} s"
            except ProcessExpired as error:
                yield path, "CRASH", f"the process ended with code {error.exitcode}"
                except Exception as error:
                yield path, "CRASH", getattr(error, "traceback", repr(error))


def main() -> int:
    """Damage, read, count; 1 where a file crashed or hung."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=150.0, help="seconds for one file")
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"), help="folder for files that crashed")
    given = parser.parse_args()
    random, start = Random(given.seed), time.monotonic()  # noqa: S311
    seeds = sorted(
        path for path in SEEDS.rglob("*") if path.suffix not in (".json", ".md") and path.is_file()
    )
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, seed in enumerate(plan(given.files, seeds, random)):
            path = Path(folder) / f"{number:05}-{seed.name}"
            path.write_bytes(mutate(seed.read_bytes(), random))
            paths.append(path)
        for path, outcome, trace in outcomes(paths, given.limit):
            counts[kind(path)][outcome] += 1
            if trace:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / path.name).write_bytes(path.read_bytes())
                print(f"{outcome}: {given.keep / path.name}\n{trace}", file=sys.stderr)
    return report(counts, time.monotonic() - start)


def report(counts: dict[str, Counter[str]], seconds: float) -> int:
    """Print what became of the files of each kind; 1 where one crashed or hung."""
    total = sum(counts.values(), Counter[str]())
    for name, found in sorted(counts.items()):
        print(f"{name:6} {found.total():5}  " + ", ".join(f"{what} {n}" for what, n in found.most_common()))
    bad = total["CRASH"] + total["HANG"]
    print(f"{total.total()} files in {seconds:.0f} s: {total['read']} read, {bad} crashed or hung")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
