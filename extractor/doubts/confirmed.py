"""Figures that other figures of the page confirm: misreading one would break a sum or a rate."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.doubts.amounts import rate_fits
from extractor.doubts.points import Sum, sums
from extractor.doubts.scan import Scan
from extractor.report import Quantity


def confirmed(scan: Scan) -> set[str]:
    """The pointers of figures that are part of a sum or rate that comes out right."""
    return {*_by_sums(scan), *_by_rates(scan), *_by_targets(scan)}


def _by_sums(scan: Scan) -> Iterator[str]:
    for one in sums(scan):
        if one.fits and _is_telling(one):
            yield from one.pointers


def _is_telling(one: Sum) -> bool:
    return len(one.parts) >= 2 and all(value is not None for value in one.parts.values())


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
