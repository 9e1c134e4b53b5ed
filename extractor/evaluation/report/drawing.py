"""Charts drawn by pygal, as SVG that stands inside the page and takes its style from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from extractor.errors import PartMissing

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIZE = {"width": 620, "height": 330}
_ROOM = 1.06  # to the right of the last point, for its label
Point = tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """A point of a chart; ``label`` is told on asking, or printed beside it where the chart says so."""

    x: float
    y: float
    label: str = ""


@dataclass(frozen=True)
class Series:
    """Points of one name, joined by a line where ``lined``. ``whiskers`` are lower and upper ends."""

    name: str
    dots: Sequence[Dot]
    lined: bool = False
    whiskers: Sequence[tuple[Point, Point]] = ()


@dataclass(frozen=True)
class Axes:
    """Titles of x and y, and how far y reaches; x begins at 0."""

    x: str
    y: str
    low: float
    high: float


def check_charts() -> None:
    """Raise PartMissing where the library is not installed."""
    if find_spec("pygal") is None:
        raise PartMissing(
            "the page needs pygal: pip install 'indicator-extractor[eval]', or write .md and .json only (-o)",
            zh="网页报告需要 pygal：请运行 pip install 'indicator-extractor[eval]'，或用 -o 只写 .md 和 .json",
        )


def draw(series: Sequence[Series], axes: Axes, *, labelled: bool = False) -> str:
    """The chart as an SVG element; ``labelled`` prints the labels beside the points.

    Raises:
        PartMissing: pygal is not installed.
    """
    check_charts()
    pygal: Any = import_module("pygal")  # it carries no types
    farthest = max((dot.x for one in series for dot in one.dots), default=0)
    # Lines are named beside the chart: the library's own legend takes no heed of how wide Chinese is.
    # The range is given: between figures that differ in their last bit only, the library seeks a scale forever.
    chart: Any = pygal.XY(
        **_SIZE, css=[], js=[], no_prefix=True, margin=6, dots_size=4, x_title=axes.x, y_title=axes.y,
        show_legend=False, print_labels=labelled, allow_interruptions=True, stroke=False,
        xrange=(0, (farthest or 1) * (_ROOM if labelled else 1)), range=(axes.low, axes.high),
    )  # fmt: skip
    for one in series:
        points = [{"value": (dot.x, dot.y), "label": dot.label} for dot in one.dots]
        chart.add(one.name, points, stroke=one.lined)
    whiskers = [whisker for one in series for whisker in one.whiskers]
    if whiskers:
        apart = [point for low, high in whiskers for point in (low, high, (None, None))]
        chart.add(None, apart, stroke=True, show_dots=False)
    return _bare(chart.render_tree(), f"{axes.y} / {axes.x}")


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
