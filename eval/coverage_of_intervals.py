"""How often the intervals of `extractor eval` hold the truth, by simulation; writes the table of docs/intervals.md.

python eval/coverage_of_intervals.py                         print it (75 s of one core)
python eval/coverage_of_intervals.py --write docs/intervals.md
python eval/coverage_of_intervals.py --candidates            the methods that were not chosen (needs numpy)
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from coverage_populations import POPULATIONS, Population, sizes, truth

from extractor.evaluation.statistics.intervals import Interval, of_difference, of_rate
from extractor.evaluation.statistics.spread import Share, Spread, difference, spread

DOCUMENTS = (3, 5, 10, 20, 50)
SIZE_SETS, REPEATS = 40, 150
BEGIN, END = "<!-- coverage: begin -->", "<!-- coverage: end -->"
Hit = tuple[bool, bool]
"""Whether the interval holds the truth, and whether it was marked as rough."""


def hits(population: Population, documents: int, size_sets: int = SIZE_SETS) -> list[Hit]:
    """One hit for each interval that was given; sizes are drawn seldom, as each set costs a bootstrap."""
    rng, found = Random(documents), []  # noqa: S311
    wanted = truth(population)
    for size_set in range(size_sets):
        wholes = sizes(Random(f"{documents}-{size_set}"), documents)  # noqa: S311
        for _ in range(REPEATS):
            interval = interval_of(population, [(population.draw(rng, size), size) for size in wholes])
            if isinstance(interval, Interval):
                found.append((interval.low <= wanted <= interval.high, interval.rough is not None))
    return found


def interval_of(population: Population, documents: list[tuple[float, float]]) -> object:
    if population.paired:
        return of_difference(_difference(documents))
    of = spread([Share(rate * size, size) for rate, size in documents])
    return of and of_rate(of)


def _difference(documents: list[tuple[float, float]]) -> Spread:
    befores = [Share(0.95 * size, size) for _, size in documents]
    of = difference(befores, [Share((0.95 + change) * size, size) for change, size in documents])
    if of is None:
        raise ValueError("documents without a leaf")
    return of


def power(documents: int, size_sets: int = SIZE_SETS) -> float:
    """How often a true difference as large as `Spread.detectable` says is told, for normal documents."""
    told, tries = 0, 0
    rng = Random(documents)  # noqa: S311
    for size_set in range(size_sets):
        wholes = sizes(Random(f"{documents}-{size_set}"), documents)  # noqa: S311
        reach = _difference([(rng.gauss(0, 1), size) for size in wholes]).pivot.reach
        for _ in range(REPEATS):
            drawn = _difference([(rng.gauss(reach, 1), size) for size in wholes])
            told += drawn.estimate > drawn.pivot.critical * drawn.error
            tries += 1
    return told / tries


def table() -> Iterator[str]:
    """The lines of the table in Markdown."""
    yield (
        "| population | of each document | " + " | ".join(f"{count} documents" for count in DOCUMENTS) + " |"
    )
    yield "| --- | --- |" + " --- |" * len(DOCUMENTS)
    # The same sizes for all populations, one count of documents after the other: what was drawn for them is kept.
    columns = [[_cell(hits(population, documents)) for population in POPULATIONS] for documents in DOCUMENTS]
    for population, cells in zip(POPULATIONS, zip(*columns, strict=True), strict=True):
        kind = "two runs" if population.paired else "one run"
        yield f"| {kind}: {population.name} | {population.about} | " + " | ".join(cells) + " |"
    powers = (f"{100 * power(documents):.1f}" for documents in DOCUMENTS)
    yield "| power at the detectable difference | normal | " + " | ".join(powers) + " |"


def _cell(found: list[Hit]) -> str:
    """Coverage in percent of all intervals; where some only are marked, also of those that are not."""
    unmarked = [held for held, rough in found if not rough]
    text = _percent([held for held, _ in found])
    if not 0.01 < len(unmarked) / len(found) < 0.99:
        return text
    return f"{text}; {_percent(unmarked)} of the {100 * len(unmarked) / len(found):.0f} % unmarked"


def _percent(held: list[bool]) -> str:
    return f"{100 * sum(held) / len(held):.1f}"


def candidates() -> Iterator[str]:
    """The lines of the table of the methods that were not chosen."""
    from coverage_candidates import NAMES, covered

    yield "| population | method | " + " | ".join(map(str, DOCUMENTS)) + " |"
    yield "| --- | --- |" + " --- |" * len(DOCUMENTS)
    for population in POPULATIONS:
        reached = [covered(population, documents, 600) for documents in DOCUMENTS]
        for name in NAMES:
            cells = " | ".join(f"{100 * one[name]:.1f}" for one in reached)
            yield f"| {population.name} | {name} | {cells} |"


def write(path: Path, lines: str) -> None:
    """Put the lines between the marks of the page."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n{lines}\n{END}{after}", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--write", type=Path, metavar="PAGE.md")
    options.add_argument("--candidates", action="store_true")
    asked = options.parse_args()
    lines = "\n".join(candidates() if asked.candidates else table())
    print(lines)
    if asked.write:
        write(asked.write, lines)


if __name__ == "__main__":
    main()
