"""Indicator rows whose actual values, scores and reasons follow from one another."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from typeset import vocabulary as v
from typeset.layouts import common

from extractor.report import Indicator, Number, Quantity

_SIGNS = {">=": "≥", "<=": "≤", "=": "＝"}
_COUNTS = (">=", ">=", "=", None)
_LEVELS = {"产出指标": common.OUTPUTS, "效益指标": common.BENEFITS, "满意度指标": common.CONTENT}
_OUTPUTS_WITHOUT_COST = tuple(second for second in common.OUTPUTS if second[1] != "cost")
_COSTS = (("经济成本指标", "cost"),)
_MONEY = ("万元",)


@dataclass(frozen=True)
class Style:
    """How a form prints its rows. ``levels`` maps level-1 names to their points.

    ``level_points`` prints them with the names, ``item_scores`` adds scores on a scale of 100,
    ``completion`` a grade of each row; ``execution`` makes budget execution a row of 10 points.
    """

    levels: tuple[tuple[str, int], ...]
    level_points: bool = False
    item_scores: bool = False
    completion: bool = False
    execution: bool = False
    whole_scores: bool = False


def rows(style: Style, matter: str, rate: float, rng: Random) -> list[Indicator]:
    """The rows of a form; ``matter`` goes into their names, ``rate`` is the execution of its budget in percent."""
    found = []
    used: set[str] = set()
    for level1, points in style.levels:
        seconds = _seconds(level1, style)
        taken = sorted(rng.sample(range(len(seconds)), rng.randint(min(2, len(seconds)), len(seconds))))
        count = max(len(taken), min(points // 5, rng.randint(len(taken), len(taken) + 2)))
        for at, share in enumerate(_shares(points, count, rng)):
            level2, group = seconds[taken[at * len(taken) // count]]
            term = _term(group, matter, used, rng)
            if term is not None:
                row = _row(term, matter, share, rng)
                found.append(_placed(row, level1, points, level2, style))
            else:
                found[-1] = _heavier(found[-1], share)
    if style.execution:
        found.append(_execution(rate, style))
    return [_styled(row, style) for row in found]


def _seconds(level1: str, style: Style) -> tuple[tuple[str, str], ...]:
    if level1 == "成本指标":
        return _COSTS
    own_costs = any(name == "成本指标" for name, _ in style.levels)
    return _OUTPUTS_WITHOUT_COST if level1 == "产出指标" and own_costs else _LEVELS[level1]


def _shares(points: int, count: int, rng: Random) -> list[int]:
    """Whole points that come to the whole, most rows alike."""
    base = points // count
    shares = [base] * count
    shares[rng.randrange(count)] += points - base * count
    return shares


def _term(group: str, matter: str, used: set[str], rng: Random) -> v.Term | None:
    left = [term for term in v.TERMS[group] if term.name not in used and term.unit not in _MONEY]
    if not left:
        return None
    term = rng.choice(left)
    used.add(term.name)
    return term


def _row(term: v.Term, matter: str, points: int, rng: Random) -> Indicator:
    missed = term.shape in ("count", "percent", "ceiling") and rng.random() < 0.15
    target, actual = _values(term, missed, rng)
    score: Number = points if not missed else round(points * rng.choice((0.8, 0.9, 0.5)), 2)
    return Indicator(
        level3=term.name.format(matter),
        target=target,
        actual=actual,
        max_score=points,
        score=_whole(score),
        deviation_reason=rng.choice(v.REASONS) if missed else None,
    )


def _values(term: v.Term, missed: bool, rng: Random) -> tuple[Quantity, Quantity]:
    if term.shape == "words":
        return Quantity(text=term.target_words), Quantity(text=term.actual_words[0])
    if term.shape == "date":
        return Quantity(text="12月31日前完成"), Quantity(text="12月20日完成")
    if term.shape == "percent":
        return _percents(term, missed, rng)
    number = rng.randint(max(int(term.low), 2), int(term.high))
    operator = "<=" if term.shape == "ceiling" else rng.choice(_COUNTS)
    step = max(round(number * rng.uniform(0.05, 0.15)), 1)
    better = step if term.shape == "count" else -min(step, number - 1)
    exact = operator in ("=", None) or rng.random() < 0.5
    reached = number + (-better if missed else 0 if exact else better)
    return _quantity(operator, number, term.unit), _quantity(None, max(reached, 0), term.unit)


def _percents(term: v.Term, missed: bool, rng: Random) -> tuple[Quantity, Quantity]:
    number = rng.randint(int(term.low), int(term.high) - 1)
    reached = number - 2 if missed and number > 2 else rng.choice((number, number + 1, (number + 100) / 2))
    ceiling = max(term.high, 100) if term.high > 50 else number + 1
    kept = reached if missed else min(reached, ceiling)
    if missed and number <= 2:
        kept = number - 0.5
    return _quantity(">=", number, "%"), _quantity(None, _whole(kept), "%")


def _quantity(operator: str | None, value: Number, unit: str) -> Quantity:
    sign = _SIGNS.get(operator or "", "")
    return Quantity(text=f"{sign}{value:.10g}{unit}", operator=operator, value=value, unit=unit)


def _execution(rate: float, style: Style) -> Indicator:
    score = min(10.0, round(rate / 10, 2))
    row = Indicator(
        level1="预算执行指标",
        level1_max_score=10 if style.level_points else None,
        level2="预算执行率",
        level3="预算执行率",
        target=_quantity("=", 100, "%"),
        actual=_quantity(None, _whole(rate), "%"),
        max_score=10,
        score=_whole(score),
    )
    return row if score == 10 else row.model_copy(update={"deviation_reason": "项目尾款待验收后支付"})


def _placed(row: Indicator, level1: str, points: int, level2: str, style: Style) -> Indicator:
    printed = points if style.level_points else None
    return row.model_copy(update={"level1": level1, "level1_max_score": printed, "level2": level2})


def _heavier(row: Indicator, share: int) -> Indicator:
    """A row with the points of another that found no name."""
    lost = (row.max_score or 0) - (row.score or 0)
    points = (row.max_score or 0) + share
    return row.model_copy(update={"max_score": points, "score": _whole(round(points - lost, 2))})


def _styled(row: Indicator, style: Style) -> Indicator:
    full = row.score == row.max_score
    change: dict[str, object] = {}
    if style.item_scores and row.max_score:
        item = _whole(round(100 * (row.score or 0) / row.max_score))
        change = {"item_score": item, "score": _whole(round(item * row.max_score / 100, 4))}
    if style.completion:
        part = round((row.score or 0) / (row.max_score or 1), 4)
        change["completion"] = (
            "优" if full or part >= 0.9 else "良" if part >= 0.8 else "中" if part >= 0.6 else "差"
        )
    return row.model_copy(update=change)


def _whole(value: Number) -> Number:
    return int(value) if value == int(value) else value
