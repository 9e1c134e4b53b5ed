"""What is audited: the report, and as far as there is one the document that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.audit.bounds import within_bounds
from extractor.audit.prose import Prose
from extractor.document import Document
from extractor.report import Form, FundLine, Goal, Indicator, ProjectLine, Report
from extractor.result import Evidence, Finding

_IN_YUAN = re.compile(r"单位[:：]\s*元")
_WHOLE = re.compile(r"(/forms/\d+|/\w+)?")


@dataclass(frozen=True)
class Subject:
    """What the rules look at.

    ``evidence`` and ``document`` are empty where only the report is there (a gold file, a result without
    its document): rules on running text then find nothing. ``findings`` are what the reading itself doubted.
    Figures that no report can state are not looked at.
    """

    report: Report
    evidence: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)
    document: Document | None = None
    findings: Sequence[Finding] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "report", within_bounds(self.report))

    @property
    def forms(self) -> Iterator[tuple[str, Form]]:
        """The forms with their pointers."""
        for at, form in enumerate(self.report.forms):
            yield f"/forms/{at}", form

    @property
    def rows(self) -> Iterator[tuple[str, Form, Indicator]]:
        """The indicator rows of all forms with their pointers."""
        for pointer, form in self.forms:
            for at, row in enumerate(form.indicators):
                yield f"{pointer}/indicators/{at}", form, row

    @property
    def funds(self) -> Iterator[tuple[str, Form, FundLine]]:
        """The fund lines of all forms with their pointers."""
        for pointer, form in self.forms:
            for at, line in enumerate(form.funds):
                yield f"{pointer}/funds/{at}", form, line

    @property
    def goals(self) -> Iterator[tuple[str, Form, Goal]]:
        """The goals of all forms with their pointers."""
        for pointer, form in self.forms:
            for at, goal in enumerate(form.goals):
                yield f"{pointer}/goals/{at}", form, goal

    @property
    def projects(self) -> Iterator[tuple[str, ProjectLine]]:
        """The lines of the list of projects with their pointers."""
        for at, line in enumerate(self.report.project_list):
            yield f"/project_list/{at}", line

    @property
    def told_projects(self) -> Iterator[tuple[str, ProjectLine]]:
        """The projects told in running text with their pointers."""
        for at, line in enumerate(self.report.narrative_projects):
            yield f"/narrative_projects/{at}", line

    @cached_property
    def doubted(self) -> frozenset[str]:
        """Leaves and rows that the reading itself has doubts about; one about all of a form says nothing of them."""
        found = (pointer for one in self.findings if one.severity != "info" for pointer in one.pointers)
        return frozenset(pointer for pointer in found if not _WHOLE.fullmatch(pointer))

    @cached_property
    def common_unit(self) -> str:
        """The unit of money of all forms; empty where they differ, or the document prints tables in 元 beside them."""
        units = {form.amount_unit for form in self.report.forms}
        pages = self.document.pages if self.document else ()
        if len(units) != 1 or ("元" not in units and any(_IN_YUAN.search(page.text) for page in pages)):
            return ""
        return units.pop() or ""

    @cached_property
    def prose(self) -> Prose:
        """The running text; empty where there is no document."""
        return Prose.of(self.document)
