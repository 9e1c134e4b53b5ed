"""Consistent reports: whatever one part says, the others agree with it. The same seed gives the same report."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from typeset import vocabulary as v

from audit.rows import Style, rows
from extractor.report import (
    Form,
    FundItem,
    FundLine,
    Goal,
    Indicator,
    Number,
    ProjectLine,
    ProjectTotals,
    Report,
)

_STANDARD = (("产出指标", 50), ("效益指标", 30), ("满意度指标", 10))
_WITH_COSTS = (("成本指标", 20), ("产出指标", 40), ("效益指标", 20), ("满意度指标", 10))
_ALL = (("产出指标", 50), ("效益指标", 40), ("满意度指标", 10))
# Budget execution has 10 points in the funds, is a row of 10 points, or is not scored.
STYLES = {
    "funds": Style(_STANDARD),
    "funds, points with levels": Style(_STANDARD, level_points=True),
    "funds, costs apart": Style(_WITH_COSTS),
    "execution row": Style(_STANDARD, execution=True),
    "execution row, points with levels": Style(_STANDARD, execution=True, level_points=True),
    "not scored": Style(_ALL, level_points=True),
    "item scores": Style(_ALL, item_scores=True),
    "graded rows": Style(_ALL, completion=True),
}
_STARTS = ("完成{}年度实施任务", "保障{}按计划推进", "开展{}日常管护", "落实{}各项投入", "推动{}提质增效")
_ENDS = (
    "改善群众生产生活条件", "资金支付及时合规", "建立长效管护机制", "提高公共服务水平",
    "不发生安全责任事故", "按期通过验收并投入使用", "带动周边群众增收", "补齐基础设施短板",
)  # fmt: skip


def clean(seed: int) -> Report:
    """A report of one to four projects, with or without list, totals, department form and blank columns."""
    rng = Random(f"clean-{seed}")  # noqa: S311
    place, (body, unit) = rng.choice(v.PLACES), rng.choice(v.BODIES)
    year = rng.choice((2021, 2022, 2023, 2024))
    style = list(STYLES.values())[seed % len(STYLES)]
    projects = rng.sample([one for one in v.PROJECTS if "20" not in one[0]], rng.randint(1, 4))
    names = (place + body, place + unit)
    forms = [_form(name, matter, style, (year, *names), rng) for name, matter in projects]
    printed = rng.random() < 0.8
    lines = _lines(forms, names[1], rng) if len(forms) > 1 or rng.random() < 0.5 else []
    if rng.random() < 0.3:
        forms.insert(0, _department(forms, style, (year, *names), rng))
    forms = [_with_total(form) for form in forms] if printed else forms
    return Report(
        title=f"{names[1]}{year}年度绩效自评报告",
        organization=names[1],
        fiscal_year=year,
        project_list=lines,
        project_list_totals=_totals(lines, rng) if lines else None,
        forms=forms,
    )


def is_funded(style: Style) -> bool:
    """Whether the funds carry the points of budget execution."""
    return sum(points for _, points in style.levels) < 100 and not style.execution


def _form(name: str, matter: str, style: Style, setting: tuple[int, str, str], rng: Random) -> Form:
    budget = rng.randint(800, 90_000)
    # Where execution is not scored, nobody gives 100 points to a project that spent three quarters of its budget.
    least = 0.75 if is_funded(style) or style.execution else 0.96
    spent = rng.choice((budget, budget, round(budget * rng.uniform(least, 0.99))))
    funds = _funds(budget, spent, is_funded(style), rng)
    form = _filled(Form(kind="project", project_name=name, funds=funds), matter, style, setting, rng)
    return form.model_copy(update={"title": f"{setting[0]}年度项目支出绩效自评表"})


def _department(projects: list[Form], style: Style, setting: tuple[int, str, str], rng: Random) -> Form:
    """The form of the whole department: its money is that of the projects and of what runs it."""
    basic = rng.randint(20_000, 90_000)
    budget = basic + sum(_cents(form.funds[0].annual_budget) for form in projects)
    spent = basic + sum(_cents(form.funds[0].executed) for form in projects)
    funds = _funds(budget, spent, is_funded(style), rng)[:1]
    items = [
        FundItem(label="基本支出", amount=_money(basic)),
        FundItem(label="项目支出", amount=_money(budget - basic)),
    ]
    form = Form(kind="department", funds=funds, fund_breakdown=items)
    return _filled(form, "部门履职", style, setting, rng).model_copy(
        update={"title": f"{setting[0]}年度部门整体支出绩效自评表"}
    )


def _filled(form: Form, matter: str, style: Style, setting: tuple[int, str, str], rng: Random) -> Form:
    year, body, unit = setting
    indicators = rows(style, matter, form.funds[0].execution_rate or 0, rng)
    expected = f"{rng.choice(_STARTS).format(matter)}，{'，'.join(rng.sample(_ENDS, 3))}。"
    return form.model_copy(
        update={
            "fiscal_year": year,
            "supervising_department": body,
            "implementing_unit": unit,
            "amount_unit": "万元",
            "goals": [Goal(expected=expected, actual=f"{matter}任务已基本完成，资金使用规范。")],
            "indicators": indicators,
            "filled_by": rng.choice(v.PEOPLE),
            "phone": f"0{rng.randint(711, 799)}-{rng.randint(2000000, 8999999)}",
            "filled_on": f"{year + 1}年{rng.randint(1, 6)}月{rng.randint(1, 28)}日",
        }
    )


def _with_total(form: Form) -> Form:
    total = score_of(form.indicators, form.funds[0].score)
    return form.model_copy(update={"total_max_score": 100, "total_score": total})


def score_of(indicators: Sequence[Indicator], of_funds: Number | None) -> Number:
    """What the scores of a form come to."""
    return _short(sum(row.score or 0 for row in indicators) + (of_funds or 0))


def _funds(budget: int, spent: int, scored: bool, rng: Random) -> list[FundLine]:
    """A total and its parts, to the cent; amounts in cents of 万元."""
    rate = round(100 * spent / budget, 2)
    own = budget - rng.choice((0, round(budget * 0.2)))
    spent_own = min(spent, own)
    cut = rng.choice((0, 0, round(budget * 0.1)))
    whole = FundLine(
        source="年度资金总额",
        initial_budget=_money(budget - cut),
        annual_budget=_money(budget),
        executed=_money(spent),
        execution_rate=_short(rate),
        max_score=10 if scored else None,
        score=_short(min(10.0, round(rate / 10, 2))) if scored else None,
    )
    if rng.random() < 0.3:
        return [whole]
    parts = [("其中：财政拨款", own, spent_own, cut), ("其他资金", budget - own, spent - spent_own, 0)]
    lines = [
        FundLine(
            source=source.removeprefix("其中："),
            initial_budget=_money(annual - less),
            annual_budget=_money(annual),
            executed=_money(executed),
            execution_rate=_short(round(100 * executed / annual, 2)) if annual else None,
        )
        for source, annual, executed, less in parts
    ]
    return [whole, *lines]


def _lines(forms: list[Form], unit: str, rng: Random) -> list[ProjectLine]:
    adjusted = rng.random() < 0.5
    return [_line(at, form, unit, adjusted) for at, form in enumerate(forms, 1)]


def _line(at: int, form: Form, unit: str, adjusted: bool) -> ProjectLine:
    fund = form.funds[0]
    score = score_of(form.indicators, fund.score)
    added = _cents(fund.annual_budget) - _cents(fund.initial_budget)
    return ProjectLine(
        sequence=at,
        unit=unit,
        project_name=form.project_name,
        initial_budget=fund.initial_budget if adjusted else None,
        budget_adjustment=_money(added) if adjusted and added else None,
        annual_budget=fund.annual_budget,
        executed=fund.executed,
        score=score,
        grade="优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差",
    )


def _totals(lines: list[ProjectLine], rng: Random) -> ProjectTotals:
    initial = [line.initial_budget for line in lines]
    scores = [line.score or 0 for line in lines]
    return ProjectTotals(
        project_count=len(lines),
        initial_budget=None if None in initial else _money(sum(map(_cents, initial))),
        annual_budget=_money(sum(_cents(line.annual_budget) for line in lines)),
        executed=_money(sum(_cents(line.executed) for line in lines)),
        average_score=_short(round(sum(scores) / len(scores), 2)) if rng.random() < 0.6 else None,
        evaluation_rate=100 if rng.random() < 0.5 else None,
    )


def _cents(amount: Number | None) -> int:
    return round(100 * (amount or 0))


def _money(cents: int) -> Number:
    return _short(cents / 100)


def _short(value: Number) -> Number:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
