"""Rates: those of budget execution, in funds, rows and points, and rates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.elsewhere import said_elsewhere
from extractor.audit.shared.forms import budget_of, form_name, is_execution, row_name
from extractor.audit.shared.lines import rates_of, whole_of
from extractor.audit.shared.measures import is_percent, outcome
from extractor.audit.subject import Subject
from extractor.audit.tolerance import RATE, decimals, rounding, same, within
from extractor.report import Form, FundLine, Indicator, Number
from extractor.result import Severity
from extractor.text import fold

_FULL = 100
_LOW = 80
"""Below that rate full points for execution are no way of scoring that any template knows."""
_LEAST = 0.6
_PART_OF_YEAR = re.compile(r"\d+月|季度|半年|上旬|进度款")
_WITHIN_HUNDRED = re.compile(
    r"(合格|满意|及时|覆盖|准确|完好|在线|知晓|参保|发放|到位|成功|普及|正确|达标|入户|优良|及格|公开|公示"
    r"|支付|办结|通过|出勤|正常运行|正常运转|规范)(率|度)$"
)


def fund_rate(subject: Subject) -> Iterator[Hit]:
    """A fund line whose rate of execution is not executed ÷ budget."""
    for pointer, form, line in subject.funds:
        rate, executed, budget = line.execution_rate, line.executed, budget_of(line)
        if rate is None or executed is None or not budget or not budget[1] or _is_one_of(rate, line):
            continue
        of_initial = _is_one_of(rate, line.model_copy(update={"annual_budget": line.initial_budget}))
        name, value = budget
        right = round(_FULL * executed / value, max(decimals(rate), 2))
        leaf = f"{pointer}/execution_rate"
        fixes: dict[str, Number] = {leaf: right}
        for column, says in said_elsewhere(subject, pointer, form).items():
            fits = [each for each in says if _would_fit(line, column, each)]
            fixes |= {f"{pointer}/{column}": each for each in fits[:1]}
        yield hit(
            leaf,
            f"{pointer}/executed",
            f"{pointer}/{name}",
            fixes=fixes,
            severity="warning" if of_initial else None,
            form=form_name(form, pointer.rpartition("/funds/")[0]),
            line=line.source or "—",
            executed=executed,
            budget=value,
            expected=right,
            found=rate,
        )


def execution_row(subject: Subject) -> Iterator[Hit]:
    """A row of budget execution whose actual value is not the rate that the funds come to."""
    for pointer, form in subject.forms:
        rate = _rate_of(form)
        for at, row in enumerate(form.indicators):
            said = _told_rate(row)
            if rate is None or said is None or _agrees(said, form):
                continue
            leaf = f"{pointer}/indicators/{at}/actual"
            right = round(rate, max(decimals(said), 1))
            yield hit(
                leaf,
                *_sources(pointer, form),
                fixes={leaf: right},
                form=form_name(form, pointer),
                row=row_name(row),
                expected=right,
                found=said,
            )


def execution_score(subject: Subject) -> Iterator[Hit]:
    """Points for budget execution that do not follow its rate."""
    for pointer, form in subject.forms:
        rate, printed = _rate_of(form), _printed_rate(form)
        for where, name, points, score in _execution_scores(form, pointer):
            if rate is None or (severity := _unfair(rate, points, score)) is None:
                continue
            # What the printed rate explains is that rate's contradiction, told already.
            if printed is not None and _unfair(printed, points, score) is None:
                continue
            expected = round(points * min(rate, _FULL) / _FULL, 2)
            yield hit(
                where,
                *_sources(pointer, form),
                severity=severity,
                form=form_name(form, pointer),
                row=name,
                rate=round(rate, 2),
                points=points,
                expected=expected,
                found=score,
            )


def rate_over_100(subject: Subject) -> Iterator[Hit]:
    """A rate above 100 % that cannot be: of satisfied people, of goods that passed, of projects evaluated."""
    for pointer, _, row in subject.rows:
        for leaf, value in (("target", row.target), ("actual", row.actual)):
            if value is None or value.value is None or value.value <= _FULL or not is_percent(value):
                continue
            if _WITHIN_HUNDRED.search(fold(row.level3 or "")) and value.operator != "<=":
                yield hit(f"{pointer}/{leaf}", row=row_name(row), found=value.value)
    totals = subject.report.project_list_totals
    if totals and totals.evaluation_rate is not None and totals.evaluation_rate > _FULL:
        yield hit("/project_list_totals/evaluation_rate", row="自评率", found=totals.evaluation_rate)
    for pointer, _, goal in subject.goals:
        if goal.completion_rate is not None and goal.completion_rate > _FULL:
            yield hit(
                f"{pointer}/completion_rate", severity="info", row="总体完成率", found=goal.completion_rate
            )


def _is_one_of(rate: Number, line: FundLine) -> bool:
    """Whether a printed rate, or the fraction that it is, is executed over one of the budgets."""
    rates = rates_of(line) or [0.0]
    said = (rate, rate * _FULL) if 0 < rate <= 1 else (rate,)
    return any(within(one, each, RATE + rounding(rate)) for one in said for each in rates)


def _rate_of(form: Form) -> float | None:
    """The rate of execution that the line of all funds comes to, else the one that it prints."""
    whole = whole_of(form)
    if whole is None:
        return None
    rates = rates_of(whole[1])
    return rates[0] if rates else whole[1].execution_rate


def _printed_rate(form: Form) -> Number | None:
    whole = whole_of(form)
    return None if whole is None else whole[1].execution_rate


def _would_fit(line: FundLine, column: str, value: Number) -> bool:
    rate = line.execution_rate
    return rate is not None and _is_one_of(rate, line.model_copy(update={column: value}))


def _told_rate(row: Indicator) -> Number | None:
    """The rate that a row of budget execution prints as reached in the year; None for any other row."""
    actual = row.actual
    names = fold(f"{row.level1 or ''}{row.level2 or ''}{row.level3 or ''}")
    if actual is None or actual.value is None or not is_execution(row) or _PART_OF_YEAR.search(names):
        return None
    plain = actual.operator in (None, "=") and (
        is_percent(actual) or (actual.unit is None and actual.value > 1)
    )
    return actual.value if plain else None


def _agrees(said: Number, form: Form) -> bool:
    """Whether any line of the funds comes to a rate: rows may speak of one source of money only."""
    rates = [rate for line in form.funds for rate in rates_of(line)]
    printed = [line.execution_rate for line in form.funds if line.execution_rate is not None]
    return any(within(said, rate, RATE + rounding(said)) for rate in (*rates, *printed))


def _sources(pointer: str, form: Form) -> list[str]:
    whole = whole_of(form)
    if whole is None:
        return []
    budget = budget_of(whole[1])
    names = ["executed", *([budget[0]] if budget else [])]
    return [f"{pointer}/funds/{whole[0]}/{name}" for name in names]


def _execution_scores(form: Form, pointer: str) -> Iterator[tuple[str, str, Number, Number]]:
    for at, line in enumerate(form.funds):
        if line.max_score and line.score is not None:
            yield f"{pointer}/funds/{at}/score", line.source or "—", line.max_score, line.score
            break
    for at, row in enumerate(form.indicators):
        # A row with a target of its own (≥60%) has all its points from there on.
        if is_execution(row) and row.max_score and row.score is not None and outcome(row) != "met":
            yield f"{pointer}/indicators/{at}/score", row_name(row), row.max_score, row.score


def _unfair(rate: float, points: Number, score: Number) -> Severity | None:
    """Points are mostly in proportion to the rate; some templates give all of them from 90 or 95 % on."""
    share = min(rate, _FULL) / _FULL
    # Some score only what lies above 60 %.
    shares = (share, (share - _LEAST) / (1 - _LEAST))
    if any(within(score, points * each, 0.01 * points + rounding(score)) for each in shares):
        return None
    if rate >= _FULL - RATE and score < points:
        return "warning"
    if same(score, points):
        return "warning" if rate < _LOW else None if rate >= 90 else "info"
    return "warning" if decimals(score) > 0 else "info"


RULES = (fund_rate, execution_row, execution_score, rate_over_100)
