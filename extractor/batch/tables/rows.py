"""The flat rows of one document, in the same words whatever the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractor.batch.tables.findings import Marks, finding_rows, finding_targets, marks_of
from extractor.batch.tables.kinds import OF_FORM, OF_REPORT, Row, Rows
from extractor.batch.tables.whereabouts import Whereabouts
from extractor.output.columns import SHARED, is_quantity, is_scalar
from extractor.report import Contract, Form
from extractor.result import Evidence, Result


def rows_of(result: Result) -> Rows:
    """The rows by table, without their document's id; tables without a row are left out."""
    report = result.report
    where = Whereabouts(result)
    findings = finding_rows(result, where)
    targets = finding_targets(findings)
    walker = _Walker(result.evidence, where, marks_of(findings, targets))
    found: Rows = {"report": [walker.row(report, "", [""])]}
    for name, (field, _) in OF_FORM.items():
        found[name] = [row for at, form in enumerate(report.forms) for row in walker.of_form(form, at, field)]
    for name, (field, _) in OF_REPORT.items():
        found[name] = list(walker.of_report(report, field))
    found |= {"findings": findings, "finding_targets": targets}
    return {name: rows for name, rows in found.items() if rows}


class _Walker:
    """Makes rows of objects: their fields, where they begin in the source, what of them is in doubt."""

    def __init__(self, evidence: Mapping[str, Sequence[Evidence]], where: Whereabouts, marks: Marks) -> None:
        self._evidence, self._where, self._marks = evidence, where, marks

    def of_form(self, form: Form, at: int, field: str) -> Iterator[Row]:
        """The rows of a list of a form."""
        pointer = f"/forms/{at}"
        context: Row = [pointer, at + 1, form.kind, form.project_name, form.fiscal_year]
        for index, item in enumerate(getattr(form, field)):
            own = f"{pointer}/{field}/{index}"
            yield self.row(item, own, [own, *context])

    def of_report(self, report: Contract, field: str) -> Iterator[Row]:
        """The rows of a field of the report: of each object of a list, or of the one it holds."""
        value = getattr(report, field)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if item is not None:
                own = f"/{field}/{index}" if isinstance(value, list) else f"/{field}"
                yield self.row(item, own, [own, index + 1] if isinstance(item, Form) else [own])

    def row(self, item: Contract, pointer: str, head: Row) -> Row:
        """``head``, the object's fields, its place and its doubts."""
        row, places = head, list[Evidence]()
        for name, of_quantity, of_its_own in _plan(type(item)):
            value = getattr(item, name)
            if not of_quantity:
                row.append(value)
            elif value is None:
                row += _NO_QUANTITY
            else:
                row += value.text, value.operator, value.value, value.unit
            if of_its_own and value is not None:
                places += self._evidence.get(f"{pointer}/{name}", ())
        row.extend(self._where.first_of(places))
        row.append(min((one.confidence for one in places if one.confidence is not None), default=None))
        doubtful = self._marks.get(pointer)
        row.extend((doubtful is not None, doubtful or []))
        return row


_NO_QUANTITY: Row = [None] * 4


@cache
def _plan(model: type[Contract]) -> tuple[tuple[str, bool, bool], ...]:
    """The fields of a model that become columns: whether each is a quantity, and tells where its row stands."""
    fields = [(name, is_quantity(field), is_scalar(field)) for name, field in model.model_fields.items()]
    return tuple(
        (name, quantity, name not in SHARED) for name, quantity, scalar in fields if quantity or scalar
    )
