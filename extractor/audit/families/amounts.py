"""Amounts of money that cannot be, in funds and lists: beyond the budget, below nothing, in another unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import form_name
from extractor.audit.shared.lines import COLUMNS, TITLES, TITLES_EN, whole_of
from extractor.audit.subject import Subject
from extractor.audit.tolerance import same
from extractor.report import FundLine, Number
from extractor.result import Severity

_FULL = 100
_MUCH = 0.3
_MAGNITUDE = 1000
"""Amounts of one line that far apart are in 元 and in 万元."""
_MYRIAD = 1e4
_MOST_MYRIADS = 1e7
_LEAST_YUAN = 100


def amount_magnitude(subject: Subject) -> Iterator[Hit]:
    """Amounts of one line in 元 and in 万元, or amounts that cannot be in the unit printed."""
    for pointer, form, line in subject.funds:
        stated = {column: value for column in COLUMNS if (value := getattr(line, column))}
        if not stated:
            continue
        low, high = min(stated, key=stated.__getitem__), max(stated, key=stated.__getitem__)
        mixed = _mixed(high, stated[high], stated[low])
        if mixed is None and not _is_odd(stated[high], form.amount_unit):
            continue
        yield hit(
            *(f"{pointer}/{column}" for column in dict.fromkeys((high, low))),
            severity=mixed or "warning",
            form=form_name(form, pointer.rpartition("/funds/")[0]),
            line=line.source or "—",
            found=stated[high],
            other=stated[low],
            unit=form.amount_unit or "—",
        )


def amount_negative(subject: Subject) -> Iterator[Hit]:
    """Money below 0 where none can be."""
    for pointer, form, line in subject.funds:
        for column in COLUMNS:
            value = getattr(line, column)
            if value is not None and value < 0:
                name = f"{form_name(form, pointer.rpartition('/funds/')[0])}·{line.source or '—'}"
                yield _negative(f"{pointer}/{column}", name, column, value)
    for pointer, project in subject.projects:
        for column in ("initial_budget", "annual_budget", "executed"):
            value = getattr(project, column)
            if value is not None and value < 0:
                yield _negative(f"{pointer}/{column}", project.project_name or "—", column, value)


def executed_over_budget(subject: Subject) -> Iterator[Hit]:
    """More spent than there was budget for, or than was received."""
    for pointer, form in subject.forms:
        over = ((at, column) for at, line in enumerate(form.funds) if (column := _overspent(line)))
        # Lines below the first that is overspent are mostly so for the same reason.
        for at, name in islice(over, 1):
            where, line = f"{pointer}/funds/{at}", form.funds[at]
            budget = getattr(line, name)
            yield hit(
                f"{where}/executed",
                f"{where}/{name}",
                fixes={f"{where}/executed": budget, f"{where}/{name}": line.executed or 0},
                form=form_name(form, pointer),
                line=line.source or "—",
                column=TITLES[name],
                column_en=TITLES_EN[name],
                expected=budget,
                found=line.executed,
            )


def received_over_budget(subject: Subject) -> Iterator[Hit]:
    """More received than the annual budget."""
    for pointer, form, line in subject.funds:
        budget, received = line.annual_budget, line.received
        if budget is None or received is None or received <= budget or same(received, budget):
            continue
        if not _is_magnitude(received, budget):
            yield hit(
                f"{pointer}/received",
                f"{pointer}/annual_budget",
                form=form_name(form, pointer.rpartition("/funds/")[0]),
                line=line.source or "—",
                expected=budget,
                found=received,
            )


def budget_far_from_initial(subject: Subject) -> Iterator[Hit]:
    """An annual budget far from the initial one: it wants its adjustment told, or one of them is wrong."""
    for pointer, form in subject.forms:
        whole = whole_of(form)
        first, annual = (whole[1].initial_budget, whole[1].annual_budget) if whole else (None, None)
        if whole is None or not first or annual is None or _is_magnitude(first, annual):
            continue
        share = abs(annual - first) / abs(first)
        if share >= _MUCH:
            where = f"{pointer}/funds/{whole[0]}"
            yield hit(
                f"{where}/annual_budget",
                f"{where}/initial_budget",
                form=form_name(form, pointer),
                share=round(_FULL * share, 1),
                expected=first,
                found=annual,
            )


def _overspent(line: FundLine) -> str | None:
    """The column that a line spent more than; None also where a rate below 100 % says that a figure is wrong."""
    spent, rate = line.executed, line.execution_rate
    if spent is None or (rate is not None and rate < _FULL):
        return None
    for name in ("annual_budget", "received"):
        value = getattr(line, name)
        if value is not None and spent > value and not same(spent, value) and not _is_magnitude(spent, value):
            return name
    return None


def _negative(where: str, name: str, column: str, value: Number) -> Hit:
    return hit(
        where,
        fixes={where: -value},
        line=name,
        column=TITLES[column],
        column_en=TITLES_EN[column],
        found=value,
    )


def _is_magnitude(one: Number, other: Number) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and high / low >= _MAGNITUDE


def _mixed(column: str, high: Number, low: Number) -> Severity | None:
    """Money spent or received cannot be a thousand times the budget; that little of it is spent can be."""
    if low <= 0 or not _is_magnitude(high, low):
        return None
    if column in ("received", "executed"):
        return "error"
    return "warning" if 0.5 * _MYRIAD <= high / low <= 2 * _MYRIAD else None


def _is_odd(value: Number, unit: str | None) -> bool:
    if unit == "元":
        return 0 < value < _LEAST_YUAN
    return unit == "万元" and value >= _MOST_MYRIADS


RULES = (
    amount_magnitude,
    amount_negative,
    executed_over_budget,
    received_over_budget,
    budget_far_from_initial,
)
