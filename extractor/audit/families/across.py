"""One project in several places: the list of projects against its form and against running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.audit.families.grades import LIST_FULL, scale_of_list
from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import form_name
from extractor.audit.shared.lines import TITLES, TITLES_EN, whole_of
from extractor.audit.shared.matching import core, matches, names_of
from extractor.audit.subject import Subject
from extractor.audit.tolerance import same_rounded
from extractor.report import Form, Number, ProjectLine
from extractor.result import Severity

_MYRIAD = 10_000
_BUDGETS = ("annual_budget", "initial_budget", "received")
_MOST = 0.5


@dataclass(frozen=True)
class _Pair:
    """What two places say of one project in one column; ``scale`` is what the other's figures are divided by."""

    name: str
    column: str
    leaf: str
    said: Number
    other_leaf: str
    other: Number
    scale: Number = 1


def list_against_form(subject: Subject) -> Iterator[Hit]:
    """An amount of the list that the form of the project contradicts."""
    for at, form_at in _forms_of_lines(subject).items():
        form = subject.report.forms[form_at]
        line = subject.report.project_list[at]
        equal = core(line.project_name or "") == core(form.project_name or "")
        for pair in _apart(line, at, form, form_at):
            yield _pair_hit(pair, None if equal else "warning")


def list_score_against_form(subject: Subject) -> Iterator[Hit]:
    """A score of the list that is not the total of the project's form."""
    if scale_of_list(subject.report) == LIST_FULL:
        return
    for at, form_at in _forms_of_lines(subject).items():
        line, form = subject.report.project_list[at], subject.report.forms[form_at]
        if line.score is None or form.total_score is None or same_rounded(line.score, form.total_score):
            continue
        leaf, other = f"/project_list/{at}/score", f"/forms/{form_at}/total_score"
        yield hit(
            leaf,
            other,
            fixes={leaf: form.total_score, other: line.score},
            project=line.project_name or "—",
            expected=form.total_score,
            found=line.score,
        )


def list_against_text(subject: Subject) -> Iterator[Hit]:
    """An amount of the list that running text contradicts."""
    lines, told = subject.report.project_list, subject.report.narrative_projects
    found = matches(_first_of_each(told), names_of(lines))
    for told_at, at in found.items():
        line, other = lines[at], told[told_at]
        equal = core(line.project_name or "") == core(other.project_name or "")
        for pair in _apart_in_text(line, at, other, told_at):
            yield _pair_hit(pair, None if equal else "warning")


def text_against_text(subject: Subject) -> Iterator[Hit]:
    """A project whose amount running text tells in two ways."""
    told = subject.report.narrative_projects
    first: dict[tuple[str, str], int] = {}
    for at, line in enumerate(told):
        for column in ("initial_budget", "annual_budget", "executed"):
            value = getattr(line, column)
            if value is None or not line.project_name:
                continue
            before = first.setdefault((core(line.project_name), column), at)
            other: Number = getattr(told[before], column)
            if before != at and not same_rounded(value, other):
                leaves = (f"/narrative_projects/{at}/{column}", f"/narrative_projects/{before}/{column}")
                yield _pair_hit(_Pair(line.project_name, column, leaves[0], value, leaves[1], other), None)


def form_without_line(subject: Subject) -> Iterator[Hit]:
    """A project form whose project is not in the list, though most of them are."""
    found = set(_forms_of_lines(subject).values())
    forms = {
        at for at, form in enumerate(subject.report.forms) if form.kind == "project" and form.project_name
    }
    if found and len(found) >= _MOST * len(forms):
        for at in sorted(forms - found):
            where = f"/forms/{at}"
            yield hit(f"{where}/project_name", project=form_name(subject.report.forms[at], where))


def line_without_form(subject: Subject) -> Iterator[Hit]:
    """A project of the list, or of running text, without a form, though most have one."""
    lists: tuple[tuple[str, Sequence[ProjectLine], dict[int, int]], ...] = (
        ("project_list", subject.report.project_list, _forms_of_lines(subject)),
        ("narrative_projects", subject.report.narrative_projects, _forms_of_told(subject)),
    )
    for name, lines, found in lists:
        asked = _first_of_each(lines)
        if len(found) >= 2 and len(found) >= _MOST * len(asked):
            for at in sorted(asked.keys() - found.keys()):
                yield hit(f"/{name}/{at}/project_name", project=asked[at] or "—")
            return


def _forms_of_lines(subject: Subject) -> dict[int, int]:
    return matches(names_of(subject.report.project_list), _project_forms(subject))


def _forms_of_told(subject: Subject) -> dict[int, int]:
    return matches(_first_of_each(subject.report.narrative_projects), _project_forms(subject))


def _project_forms(subject: Subject) -> dict[int, str | None]:
    return {at: form.project_name for at, form in enumerate(subject.report.forms) if form.kind == "project"}


def _first_of_each(lines: Sequence[ProjectLine]) -> dict[int, str | None]:
    """The names, each at the first line that has it."""
    first = {core(line.project_name): at for at, line in reversed([*enumerate(lines)]) if line.project_name}
    return {at: lines[at].project_name for at in sorted(first.values())}


def _apart(line: ProjectLine, at: int, form: Form, form_at: int) -> Iterator[_Pair]:
    """The columns in which a line and the form of its project differ, 元 brought to 万元."""
    whole = whole_of(form)
    if whole is None:
        return
    place, funds = f"/forms/{form_at}/funds/{whole[0]}", whole[1]
    scale = _MYRIAD if form.amount_unit == "元" else 1
    budgets = [getattr(funds, name) for name in _BUDGETS]
    for column in ("annual_budget", "initial_budget", "executed"):
        said, other = getattr(line, column), getattr(funds, column)
        if said is None or other is None:
            continue
        others = [
            value for value in ([other] if column == "executed" else [other, *budgets]) if value is not None
        ]
        if any(same_rounded(said, value) or same_rounded(said, value / scale) for value in others):
            continue
        leaf = f"/project_list/{at}/{column}"
        yield _Pair(line.project_name or "—", column, leaf, said, f"{place}/{column}", other, scale)


def _apart_in_text(line: ProjectLine, at: int, told: ProjectLine, told_at: int) -> Iterator[_Pair]:
    for column in ("annual_budget", "executed"):
        names = [column] if column == "executed" else ["annual_budget", "initial_budget"]
        own = {name: value for name in names if (value := getattr(line, name)) is not None}
        others = {name: value for name in names if (value := getattr(told, name)) is not None}
        if not own or not others or any(same_rounded(a, b) for a in own.values() for b in others.values()):
            continue
        (mine, said), (name, other) = next(iter(own.items())), next(iter(others.items()))
        place = f"/narrative_projects/{told_at}/{name}"
        yield _Pair(line.project_name or "—", column, f"/project_list/{at}/{mine}", said, place, other)


def _pair_hit(pair: _Pair, severity: Severity | None) -> Hit:
    other = pair.other if pair.scale == 1 else pair.other / pair.scale
    fixes = {pair.leaf: other, pair.other_leaf: pair.said * pair.scale}
    return hit(
        pair.leaf,
        pair.other_leaf,
        fixes=fixes,
        severity=severity,
        project=pair.name,
        column=TITLES[pair.column],
        column_en=TITLES_EN[pair.column],
        expected=pair.other,
        found=pair.said,
    )


RULES = (
    list_against_form,
    list_score_against_form,
    list_against_text,
    text_against_text,
    form_without_line,
    line_without_form,
)
