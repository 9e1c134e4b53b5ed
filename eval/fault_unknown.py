"""Wrong answers about layouts that the rules cannot read: what is found without a second reader.

Typeset reports are set with column titles that the lexicon does not know, and the endpoint answers
from gold, with a fault laid in. Prints Markdown; with ``-v`` each silent value.

Usage: python eval/fault_unknown.py [-v] [STYLE ...]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fault_marks import Marks, marks_of
from simulated import Case, foreign_to, read, table
from typeset.dumps import STYLES
from typeset.grid import Block, Grid, GridCell
from typeset.layouts import LAYOUTS
from typeset.reports import specimen

from extractor.evaluation.score import score
from extractor.lexicon import lexicon
from extractor.report import Report
from extractor.result import Result
from tests.support.content_faults import FAULTS, Injection

# Titles that nobody prints, one for each field; none is in the lexicon. ``plain`` are words of the
# same sense, ``bare`` have no sense at all.
PLAIN = {
    "target": "本年预定水平",
    "actual": "年末达到水平",
    "max_score": "满点",
    "score": "计点",
    "item_score": "单点",
    "completion": "达到档次",
    "deviation_reason": "差异缘由",
    "level1": "第一层",
    "level2": "第二层",
    "level3": "考核要点",
    "value": "水平",
    "sign": "比较",
    "unit": "口径",
}
BARE = {field: f"{letter}栏" for field, letter in zip(PLAIN, "甲乙丙丁戊己庚辛壬癸子丑寅", strict=True)}
TITLES = {"plain": PLAIN, "bare": BARE}
TOLD = (
    "swapped target/actual",
    "shifted column",
    "wrong digit",
    "value from another form",
    "planted instruction",
)
DUMPS = ("tika",)
_LEAST_TITLES = 3


def renamed(blocks: Iterable[Block], titles: dict[str, str]) -> tuple[Block, ...]:
    """The blocks, the columns of their indicator tables under other titles."""
    return tuple(_renamed(block, titles) if isinstance(block, Grid) else block for block in blocks)


def _renamed(grid: Grid, new: dict[str, str]) -> Grid:
    titles = [cell for cell in grid.cells if lexicon().indicator.field(cell.text) in new]
    rows = [cell.row for cell in titles]
    headers = {row for row in rows if rows.count(row) >= _LEAST_TITLES}
    headers |= {row + 1 for row in headers if row + 1 in rows}
    cells = (_retitled(cell, new) if cell.row in headers else cell for cell in grid.cells)
    return replace(grid, cells=tuple(cells))


def _retitled(cell: GridCell, new: dict[str, str]) -> GridCell:
    field = lexicon().indicator.field(cell.text)
    return replace(cell, text=new[field]) if field in new else cell


def cases(folder: Path, titles: dict[str, str], dumps: Iterable[str] = DUMPS) -> Iterator[Case]:
    """A report of each template in each kind of dump, with unknown titles."""
    for number in LAYOUTS:
        made = specimen(number, 0, varied=True)
        for dump in dumps:
            path = folder / f"{number:02}-{dump}.txt"
            path.write_text(STYLES[dump](renamed(made.blocks, titles)), encoding="utf-8")
            yield Case(path, Report.model_validate(made.report))


def read_right(all_cases: Iterable[Case], style: str) -> Iterator[tuple[Case, Result]]:
    """Those that right answers make a right report of, with that run."""
    for case in all_cases:
        base = read(case, style)
        if base.result is not None and not score(case.gold, base.result.report).mistakes:
            yield case, base.result


def doubted(results: Iterable[Result]) -> tuple[int, int]:
    """Of the indicators of right readings: how many values are doubted all the same, and how many there are."""
    told = values = 0
    for result in results:
        named = {p for one in result.findings if one.severity != "info" for p in one.pointers}
        told += sum("/indicators/" in pointer for pointer in named)
        rows = [row for form in result.report.forms for row in form.indicators]
        values += sum(value is not None for row in rows for value in row.model_dump().values())
    return told, values


def measure(style: str, all_cases: list[Case], verbose: bool) -> Iterator[list[object]]:
    """One line for each fault: rows injected, wrong values flagged, silent, share silent."""
    kept = list(read_right(all_cases, style))
    told, values = doubted(base for _, base in kept)
    print(f"{style}: {len(kept)} of {len(all_cases)} documents, {told} of {values} right values doubted\n")
    for name in TOLD:
        marks, injected = Marks(), 0
        for case, base in kept:
            injection = Injection(style, FAULTS[name], foreign=foreign_to(case, all_cases))  # type: ignore[arg-type]
            outcome = read(case, style, lambda server, i=injection: server.change(i, times=None))
            injected += len(injection.sites)
            found = marks_of(base, outcome.result)
            marks += found
            if verbose:
                print(*(f"  silent: {case.document.stem} {cell}" for cell in found.silent_cells), sep="\n")
        share = f"{len(marks.silent_cells) / marks.wrong:.1%}" if marks.wrong else "-"
        yield [name, style, injected, marks.flagged, len(marks.silent_cells), share]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("styles", nargs="*")
    given = parser.parse_args()
    for name, titles in TITLES.items():
        with tempfile.TemporaryDirectory() as folder:
            documents = list(cases(Path(folder), titles))
            for style in given.styles or ("copy",):
                print(f"\nTitles: {name}")
                rows = list(measure(style, documents, given.verbose))
                print(table(["fault", "style", "injected", "flagged", "silent", "silent of wrong"], rows))


if __name__ == "__main__":
    main()
