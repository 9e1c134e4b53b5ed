"""Costs told in the rows of a form against the funds of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extractor.audit.hits import Hit, hit, printed
from extractor.audit.shared.forms import form_name, row_name
from extractor.audit.shared.lines import TITLES, TITLES_EN, whole_of
from extractor.audit.shared.measures import is_cost, scale
from extractor.audit.subject import Subject
from extractor.audit.tolerance import is_slip, same_rounded
from extractor.report import Form, Indicator, Number, Quantity
from extractor.result import Severity
from extractor.text import fold

_WHOLE_AMOUNT = re.compile(r"元(人民币)?")
_FOR_EACH = re.compile(r"每|均|单价|单位成本|标准|/|／")
_ALL = re.compile(r"总(成本|费用|支出|投资|额|金额|经费)|(成本|费用|经费)总|项目成本$")
_FEWEST_DIGITS = 4
"""Shorter figures are one digit apart too often to mean anything by it."""
_CLAIMS_ALL = 3
_SMALL_CHANGE = 0.02
_COMPARABLE = 0.5
"""Products farther off than that are of other people or for another time than the funds."""
_IN_YUAN = re.compile(r"元(/(人|户|台|名|套))?")
_YEARLY = re.compile(r"(?<!月)(?<!日)(每|人均|户均|台均|/)(人|户|台|名|套)?(?!.*(月|日|天|次))")
_COUNTED = re.compile(r"[人户台名套]")
_ORDER = ("annual_budget", "executed", "initial_budget", "received")


def costs_total(subject: Subject) -> Iterator[Hit]:
    """Costs of several rows that do not come to the funds; that they exceed them is the graver case."""
    for pointer, form in subject.forms:
        costs, totals = _costs(form, pointer), _totals(form)
        if len(costs) < 2 or not totals or _fit(costs, totals):
            continue
        made, most = sum(costs.values()), max(totals.values())
        # Two rows seldom claim to be all that was spent; three or more mostly do.
        severity: Severity | None = None if made > most or len(costs) >= _CLAIMS_ALL else "info"
        yield _cost_hit(form, pointer, costs, _nearest(totals, made), severity)


def cost_over_funds(subject: Subject) -> Iterator[Hit]:
    """A cost that is more than all the money of its form, or a total cost that is not that money."""
    for pointer, form in subject.forms:
        costs, totals = _costs(form, pointer), _totals(form)
        for leaf, cost in costs.items() if totals else ():
            if any(same_rounded(cost, total) for total in totals.values()) or _is_slip_of(cost, totals):
                continue
            name = fold(form.indicators[int(leaf.split("/")[4])].level3 or "")
            if cost > max(totals.values()) or (len(costs) == 1 and _ALL.search(name)):
                yield _cost_hit(form, pointer, {leaf: cost}, _nearest(totals, cost), None)


def cost_target_over_budget(subject: Subject) -> Iterator[Hit]:
    """A cost that was allowed to be more than the budget."""
    for pointer, form, leaf, target, totals in _targets(subject):
        budgets = {name: value for name, value in totals.items() if name != "executed"}
        known = _is_slip_of(target, budgets) or any(same_rounded(target, value) for value in totals.values())
        if budgets and target > max(budgets.values()) and not known:
            yield _cost_hit(form, pointer, {leaf: target}, _nearest(budgets, target), None)


def cost_slip(subject: Subject) -> Iterator[Hit]:
    """A cost that is an amount of the funds but for one digit."""
    for pointer, form, leaf, target, totals in _targets(subject):
        if any(same_rounded(target, value) for value in totals.values()):
            continue
        near = {name: value for name, value in totals.items() if _is_slip_of(target, {name: value})}
        if near:
            yield _cost_hit(form, pointer, {leaf: target}, next(iter(near.items())), None)
    for pointer, form in subject.forms:
        totals = _totals(form)
        for leaf, cost in _costs(form, pointer).items():
            if leaf.endswith("/actual") and _is_slip_of(cost, totals):
                near = {name: value for name, value in totals.items() if _is_slip_of(cost, {name: value})}
                yield _cost_hit(form, pointer, {leaf: cost}, next(iter(near.items())), None)


def unit_cost_times_count(subject: Subject) -> Iterator[Hit]:
    """A cost for each of something that, times their number, is neither the budget nor what was spent."""
    for pointer, form in subject.forms:
        each, count, totals = _only(_unit_costs(form)), _only(_counts(form)), _totals(form)
        if each is None or count is None or not totals:
            continue
        made = each[1] * count[1] / (1 if form.amount_unit == "元" else 10_000)
        off = min(abs(made - total) / total for total in totals.values())
        if _SMALL_CHANGE < off < _COMPARABLE:
            leaves = {f"{pointer}/indicators/{at}/actual": value for at, value in (each, count)}
            column, total = _nearest(totals, made)
            whole = whole_of(form)
            yield hit(
                *leaves,
                *([f"{pointer}/funds/{whole[0]}/{column}"] if whole else []),
                row=row_name(form.indicators[each[0]]),
                count=count[1],
                each=each[1],
                column=TITLES[column],
                column_en=TITLES_EN[column],
                expected=total,
                found=round(made, 4),
            )


def _unit_costs(form: Form) -> list[tuple[int, Number]]:
    """The rows that say what one of something costs in the year, in 元."""
    found = []
    for at, row in enumerate(form.indicators):
        actual = row.actual
        if actual is None or actual.value is None or not is_cost(row):
            continue
        if _IN_YUAN.fullmatch(fold(actual.unit or "")) and _YEARLY.search(
            fold(row.level3 or "") + fold(actual.text)
        ):
            found.append((at, actual.value))
    return found


def _counts(form: Form) -> list[tuple[int, Number]]:
    """The rows that say how many there were, of people, households or devices."""
    return [
        (at, row.actual.value)
        for at, row in enumerate(form.indicators)
        if row.actual
        and row.actual.value
        and not is_cost(row)
        and _COUNTED.fullmatch(fold(row.actual.unit or ""))
    ]


def _only(found: list[tuple[int, Number]]) -> tuple[int, Number] | None:
    return found[0] if len(found) == 1 else None


def _costs(form: Form, pointer: str) -> dict[str, Number]:
    """What the cost rows came to, else aimed at, in the unit of the funds; costs for each of something are left out."""
    found: dict[str, Number] = {}
    for at, row in enumerate(form.indicators):
        for name, value in (("actual", row.actual), ("target", row.target)):
            if (amount := _amount(row, value, form)) is not None:
                found[f"{pointer}/indicators/{at}/{name}"] = amount
                break
    return found


def _targets(subject: Subject) -> Iterator[tuple[str, Form, str, Number, Mapping[str, Number]]]:
    """The targets of cost rows whose actual value is told as well, with the totals of the funds."""
    for pointer, form in subject.forms:
        totals = _totals(form)
        for at, row in enumerate(form.indicators):
            target = _amount(row, row.target, form)
            if totals and target is not None:
                yield pointer, form, f"{pointer}/indicators/{at}/target", target, totals


def _amount(row: Indicator, value: Quantity | None, form: Form) -> Number | None:
    if value is None or value.value is None or not is_cost(row):
        return None
    factor, unit = scale(value.unit)
    if not _WHOLE_AMOUNT.fullmatch(unit) or _FOR_EACH.search(fold(row.level3 or "") + fold(value.text)):
        return None
    of_funds = 1 if form.amount_unit == "元" else 10_000
    return value.value if factor == of_funds else value.value * factor / of_funds


def _totals(form: Form) -> dict[str, Number]:
    """The amounts of the line of all funds, as far as there are any."""
    whole = whole_of(form)
    if whole is None:
        return {}
    stated = {name: getattr(whole[1], name) for name in _ORDER}
    return {name: value for name, value in stated.items() if value}


def _fit(costs: Mapping[str, Number], totals: Mapping[str, Number]) -> bool:
    """Whether costs, or the one of them that is the sum of the others, come to a total."""
    made = sum(costs.values())
    whole = max(costs.values())
    sums = (made, whole) if same_rounded(made, 2 * whole) or whole in totals.values() else (made,)
    return any(same_rounded(round(one, 6), total) for one in sums for total in totals.values())


def _nearest(totals: Mapping[str, Number], amount: Number) -> tuple[str, Number]:
    return min(totals.items(), key=lambda one: abs(one[1] - amount))


def _is_slip_of(amount: Number, totals: Mapping[str, Number]) -> bool:
    said = printed(amount)
    enough = sum(map(str.isdigit, said)) >= _FEWEST_DIGITS
    return enough and any(
        len(said) == len(printed(one)) and is_slip(said, printed(one)) for one in totals.values()
    )


def _cost_hit(
    form: Form,
    pointer: str,
    costs: Mapping[str, Number],
    total: tuple[str, Number],
    severity: Severity | None,
) -> Hit:
    whole = whole_of(form)
    column, value = total
    first = form.indicators[int(next(iter(costs)).split("/")[4])]
    return hit(
        *costs,
        *([f"{pointer}/funds/{whole[0]}/{column}"] if whole else []),
        severity=severity,
        form=form_name(form, pointer),
        row=row_name(first),
        rows=len(costs),
        parts="+".join(map(printed, costs.values())),
        column=TITLES[column],
        column_en=TITLES_EN[column],
        expected=value,
        found=sum(costs.values()),
    )


RULES = (costs_total, cost_over_funds, cost_target_over_budget, cost_slip, unit_cost_times_count)
