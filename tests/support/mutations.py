"""Damage of known kind and number laid into a report, to test what measures it.

`damaged` copies a report and damages it at places drawn with a seed; it says what a scorer has
to find. A number or text that is put in stands nowhere else in the report, so that it cannot
rightly be taken for that of a neighbouring cell. Never two of a kind in one row.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from extractor.report import Report

Row = dict[str, Any]
NAMING = {"project_name", "title", "source", "label", "expected", "level1", "level2", "level3"}
NAMING |= {"section", "item", "column", "quote", "kind", "amount_unit", "organization"}
QUANTITIES = ("target", "actual")


@dataclass
class Expected:
    """What the scorer has to find: leaves by kind, rows by kind, rows out of order."""

    leaves: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    order: int = 0


@dataclass(frozen=True)
class Site:
    """A place that can be damaged: the change itself, and what it comes to."""

    change: Callable[[], object]
    leaves: dict[str, int]
    rows: dict[str, int] = field(default_factory=dict)
    order: int = 0


@dataclass(frozen=True)
class Damaged:
    """A damaged report, how often it was damaged, and what is to be found."""

    report: Report
    injected: int
    expected: Expected


# Places for one kind of damage in a report (as made by `model_dump`), in document order.
Kind = Callable[[dict[str, Any], "Said"], Iterator[Site]]


class Said:
    """All that a report says, to make up what it does not say."""

    def __init__(self, report: dict[str, Any]) -> None:
        self._values = set(_scalars(report))

    def new(self, value: object) -> bool:
        """Whether a value stands nowhere in the report; it does from now on."""
        if value in self._values:
            return False
        self._values.add(value)
        return True


def damaged(report: Report, kind: Kind, seed: int, times: int) -> Damaged:
    """The report with damage of one kind at up to ``times`` places."""
    data = copy.deepcopy(report.model_dump())
    sites = list(kind(data, Said(data)))
    chosen = Random(seed).sample(sites, min(times, len(sites)))  # noqa: S311 - to be repeated, not to be secret
    expected = Expected()
    for site in chosen:
        site.change()
        expected.leaves.update(site.leaves)
        expected.rows.update(site.rows)
        expected.order += site.order
    return Damaged(Report.model_validate(data), len(chosen), expected)


def _scalars(data: object) -> Iterator[object]:
    if isinstance(data, dict | list):
        for below in data.values() if isinstance(data, dict) else data:
            yield from _scalars(below)
    elif data is not None:
        yield data


def rows(data: dict[str, Any]) -> Iterator[Row]:
    """All rows of all lists, those of forms as well."""
    for value in data.values():
        if isinstance(value, list):
            for row in value:
                yield row
                yield from rows(row)


def leaves(data: object) -> int:
    """How many scalars state something."""
    return sum(1 for value in _scalars(data) if value != "")


def quantities(data: dict[str, Any]) -> Iterator[Row]:
    """One quantity with a number from each row that has one."""
    for row in rows(data):
        cells = [row[key] for key in QUANTITIES if isinstance(row.get(key), dict)]
        yield from [cell for cell in cells if cell["value"] is not None][-1:]


def numbers(row: Row) -> list[str]:
    """The fields of a row that hold a number."""
    return [name for name, value in row.items() if isinstance(value, int | float)]


def put(row: Row, **values: object) -> Callable[[], None]:
    """The change that puts values into a row or quantity."""
    return lambda: row.update(values)
