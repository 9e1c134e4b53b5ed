"""What the audit finds in consistent reports (nothing), and in the same with one mistake each (the mistake).

``python eval/measure_audit.py [--clean 1000] [--each 50] [--write docs/audit-figures.md]`` prints a Markdown page.
Fails where a consistent report has an error, where fewer than ``--least`` of the mistakes are found, or where
fewer than that are found at the right cell. Places, bodies and projects are invented; the same seed gives the
same report.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from audit.measure import KINDS, Tally, of_clean, of_seeded

_CHUNK = 100
_INTRO = """# What the audit finds

Made by `make audit-eval` from reports that are invented by seed (`eval/audit/`): eight ways of scoring, with and without
list, totals, department form, parts of funds and running text. Do not edit.
"""
_SEEDED = """
## One mistake in each

*found*: an error or warning that the consistent report does not have; *noted*: an info alone. *at the cell*: one of them
names the cell that was changed (of mistakes in running text: has a place there), *first*: names it first. *several*: more than
one error or warning, though there is but one mistake.

| kind of mistake | planted | found | noted | at the cell | first | several | told by |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
"""


def main() -> None:
    """Measure, print or write the page, and leave with 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--least", type=float, default=0.98)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    clean = _clean(given.clean)
    with ProcessPoolExecutor() as pool:
        tallies = list(pool.map(_tally, range(len(KINDS)), [given.each] * len(KINDS)))
    page = (
        "\n".join([_INTRO, *_of_clean(given.clean, clean), _SEEDED.rstrip("\n"), *_of_seeded(tallies)]) + "\n"
    )
    if given.write:
        given.write.write_text(page, encoding="utf-8")
    else:
        print(page, end="")
    sys.exit(_failed(clean["error"], tallies, given.least))


def _clean(many: int) -> dict[str, dict[str, int]]:
    starts = range(0, many, _CHUNK)
    with ProcessPoolExecutor() as pool:
        parts = pool.map(of_clean, [range(start, min(start + _CHUNK, many)) for start in starts])
    total: dict[str, dict[str, int]] = {"error": {}, "warning": {}, "info": {}}
    for part in parts:
        for severity, counts in part.items():
            for rule, count in counts.items():
                total[severity][rule] = total[severity].get(rule, 0) + count
    return total


def _tally(at: int, many: int) -> Tally:
    return of_seeded(KINDS[at], many)


def _of_clean(many: int, counts: dict[str, dict[str, int]]) -> Iterator[str]:
    yield f"## {many:,} consistent reports\n"
    for severity, by_rule in counts.items():
        told = ", ".join(f"`{rule}` {count}" for rule, count in sorted(by_rule.items()))
        yield f"- {severity}: {sum(by_rule.values())}" + (f" ({told})" if told else "")


def _of_seeded(tallies: list[Tally]) -> Iterator[str]:
    for kind, one in zip(KINDS, tallies, strict=True):
        rules = ", ".join(f"`{rule}`" for rule, _ in one.rules.most_common(3))
        name = kind.__name__.replace("_", " ")
        yield (
            f"| {name} | {one.planted} | {one.found} | {one.noted} | {one.suspected} | {one.first} | {one.more} "
            f"| {rules or '–'} |"
        )
    planted = sum(one.planted for one in tallies)
    sums = [
        sum(getattr(one, name) for one in tallies)
        for name in ("found", "noted", "suspected", "first", "more")
    ]
    yield f"| **{len(tallies)} kinds** | {planted} | " + " | ".join(map(str, sums)) + " | |"
    told = sums[0] + sums[1]
    yield f"\nTold: {told / planted:.1%}; at the cell: {sums[2] / planted:.1%}; first: {sums[3] / planted:.1%}."


def _failed(errors: dict[str, int], tallies: list[Tally], least: float) -> int:
    planted = sum(one.planted for one in tallies)
    told = sum(one.found + one.noted for one in tallies)
    suspected = sum(one.suspected for one in tallies)
    if errors:
        print(f"errors in consistent reports: {errors}", file=sys.stderr)
    if min(told, suspected) < least * planted:
        print(f"of {planted} mistakes {told} are told, {suspected} at the cell", file=sys.stderr)
    return int(bool(errors) or min(told, suspected) < least * planted)


if __name__ == "__main__":
    main()
