"""Gaps: rows, columns, cells and sections that the template, the other forms or the text promise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from extractor.audit.hits import Hit, hit, printed
from extractor.audit.shared.forms import budget_of, form_name, is_execution, row_name, scored_fund
from extractor.audit.subject import Subject
from extractor.audit.tolerance import same
from extractor.engines.rules.prose.amount import amounts_in
from extractor.quantity import number
from extractor.report import Form, Number
from extractor.result import Severity

_PROMISE = re.compile(r"预算执行率[^。；;]{0,20}(?:权重|分值)[^。；;\d]{0,12}(\d+(?:\.\d+)?)(?:%|分)")
_CELLS = {
    "completion": ("完成情况", "its completion"),
    "item_score": ("单项得分", "its item score"),
    "max_score": ("分值", "its points"),
}
_LIST_CELLS = {
    "annual_budget": ("全年预算数", "the budget"),
    "executed": ("全年执行数", "the spending"),
    "score": ("自评得分", "the score"),
    "grade": ("自评等级", "the grade"),
}
_SIGN_OFF = {
    "filled_by": ("填报人", "who filled it in"),
    "phone": ("联系电话", "the telephone"),
    "filled_on": ("填报日期", "the date"),
}
_FEWEST = 3


def execution_row_missing(subject: Subject) -> Iterator[Hit]:
    """A form without its row of budget execution, which the notes or all other forms of its kind have."""
    promised = _promised(subject)
    forms = [(pointer, form) for pointer, form in subject.forms if form.indicators]
    without = Counter(form.kind for _, form in forms if not _has_execution(form))
    every = Counter(form.kind for _, form in forms)
    for pointer, form in forms:
        alone = without[form.kind] == 1 and every[form.kind] >= _FEWEST
        if not _has_execution(form) and (promised or alone):
            mild: Severity | None = None if promised else "warning"
            where = f"{pointer}/indicators"
            totals = [f"{pointer}/total_score"] if _is_beyond_rows(form) else []
            yield hit(where, *totals, severity=mild, form=form_name(form, pointer), points=promised or 10)


def executed_missing(subject: Subject) -> Iterator[Hit]:
    """A form that prints its budget and not what was spent of it."""
    for pointer, form in subject.forms:
        empty = [at for at, line in enumerate(form.funds) if line.executed is None and budget_of(line)]
        if not empty or len(empty) < sum(budget_of(line) is not None for line in form.funds):
            continue
        budget = budget_of(form.funds[empty[0]])
        told = _spent_of(subject, budget[1]) if budget else None
        if told is None and not any(row.actual for row in form.indicators):
            continue
        cells = [f"{pointer}/funds/{at}/executed" for at in empty]
        moved = [at for at in empty if told is not None and form.funds[at].received == told]
        slip = ("，与到位数相同，疑填错栏", ", which is entered as received") if moved else ("", "")
        yield hit(
            *cells,
            *(f"{pointer}/funds/{at}/received" for at in moved),
            fixes={cells[0]: told} if told is not None else None,
            severity=None if told is not None else "info",
            form=form_name(form, pointer),
            expected="—" if told is None else told,
            told="" if told is None else f"（正文所述：{printed(told)}{form.amount_unit or ''}{slip[0]}）",
            told_en=""
            if told is None
            else f" (in running text: {printed(told)}{form.amount_unit or ''}{slip[1]})",
        )


def cell_missing(subject: Subject) -> Iterator[Hit]:
    """A cell left blank in a column that every other row of the form fills in."""
    for pointer, form in subject.forms:
        # A row without its actual value among rows that have one is told as such, with all its blanks.
        measured = 2 * sum(row.actual is not None for row in form.indicators) > len(form.indicators)
        for name, title in _CELLS.items():
            for at in _only_blank([getattr(row, name) for row in form.indicators]):
                row = form.indicators[at]
                if row.level3 and (row.actual or (row.target and not measured)):
                    yield hit(
                        f"{pointer}/indicators/{at}/{name}",
                        row=row_name(row),
                        column=title[0],
                        column_en=title[1],
                    )


def list_cell_missing(subject: Subject) -> Iterator[Hit]:
    """A cell left blank in a column that every other line of the list of projects fills in."""
    lines = subject.report.project_list
    for name, title in _LIST_CELLS.items():
        for at in _only_blank([getattr(line, name) for line in lines]):
            if name in ("score", "grade") and lines[at].executed == 0:
                continue  # what was not carried out has nothing to be scored
            yield hit(
                f"/project_list/{at}/{name}",
                project=lines[at].project_name or "—",
                column=title[0],
                column_en=title[1],
            )


def part_missing(subject: Subject) -> Iterator[Hit]:
    """A form without indicators, funds or goals though the other forms have them, or without indicators at all."""
    parts: dict[str, tuple[str, str, Callable[[Form], bool]]] = {
        "indicators": ("绩效指标", "no indicators", lambda form: bool(form.indicators)),
        "funds": ("资金情况", "no funds", lambda form: bool(form.funds)),
        "goals": ("年度总体目标", "no goal", lambda form: bool(form.goals)),
    }
    forms = list(subject.forms)
    for name, (title, title_en, has) in parts.items():
        others = sum(has(form) for _, form in forms)
        for pointer, form in forms:
            filled = bool(form.indicators or form.funds or form.goals)
            if filled and not has(form) and (name == "indicators" or others >= max(1, len(forms) - 2)):
                yield hit(f"{pointer}/{name}", form=form_name(form, pointer), part=title, part_en=title_en)


def goal_result_missing(subject: Subject) -> Iterator[Hit]:
    """A goal of which nothing says what became of it."""
    # Some templates have no column for it: then no form of the report has any.
    usual = any(goal.actual for _, _, goal in subject.goals)
    for pointer, form, goal in subject.goals:
        measured = any(row.actual or row.score is not None for row in form.indicators)
        if goal.expected and not goal.actual and measured:
            name = form_name(form, pointer.rpartition("/goals/")[0])
            yield hit(f"{pointer}/actual", severity=None if usual else "info", form=name)


def total_missing(subject: Subject) -> Iterator[Hit]:
    """A form whose rows are scored and that lacks its total, which the other forms have."""
    scored = {at: form for at, form in subject.forms if any(row.score is not None for row in form.indicators)}
    blank = [at for at, form in scored.items() if form.total_score is None]
    for pointer in blank if len(blank) < len(scored) - len(blank) else ():
        form = scored[pointer]
        made = sum(row.score or 0 for row in form.indicators)
        yield hit(f"{pointer}/total_score", form=form_name(form, pointer), rows=made)


def sign_off_missing(subject: Subject) -> Iterator[Hit]:
    """A form that does not say who filled it in, or when, as all others do."""
    forms = list(subject.forms)
    for name, title in _SIGN_OFF.items():
        for at in _only_blank([getattr(form, name) for _, form in forms]):
            yield hit(
                f"{forms[at][0]}/{name}",
                form=form_name(forms[at][1], forms[at][0]),
                column=title[0],
                column_en=title[1],
            )


def project_unnamed(subject: Subject) -> Iterator[Hit]:
    """A project's form that does not name its project."""
    for pointer, form in subject.forms:
        if form.kind == "project" and not form.project_name and form.indicators:
            yield hit(f"{pointer}/project_name", form=form_name(form, pointer))


