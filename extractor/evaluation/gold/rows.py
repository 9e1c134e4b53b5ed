"""Rows that gold should not have: blank ones of the template, and the same row twice; texts left empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.evaluation.gold.rules import finding
from extractor.evaluation.nodes import Node, tree
from extractor.report import Report
from extractor.result import Finding

# A key-figure table may have a column without a title: the contract asks for an empty text there.
_MAY_BE_EMPTY = "column"
_MAY_REPEAT = ("narrative_projects", "forms.goals")


def row_findings(report: Report) -> Iterator[Finding]:
    """Blank rows, rows that say the same as another of their list, and texts that are empty."""
    yield from _blank(report)
    yield from _twice(tree(report))
    yield from (finding("text_empty", [pointer]) for pointer in _empty(report.model_dump(), ""))


def _blank(report: Report) -> Iterator[Finding]:
    for number, form in enumerate(report.forms):
        for at, row in enumerate(form.indicators):
            if not any((row.level3, row.target, row.actual, row.level2, row.score, row.max_score)):
                yield finding("row_blank", [f"/forms/{number}/indicators/{at}"])
        for at, line in enumerate(form.funds):
            figures = line.model_dump(exclude={"source"}).values()
            if all(figure is None for figure in figures):
                yield finding("row_blank", [f"/forms/{number}/funds/{at}"])


def _twice(node: Node) -> Iterator[Finding]:
    for name, rows in node.lists.items():
        seen: dict[Any, Node] = {}
        for row in rows:
            first = seen.setdefault(row.signature, row)
            if first is not row and row.size and f"{node.kind}.{name}".strip(".") not in _MAY_REPEAT:
                yield finding("row_twice", [row.pointer], other=first.pointer)
            yield from _twice(row)


def _empty(part: Any, pointer: str) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and not value.strip() and name != _MAY_BE_EMPTY:
                yield f"{pointer}/{name}"
            yield from _empty(value, f"{pointer}/{name}")
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from _empty(item, f"{pointer}/{index}")
