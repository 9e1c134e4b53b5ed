"""Invented content for a layout: the same template number and seed always give the same form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from typeset import vocabulary as v
from typeset.measures import Measure, measure
from typeset.model import IndicatorBlock, Layout, LevelPlan

BLANK = Measure()


@dataclass(frozen=True)
class Entry:
    """One indicator row. ``points`` is None in rows of the template that were left empty.

    ``item`` is the score on a scale of 100 as printed; None has it follow from score and points.
    """

    name: str = ""
    target: Measure = BLANK
    actual: Measure = BLANK
    points: float | None = None
    score: str = ""
    reason: str = ""
    description: str = ""
    completion: str = ""
    item: str | None = None

    @property
    def empty(self) -> bool:
        """Whether the contract leaves the row out."""
        return self.name in ("", "……") and not self.target.text and not self.actual.text


@dataclass(frozen=True)
class Second:
    """A second-level indicator with its rows; ``name`` may hold a line feed."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class First:
    """A first-level indicator, its points and its second levels."""

    name: str
    points: int
    seconds: tuple[Second, ...]


@dataclass(frozen=True)
class Money:
    """One part of the money as printed; "" where a cell is blank.

    ``points`` None leaves it to the layout what the cells of points and score print.
    """

    initial: str = ""
    annual: str = ""
    received: str = ""
    executed: str = ""
    rate: str = ""
    score: str = ""
    points: str | None = None


@dataclass(frozen=True)
class FormContent:
    """All that is filled into one form. ``facts`` fill the wordings of its layout."""

    facts: dict[str, str]
    money: dict[str, Money]
    loose: dict[str, str]
    goal: tuple[str, str, str]
    firsts: tuple[First, ...]


@dataclass(frozen=True)
class Setting:
    """What all forms of one document share."""

    year: int
    place: str
    department: str
    unit: str
    filled_by: str
    phone: str
    filled_on: str


def invent_setting(rng: Random) -> Setting:
    """Invent a place, its bodies and who fills the forms in."""
    place, year = rng.choice(v.PLACES), rng.choice((2021, 2022, 2023))
    body, unit = rng.choice(v.BODIES)
    month, day = rng.randint(1, 6), rng.randint(1, 28)
    dates = (f"{year + 1}年{month}月{day}日", f"{year + 1}.{month}.{day}", f"{year + 1}-{month:02}-{day:02}")
    phone = rng.choice(
        (f"0{rng.randint(711, 799)}-{rng.randint(2000000, 8999999)}", f"1{rng.randrange(10**9, 10**10)}")
    )
    return Setting(year, place, place + body, place + unit, rng.choice(v.PEOPLE), phone, rng.choice(dates))


def invent_form(layout: Layout, setting: Setting, rng: Random, project: tuple[str, str]) -> FormContent:
    """Invent one form for the layout: project name and its matter are given."""
    money = _money(layout, rng)
    firsts = tuple(_first(plan, layout, setting, rng, project[1]) for plan in layout.indicators.plan)
    scores = [float(row.score) for row in _entries(firsts) if row.score]
    execution = float(money["total"].score) if _scores_money(layout) else 0.0
    points = sum(plan.points for plan in layout.indicators.plan)
    expected, reached = rng.choice(v.GOALS)
    total = f"{round(sum(scores) + execution, 2):g}"
    facts = {
        "year": str(setting.year),
        "project": project[0],
        "department": setting.department,
        "unit": setting.unit,
        "leader": rng.choice(v.PEOPLE),
        "filled_by": setting.filled_by,
        "phone": setting.phone,
        "filled_on": setting.filled_on,
        "code": f"{rng.randrange(10**5, 10**6)}22T{rng.randrange(10**8, 10**9)}",
        "total_max": "100" if execution or points == 90 else str(points),
        "total_score": total,
        "grade": rng.choice(("优", "良")),
        "problems": rng.choice(v.PROBLEMS if len(layout.remarks) > 1 else (*v.PROBLEMS, "")),
        "measures": rng.choice(v.MEASURES),
        "verdict": f"项目自评总分{total}分。",
    }
    goal = (expected.format(project[1]), reached.format(project[1]), rng.choice(("100", "98", "95%")))
    return FormContent(facts, money, _loose(layout, rng), goal, firsts)


def _scores_money(layout: Layout) -> bool:
    return layout.funds is not None and any(column.field == "score" for column in layout.funds.columns)


def _entries(firsts: tuple[First, ...]) -> list[Entry]:
    return [entry for first in firsts for second in first.seconds for entry in second.entries]