def _only_blank(values: Sequence[object]) -> list[int]:
    """Which cells of a column are blank, where at least three are filled in and few are not."""
    blank = [at for at, value in enumerate(values) if value is None]
    filled = len(values) - len(blank)
    return blank if filled >= _FEWEST and len(blank) <= max(1, filled // _FEWEST) else []


def _has_execution(form: Form) -> bool:
    return scored_fund(form) is not None or any(map(is_execution, form.indicators))


def _is_beyond_rows(form: Form) -> bool:
    """Whether a form's total is more than its rows scored."""
    scored = sum(row.score or 0 for row in form.indicators)
    return form.total_score is not None and form.total_score > scored and not same(form.total_score, scored)


def _promised(subject: Subject) -> Number | None:
    """The points of budget execution that the notes of the template promise."""
    for sentence in subject.prose.sentences:
        if found := _PROMISE.search(sentence.plain):
            return number(found[1])
    return None


def _spent_of(subject: Subject, budget: Number) -> Number | None:
    """What running text says was spent of a budget: the one amount so called in a sentence with that budget."""
    for sentence in subject.prose.sentences:
        amounts = [(one.field, number(one.digits.plain)) for one in amounts_in(sentence.span)]
        spent = [value for name, value in amounts if name == "executed"]
        if len(spent) == 1 and any(same(value, budget) for name, value in amounts if name != "executed"):
            return spent[0]
    return None


RULES = (
    execution_row_missing,
    executed_missing,
    total_missing,
    part_missing,
    cell_missing,
    list_cell_missing,
    goal_result_missing,
    project_unnamed,
    sign_off_missing,
)
