"""Money told in running text against the forms, the list of projects and itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.accounts import Statement, department_of, statements
from extractor.audit.shared.figures import Figure, figures_of
from extractor.audit.shared.wording import letters
from extractor.audit.subject import Subject
from extractor.audit.tolerance import same
from extractor.engines.rules.prose.naming import core, same_project
from extractor.report import Form, Number, ProjectLine
from extractor.result import Severity

_COLUMNS = {"initial": "initial_budget", "budget": "annual_budget", "spent": "executed"}
_TITLES = {
    "initial": ("年初预算", "initial budget"),
    "budget": ("全年预算", "budget"),
    "spent": ("支出", "spending"),
    "基本支出": ("基本支出", "basic spending"),
    "项目支出": ("项目支出", "spending on projects"),
}
_SPENT = re.compile(r"执行|支出|使用|支付")
_RUNNING_COSTS = re.compile(r"机关运行经费(?:财政拨款)?(?:支出|决算)?(?:总额|合计|数)?(?:为|共|共计)?$")
_PUBLIC_COSTS = re.compile(r"公用经费(?:支出|决算)?(?:总额|合计|数)?(?:为|共|共计)?$")
_AMOUNTS = ("initial_budget", "annual_budget", "executed")
_AMOUNT_TITLES = {
    "initial_budget": ("年初预算数", "initial budget"),
    "annual_budget": ("全年预算数", "budget"),
    "executed": ("全年执行数", "spent"),
}


def department_told(subject: Subject) -> Iterator[Hit]:
    """The department's budget or spending told otherwise than its form has it."""
    department = department_of(subject)
    if department is None:
        return
    for one in statements(subject):
        cells = {} if one.part else _column(*department, _COLUMNS[one.kind])
        # What a text calls the budget may be the initial one, or what was received.
        known = [value for name in _AMOUNTS for value in _column(*department, name).values()] if cells else []
        if cells and not any(one.figure.says(value) for value in known):
            where, value = next(iter(cells.items()))
            yield hit(
                where,
                places=subject.prose.places(one.figure.span),
                **_both(_TITLES[one.kind]),
                expected=one.figure.value,
                found=value,
            )


def told_apart(subject: Subject) -> Iterator[Hit]:
    """The same amount of the department told in two places, and not alike."""
    department = department_of(subject)
    groups: dict[tuple[str, str, str], list[Statement]] = {}
    for one in statements(subject):
        if one.part or not (department and _column(*department, _COLUMNS[one.kind])):
            groups.setdefault((one.kind, one.part, one.scope), []).append(one)
    for (kind, part, _), said in groups.items():
        first = said[0].figure
        for other in said[1:]:
            if not (first.says(other.figure.value) or other.figure.says(first.value)):
                yield hit(
                    *_breakdown(subject, part),
                    places=subject.prose.places(other.figure.span, first.span),
                    severity="info" if kind == "budget" and not part else None,
                    **_both(_TITLES[part or kind]),
                    expected=first.value,
                    found=other.figure.value,
                )
                break


def project_told(subject: Subject) -> Iterator[Hit]:
    """A project's amount told otherwise than its form has it."""
    for told_at, told in subject.told_projects:
        match = _form_of(subject, told)
        if not match:
            continue
        pointer, form, exact = match
        for name in _AMOUNTS:
            said: Number | None = getattr(told, name)
            cells = _column(pointer, form, name)
            if said is None or not cells or any(same(said, value) for value in cells.values()):
                continue
            where, value = next(iter(cells.items()))
            severity: Severity | None = None if exact else "warning"
            yield hit(
                where,
                f"{told_at}/{name}",
                fixes={where: said / _scale(form), f"{told_at}/{name}": value},
                severity=severity,
                project=told.project_name or "—",
                **_both(_AMOUNT_TITLES[name]),
                expected=said,
                found=value,
            )


def running_costs_told(subject: Subject) -> Iterator[Hit]:
    """Running costs (机关运行经费) above all spending on running the body (公用经费), which they are a part of."""
    figures = [one for sentence in subject.prose.sentences for one in figures_of(sentence)]
    money = [one for one in figures if one.kind == "money" and one.sentence.section.kind != "project"]
    public = [one for one in money if _PUBLIC_COSTS.search(one.label)]
    if not public:
        return
    most = max(public, key=lambda one: one.value)
    for one in money:
        if _RUNNING_COSTS.search(one.label) and one.value > most.value + one.slack + most.slack:
            yield hit(places=subject.prose.places(one.span, most.span), found=one.value, expected=most.value)


