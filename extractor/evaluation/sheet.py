"""The marks of documents, added up by field, group and list, and by kind of error."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from extractor.evaluation.figures import ErrorKind, Figures, Mistake, RowError, Rows, Verdict

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
