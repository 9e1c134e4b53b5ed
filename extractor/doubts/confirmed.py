"""Figures that other figures of the page confirm: misreading one would break a sum or a rate."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.doubts.amounts import rate_fits
from extractor.doubts.points import FULL_MARKS, Sum, sums
from extractor.doubts.scan import Scan
from extractor.report import Quantity

_FEWEST_LEVELS = 2


def confirmed(scan: Scan) -> set[str]:
    """The pointers of figures that are part of a sum or rate that comes out right, or are printed twice."""
    return {*_by_sums(scan), *_by_levels(scan), *_by_rates(scan), *_by_targets(scan), *_by_repetition(scan)}


def _by_sums(scan: Scan) -> Iterator[str]:
    for one in sums(scan):
        if one.fits and _is_telling(one):
            yield from one.pointers


def _is_telling(one: Sum) -> bool:
    return len(one.parts) >= 2 and all(value is not None for value in one.parts.values())


def _by_levels(scan: Scan) -> Iterator[str]:
    """The points printed beside the first levels, where all of a form's make up the full mark."""
    for pointer, form in scan.forms:
        points = {row.level1: row.level1_max_score for row in form.indicators}
        if len(points) >= _FEWEST_LEVELS and sum(each or 0 for each in points.values()) in FULL_MARKS:
            for index in range(len(form.indicators)):
                yield f"{pointer}/indicators/{index}/level1_max_score"


def _by_repetition(scan: Scan) -> Iterator[str]:
    """A year that the document prints more than once: it is hardly misread twice in one way."""
    years = {"/fiscal_year": scan.report.fiscal_year}
    years |= {f"{pointer}/fiscal_year": form.fiscal_year for pointer, form in scan.forms}
    for pointer, year in years.items():
        if year and sum(page.text.count(f"{year}年") for page in scan.document.pages) > 1:
            yield pointer


def _by_rates(scan: Scan) -> Iterator[str]:
    for pointer, form in scan.forms:
        for index, line in enumerate(form.funds):
            budget = rate_fits(line)
            if budget and line.executed and line.executed != getattr(line, budget):
                for name in (budget, "executed", "execution_rate"):
                    yield f"{pointer}/funds/{index}/{name}"


def _by_targets(scan: Scan) -> Iterator[str]:
    """An actual value that prints the same figure and unit as its target, read apart from it."""
    for pointer, form in scan.forms:
        for index, row in enumerate(form.indicators):
            if _same(row.target, row.actual):
                yield f"{pointer}/indicators/{index}/actual"


def _same(target: Quantity | None, actual: Quantity | None) -> bool:
    return (
        target is not None
        and actual is not None
        and actual.value is not None
        and (actual.value, actual.unit) == (target.value, target.unit)
    )
