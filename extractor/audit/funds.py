"""The funds of a form: parts against the whole, what was spent against what there was, impossible amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from extractor.audit.forms import form_name
from extractor.audit.hits import Hit, hit
from extractor.audit.lines import COLUMNS, TITLES, TITLES_EN, amounts, divisions, nests, whole_of
from extractor.audit.subject import Subject
from extractor.audit.tolerance import adds_up, same
from extractor.report import Form, FundItem, FundLine, Number
from extractor.result import Severity
from extractor.text import fold

_FULL = 100
_MAGNITUDE = 1000
"""Amounts of one line that far apart are in 元 and in 万元."""
_ALL_KINDS = 3
"""So many kinds of income are all that the template has; fewer may leave some out."""
_MYRIAD = 1e4
_MOST_MYRIADS = 1e7
_LEAST_YUAN = 100
_REST = re.compile(r"其他|其它")
_INCOME = re.compile(
    r"一般公共预算|政府性基金|专户|非税|国有资本|社会?保险?基金|其他(资金|收入)?$|上级补助|上年结转"
)
_SPENDING = re.compile(r"^(基本支出|项目支出)$")
_BY_INCOME = ("按收入性质", "by income")
_BY_SPENDING = ("按支出性质", "by kind of spending")


def funds_parts(subject: Subject) -> Iterator[Hit]:
    """Fund lines whose amounts do not come to the line that they are parts of."""
    for pointer, form in subject.forms:
        for whole, parts in divisions(form):
            for column in COLUMNS:
                total = getattr(form.funds[whole], column)
                stated = amounts(form, parts, column)
                if total is None or not any(stated.values()) or nests(form, [*stated.items()], total):
                    continue
                yield _parts_hit(form, pointer, (whole, column), stated)


def breakdown_total(subject: Subject) -> Iterator[Hit]:
    """Loose amounts by income or by kind of spending that come to no total of the form."""
    for pointer, form in subject.forms:
        whole = whole_of(form)
        if whole is None:
            continue
        totals = {name: value for name in COLUMNS if (value := getattr(whole[1], name)) is not None}
        for words, items in ((_BY_INCOME, _INCOME), (_BY_SPENDING, _SPENDING)):
            stated = _stated(form.fund_breakdown, items, pointer)
            if not totals or not any(stated.values()) or _is_partial(words, stated):
                continue
            made = sum(stated.values())
            if not any(adds_up([*stated.values()], total) for total in totals.values()):
                yield _breakdown_hit(form, pointer, words, stated, (totals, made, whole[0]))


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


def _parts_hit(form: Form, pointer: str, whole: tuple[int, str], stated: Mapping[int, Number]) -> Hit:
    at, column = whole
    total = getattr(form.funds[at], column)
    made = sum(stated.values())
    parts = {f"{pointer}/funds/{index}/{column}": value for index, value in stated.items()}
    where = f"{pointer}/funds/{at}/{column}"
    fixes = {leaf: value + total - made for leaf, value in parts.items() if value + total >= made}
    # Less than the whole may be a source that the form does not print, unless one of the rest is printed.
    rest = any(_REST.search(fold(form.funds[index].source or "")) for index in stated)
    severity: Severity | None = None if made > total or rest else "warning"
    return hit(
        where,
        *parts,
        fixes=fixes | {where: made},
        severity=severity,
        form=form_name(form, pointer),
        line=form.funds[at].source or "—",
        column=TITLES[column],
        column_en=TITLES_EN[column],
        parts="+".join(str(value) for value in stated.values()),
        expected=made,
        found=total,
    )


def _breakdown_hit(
    form: Form,
    pointer: str,
    words: tuple[str, str],
    stated: Mapping[str, Number],
    totals: tuple[Mapping[str, Number], Number, int],
) -> Hit:
    columns, made, at = totals
    nearest = min(columns, key=lambda name: abs(columns[name] - made))
    all_told = made > max(columns.values()) or len(stated) >= _ALL_KINDS
    return hit(
        *(leaf for leaf, value in stated.items() if value),
        f"{pointer}/funds/{at}/{nearest}",
        fixes={leaf: value + columns[nearest] - made for leaf, value in stated.items() if value},
        severity=None if all_told else "warning",
        form=form_name(form, pointer),
        by=words[0],
        by_en=words[1],
        column=TITLES[nearest],
        column_en=TITLES_EN[nearest],
        expected=columns[nearest],
        found=made,
    )


def _stated(items: Sequence[FundItem], kind: re.Pattern[str], pointer: str) -> dict[str, Number]:
    return {
        f"{pointer}/fund_breakdown/{at}/amount": item.amount
        for at, item in enumerate(items)
        if item.amount is not None and kind.search(fold(item.label))
    }


def _is_partial(words: tuple[str, str], stated: Mapping[str, Number]) -> bool:
    return words is _BY_SPENDING and len(stated) < 2


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
    funds_parts,
    breakdown_total,
    executed_over_budget,
    received_over_budget,
)
