"""The charts of a report: drawn by pygal, as SVG that stands inside the page and takes its style from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from extractor.errors import PartMissing
from extractor.evaluation.calibration import Calibration
from extractor.evaluation.perturb.figures import Curve, RobustnessRun
from extractor.evaluation.report.model import CellReport, CostUnit, EvalReport
from extractor.evaluation.report.words import say
from extractor.evaluation.statistics.intervals import Interval
from extractor.evaluation.words import rate
from extractor.result import Lang

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOM = 1.35  # to the right of the last point, for its label
_SIZE = {"width": 620, "height": 330}
_NATURES: tuple[Literal["damage", "restyling"], ...] = ("damage", "restyling")
Point = tuple[float, float]
Shown = tuple[float, float, str]


@dataclass(frozen=True)
class Chart:
    """A chart with its caption; ``svg`` is an element of a page, ``legend`` names its lines by their colours."""

    caption: str
    svg: str
    legend: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """Points of one name; ``lined`` joins them, else each carries its label. ``whiskers`` are lower and upper ends."""

    name: str
    points: Sequence[Shown]
    lined: bool = False
    whiskers: Sequence[tuple[Point, Point]] = ()


def check_charts() -> None:
    """Raise PartMissing where the library is not installed."""
    if find_spec("pygal") is None:
        raise PartMissing(
            "the page needs pygal: pip install 'indicator-extractor[eval]', or write .md and .json only (-o)",
            zh="网页报告需要 pygal：请运行 pip install 'indicator-extractor[eval]'，或用 -o 只写 .md 和 .json",
        )


def cost_charts(report: EvalReport, lang: Lang) -> Iterator[Chart]:
    """F1 against the cost of a document: one chart for each set, or one for all where there is but one way."""
    unit = report.cost_unit
    if unit is None:
        return
    axes = (say(f"per_document_{unit}", lang), "F1")
    if len(report.ways) == 1:
        series = [_costs(cell.summary.set, cell, unit) for cell in report.cells]
        yield Chart(report.ways[0], draw(series, axes))
        return
    for name in report.sets:
        yield Chart(name, draw([_costs(cell.summary.way, cell, unit) for cell in report.of_set(name)], axes))


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
        curves = [curve for curve in run.curves if curve.nature == nature]
        if curves:
            series = [_curve(curve, lang) for curve in curves]
            yield _lined(say(nature, lang), series, (say("strength", lang), "F1"))


def calibration_charts(cells: Sequence[CellReport], lang: Lang) -> Iterator[Chart]:
    """Reliability of the cells that carry a confidence, and what is wrong among what is not reviewed."""
    known = [(cell.summary, cell.calibration) for cell in cells if cell.calibration]
    named = [(f"{of.set} · {of.way}", one) for of, one in known]
    sure = [Series(name, _reliability(one), lined=True) for name, one in named if one.bins]
    if sure:
        even = Series(say("even", lang), [(0, 0, ""), (1, 1, "")], lined=True)
        axes = (say("mean_confidence", lang), say("share_right", lang))
        yield _lined(say("reliability_chart", lang), [*sure, even], axes)
    risky = [Series(name, _risk(one), lined=True) for name, one in named if one.error]
    if risky:
        axes = (say("reviewed", lang), say("risk", lang))
        yield _lined(say("risk_chart", lang), risky, axes)


def _lined(caption: str, series: Sequence[Series], axes: tuple[str, str]) -> Chart:
    return Chart(caption, draw(series, axes), tuple(one.name for one in series))


def _costs(name: str, cell: CellReport, unit: CostUnit) -> Series:
    cost = cost_of(cell, unit)
    f1 = next((one for one in cell.summary.headlines if one.figure == "f1"), None)
    if cost is None or f1 is None:
        return Series(name, [])
    within = f1.interval
    whiskers = [((cost, within.low), (cost, within.high))] if isinstance(within, Interval) else []
    return Series(name, [(cost, f1.value, name)], whiskers=whiskers)


def _curve(curve: Curve, lang: Lang) -> Series:
    name = curve.label if lang == "zh" else curve.label_en
    known = [(one.strength, one.figures.f1) for one in curve.points]
    points = [(at, f1, f"{name} {at:g}: {rate(f1)}") for at, f1 in known if f1 is not None]
    return Series(name, points, lined=True)


def _reliability(one: Calibration) -> list[Shown]:
    return [
        (part.confidence, part.right, f"{rate(part.confidence)} → {rate(part.right)}") for part in one.bins
    ]


def _risk(one: Calibration) -> list[Shown]:
    return [
        (at.share, at.risk, f"{at.share:.0%}: {rate(at.risk)}") for at in one.curve if at.risk is not None
    ]


def draw(series: Sequence[Series], axes: tuple[str, str]) -> str:
    """The chart as an SVG element; ``axes`` are the titles of x and y.

    Raises:
        PartMissing: pygal is not installed.
    """
    check_charts()
    pygal: Any = import_module("pygal")  # it carries no types
    x_title, y_title = axes
    labelled = not any(one.lined for one in series)
    xs = [x for one in series for x, _, _ in one.points]
    # Lines are named beside the chart: the library's own legend takes no heed of how wide Chinese is.
    chart: Any = pygal.XY(
        **_SIZE, css=[], js=[], no_prefix=True, margin=6, dots_size=4, x_title=x_title, y_title=y_title,
        show_legend=False, print_labels=labelled, allow_interruptions=True, stroke=False,
        xrange=(0, (max(xs, default=0) or 1) * (_ROOM if labelled else 1)),
    )  # fmt: skip
    for one in series:
        chart.add(
            one.name, [{"value": (x, y), "label": label} for x, y, label in one.points], stroke=one.lined
        )
    whiskers = [whisker for one in series for whisker in one.whiskers]
    if whiskers:
        apart = [point for low, high in whiskers for point in (low, high, (None, None))]
        chart.add(None, apart, stroke=True, show_dots=False)
    return _bare(chart.render_tree(), f"{y_title} / {x_title}")


def _bare(root: _Element, label: str) -> str:
    """The drawing alone: without style, script, comment (which tells the date) or the library's own tooltips."""
    from lxml import etree

    etree.strip_elements(root, "{*}style", "{*}script", etree.Comment, with_tail=False)
    for drawn in list(root.iter()):
        _simplified(drawn)
    root.set("role", "img")
    root.set("aria-label", label)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _simplified(drawn: _Element) -> None:
    name = str(drawn.tag).rpartition("}")[2]
    drawn.tag = "title" if name == "desc" and drawn.get("class") == "label" else name
    for attribute in ("id", "style"):
        drawn.attrib.pop(attribute, "")
    unwanted = drawn.tag == "desc" or "tooltip-overlay" in drawn.get("class", "")
    parent = drawn.getparent()
    if parent is not None and (unwanted or (name == "title" and parent.getparent() is None)):
        parent.remove(drawn)
