"""Mistakes in words: units, goals, names, dates, levels, placeholders, and what the running text says."""

from __future__ import annotations

from random import Random

from audit.planting import Plant, Planted, changed, one_of, projects, rows
from extractor.report import Quantity, Report


def actual_repeats_the_inequality(report: Report, rng: Random) -> Planted | None:
    found = [(at, row) for at, _, row in rows(report) if row.target and row.target.operator == ">="]
    at, row = one_of(found, rng) or (None, None)
    return None if row is None else changed(report, {f"{at}/actual": row.target.model_dump()})


def actual_a_hundredfold(report: Report, rng: Random) -> Planted | None:
    found = [
        (at, row) for at, _, row in rows(report)
        if row.actual and row.actual.value and row.target and row.target.operator == ">=" and row.actual.unit != "%"
    ]  # fmt: skip
    at, row = one_of(found, rng) or (None, None)
    return (
        None if row is None else changed(report, {f"{at}/actual": _with(row.actual, row.actual.value * 100)})
    )


def magnitude_lost(report: Report, rng: Random) -> Planted | None:
    found = [
        at for at, _, row in rows(report)
        if row.actual and row.actual.unit == "人" and row.target and row.target.value
    ]  # fmt: skip
    at = one_of(found, rng)
    if at is None:
        return None
    # 2万人 is wanted, 2.1 is what came of it: thousands, or two?
    target = Quantity(text="≥2万人", operator=">=", value=2, unit="万人")
    actual = Quantity(text="2.1", value=2.1)
    changes = {f"{at}/target": target.model_dump(), f"{at}/actual": actual.model_dump()}
    return changed(report, changes, f"{at}/actual", f"{at}/target")


def unit_of_another_kind(report: Report, rng: Random) -> Planted | None:
    found = [
        (at, row) for at, _, row in rows(report) if row.actual and row.actual.unit in ("处", "台/套", "场次")
    ]
    at, row = one_of(found, rng) or (None, None)
    if row is None:
        return None
    actual = Quantity(text=f"{row.actual.value:g}万元", value=row.actual.value, unit="万元")
    return changed(report, {f"{at}/actual": actual.model_dump()})


def percentage_for_a_count(report: Report, rng: Random) -> Planted | None:
    found = [
        at for at, _, row in rows(report) if row.actual and row.actual.unit in ("处", "台/套", "场次", "户")
    ]
    at = one_of(found, rng)
    actual = Quantity(text="100%", value=100, unit="%")
    return None if at is None else changed(report, {f"{at}/actual": actual.model_dump()})


def actual_left_out(report: Report, rng: Random) -> Planted | None:
    found = [at for at, _, row in rows(report) if row.score]
    at = one_of(found, rng)
    return None if at is None else changed(report, {f"{at}/actual": None})


def score_left_out(report: Report, rng: Random) -> Planted | None:
    found = [at for at, form, row in rows(report) if row.score and form.total_score is not None]
    at = one_of(found, rng)
    return None if at is None else changed(report, {f"{at}/score": None})


def target_left_out(report: Report, rng: Random) -> Planted | None:
    at, _, _ = rng.choice(list(rows(report)))
    return changed(report, {f"{at}/target": None})


def goal_of_another_project(report: Report, rng: Random) -> Planted | None:
    found = projects(report)
    if len(found) < 2:
        return None
    (at, _), (_, other) = rng.sample(found, 2)
    return changed(report, {f"{at}/goals/0/expected": other.goals[0].expected})


def row_twice(report: Report, rng: Random) -> Planted | None:
    found = [
        (at, form) for at, form in enumerate(report.forms) if len({row.level1 for row in form.indicators}) > 1
    ]
    at, form = rng.choice(found)
    index = rng.randrange(1, len(form.indicators))
    pointer = f"/forms/{at}/indicators/{index}"
    name = form.indicators[index - 1].level3
    return changed(
        report, {f"{pointer}/level3": name}, f"{pointer}/level3", f"/forms/{at}/indicators/{index - 1}/level3"
    )


def placeholder_left(report: Report, rng: Random) -> Planted | None:
    at, _, _ = rng.choice(list(rows(report)))
    text = rng.choice(("文字描述", "请填写", "××"))
    return changed(report, {f"{at}/target": Quantity(text=text).model_dump()})


def formula_left(report: Report, rng: Random) -> Planted | None:
    at, _, _ = rng.choice(list(rows(report)))
    return changed(report, {f"{at}/actual": Quantity(text=rng.choice(("#DIV/0!", "#REF!"))).model_dump()})


def filled_before_the_year_ended(report: Report, rng: Random) -> Planted | None:
    at = rng.randrange(len(report.forms))
    return changed(report, {f"/forms/{at}/filled_on": f"{report.fiscal_year}年{rng.randint(2, 8)}月15日"})


def no_such_day(report: Report, rng: Random) -> Planted | None:
    at = rng.randrange(len(report.forms))
    return changed(
        report, {f"/forms/{at}/filled_on": f"{(report.fiscal_year or 0) + 1}年2月{rng.choice((30, 31))}日"}
    )


