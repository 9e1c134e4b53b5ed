"""Which charts a report has: cost against accuracy, robustness, calibration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

from extractor.evaluation.calibration import Calibration
from extractor.evaluation.perturb.figures import Curve, RobustnessRun
from extractor.evaluation.report.drawing import Axes, Dot, Series, draw
from extractor.evaluation.report.model import CellReport, CostUnit, EvalReport
from extractor.evaluation.report.words import say
from extractor.evaluation.statistics.intervals import Interval
from extractor.evaluation.words import rate
from extractor.result import Lang

_NATURES: tuple[Literal["damage", "restyling"], ...] = ("damage", "restyling")
_STEPS = 20  # F1 is drawn from a twentieth upwards

_PRECISION: dict[CostUnit, str] = {"dollars": ".4g", "tokens": ",.0f", "seconds": ",.2f"}


@dataclass(frozen=True)
class Chart:
    """A chart with its caption; ``svg`` is an element of a page, ``legend`` names what is drawn, in order.

    ``numbered`` charts print the place in the legend beside each point.
    """

    caption: str
    svg: str
    legend: tuple[str, ...]
    numbered: bool = False


def cost_charts(report: EvalReport, lang: Lang) -> Iterator[Chart]:
    """F1 against the cost of a document: one chart for each set, or one for all where there is but one way."""
    unit = report.cost_unit
    if unit is None:
        return
    if len(report.ways) == 1:
        named = [(cell.summary.set, cell) for cell in report.cells]
        yield _costs(report.ways[0], named, unit, lang)
        return
    for name in report.sets:
        yield _costs(name, [(cell.summary.way, cell) for cell in report.of_set(name)], unit, lang)


def cost_of(cell: CellReport, unit: CostUnit) -> float | None:
    """What one document took in the mean."""
    spent, documents = cell.summary.measured.spent, cell.summary.documents
    found = {
        "dollars": spent.cost,
        "tokens": spent.input_tokens + spent.output_tokens,
        "seconds": spent.seconds,
    }[unit]
    return found / documents if found is not None and documents else None


def robustness_charts(run: RobustnessRun, lang: Lang) -> Iterator[Chart]:
    """F1 against the strength, one chart for damage and one for restyling."""
    for nature in _NATURES:
        series = [_curve(curve, lang) for curve in run.curves if curve.nature == nature]
        if series:
            low = _below(dot.y for one in series for dot in one.dots)
            yield _lined(say(nature, lang), series, Axes(say("strength", lang), "F1", low, 1))


def calibration_charts(cells: Sequence[CellReport], lang: Lang) -> Iterator[Chart]:
    """Reliability of the cells that carry a confidence, and what is wrong among what is not reviewed."""
    known = [(cell.summary, cell.calibration) for cell in cells if cell.calibration]
    named = [(f"{of.set} · {of.way}", one) for of, one in known]
    sure = [Series(name, _reliability(one), lined=True) for name, one in named if one.bins]
    if sure:
        even = Series(say("even", lang), [Dot(0, 0), Dot(1, 1)], lined=True)
        axes = Axes(say("axis_confidence", lang), say("axis_right", lang), 0, 1)
        yield _lined(say("reliability_chart", lang), [*sure, even], axes)
    risky = [Series(name, _risk(one), lined=True) for name, one in named if one.error]
    if risky:
        highest = max((dot.y for one in risky for dot in one.dots), default=0)
        axes = Axes(say("axis_reviewed", lang), say("risk", lang), 0, highest or 1)
        yield _lined(say("risk_chart", lang), risky, axes)


def _lined(caption: str, series: Sequence[Series], axes: Axes) -> Chart:
    return Chart(caption, draw(series, axes), tuple(one.name for one in series))


def _costs(caption: str, named: Sequence[tuple[str, CellReport]], unit: CostUnit, lang: Lang) -> Chart:
    series = [_cost(at, name, cell, unit) for at, (name, cell) in enumerate(named, 1)]
    heights = [end[1] for one in series for whisker in one.whiskers for end in whisker]
    heights += [dot.y for one in series for dot in one.dots]
    axes = Axes(say(f"per_document_{unit}", lang), "F1", _below(heights), 1)
    legend = tuple(_named(name, cell, unit) for name, cell in named)
    return Chart(caption, draw(series, axes, labelled=True), legend, numbered=True)


def _cost(at: int, name: str, cell: CellReport, unit: CostUnit) -> Series:
    cost = cost_of(cell, unit)
    f1 = cell.f1
    if cost is None or f1 is None:
        return Series(name, [])
    within = f1.interval
    whiskers = [((cost, within.low), (cost, within.high))] if isinstance(within, Interval) else []
    return Series(name, [Dot(cost, f1.value, str(at))], whiskers=whiskers)


def _named(name: str, cell: CellReport, unit: CostUnit) -> str:
    cost, f1 = cost_of(cell, unit), cell.f1
    shown = "–" if cost is None else f"{cost:{_PRECISION[unit]}}"
    return f"{name}: F1 {rate(f1.value if f1 else None)}, {shown}"


def _curve(curve: Curve, lang: Lang) -> Series:
    name = curve.label if lang == "zh" else curve.label_en
    known = [(one.strength, one.figures.f1) for one in curve.points]
    dots = [Dot(at, f1, f"{name} {at:g}: {rate(f1)}") for at, f1 in known if f1 is not None]
    return Series(name, dots, lined=True)


def _reliability(one: Calibration) -> list[Dot]:
    return [
        Dot(part.confidence, part.right, f"{rate(part.confidence)} → {rate(part.right)}") for part in one.bins
    ]


def _risk(one: Calibration) -> list[Dot]:
    return [
        Dot(at.share, at.risk, f"{at.share:.0%}: {rate(at.risk)}") for at in one.curve if at.risk is not None
    ]


def _below(rates: Iterable[float]) -> float:
    """Where an axis begins that has all of these in it and room below them."""
    return max(0.0, (floor(min(rates, default=1.0) * _STEPS - 0.2)) / _STEPS)
