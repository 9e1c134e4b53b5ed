"""Amounts of money that contradict each other: rates, parts and totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.report import FundLine, Number, ProjectLine
from extractor.result import Finding

_BUDGETS = ("annual_budget", "received", "initial_budget")
_MONEY = ("initial_budget", "annual_budget", "received", "executed")
_SUMS = ("initial_budget", "annual_budget", "executed")
_TOLERANCE = 0.6  # percentage points: rates are printed rounded, sometimes to whole ones
_CENT = 0.02
_FEWEST_PARTS = 2
_MOST_SUSPECTS = 3


def rate_fits(line: FundLine) -> str | None:
    """The budget of which the printed rate is the executed share; None where it is that of none."""
    if line.execution_rate is None or line.executed is None:
        return None
    for name in _BUDGETS:
        budget = getattr(line, name)
        if budget and abs(100 * line.executed / budget - line.execution_rate) < _TOLERANCE:
            return name
    return None


def executions_apart(scan: Scan) -> Iterator[Finding]:
    """A rate that is not what was executed divided by any budget of its line."""
    for pointer, form in scan.forms:
        for index, line in enumerate(form.funds):
            at = f"{pointer}/funds/{index}"
            budget = next((name for name in _BUDGETS if getattr(line, name)), None)
            pointers = [f"{at}/{name}" for name in ("execution_rate", "executed", budget) if name]
            if budget is None or line.execution_rate is None or line.executed is None or rate_fits(line):
                continue
            if scan.is_read(*pointers):
                share = 100 * line.executed / getattr(line, budget)
                yield finding(
                    "rate_apart", pointers, expected=f"{share:.2f}", found=f"{line.execution_rate:g}"
                )


def parts_apart(scan: Scan) -> Iterator[Finding]:
    """A column of funds whose lines do not add up to the first, where those of another column do."""
    for pointer, form in scan.forms:
        if len(form.funds) <= _FEWEST_PARTS:
            continue
        total, *parts = form.funds
        rest = {name: _rest(total, parts, name) for name in _MONEY if getattr(total, name) is not None}
        if not any(abs(left) < _CENT and getattr(total, name) for name, left in rest.items()):
            continue
        for name, left in rest.items():
            pointers = [f"{pointer}/funds/{at}/{name}" for at in range(len(form.funds))]
            if abs(left) >= _CENT and scan.is_read(*pointers):
                yield _sum(scan, pointers[0], pointers[1:], getattr(total, name), getattr(total, name) - left)


def totals_apart(scan: Scan) -> Iterator[Finding]:
    """A total of the list of projects that its lines do not add up to, where those of another column do."""
    lines, totals = scan.report.project_list, scan.report.project_list_totals
    if totals is None or len(lines) < _FEWEST_PARTS:
        return
    found = {
        name: sum(getattr(line, name) or 0 for line in lines)
        for name in _SUMS
        if getattr(totals, name) is not None
    }
    apart = {name for name in found if abs(found[name] - getattr(totals, name)) >= _CENT}
    for name in apart if len(apart) < len(found) else ():
        at, parts = f"/project_list_totals/{name}", [f"/project_list/{at}/{name}" for at in range(len(lines))]
        if scan.is_read(at, *parts):
            yield _sum(scan, at, parts, getattr(totals, name), found[name])


def budgets_apart(scan: Scan) -> Iterator[Finding]:
    """A project whose budget is not the initial one with its adjustment."""
    for index, line in enumerate(scan.report.project_list):
        names = ("annual_budget", "initial_budget", "budget_adjustment")
        pointers = [f"/project_list/{index}/{name}" for name in names]
        expected = _adjusted(line)
        if expected is not None and scan.is_read(*pointers):
            yield finding("budget_apart", pointers, expected=f"{expected:g}", found=f"{line.annual_budget:g}")


def _adjusted(line: ProjectLine) -> Number | None:
    """What the initial budget and its adjustment make, where that is not the annual budget."""
    if line.initial_budget is None or line.budget_adjustment is None or line.annual_budget is None:
        return None
    made = round(line.initial_budget + line.budget_adjustment, 4)
    return made if abs(made - line.annual_budget) >= _CENT else None


def _rest(total: FundLine, parts: Sequence[FundLine], name: str) -> float:
    return float(getattr(total, name) - sum(getattr(part, name) or 0 for part in parts))


def _sum(scan: Scan, total: str, parts: Sequence[str], expected: Number, found: Number) -> Finding:
    pointers = [total, *scan.least_sure(parts, _MOST_SUSPECTS)]
    return finding("amounts_sum", pointers, expected=f"{expected:g}", found=f"{round(found, 4):g}")