def _money(layout: Layout, rng: Random) -> dict[str, Money]:
    if not layout.funds:
        return {}
    annual = round(rng.uniform(8, 900), rng.choice((0, 1, 2)))
    share = rng.choice((1.0, 1.0, round(rng.uniform(0.6, 1), 3)))
    carried = rng.choice((0.0, 0.0, round(annual * 0.2, 2)))
    parts: dict[str, float] = {"total": annual}
    details = [row.part for row in layout.funds.rows if row.part != "total"]
    if details:
        parts[details[0]] = annual - carried
    if carried and len(details) > 1:
        parts[details[1]] = carried
    elif details:
        parts[details[0]] = annual
    sheet = {part: _amounts(layout, amount, share, rng) for part, amount in parts.items()}
    zeros = rng.random() < 0.4
    for part in details:
        nothing = Money("0.00", "0.00", "0.00", "0.00", "", "") if zeros else Money()
        sheet.setdefault(part, nothing)
    return sheet


def _amounts(layout: Layout, amount: float, share: float, rng: Random) -> Money:
    scale = {"wan": 1, "yuan": 10000, "grouped": 10000}[layout.money]
    form = {"wan": "{:.10g}", "yuan": "{:.2f}", "grouped": "{:,.2f}"}[layout.money]
    executed, rate = round(amount * share, 2), round(share * 100, 2)
    initial = amount if rng.random() < 0.7 else round(amount * 0.9, 1)
    full = 20 if layout.number in (5, 6) else 10
    percent = f"{rate:g}" if rng.random() < 0.2 else f"{rate:g}%"
    planned, now, spent = (form.format(round(number * scale, 2)) for number in (initial, amount, executed))
    return Money(planned, now, now, spent, percent, f"{round(full * share, 2):g}")


def _loose(layout: Layout, rng: Random) -> dict[str, str]:
    if not layout.funds:
        return {}
    labels = [label for row in layout.funds.breakdown[1:] for label in row if label]
    return {label: rng.choice(("", "0", f"{rng.randint(1, 90000) / 100:.10g}")) for label in labels}


def _first(plan: LevelPlan, layout: Layout, setting: Setting, rng: Random, matter: str) -> First:
    block = layout.indicators
    skipped = rng.randrange(len(plan.seconds)) if len(plan.seconds) > 2 and rng.random() < 0.5 else -1
    counts = [0 if index == skipped else rng.choice((1, 1, 2, 3)) for index in range(len(plan.seconds))]
    if plan.name == "预算执行率":
        counts = [1]
    points = iter(_shares(plan.points, sum(counts)))
    seconds = []
    for (name, group), count in zip(plan.seconds, counts, strict=True):
        terms = rng.sample(v.TERMS[group], min(count, len(v.TERMS[group])))
        terms += [rng.choice(v.TERMS[group]) for _ in range(count - len(terms))]
        entries = [_entry(term, block, setting, rng, (matter, next(points))) for term in terms]
        seconds.append(Second(_wrap(name, block, rng), _with_empty_rows(entries, block, rng)))
    return First(plan.name, plan.points, tuple(seconds))


def _shares(points: int, count: int) -> list[int]:
    base = points // max(count, 1)
    return [base + (points - base * count if index == 0 else 0) for index in range(count)]


def _wrap(name: str, block: IndicatorBlock, rng: Random) -> str:
    if not block.wrapped or rng.random() < 0.4 or len(name) < 4:
        return name
    return f"{name[:-2]}\n{name[-2:]}"


def _with_empty_rows(entries: list[Entry], block: IndicatorBlock, rng: Random) -> tuple[Entry, ...]:
    filler = [Entry()] * block.filler_rows
    if block.dots and entries and rng.random() < 0.3:
        filler = [Entry(name="……")]
    return (*entries, *filler) or (Entry(),)


def _entry(
    term: v.Term, block: IndicatorBlock, setting: Setting, rng: Random, given: tuple[str, int]
) -> Entry:
    matter, points = given
    columns = block.has("sign")
    pair = measure(term, rng, setting.year, columns)
    target, actual, met = pair.target, pair.actual, pair.met
    if columns and target.in_words and block.qualitative:
        kept = "" if block.qualitative == "文字描述" else target.value
        target = replace(target, sign=block.qualitative, value=kept)
    if columns and rng.random() < 0.5:
        actual = replace(actual, unit="")
    unknown = block.has("actual") and rng.random() < 0.05
    score = points if met else max(points - rng.choice((0.5, 1, 1.25)), 0)
    return Entry(
        name=term.name.format(matter),
        target=target,
        actual=BLANK if unknown else actual,
        points=points,
        score="" if unknown else f"{score:g}",
        reason="" if met or unknown else rng.choice(v.REASONS),
        description=rng.choice(v.DESCRIPTIONS),
        completion="" if unknown else rng.choice(("优", "良")) if block.has("item_score") else actual.text,
    )
