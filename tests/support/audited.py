"""Reports of 2023 with forms and running text, and what the audit says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractor.audit import Subject, audit
from extractor.audit.catalogue import chosen
from extractor.readers import read_document
from extractor.report import Form, FundLine, Goal, Indicator, Report
from extractor.result import Finding
from extractor.settings import Settings
from tests.support.reports import line, row

__all__ = ["findings", "form", "funds", "line", "pointers", "report", "row"]


def form(name: str | None, *rows: Indicator, goal: tuple[str, str] | None = None, **values: Any) -> Form:
    """A form on a project, or on the department where ``name`` is None; ``goal`` is expected and actual."""
    goals = [Goal(expected=goal[0], actual=goal[1])] if goal else []
    kind = "project" if name else "department"
    return Form(**{"kind": kind, "project_name": name, "indicators": list(rows), "goals": goals} | values)


def funds(**values: Any) -> list[FundLine]:
    """The funds of a form: the total line only."""
    return [FundLine(source="年度资金总额", **values)]


def report(*forms: Form, **values: Any) -> Report:
    """A report of 2023 with these forms."""
    return Report(**{"fiscal_year": 2023, "forms": list(forms)} | values)


def findings(rules: str, said: Report, text: str | None = None, folder: Path | None = None) -> list[Finding]:
    """What some rules or families find in a report, and in its running text where there is one."""
    document = None
    if text is not None and folder is not None:
        path = folder / "report.txt"
        path.write_text(text, encoding="utf-8")
        document = read_document(path, Settings.load())
    return audit(Subject(said, document=document), chosen(rules))


def pointers(found: list[Finding]) -> list[str]:
    """Where each finding leads first."""
    return [one.pointers[0] for one in found]
