"""Score one report against gold, leaf by leaf.

Every leaf of gold is right, wrong or missing, every leaf of the answer right, wrong or
invented. A row that found no partner is missing or invented with all its leaves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Literal

from extractor.evaluation.align import align
from extractor.evaluation.figures import ErrorKind, Figures, Kind, Mistake, RowError, Rows, Verdict
from extractor.evaluation.nodes import Node, tree
from extractor.report import Report

# The groups of the printed table, and the parts of the contract that each takes in; the
# longest part that fits a field has it.
GROUPS: dict[str, tuple[str, ...]] = {
    "report": ("title", "organization", "fiscal_year"),
    "forms": ("forms",),
    "funds": ("forms.funds", "forms.fund_breakdown"),
    "goals": ("forms.goals",),
    "indicators": ("forms.indicators",),
    "project_list": ("project_list", "project_list_totals"),
    "narrative_projects": ("narrative_projects",),
    "narrative_indicators": ("narrative_indicators",),
    "data_table": ("data_table",),
    "conclusions": ("conclusions",),
}
_GROUP_OF = {part: group for group, parts in GROUPS.items() for part in parts}


def group_of(field: str) -> str:
    """The group of a field given by its path; KeyError if the contract has no such part."""
    while field not in _GROUP_OF and "." in field:
        field = field.rpartition(".")[0]
    return _GROUP_OF[field]


class Sheet:
    """The marks of one or several documents.

    ``errors`` counts leaves that are not as in gold, each once, those of whole rows as well;
    ``row_errors`` counts rows left over, without the rows below them; ``order`` is the number of
    aligned rows that stand in another order than in gold, which is no error.
    """

    def __init__(self) -> None:
        self.marks: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
        self.rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.errors: Counter[ErrorKind] = Counter()
        self.row_errors: Counter[RowError] = Counter()
        self.order = 0
        self.mistakes: list[Mistake] = []

    def add(self, other: Sheet) -> None:
        """Take in the marks of another document (its mistakes stay there)."""
        for field, counts in other.marks.items():
            self.marks[field].update(counts)
        for kind, rows in other.rows.items():
            self.rows[kind].update(rows)
        self.errors.update(other.errors)
        self.row_errors.update(other.row_errors)
        self.order += other.order

    def figures(self) -> Figures:
        """Figures over all leaves."""
        return _figures(self.marks.values())

    def lenient(self) -> Figures:
        """Figures over all leaves, those that differ from gold in format only counted as right."""
        strict, format_only = self.figures(), self.errors["format"]
        right, wrong = strict.right + format_only, strict.wrong - format_only
        return Figures.of(right, wrong, strict.missing, strict.invented)

    def by_field(self) -> dict[str, Figures]:
        """Figures by field, in alphabetical order."""
        return {field: _figures([self.marks[field]]) for field in sorted(self.marks)}

    def by_group(self) -> dict[str, Figures]:
        """Figures by group, in the contract's order; groups without a leaf are left out."""
        members: defaultdict[str, list[Counter[Verdict]]] = defaultdict(list)
        for field, counts in self.marks.items():
            members[group_of(field)].append(counts)
        return {group: _figures(members[group]) for group in GROUPS if group in members}

    def by_list(self) -> dict[str, Rows]:
        """Rows of every list that gold or the answer uses, in alphabetical order."""
        names = tuple(Rows.model_fields)
        return {kind: Rows(**{name: self.rows[kind][name] for name in names}) for kind in sorted(self.rows)}


def _figures(counters: Iterable[Counter[Verdict]]) -> Figures:
    total: Counter[Verdict] = Counter()
    for counts in counters:
        total.update(counts)
    return Figures.of(total["right"], total["wrong"], total["missing"], total["invented"])


def score(gold: Report, answer: Report | None) -> Sheet:
    """Mark an answer against gold; None is the answer of a document that failed: all is missing."""
    sheet = Sheet()
    if answer is None:
        _alone(tree(gold), "missing", sheet)
    else:
        _pair(tree(gold), tree(answer), sheet)
    return sheet


def _pair(gold: Node, answer: Node, sheet: Sheet) -> None:
    for leaf in dict.fromkeys([*gold.leaves, *answer.leaves]):
        _leaf(leaf, gold, answer, sheet)
    for name in dict.fromkeys([*gold.lists, *answer.lists]):
        for one, other in align(gold.lists.get(name, ()), answer.lists.get(name, ())):
            if one and other:
                right = one.signature == other.signature
                sheet.rows[one.kind].update(gold=1, answered=1, found=1, right=int(right))
                _pair(one, other, sheet)
            elif one:
                _alone(one, "missing", sheet)
            elif other:
                _alone(other, "invented", sheet)


def _leaf(leaf: str, gold: Node, answer: Node, sheet: Sheet) -> None:
    field = gold.field(leaf)
    said, read = gold.leaves.get(leaf), answer.leaves.get(leaf)
    if said == read:
        sheet.marks[field]["right"] += 1
        return
    kind: Kind = "missing" if read is None else "invented" if said is None else "wrong"
    error: ErrorKind = "text" if kind == "wrong" else kind
    sheet.marks[field][kind] += 1
    sheet.errors[error] += 1
    sheet.mistakes.append(
        Mistake(
            kind=kind,
            error=error,
            field=field,
            pointer=None if said is None else gold.pointer_to(leaf),
            answer_pointer=None if read is None else answer.pointer_to(leaf),
            gold=gold.values.get(leaf),
            answer=answer.values.get(leaf),
        )
    )


def _alone(row: Node, kind: Literal["missing", "invented"], sheet: Sheet) -> None:
    """Mark a row without a partner, with all below it; they make one mistake together."""
    _mark_all(row, kind, sheet)
    name: dict[str, Any] = (
        {"pointer": row.pointer, "gold": row.label}
        if kind == "missing"
        else {"answer_pointer": row.pointer, "answer": row.label}
    )
    sheet.errors[kind] += row.size
    error: ErrorKind | RowError = kind
    if row.kind:
        error = "missing_row" if kind == "missing" else "invented_row"
        sheet.row_errors[error] += 1
    sheet.mistakes.append(
        Mistake(kind=kind, error=error, field=row.kind, whole_row=True, leaves=row.size, **name)
    )


def _mark_all(row: Node, kind: Literal["missing", "invented"], sheet: Sheet) -> None:
    for leaf in row.leaves:
        sheet.marks[row.field(leaf)][kind] += 1
    if row.kind:
        sheet.rows[row.kind]["gold" if kind == "missing" else "answered"] += 1
    for rows in row.lists.values():
        for below in rows:
            _mark_all(below, kind, sheet)
