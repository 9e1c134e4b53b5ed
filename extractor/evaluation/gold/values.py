"""Whether the values of gold go together, and each stands in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.evaluation.compare import Scalar
from extractor.evaluation.gold.occurrence import Found, Printed, says_number
from extractor.evaluation.gold.rules import finding
from extractor.evaluation.nodes import Node, tree
from extractor.quantity import parse_quantity
from extractor.report import Indicator, NarrativeIndicator, Quantity, Report
from extractor.result import Finding
from extractor.text import clean, fold

_GRADES = ("优", "良", "中", "差")
# Single spaces are not for a program to judge: the guide keeps some.
_LAYOUT = re.compile(r"[\t\r\n\u3000\u200b\ufeff]|  |^ | $")
_NAMED_BY_RULE = {"forms.funds.source": ("总额",)}  # a total line that prints no label of its own


def occurrence_findings(report: Report, printed: Printed) -> Iterator[Finding]:
    """The texts and numbers that the document does not print, or only in pieces."""
    scanned = any(page.confidence is not None for page in printed.document.pages)
    for row in rows_of(tree(report)):
        for leaf, value in row.values.items():
            found = _found(printed, row.field(leaf), value)
            if found != "whole":
                rule = "in_pieces" if found == "pieces" else "not_in_scan" if scanned else "not_in_document"
                yield finding(rule, [row.pointer_to(leaf)], text=value)


def _found(printed: Printed, field: str, value: Scalar) -> Found:
    if field == "forms.kind" or field.endswith(".operator") or value in _NAMED_BY_RULE.get(field, ()):
        return "whole"
    if isinstance(value, str):
        return printed.text(value)
    return printed.year(int(value)) if field.endswith("fiscal_year") else printed.number(value)


def rows_of(node: Node) -> Iterator[Node]:
    """A row and all rows below it."""
    yield node
    for rows in node.lists.values():
        for row in rows:
            yield from rows_of(row)


def value_findings(report: Report) -> Iterator[Finding]:
    """Texts that are not as the labelling guide has them, and quantities whose parts do not go together."""
    for row in rows_of(tree(report)):
        for leaf, value in row.values.items():
            pointer = row.pointer_to(leaf)
            if isinstance(value, str) and _LAYOUT.search(value):
                yield finding("layout_left", [pointer], text=value, expected=clean(value))
            if leaf == "grade" and value not in _GRADES:
                yield finding("grade_unknown", [pointer], text=value)
    for pointer, quantity in _quantities(report):
        yield from _parts_apart(pointer, quantity)
    for index, cell in enumerate(report.data_table):
        if cell.value is not None and not says_number(fold(cell.text), cell.value):
            yield finding("value_apart", [f"/data_table/{index}/value"], value=cell.value, text=cell.text)


def _quantities(report: Report) -> Iterator[tuple[str, Quantity]]:
    rows: list[tuple[str, Indicator | NarrativeIndicator]] = [
        (f"/forms/{form}/indicators/{at}", row)
        for form, one in enumerate(report.forms)
        for at, row in enumerate(one.indicators)
    ]
    rows += [(f"/narrative_indicators/{at}", row) for at, row in enumerate(report.narrative_indicators)]
    for pointer, row in rows:
        for name, quantity in (("target", row.target), ("actual", row.actual)):
            if quantity:
                yield f"{pointer}/{name}", quantity


def _parts_apart(pointer: str, quantity: Quantity) -> Iterator[Finding]:
    said = fold(quantity.text)
    if quantity.value is not None and not says_number(said, quantity.value):
        yield finding("value_apart", [f"{pointer}/value"], value=quantity.value, text=quantity.text)
    elif quantity.unit and fold(quantity.unit) not in said:
        yield finding("unit_apart", [f"{pointer}/unit"], value=quantity.unit, text=quantity.text)
    elif (read := parse_quantity(quantity.text)) and _parts(read) != _parts(quantity):
        yield finding(
            "quantity_apart", [pointer], text=quantity.text, expected=_said(read), found=_said(quantity)
        )


def _parts(quantity: Quantity) -> tuple[object, ...]:
    return quantity.operator, quantity.value, quantity.unit and fold(quantity.unit)


def _said(quantity: Quantity) -> str:
    return " ".join("–" if part is None else str(part) for part in _parts(quantity))
