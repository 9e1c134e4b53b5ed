"""Sums and rates that gold has as the document prints them, and that do not hold.

Information for the labeller only: a slip of the pen looks the same as the document's own mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.doubts.amounts import rate_fits
from extractor.doubts.points import sums
from extractor.doubts.scan import Scan
from extractor.evaluation.gold.rules import finding
from extractor.report import Form, FundLine, Indicator, Number, Report
from extractor.result import Finding

_MONEY = ("initial_budget", "annual_budget", "received", "executed")
_CENT = 0.02
_FEWEST_PARTS = 2


def sum_findings(report: Report, document: Document) -> Iterator[Finding]:
    """Points, scores, funds and project totals that do not add up, rates that the amounts do not give."""
    for one in sums(Scan(report, {}, document)):
        if not one.fits and any(one.parts.values()):
            zh, en = one.title
            pointers = [one.total] if one.total else [next(iter(one.parts))]
            expected = " / ".join(f"{total:g}" for total in one.expected)
            yield finding(
                "sum_apart", pointers, title_zh=zh, title=en, expected=expected, found=f"{one.found:g}"
            )
    for at, form in enumerate(report.forms):
        yield from _funds(form, f"/forms/{at}/funds")
        yield from _over(form, f"/forms/{at}")
    yield from _projects(report)


def _funds(form: Form, pointer: str) -> Iterator[Finding]:
    for at, line in enumerate(form.funds):
        budget = next((value for name in _MONEY[:3] if (value := getattr(line, name))), None)
        if budget and line.execution_rate is not None and line.executed is not None and not rate_fits(line):
            yield finding(
                "rate_apart",
                [f"{pointer}/{at}/execution_rate"],
                expected=f"{100 * line.executed / budget:.2f}",
                found=f"{line.execution_rate:g}",
            )
    if form.funds:
        total, *parts = form.funds
        for name in _MONEY:
            said, own = getattr(total, name), [getattr(part, name) for part in parts]
            yield from _apart(f"{pointer}/0/{name}", said, own, ("资金", "The funds"))


def _projects(report: Report) -> Iterator[Finding]:
    if totals := report.project_list_totals:
        for name in ("initial_budget", "annual_budget", "executed"):
            own = [getattr(line, name) for line in report.project_list]
            said = getattr(totals, name)
            yield from _apart(f"/project_list_totals/{name}", said, own, ("各项目", "The projects"))


def _apart(
    pointer: str, total: Number | None, parts: Sequence[Number | None], title: tuple[str, str]
) -> Iterator[Finding]:
    """The finding on a total that its parts do not make, nor one of them alone (of which the others are parts)."""
    stated = [part for part in parts if part is not None]
    if total is None or len(stated) < _FEWEST_PARTS:
        return
    if any(abs(made - total) < _CENT for made in (sum(stated), *stated)):
        return
    zh, en = title
    found = f"{round(sum(stated), 4):g}"
    yield finding("sum_apart", [pointer], title_zh=zh, title=en, expected=f"{total:g}", found=found)


def _over(form: Form, pointer: str) -> Iterator[Finding]:
    rows: list[tuple[str, Indicator | FundLine]] = [
        *((f"{pointer}/indicators/{at}", row) for at, row in enumerate(form.indicators)),
        *((f"{pointer}/funds/{at}", row) for at, row in enumerate(form.funds)),
    ]
    scores = [(f"{at}/score", row.score, row.max_score) for at, row in rows]
    for at, score, most in [*scores, (f"{pointer}/total_score", form.total_score, form.total_max_score)]:
        if score is not None and most is not None and score > most:
            yield finding("score_over", [at], expected=f"{most:g}", found=f"{score:g}")
