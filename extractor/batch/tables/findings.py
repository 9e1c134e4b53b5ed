"""What is to be checked in a document as rows, and which rows and columns of the other tables each concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractor.batch.tables.kinds import OF_FORM, OF_REPORT, Row, tables
from extractor.batch.tables.whereabouts import Whereabouts
from extractor.output.checks import Check, Checks
from extractor.result import Finding, Result

Target = tuple[str, str, str | None]
Marks = Mapping[str, list[str]]
"""By the pointer of a row the names of the columns in doubt; none where the row is so as a whole."""

_SINGLE = "project_totals"
_TABLE_OF_FIELD = {field: name for name, (field, _) in (*OF_FORM.items(), *OF_REPORT.items())}


def finding_rows(result: Result, where: Whereabouts) -> list[Row]:
    """A row for each thing to check, errors first; one that follows from another names that one's number."""
    checks = Checks(result, "zh").all
    english = _in_english(checks, result)
    rows: list[Row] = []
    leader: int | None = None
    for number, (check, message_en) in enumerate(zip(checks, english, strict=True), 1):
        leader = leader if check.follows else number
        follows = leader if check.follows else None
        place = check.places[0] if check.places else None
        at: Row = [*where.of(place), place.text if place else None]
        rows.append(_row(number, follows, check, message_en) + at)
    return rows


def _row(number: int, follows: int | None, check: Check, message_en: str) -> Row:
    table, pointer, field = target_of(check.pointers[0]) if check.pointers else (None, None, None)
    head: Row = [number, check.rule, check.severity, check.cause, follows, check.message, message_en]
    return [*head, check.expected, check.found, table, pointer, field, list(check.pointers)]


def _in_english(checks: Sequence[Check], result: Result) -> list[str]:
    """The sentences of the checks in English; only those that no finding has are said anew."""
    told = {finding.message: finding.message_en for finding in _all_findings(result.findings)}
    if all(check.message in told for check in checks):
        return [told[check.message] for check in checks]
    return [check.message for check in Checks(result, "en").all]


def _all_findings(findings: Sequence[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from finding.consequences


def finding_targets(findings: Sequence[Row]) -> list[Row]:
    """A row for each row or cell that a finding names: number, table, pointer of the row, column."""
    names = tables()["findings"].own_names
    number, pointers = names.index("number"), names.index("pointers")
    known = dict[str, Target]()
    rows: list[Row] = []
    for row in findings:
        found = _texts(row[pointers])
        known |= {pointer: target_of(pointer) for pointer in found if pointer not in known}
        rows.extend([row[number], *target] for target in dict.fromkeys(known[pointer] for pointer in found))
    return rows


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def marks_of(findings: Sequence[Row], targets: Sequence[Row]) -> Marks:
    """Which rows are in doubt: an error or warning names them, or cells of theirs."""
    names = tables()["findings"].own_names
    number, severity = names.index("number"), names.index("severity")
    doubts = {row[number] for row in findings if row[severity] != "info"}
    marks: dict[str, list[str]] = {}
    for finding, _, pointer, field in targets:
        if finding in doubts:
            fields = marks.setdefault(str(pointer), [])
            if isinstance(field, str) and field not in fields:
                fields.append(field)
    return marks


def target_of(pointer: str) -> Target:
    """Table, row and column that a pointer into the report leads to; no column where it names the whole row.

    A pointer to a list, as all indicators of a form, names the row of what holds the list.
    """
    steps = pointer.split("/")[1:]
    table, row = "report", 0
    for at, step in enumerate(steps):
        name = _TABLE_OF_FIELD.get(step)
        several = name is not None and at + 1 < len(steps) and steps[at + 1].isdigit()
        if name and (several or name == _SINGLE):
            table, row = name, at + 1 + several
    field = steps[row] if row < len(steps) and steps[row] in _columns(table) else None
    return table, "".join(f"/{step}" for step in steps[:row]), field


@cache
def _columns(table: str) -> frozenset[str]:
    return frozenset(tables()[table].own_names)
