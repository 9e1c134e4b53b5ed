"""Copies: goals and rows taken over from another project, names and values that repeat each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import form_name, is_execution
from extractor.audit.shared.measures import comparable, is_percent
from extractor.audit.shared.wording import letters, pairs, short
from extractor.audit.subject import Subject
from extractor.audit.tolerance import same
from extractor.engines.rules.prose.naming import core, same_project
from extractor.report import Form, Indicator, Quantity
from extractor.result import Severity

_SHORTEST_GOAL = 10
_SHORTEST_NAME = 4
_FEWEST_ROWS = 3
_ALIKE = 0.75
_RATED = re.compile(r"率|满意度|安全感|覆盖|比例|占比|比重")
_OWN_NAME = 12
"""Names as long as that are of one thing; 服务对象满意度 on two forms is asked of different people."""
_Named = tuple[str, Form]


def goal_copied(subject: Subject) -> Iterator[Hit]:
    """A goal that another form has word for word: told at the form that it fits worse."""
    for goal, forms in _groups(subject, _goal_of):
        source = max(forms, key=lambda one: _fit(one[1], goal))
        for pointer, form in forms:
            if form is source[1] or _one_project(form, source[1]):
                continue
            names, fits = _fit(source[1], goal) > 1, _fit(form, goal) > 0
            severity: Severity = "error" if names and not fits and form.project_name else "warning"
            yield hit(
                f"{pointer}/goals/0/expected",
                *_same_actual(pointer, form, source[1]),
                f"{source[0]}/goals/0/expected",
                severity=severity,
                form=form_name(form, pointer),
                other=form_name(source[1], source[0]),
                found=short(form.goals[0].expected or ""),
            )


def result_copied(subject: Subject) -> Iterator[Hit]:
    """A result that another form has word for word, though the goals are not the same."""
    for result, forms in _groups(subject, _result_of):
        source = max(forms, key=lambda one: _fit(one[1], result))
        for pointer, form in forms:
            if form is source[1] or _one_project(form, source[1]) or _goal_of(form) == _goal_of(source[1]):
                continue
            yield hit(
                f"{pointer}/goals/0/actual",
                f"{source[0]}/goals/0/actual",
                form=form_name(form, pointer),
                other=form_name(source[1], source[0]),
                found=short(form.goals[0].actual or ""),
            )


def form_twice(subject: Subject) -> Iterator[Hit]:
    """Two forms of one year on a project of one name."""
    for _, forms in _groups(
        subject, lambda form: f"{letters(form.project_name or '')}{form.fiscal_year or ''}"
    ):
        for pointer, form in forms[1:] if forms[0][1].project_name else ():
            yield hit(f"{pointer}/project_name", f"{forms[0][0]}/project_name", form=form.project_name)


def goal_of_another(subject: Subject) -> Iterator[Hit]:
    """A goal that names another project of the report and has nothing of its own project's name."""
    named = [(pointer, form, core(form.project_name)) for pointer, form in subject.forms if form.project_name]
    for pointer, form, own in named:
        goal = _goal_of(form)
        if not goal or pairs(letters(own)) & pairs(goal):
            continue
        for _, other, name in named:
            plain = letters(name)
            if len(plain) >= _SHORTEST_NAME and plain in goal and goal != _goal_of(other):
                where = f"{pointer}/goals/0/expected"
                yield hit(where, form=form_name(form, pointer), other=other.project_name)
                break


def goal_word_for_word(subject: Subject) -> Iterator[Hit]:
    """What became of a goal told in the words of the goal, all of them or nearly."""
    for pointer, form, goal in subject.goals:
        expected, actual = letters(goal.expected or ""), letters(goal.actual or "")
        if len(expected) >= _SHORTEST_GOAL and _alike(expected, actual):
            form_at = pointer.rpartition("/goals/")[0]
            copied = expected == actual
            yield hit(
                f"{pointer}/actual",
                f"{pointer}/expected",
                form=form_name(form, form_at),
                how="照抄" if copied else "几乎照抄",
                how_en="the words" if copied else "nearly the words",
            )


def rows_copied(subject: Subject) -> Iterator[Hit]:
    """The indicators of a form that another project has with the same targets and actual values."""
    for _, forms in _groups(subject, _rows_of):
        source = forms[0]
        for pointer, form in forms[1:]:
            if not _one_project(form, source[1]):
                yield hit(
                    f"{pointer}/indicators",
                    f"{source[0]}/indicators",
                    form=form_name(form, pointer),
                    other=form_name(source[1], source[0]),
                )


def name_twice(subject: Subject) -> Iterator[Hit]:
    """The same indicator twice in a form."""
    for pointer, form in subject.forms:
        first: dict[str, tuple[int, Indicator]] = {}
        for at, row in enumerate(form.indicators):
            name = letters(row.level3 or "")
            if not name or is_execution(row):
                continue
            before, earlier = first.setdefault(name, (at, row))
            if before != at:
                general = len(name) < _SHORTEST_NAME and not _says_the_same(row, earlier)
                yield hit(
                    f"{pointer}/indicators/{at}/level3",
                    f"{pointer}/indicators/{before}/level3",
                    severity="info" if general else None,
                    found=row.level3,
                    one=earlier.level2 or "—",
                    other=row.level2 or "—",
                )