def projects_exceed_told(subject: Subject) -> Iterator[Hit]:
    """Forms of projects that spent more together than the text gives for all projects."""
    forms = {at: form for at, form in subject.forms if form.kind == "project" and form.project_name}
    names = {letters(form.project_name or "") for form in forms.values()}
    spent = {
        where: value
        for at, form in forms.items()
        for where, value in list(_column(at, form, "executed").items())[:1]
    }
    if len(spent) < len(forms) or len(names) < len(forms) or len(forms) < 2:
        return
    made = sum(spent.values())
    told = [one.figure for one in statements(subject) if one.part == "项目支出" and one.kind != "initial"]
    if told and all(made > one.value + one.slack for one in told):
        most = max(told, key=lambda one: one.value)
        yield hit(*spent, places=subject.prose.places(most.span), expected=most.value, found=made)


def projects_sum_told(subject: Subject) -> Iterator[Hit]:
    """Money told for a number of projects that these projects do not come to."""
    report = subject.report
    lists = [
        ("/project_list", report.project_list),
        ("/narrative_projects", _distinct(report.narrative_projects)),
    ]
    for count, money, name in _counted_money(subject):
        for pointer, lines in lists:
            amounts = [_amount(line, name) for line in lines]
            known = [amount for amount in amounts if amount is not None]
            if len(lines) != count.value or len(known) < len(lines) or money.says(sum(known)):
                continue
            missing = money.value - sum(known)
            fixes = {f"{pointer}/{at}/{name}": amount + missing for at, amount in enumerate(known)}
            yield hit(
                *([pointer] if pointer == "/project_list" else []),
                places=subject.prose.places(count.span, money.span),
                fixes=fixes if pointer == "/project_list" else None,
                count=count.value,
                expected=money.value,
                found=sum(known),
            )
            break


def _both(title: tuple[str, str]) -> dict[str, Any]:
    return dict(zip(("what", "what_en"), title, strict=True))


def _column(pointer: str, form: Form, name: str) -> dict[str, float]:
    """A column of the funds in 万元, by pointer, from the total line down."""
    cells = {f"{pointer}/funds/{at}/{name}": getattr(line, name) for at, line in enumerate(form.funds)}
    return {where: value * _scale(form) for where, value in cells.items() if value is not None}


def _scale(form: Form) -> float:
    return 1e-4 if form.amount_unit == "元" else 1.0


def _breakdown(subject: Subject, label: str) -> Sequence[str]:
    """The loose amounts of the department's form that have a label."""
    department = department_of(subject)
    if not department:
        return []
    items = enumerate(department[1].fund_breakdown)
    return [f"{department[0]}/fund_breakdown/{at}/amount" for at, item in items if item.label == label]


def _form_of(subject: Subject, told: ProjectLine) -> tuple[str, Form, bool] | None:
    """The one form of a project told in the text, and whether the names are one."""
    if not told.project_name:
        return None
    named = [(at, form, form.project_name) for at, form in subject.forms if form.project_name]
    own = letters(core(told.project_name))
    exact = [(at, form, True) for at, form, name in named if letters(core(name)) == own]
    alike = [(at, form, False) for at, form, name in named if same_project(name, told.project_name)]
    matches = exact or alike
    return matches[0] if len(matches) == 1 else None


def _distinct(lines: Sequence[ProjectLine]) -> list[ProjectLine]:
    """Projects told once each: of one told twice the line that says more."""
    kept: dict[str, ProjectLine] = {}
    for line in lines:
        name = letters(core(line.project_name or ""))
        if name not in kept or (line.executed is not None and kept[name].executed is None):
            kept[name] = line
    return list(kept.values())


def _amount(line: ProjectLine, name: str) -> Number | None:
    if name == "executed":
        return line.executed
    return next(
        (
            value
            for value in (line.annual_budget, line.initial_budget, line.budget_adjustment)
            if value is not None
        ),
        None,
    )


def _counted_money(subject: Subject) -> Iterator[tuple[Figure, Figure, str]]:
    """A number of projects and the money told for them in one sentence, with the column it belongs to."""
    for sentence in subject.prose.sentences:
        figures = figures_of(sentence)
        for count, money in zip(figures, figures[1:], strict=False):
            after = sentence.plain[count.end : count.end + 2]
            if count.unit not in ("个", "项") or ("项目" not in count.label and after != "项目"):
                continue
            if money.kind == "money" and sentence.section.kind != "project":
                yield count, money, "executed" if _SPENT.search(money.label) else "annual_budget"


RULES = (
    department_told,
    project_told,
    told_apart,
    running_costs_told,
    projects_exceed_told,
    projects_sum_told,
)