def another_year(report: Report, rng: Random) -> Planted | None:
    if len(report.forms) < 3:
        return None
    at = rng.randrange(len(report.forms))
    form, year = report.forms[at], (report.fiscal_year or 0) - 1
    title = (form.title or "").replace(str(report.fiscal_year), str(year))
    changes = {f"/forms/{at}/fiscal_year": year, f"/forms/{at}/title": title}
    return changed(report, changes, *changes)


def level_of_another(report: Report, rng: Random) -> Planted | None:
    found = [(at, row) for at, _, row in rows(report) if row.level1 == "效益指标"]
    at, _ = rng.choice(found)
    return changed(report, {f"{at}/level2": "质量指标"})


def name_a_character_off(report: Report, rng: Random) -> Planted | None:
    found = [at for at, line in enumerate(report.project_list) if line.project_name]
    at = one_of(found, rng)
    if at is None:
        return None
    name = report.project_list[at].project_name or ""
    cut = rng.choice([index for index in range(1, len(name) - 1) if "一" <= name[index] <= "龥"])
    forms = [top for top, form in projects(report) if form.project_name == name]
    cells = (f"/project_list/{at}/project_name", *(f"{top}/project_name" for top in forms))
    return changed(report, {cells[0]: name[:cut] + name[cut + 1 :]}, *cells)


def name_missing(report: Report, rng: Random) -> Planted | None:
    # A satisfaction indicator is often named on the second level alone.
    at = rng.choice([at for at, _, row in rows(report) if row.level1 not in ("满意度指标", "预算执行指标")])
    return changed(report, {f"{at}/level3": None}, f"{at}/level3", at)


def figure_for_a_name(report: Report, rng: Random) -> Planted | None:
    at, _, row = rng.choice(list(rows(report)))
    return changed(report, {f"{at}/level3": row.target.text if row.target else "95"})


def rate_told_otherwise(report: Report, rng: Random) -> Planted | None:
    if not report.project_list:
        return None
    rate = _total_rate(report)
    return Planted(
        report, (), (f"总体预算执行率达到{rate:g}%", f"总体预算执行率达到{round(rate - 7.3, 2):g}%")
    )


def rate_of_a_project_told_otherwise(report: Report, rng: Random) -> Planted | None:
    fund = projects(report)[0][1].funds[0]
    told = f"实际支出{fund.executed:.10g}万元，执行率{fund.execution_rate:g}%"
    wrong = f"实际支出{fund.executed:.10g}万元，执行率{round((fund.execution_rate or 0) - 4.6, 2):g}%"
    return Planted(report, (), (told, wrong))


def grades_told_otherwise(report: Report, rng: Random) -> Planted | None:
    grades = [line.grade for line in report.project_list]
    best = grades.count("优")
    return Planted(report, (), (f"{best}个优", f"{best + 1}个优")) if best else None


def parts_told_otherwise(report: Report, rng: Random) -> Planted | None:
    found = projects(report)
    if len(found) < 2:
        return None
    fund = found[0][1].funds[0]
    name = found[0][1].project_name
    told = f"{name}{fund.annual_budget:.10g}万元"
    return Planted(report, (), (told, f"{name}{(fund.annual_budget or 0) + 31.5:.10g}万元"))


def project_told_otherwise(report: Report, rng: Random) -> Planted | None:
    fund = projects(report)[0][1].funds[0]
    told = f"该项目全年预算{fund.annual_budget:.10g}万元"
    return Planted(report, (), (told, f"该项目全年预算{(fund.annual_budget or 0) + 20:.10g}万元"))


def count_told_otherwise(report: Report, rng: Random) -> Planted | None:
    if not report.project_list:
        return None
    count = len(report.project_list)
    return Planted(report, (), (f"本单位对{count}个项目", f"本单位对{count + 2}个项目"))


def _total_rate(report: Report) -> float:
    funds = [form.funds[0] for _, form in projects(report)]
    budget = sum(fund.annual_budget or 0 for fund in funds)
    return round(100 * round(sum(fund.executed or 0 for fund in funds), 2) / round(budget, 2), 2)


def _with(quantity: Quantity, value: float) -> dict[str, object]:
    text = f"{value:.10g}{quantity.unit or ''}"
    return quantity.model_copy(update={"text": text, "value": value}).model_dump()


WORDS: tuple[Plant, ...] = (
    actual_repeats_the_inequality, actual_a_hundredfold, magnitude_lost, unit_of_another_kind,
    percentage_for_a_count, actual_left_out, score_left_out, target_left_out, goal_of_another_project, row_twice,
    placeholder_left, formula_left, filled_before_the_year_ended, no_such_day, another_year, level_of_another,
    name_a_character_off, name_missing, figure_for_a_name, rate_told_otherwise, rate_of_a_project_told_otherwise,
    grades_told_otherwise, parts_told_otherwise, project_told_otherwise, count_told_otherwise,
)  # fmt: skip