def row_apart(subject: Subject) -> Iterator[Hit]:
    """One rate, of one long name, on the form of the department and on that of a project with other values."""
    rows: dict[str, tuple[str, Form, Indicator]] = {}
    for pointer, form, row in subject.rows:
        name = letters(row.level3 or "")
        if len(name) < _OWN_NAME or is_execution(row) or not _RATED.search(name):
            continue
        first_at, first_form, first = rows.setdefault(name, (pointer, form, row))
        if first_form.kind == form.kind:
            continue
        apart = [
            cell for cell in ("actual", "target") if _are_apart(getattr(first, cell), getattr(row, cell))
        ]
        if apart:
            mine, other = getattr(row, apart[0]), getattr(first, apart[0])
            yield hit(
                *(f"{at}/{cell}" for cell in apart for at in (pointer, first_at)),
                row=row.level3,
                form=form_name(form, pointer),
                other=form_name(first_form, first_at),
                found=mine.text,
                expected=other.text,
            )


def target_is_name(subject: Subject) -> Iterator[Hit]:
    """A target that only repeats the name of its indicator."""
    for pointer, _, row in subject.rows:
        if row.target and row.level3 and letters(row.target.text) == letters(row.level3):
            yield hit(f"{pointer}/target", f"{pointer}/level3", found=row.target.text)


def actual_is_name(subject: Subject) -> Iterator[Hit]:
    """An actual value that only repeats the name of its indicator, or what describes it."""
    for pointer, _, row in subject.rows:
        said = letters(row.actual.text) if row.actual else ""
        for name in ("level3", "description") if said else ():
            own = letters(getattr(row, name) or "")
            if said == own or (len(own) >= _SHORTEST_NAME and said == f"{own}目标"):
                yield hit(
                    f"{pointer}/actual", f"{pointer}/{name}", found=row.actual.text if row.actual else ""
                )
                break


def _are_apart(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two rates say different things."""
    if one is None or other is None or not (is_percent(one) and is_percent(other)):
        return False
    pair = comparable(one, other)
    return pair is not None and not same(*pair)


def _groups(subject: Subject, key: Callable[[Form], str]) -> Iterator[tuple[str, Sequence[_Named]]]:
    """The forms that agree in what ``key`` says of them, where that is anything and there are several."""
    groups: dict[str, list[_Named]] = {}
    for pointer, form in subject.forms:
        if said := key(form):
            groups.setdefault(said, []).append((pointer, form))
    return ((said, forms) for said, forms in groups.items() if len(forms) > 1)


def _goal_of(form: Form) -> str:
    goal = letters(form.goals[0].expected or "") if form.goals else ""
    return goal if len(goal) >= _SHORTEST_GOAL else ""


def _result_of(form: Form) -> str:
    result = letters(form.goals[0].actual or "") if form.goals else ""
    return result if len(result) >= _SHORTEST_GOAL else ""


def _name_of(form: Form) -> str:
    """Name and year of a project's form that has indicators: without any it may be a page of another form."""
    named = form.project_name and form.indicators
    return f"{letters(form.project_name or '')} {form.fiscal_year or ''}" if named else ""


def _rows_of(form: Form) -> str:
    rows = [row for row in form.indicators if row.level3 and row.target and not is_execution(row)]
    if len(rows) < _FEWEST_ROWS or not form.project_name:
        return ""
    return "\n".join(f"{row.level3}\t{_text(row)}" for row in rows)


def _text(row: Indicator) -> str:
    return "\t".join(letters(value.text) if value else "" for value in (row.target, row.actual))


def _says_the_same(row: Indicator, other: Indicator) -> bool:
    return row.target is not None and _text(row) == _text(other)


def _alike(one: str, other: str) -> bool:
    mine, theirs = pairs(one), pairs(other)
    return one == other or len(mine & theirs) >= _ALIKE * max(len(mine | theirs), 1)


def _fit(form: Form, goal: str) -> int:
    """How much of the project's name the goal has."""
    return len(pairs(letters(core(form.project_name or ""))) & pairs(goal))


def _one_project(form: Form, other: Form) -> bool:
    one, two = form.project_name, other.project_name
    return bool(one and two and same_project(one, two)) or (one is None and two is None)


def _same_actual(pointer: str, form: Form, other: Form) -> list[str]:
    own = letters(form.goals[0].actual or "")
    return [f"{pointer}/goals/0/actual"] if own and own == letters(other.goals[0].actual or "") else []


RULES = (
    goal_copied,
    result_copied,
    goal_of_another,
    rows_copied,
    form_twice,
    name_twice,
    target_is_name,
    actual_is_name,
    goal_word_for_word,
    row_apart,
)
