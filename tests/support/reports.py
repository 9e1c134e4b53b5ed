"""Small reports for the audit: a consistent one to change, and what is found in it."""

from __future__ import annotations

from typing import Any

from extractor.audit import Subject, audit
from extractor.audit.catalogue import rules
from extractor.quantity import parse_quantity
from extractor.report import Form, FundLine, Indicator, ProjectLine, Report
from extractor.result import Finding


def row(name: str, target: str | None = None, actual: str | None = None, **more: Any) -> Indicator:
    """An indicator row; target and actual as a cell prints them."""
    return Indicator(
        **{"level1": "产出指标", "level2": "数量指标", "level3": name} | more,
        target=parse_quantity(target) if target is not None else None,
        actual=parse_quantity(actual) if actual is not None else None,
    )


def fund(source: str, annual: float | None, executed: float | None, **more: Any) -> FundLine:
    """A fund line."""
    return FundLine(source=source, annual_budget=annual, executed=executed, **more)


def form(*rows: Indicator, funds: list[FundLine] | None = None, **more: Any) -> Form:
    """A project form."""
    return Form(**{"kind": "project"} | more, indicators=list(rows), funds=funds or [])


def line(name: str, annual: float | None = None, executed: float | None = None, **more: Any) -> ProjectLine:
    """A line of the list of projects."""
    return ProjectLine(project_name=name, annual_budget=annual, executed=executed, **more)


def report(*forms: Form, **more: Any) -> Report:
    """A report of some forms."""
    return Report(forms=list(forms), **more)


def found(said: Report, rule: str) -> list[Finding]:
    """What one rule finds in a report."""
    return audit(Subject(said), [rules()[rule]])


def first_pointers(said: Report, rule: str) -> list[str]:
    """The cells that the findings of a rule point at first."""
    return [one.pointers[0] for one in found(said, rule)]
